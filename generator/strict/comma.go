package strict

import "strings"

// brokenOff finds fault with a key that was none: what stands behind a comma within braces, as in {value: 1,200} and
// {uk: losses, so far}.
func (d *decoder) brokenOff(children []Node, i int) bool {
	n := &children[i]
	if i == 0 || n.Kind != Null || children[i-1].KeyPos.Line != n.KeyPos.Line {
		return false
	}
	start := i - 1 // the child whose value goes on behind the comma
	for start > 0 && children[start].Kind == Null && children[start].KeyPos.Line == n.KeyPos.Line {
		start--
	}
	from := &children[start]
	switch {
	case from.Kind != Scalar || from.Quoted || from.Pos.Line != n.KeyPos.Line:
		return false
	case start < i-1: // said of the first part
		return true
	}
	parts := []string{from.Text}
	for ; i < len(children) && children[i].Kind == Null && len(parts) < 6; i++ {
		parts = append(parts, children[i].Key)
	}
	if number := strings.Join(parts, ""); strings.Trim(number, "0123456789.") == "" {
		d.add(from.Pos, "value", from.Key+": no comma in numbers", "write "+number)
		return true
	}
	d.add(n.KeyPos, "missing-value", plain(n.Key)+" has no value", "write one, or remove the key; a text with a comma needs quotes: "+from.Key+": "+quote(strings.Join(parts, ", ")))
	return true
}
