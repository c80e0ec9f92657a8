package report

import (
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
)

// nodes turns rows into the list of mappings that a header would have in their place. A blank cell says nothing.
func (t *tableParser) nodes(rows [][]strict.Cell, keys []string) *strict.Node {
	list := &strict.Node{Kind: strict.Sequence, Children: make([]strict.Node, len(rows))}
	for i, row := range rows {
		item := strict.Node{Kind: strict.Mapping, Pos: diag.Pos{Line: row[0].Pos.Line, Col: 1}}
		var lat, lon strict.Cell
		for j, cell := range row {
			switch {
			case keys[j] == "" || cell.Text == "":
			case keys[j] == "lat":
				lat = cell
			case keys[j] == "lon":
				lon = cell
			case keys[j] == "at":
				item.Children = append(item.Children, pair(cell))
			default:
				item.Children = append(item.Children, value(keys[j], cell))
			}
		}
		if lat.Text != "" || lon.Text != "" {
			item.Children = append(item.Children, t.coordinates(lat, lon)...)
		}
		list.Children[i] = item
	}
	return list
}

func value(key string, cell strict.Cell) strict.Node {
	return strict.Node{Kind: strict.Scalar, Key: key, KeyPos: cell.Pos, Pos: cell.Pos, Text: cell.Text}
}

// pair reads latitude and longitude from one cell: 49.99, 36.23 or 49.99 36.23.
func pair(cell strict.Cell) strict.Node {
	at := strict.Node{Kind: strict.Sequence, Key: "at", KeyPos: cell.Pos, Pos: cell.Pos}
	for _, degrees := range strings.FieldsFunc(strings.Trim(cell.Text, "[]()"), func(r rune) bool { return r == ',' || r == ' ' || r == '/' }) {
		at.Children = append(at.Children, value("", strict.Cell{Text: degrees, Pos: cell.Pos}))
	}
	return at
}

// coordinates makes the place of an event of two cells.
func (t *tableParser) coordinates(lat, lon strict.Cell) []strict.Node {
	at := strict.Node{Kind: strict.Sequence, Key: "at", KeyPos: lat.Pos, Pos: lat.Pos}
	for _, half := range []struct {
		name        string
		cell, other strict.Cell
	}{{"lat", lat, lon}, {"lon", lon, lat}} {
		if half.cell.Text == "" {
			t.fault(half.other.Pos, "value", "the row has one of lat and lon only", "write both, or leave both blank")
			return nil
		}
		if _, fault := strict.ParseDecimal(half.cell.Text); fault != nil {
			t.fault(half.cell.Pos, "value", half.name+" "+fault.Text, fault.Hint)
			return nil
		}
		at.Children = append(at.Children, value("", half.cell))
	}
	return []strict.Node{at}
}
