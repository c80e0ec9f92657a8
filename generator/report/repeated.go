package report

import (
	"fmt"
	"strings"

	"sitrep/generator/diag"
)

// maxRepeated bounds what is said of one report: a table might hold a single row ten thousand times.
const maxRepeated = 20

// checkRepeated finds claims of one id, and figures that give one line two values at one time, in the header or in a table: nobody
// could say which of them counts.
func (r *Report) checkRepeated() {
	r.repeated("claims", len(r.Claims), "keep one of them; two claims have two ids", func(i int) (any, string) {
		return r.Claims[i].ID, r.Claims[i].ID
	})
	type value struct {
		id, place, source string
		asOf              Moment
	}
	r.repeated("figures", len(r.Figures), "keep one of them, or say by place, source or as_of how they differ", func(i int) (any, string) {
		f := &r.Figures[i]
		if _, text, _ := figureFault(f, func(string) bool { return false }); text != "" {
			return i, ""
		}
		return value{f.ID, f.Place, f.Source, f.AsOf}, f.ID
	})
}

// repeated adds errors about items of a list that are of one identity, and says where the first one is. Items without an id have
// findings of their own.
func (r *Report) repeated(list string, count int, hint string, identity func(i int) (key any, id string)) {
	first, said := make(map[any]int, count), 0
	for i := 0; i < count && said < maxRepeated; i++ {
		key, id := identity(i)
		before, there := first[key]
		if !there || id == "" {
			first[key] = i
			continue
		}
		said++
		file, pos := r.Where(item(list, i, ""))
		firstFile, firstPos := r.Where(item(list, before, ""))
		text := fmt.Sprintf("the %s %s stands twice: first in line %d", strings.TrimSuffix(list, "s"), id, firstPos.Line)
		if firstFile != file {
			text += " of " + firstFile
		}
		r.Findings = append(r.Findings, diag.Finding{File: file, Pos: pos, Rule: "header/repeated-item", Severity: diag.Error, Text: text, Hint: hint})
	}
}
