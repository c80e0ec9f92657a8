// Package diag is how the generator speaks to writers: a Finding says what is wrong, where, and what to write instead.
//
// A stage that meets an author's mistake returns what it understood and the findings about the rest; a Go error is for the
// machine's faults (disk, network). Findings are values: they are collected, sorted once, and printed as text, JSON, SARIF or
// CI annotations.
package diag

import (
	"cmp"
	"slices"
)

// Severity ranks a finding. An Error keeps the site from being published; a Warning does not.
type Severity uint8

const (
	Warning Severity = iota
	Error
)

func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Pos is a place in a text file. The zero Pos means "the file as a whole".
type Pos struct {
	Line int // 1-based
	Col  int // 1-based, in runes
}

// Finding is one thing a writer should know, with a place and a way out.
type Finding struct {
	File     string // slash path from the site's root: content/reports/2024/11/10-moscow.md
	Pos      Pos
	Rule     string // stable id, area/name: header/unknown-key, link/broken
	Severity Severity
	Text     string // the fault: lower case, no full stop
	Hint     string // what to write instead; may be empty
}

// Compare orders findings by file, place, rule and text.
func Compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Hint, b.Hint),
		cmp.Compare(a.Severity, b.Severity),
	)
}

// Sorted returns the findings in the order of Compare, each once.
func Sorted(findings []Finding) []Finding {
	sorted := slices.Clone(findings)
	slices.SortFunc(sorted, Compare)
	return slices.Compact(sorted)
}

// Failed reports whether any finding is an Error.
func Failed(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error })
}
