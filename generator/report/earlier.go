package report

import (
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/source"
)

// chunks divides texts into those of each version, the current one first.
func chunks(texts []source.Text) iter.Seq[[]source.Text] {
	return func(yield func([]source.Text) bool) {
		for len(texts) > 0 {
			n := slices.IndexFunc(texts, func(t source.Text) bool { return t.Version != texts[0].Version })
			if n < 0 {
				n = len(texts)
			}
			if !yield(texts[:n:n]) {
				return
			}
			texts = texts[n:]
		}
	}
}

// parseEarlier reads the versions that were kept when the report was changed. It goes from the newest to the oldest, and ends where
// something was redacted: what was taken out must not come back by another door, and so it is not even read.
func parseEarlier(b source.Bundle, versions [][]source.Text, current *Report, read func(source.File) ([]byte, error)) ([]Parsed, error) {
	var all []Parsed
	redacted := redactedBy(current)
	for _, texts := range slices.Backward(versions) {
		if version := texts[0].Version; version < redacted {
			for _, t := range texts {
				current.keptAfterRedaction(t)
			}
			continue
		}
		parsed, err := parseVersion(b, texts, read)
		if err != nil {
			return nil, err
		}
		for i := range parsed {
			parsed[i].checkEarlier(current)
			parsed[i].tighten(current)
		}
		redacted = max(redacted, redactedBy(&parsed[0].Report))
		all = append(parsed, all...)
	}
	return all, nil
}

// Redacted reports whether something was taken out of the report that nobody is to read any more.
func (r *Report) Redacted() bool { return redactedBy(r) > 0 }

// redactedBy is the last version that something was redacted in; 0 when nothing was.
func redactedBy(r *Report) (version int) {
	for _, v := range r.Revisions {
		if v.Kind == Redaction {
			version = max(version, v.Version)
		}
	}
	return version
}

// keptAfterRedaction warns of a text that nobody should have any more.
func (r *Report) keptAfterRedaction(t source.Text) {
	r.Findings = append(r.Findings, diag.Finding{
		File: t.Path, Rule: "report/redacted", Severity: diag.Warning,
		Text: fmt.Sprintf("the text of version %d is still kept, from before a redaction", t.Version),
		Hint: "delete it: it is withheld from the site, but readers of the repository see it",
	})
}

// checkEarlier wants the number in the file's name to be that of a version before the current one, and the header to say the same.
func (r *Report) checkEarlier(current *Report) {
	fault := func(pos diag.Pos, text, hint string) {
		r.Findings = append(r.Findings, diag.Finding{File: r.File, Pos: pos, Rule: "report/version", Severity: diag.Error, Text: text, Hint: hint})
	}
	now, said := max(1, current.Version), max(1, r.Version)
	if r.Was >= now && current.understood("version") {
		fault(diag.Pos{}, fmt.Sprintf("this is kept as version %d, and the report itself is at version %d", r.Was, now),
			fmt.Sprintf("write version: %d into %s, with its entry in revisions", r.Was+1, path.Base(current.File)))
	}
	if said != r.Was && r.understood("version") {
		name := strings.Replace(path.Base(r.File), fmt.Sprintf(".v%d.", r.Was), fmt.Sprintf(".v%d.", said), 1)
		fault(r.Places.At("version"), fmt.Sprintf("the header says version %d, and the file's name %d", said, r.Was), "name the file "+name+", or correct the header")
	}
}

// understood says whether a value of the header, if it was written, is what was written.
func (r *Report) understood(key string) bool {
	at := r.Places.At(key)
	return !slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Pos == at && slices.Contains(misunderstood, f.Rule) })
}

// tighten marks an earlier version at least as the current one is marked, and protects the sources that are protected by now. Whether
// it is withheld is for the policy to say, which asks the handling of both.
func (r *Report) tighten(current *Report) {
	if current.TLP.Above(r.TLP) {
		r.TLP = current.TLP
	}
	r.Exercise = r.Exercise || current.Exercise
	for i, s := range r.Sources {
		for _, now := range current.Sources {
			if now.Key == s.Key && now.Protected {
				r.Sources[i] = now
			}
		}
	}
}
