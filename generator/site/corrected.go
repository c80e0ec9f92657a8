package site

import (
	"slices"

	"sitrep/generator/report"
)

// Correction says whether a figure was corrected since its report was first published.
type Correction uint8

const (
	Uncorrected     Correction = iota
	ReportCorrected            // something in the report was; no earlier version is kept that tells what
	FigureCorrected            // it had another value, or did not stand there, in a version before a correction
)

// Corrected compares a figure with what the report's earlier versions said, as far as they are kept and may be shown.
func (s *Site) Corrected(p Point) Correction {
	result := Uncorrected
	for i := range p.Entry.Revisions {
		if r := &p.Entry.Revisions[i]; r.Kind == report.Correction {
			result = max(result, s.correctedBy(r.Version, p))
		}
	}
	return result
}

// correctedBy asks the versions that are kept around one in which something was corrected.
func (s *Site) correctedBy(version int, p Point) Correction {
	original := s.Original(p.Entry)
	after := slices.IndexFunc(original.Earlier, func(r *report.Report) bool { return r.Was >= version })
	now := original.Report
	if after < 0 {
		after = len(original.Earlier)
	} else {
		now = original.Earlier[after]
	}
	switch {
	case after == 0:
		return ReportCorrected
	case s.states(original.Earlier[after-1], p) != s.states(now, p):
		return FigureCorrected
	}
	return Uncorrected
}

// states reports whether a version of a report gives a figure the value that it has now.
func (s *Site) states(r *report.Report, p Point) bool {
	place, source := s.placeID(p.Place), s.Speaker(p.Entry.Report, p.Source)
	return slices.ContainsFunc(r.Figures, func(f report.Figure) bool {
		return f.ID == p.ID && s.placeID(f.Place) == place && (f.Source == p.Source || s.Speaker(r, f.Source) == source) && sameValue(&f, p.Figure)
	})
}

func sameValue(a, b *report.Figure) bool {
	same := func(a, b report.Number) bool { return a.Given() == b.Given() && a.Value == b.Value }
	exact := func(f *report.Figure) bool { return f.Estimate == "" || f.Estimate == report.Exact }
	return same(a.Value, b.Value) && same(a.Low, b.Low) && same(a.High, b.High) && a.Missing == b.Missing && (a.Estimate == b.Estimate || exact(a) && exact(b))
}
