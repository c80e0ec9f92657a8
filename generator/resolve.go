package generator

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// resolved is what became of a name.
type resolved struct {
	id   string
	text string // the fault, when there is no id
	hint string
}

// resolve finds the ids of the regions and topics that a report names, and of its language.
func (d *desk) resolve(r *report.Report) (*site.Input, []diag.Finding) {
	in := &site.Input{Report: r, Regions: make([]string, 0, len(r.Regions)), Topics: make([]string, 0, len(r.Topics))}
	if !d.named {
		return in, nil // the vocabulary is to blame, not the name
	}
	var findings []diag.Finding
	fault := func(place, rule string, found resolved) {
		findings = append(findings, diag.Finding{File: r.File, Pos: r.Places.At(place), Rule: rule, Severity: diag.Error, Text: found.text, Hint: found.hint})
	}
	for i, name := range r.Regions {
		found := d.region(name)
		if found.id == "" {
			fault(fmt.Sprintf("regions.%d", i), "region/unknown", found)
			continue
		}
		in.Regions = appendOnce(in.Regions, found.id)
	}
	findings = append(findings, d.unlisted(in)...)
	for i, name := range r.Topics {
		found := d.topic(name)
		if found.id == "" {
			fault(fmt.Sprintf("topics.%d", i), "topic/unknown", found)
			continue
		}
		in.Topics = appendOnce(in.Topics, found.id)
	}
	if found := d.series(r.Series); found.text != "" && !r.HasFault("header/series") {
		fault("series", "series/key", found)
	}
	if f, ok := d.language(r.File, r.Lang); !ok {
		findings = append(findings, f)
	}
	if said := r.Header.Lang; r.Lang == "" && said != "" && said != d.Config.Default() {
		fault("lang", "report/language", resolved{
			text: fmt.Sprintf("lang says %s, and a file without a language in its name is in %s", said, d.Config.Default()),
			hint: fmt.Sprintf("name the file %s.%s.md, or remove the key", strings.TrimSuffix(path.Base(r.File), ".md"), said),
		})
	}
	return in, findings
}

// appendOnce appends an id: two names for one thing are one mention of it.
func appendOnce(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// region resolves a region's name, each spelling once.
func (d *desk) region(name string) resolved {
	kept, known := d.regionIDs.Load(name)
	found, _ := kept.(resolved)
	if !known {
		id, candidates, ok := d.Regions.Resolve(name)
		switch {
		case ok:
			found.id = id
		case len(candidates) > 1 && d.fits(name, candidates):
			found.text, found.hint = fmt.Sprintf("%q may be several regions", name), gazetteer.DidYouMean(candidates)
		default:
			found.text, found.hint = fmt.Sprintf("no region named %q", name), cmp.Or(gazetteer.DidYouMean(candidates), "add it to content/regions.yaml")
		}
		d.regionIDs.Store(name, found)
	}
	return found
}

// fits reports whether candidates are what a name may mean, rather than what is spelt like it.
func (d *desk) fits(name string, candidates []gazetteer.Candidate) bool {
	folded := vocabulary.Fold(name)
	return slices.ContainsFunc(candidates, func(c gazetteer.Candidate) bool {
		if vocabulary.Fold(c.Name) == folded {
			return true
		}
		for _, other := range d.Regions.Names(c.ID) {
			if vocabulary.Fold(other) == folded {
				return true
			}
		}
		return false
	})
}

// topic resolves a topic's name, each spelling once.
func (d *desk) topic(name string) resolved {
	kept, known := d.topicIDs.Load(name)
	found, _ := kept.(resolved)
	if !known {
		topic, candidates, ok := d.Topics.Resolve(name)
		found.text, found.hint = source.NameFault(topic.ID + ".html")
		switch {
		case ok && found.text == "":
			found.id = topic.ID
		case ok:
			found.text = fmt.Sprintf("the topic %q can have no page: %s", name, found.text)
		default:
			found.text, found.hint = fmt.Sprintf("no topic named %q", name), "add it to content/topics.yaml"
			if len(candidates) > 0 {
				found.hint = "did you mean " + candidates[0].ID + "?"
			}
		}
		d.topicIDs.Store(name, found)
	}
	return found
}

// series checks, each spelling once, that a series' key can be the name of its page.
func (d *desk) series(key string) resolved {
	if key == "" {
		return resolved{}
	}
	kept, known := d.seriesIDs.Load(key)
	found, _ := kept.(resolved)
	if !known {
		found = resolved{id: key}
		if text, hint := source.NameFault(key + ".html"); !vocabulary.IsID(key) {
			found.text = fmt.Sprintf("%q is no key of a series: letters in lower case and digits, with single hyphens between them", key)
			if slug := vocabulary.Slug(key); slug != "" {
				found.hint = fmt.Sprintf("write %s; in site.yaml a series has a name to show", slug)
			}
		} else if text != "" {
			found.text, found.hint = fmt.Sprintf("the series %q can have no page: %s", key, text), hint
		}
		d.seriesIDs.Store(key, found)
	}
	return found
}

// language checks that a file's suffix is one of the site's languages.
func (d *desk) language(file, suffix string) (diag.Finding, bool) {
	if suffix == "" || slices.Contains(d.Config.Languages, suffix) {
		return diag.Finding{}, true
	}
	hint := fmt.Sprintf("the site's languages are %s; site.yaml lists them", strings.Join(d.Config.Languages, ", "))
	if near := diag.Nearest(suffix, d.Config.Languages); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	return diag.Finding{
		File: file, Rule: "report/language", Severity: diag.Error,
		Text: fmt.Sprintf("%q in the file's name is not a language of the site", suffix), Hint: hint,
	}, false
}
