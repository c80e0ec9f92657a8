package layout

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"sitrep/generator/gazetteer"
	"sitrep/generator/graphic"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// MapView is a map with the table that says the same.
type MapView struct {
	Drawing  *Fragment
	Rows     []MapRow
	Counted  bool   // there are events
	Unplaced string // how many events have no place on it, in words; may be empty
}

// MapRow is a place on a map.
type MapRow struct {
	Name   string
	Href   template.URL // of its page; may be empty
	Where  string       // how exactly it is known
	Events string       // how many; may be empty
}

// onMap is a place that something is told of.
type onMap struct {
	id     string // of its region; empty where there are only coordinates
	name   string // of the region, or what happened there
	at     graphic.At
	within float64
	kind   graphic.Kind
	events int
}

// locations gathers places for a map, what is told of one place in one.
type locations struct {
	*edition
	list     []onMap
	unplaced int // events that have no place on a map
}

// event adds an event. Its coordinates are no more exact than it says they are.
func (s *locations) event(ev *report.Event) {
	w, known := s.site.WhereOf(ev)
	if !known {
		s.unplaced++
		return
	}
	n := s.on(w, graphic.Happened)
	n.events = 1
	if n.id == "" {
		n.name = cmp.Or(s.place(ev.Place), ev.Title)
	}
	s.add(n)
}

// on is a place as it goes on a map.
func (s *locations) on(w site.Where, kind graphic.Kind) onMap {
	n := onMap{id: w.Region, at: graphic.At{Lat: w.Lat, Lon: w.Lon}, within: w.Within, kind: kind}
	if w.Region != "" {
		n.name = s.site.Regions.NameIn(w.Region, s.tree.Lang)
	}
	return n
}

// named adds a region that something is said of.
func (s *locations) named(name string, kind graphic.Kind) {
	w, known := s.site.WhereIs(name, false)
	if known && !slices.ContainsFunc(s.list, func(o onMap) bool { return o.id == w.Region }) {
		s.list = append(s.list, s.on(w, kind))
	}
}

func (s *locations) add(n onMap) {
	for i := range s.list {
		if o := &s.list[i]; o.at == n.at && o.within == n.within && o.id == n.id && o.kind == n.kind {
			o.events += n.events
			return
		}
	}
	s.list = append(s.list, n)
}

// of reports how many places there are of a kind.
func (s *locations) of(kind graphic.Kind) int {
	n := 0
	for _, o := range s.list {
		if o.kind == kind {
			n++
		}
	}
	return n
}

// view is the map; nil without a place.
func (s *locations) view(id, up string) *MapView {
	if len(s.list) == 0 {
		return nil
	}
	slices.SortStableFunc(s.list, func(a, b onMap) int {
		return cmp.Or(cmp.Compare(b.events, a.events), cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name))
	})
	v := &MapView{Drawing: s.drawMap(id, up), Counted: s.of(graphic.Happened) > 0}
	for _, o := range s.list {
		row := MapRow{Name: o.name, Href: s.page(up, o), Where: s.exactness(o)}
		if o.events > 0 {
			row.Events = s.count(o.events)
		}
		v.Rows = append(v.Rows, row)
	}
	if s.unplaced > 0 {
		v.Unplaced = s.counted("map.unplaced", s.unplaced)
	}
	return v
}

// page is that of a place's region, if there is one.
func (s *locations) page(up string, o onMap) template.URL {
	if term := s.tree.Regions.Get(o.id); term != nil {
		return href(up, term.List.Path+".html")
	}
	return ""
}

func (s *locations) exactness(o onMap) string {
	switch {
	case o.within > 0:
		return s.pattern("map.within", "n", s.kilometres(int(o.within)))
	case o.id == "":
		return s.get("map.exact")
	}
	return s.get("map.region")
}

func (s *locations) drawMap(id, up string) *Fragment {
	m := graphic.Map{
		Frame: graphic.Frame{ID: id, Title: s.get("map.title"), Desc: s.counted("map.desc", len(s.list)), RTL: s.dir == "rtl"},
		Words: graphic.MapWords{
			Happened: s.get("map.events"), Counted: s.get("map.figures"), Spoken: s.get("map.regions"), Within: s.get("map.area"), Lines: s.get("map.lines"),
		},
		Number: s.count, Distance: s.kilometres,
	}
	for _, o := range s.list {
		label := o.name
		if o.events > 0 {
			label = s.titled(o.name, s.counted("map.count", o.events))
		}
		m.Places = append(m.Places, graphic.Place{
			At: o.at, Within: o.within, Kind: o.kind, Count: o.events, Name: o.name, Label: label, Href: s.page(up, o),
		})
	}
	g := s.ground()
	m.Lines = g.lines
	extent := graphic.ExtentOf(m.Places)
	for _, name := range g.names {
		if extent.Shows(name.At) {
			m.Around = append(m.Around, name)
		}
	}
	from := struct {
		Frame  graphic.Frame
		Words  graphic.MapWords
		Places []graphic.Place
		Around []graphic.Name
		Lines  output.Sum
	}{m.Frame, m.Words, m.Places, m.Around, g.sum}
	return s.drawing("map", from, func() string { return string(m.Draw()) })
}

func (e *edition) kilometres(n int) string { return e.pattern("map.km", "n", e.count(n)) }

// ground is what all maps of an edition have in common.
type ground struct {
	names []graphic.Name
	lines graphic.Lines
	sum   output.Sum // of the lines
}

// newGround gathers the names of countries, and the lines that the publisher wants on maps with theirs.
func newGround(th *Theme, s *site.Site, tree *site.Tree) *ground {
	g := &ground{sum: th.key("boundaries", s.Boundaries)}
	for _, c := range graphic.Countries() {
		if id, _, ok := s.Regions.Resolve(c.Code); ok {
			g.names = append(g.names, graphic.Name{At: c.At, Text: s.Regions.NameIn(id, tree.Lang), Wide: c.Wide})
		}
	}
	var lines [][]graphic.At
	for _, b := range s.Boundaries {
		if name, ok := nameOf(b); ok {
			g.names = append(g.names, name)
		}
		for _, l := range b.Lines {
			line := make([]graphic.At, len(l))
			for i, p := range l {
				line[i] = graphic.At{Lat: p[0], Lon: p[1]}
			}
			lines = append(lines, line)
		}
	}
	g.lines = graphic.NewLines(lines)
	return g
}

// nameOf is the name of what a boundary encloses, in its middle.
func nameOf(b gazetteer.Boundary) (graphic.Name, bool) {
	l := b.Lines[0]
	if b.Name == "" || l[0] != l[len(l)-1] {
		return graphic.Name{}, false
	}
	south, west, north, east := l[0][0], l[0][1], l[0][0], l[0][1]
	for _, p := range l {
		south, west, north, east = min(south, p[0]), min(west, p[1]), max(north, p[0]), max(east, p[1])
	}
	lat := (south + north) / 2
	const degree = 111.2 // kilometres
	wide := min((north-south)/2, (east-west)/2*math.Cos(lat*math.Pi/180)) * degree
	return graphic.Name{At: graphic.At{Lat: lat, Lon: (west + east) / 2}, Text: b.Name, Wide: max(1, wide)}, true
}
