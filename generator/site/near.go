package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
)

// Near returns what the writer of a link that was not found may have meant, as it would be written in the link's place: paths,
// ids, names of files. It looks through everything, so it is for messages only.
func (l *Links) Near(from Origin, link markdown.Link, outcome Outcome) []string {
	switch outcome {
	case NoReport:
		return l.nearText(from, link, "report:", l.site.paths())
	case NoPage:
		return l.nearText(from, link, "page:", slices.Sorted(maps.Keys(l.site.pages)))
	case NoRegion:
		return diag.Nearest(link.Target, l.terms((*Tree).regions))
	case NoTopic:
		return diag.Nearest(link.Target, l.terms((*Tree).topics))
	case NoFile:
		return diag.Nearest(path.Base(link.Target), l.files(from))
	case NoAnchor:
		return diag.Nearest(link.Anchor, l.anchors(from, link))
	case NoFigure, NoClaim, NoSource:
		return diag.Nearest(link.Target, keys(from, outcome))
	}
	return nil
}

// nearText finds texts near the one that a link names by its path or along a relative path. The latter is answered with a path.
func (l *Links) nearText(from Origin, link markdown.Link, scheme string, paths []string) []string {
	if link.Scheme != "" {
		return nearPath(link.Target, paths)
	}
	_, bundle, _, _ := l.text(path.Join(path.Dir(from.file), link.Target), from.lang)
	near := nearPath(bundle, paths)
	for i := range near {
		near[i] = scheme + near[i]
	}
	return near
}

// nearPath prefers what has the same last name in another folder over what is spelt alike.
func nearPath(target string, paths []string) []string {
	var same []string
	for _, p := range paths {
		if path.Base(p) == path.Base(target) {
			same = append(same, p)
		}
	}
	if len(same) > 0 {
		return same[:min(len(same), 3)]
	}
	near := diag.Nearest(target, paths)
	for i := 0; i < len(paths) && len(near) == 0; i++ {
		if strings.HasPrefix(paths[i], target+"-") || strings.HasPrefix(target, paths[i]+"-") {
			near = append(near, paths[i]) // it got a longer name, or a shorter one
		}
	}
	return near
}

func (l *Links) terms(of func(*Tree) *Terms) []string {
	ids := map[string]bool{}
	for _, t := range l.site.Trees {
		for _, term := range of(t).Sorted {
			ids[term.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// paths are those of all published reports.
func (s *Site) paths() []string {
	var paths []string
	for _, e := range s.entries {
		paths = append(paths, e.Path)
	}
	return slices.Compact(paths)
}

func (l *Links) files(from Origin) []string {
	var names []string
	for _, f := range from.files {
		names = append(names, path.Base(f.Path))
	}
	return names
}

func (l *Links) anchors(from Origin, link markdown.Link) []string {
	facts, r := &markdown.Facts{}, from.report
	link.Anchor = ""
	switch d := l.Follow(from, link); {
	case d.Report != nil:
		facts, r = &d.Report.Text, d.Report.Report
	case d.Page != nil:
		facts, r = &d.Page.Text, nil
	case d.URL == "":
		facts = from.facts
	default:
		r = nil
	}
	ids := slices.Clone(facts.Anchors)
	for h := range facts.Outline.All() {
		ids = append(ids, h.ID)
	}
	if r == nil {
		return ids
	}
	for _, f := range r.Figures {
		ids = append(ids, FigureAnchor(f.ID))
	}
	for _, c := range r.Claims {
		ids = append(ids, ClaimAnchor(c.ID))
	}
	sources := l.site.Sources(r)
	for _, s := range sources {
		ids = append(ids, SourceAnchor(sources, s.Key))
	}
	return ids
}

func keys(from Origin, outcome Outcome) []string {
	var ids []string
	if from.report == nil {
		return nil
	}
	switch outcome {
	case NoFigure:
		for _, f := range from.report.Figures {
			ids = append(ids, f.ID)
		}
	case NoClaim:
		for _, c := range from.report.Claims {
			ids = append(ids, c.ID)
		}
	case NoSource:
		for _, s := range from.report.Sources {
			ids = append(ids, s.Key)
		}
	}
	return ids
}
