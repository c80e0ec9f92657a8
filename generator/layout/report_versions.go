package layout

import (
	"slices"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Revision is a change to the report.
type Revision struct {
	Version int
	Date    *Date
	Kind    string // in words
	Summary string
	Earlier *Link // the version that this one changed, where it is kept
}

// Retraction says why a report was taken back.
type Retraction struct {
	Date       *Date
	Reason     string
	ReplacedBy *Link
}

// Former marks the page of an earlier version.
type Former struct {
	Text    string // This is version 1 of 3
	Current Link
}

// reportPages are those of the report at a path, which may be that of an earlier version's page.
func (e *edition) reportPages(path string) []page {
	for _, r := range e.reportsAt(path) {
		return append(e.earlierPages(r), e.reportPage(r))
	}
	return nil
}

// reportsAt is the report at a path, or the one of which an earlier version is there, if any.
func (e *edition) reportsAt(path string) []*site.Entry {
	for _, bundle := range []string{path, path[:max(0, strings.LastIndex(path, ".v"))]} {
		if r := e.site.Entry(bundle, e.tree.Lang); r != nil && r.Lang == e.tree.Lang {
			return []*site.Entry{r}
		}
	}
	return nil
}

// earlierPages are those of a report's earlier versions. A report that was retracted has none.
func (e *edition) earlierPages(r *site.Entry) []page {
	if len(r.Earlier) == 0 || r.Status == report.Retracted {
		return nil
	}
	var pages []page
	for _, former := range r.Earlier {
		path := site.EarlierURL(r.URL, former.Was)
		pages = append(pages, page{path, former.File, "report.html", e, func(string) any { return e.earlier(r, former) }})
	}
	return pages
}

// earlier is the page of an earlier version of a report: the same page, with a notice that says so.
func (e *edition) earlier(r *site.Entry, former *report.Report) any {
	then := e.formerly(r, former)
	then.Regions, then.Topics = e.regionIDs(former), e.topicIDs(former)
	v := e.reportView(then)
	v.Frame.NoIndex, v.Frame.Canonical = true, ""
	v.Former = &Former{Text: e.versionOf(r, former), Current: Link{Name: r.Title, Href: href(v.Frame.Up, r.URL)}}
	if v.Frame.Social != nil {
		v.Frame.Social.Card = e.preview(then.URL, e.card(then, v.Former.Text))
	}
	v.Previous, v.Following, v.Older, v.Newer, v.Also, v.Data = nil, nil, nil, nil, nil, nil
	return v
}

// versionOf says which version an earlier one is, and of how many.
func (e *edition) versionOf(r *site.Entry, former *report.Report) string {
	return e.pattern("version.former", "n", e.count(former.Was), "of", e.count(max(r.Version, 1)))
}

// formerly is an earlier version in the place of its report, as far as its own text and files go.
func (e *edition) formerly(r *site.Entry, former *report.Report) *site.Entry {
	in := &site.Input{Report: former, Files: r.Files}
	return &site.Entry{Input: in, Lang: r.Lang, Day: former.Date.Day(e.site.Config.Zone()), URL: site.EarlierURL(r.URL, former.Was)}
}

func (e *edition) regionIDs(r *report.Report) []string {
	var ids []string
	for _, name := range r.Regions {
		if id, _, ok := e.site.Regions.Resolve(name); ok && e.tree.Regions.Get(id) != nil {
			ids = append(ids, id)
		}
	}
	return ids
}

func (e *edition) topicIDs(r *report.Report) []string {
	var ids []string
	for _, name := range r.Topics {
		if topic, _, ok := e.site.Topics.Resolve(name); ok && e.tree.Topics.Get(topic.ID) != nil {
			ids = append(ids, topic.ID)
		}
	}
	return ids
}

// revisions lists the changes, the latest first; or the corrections among them.
func (e *edition) revisions(up string, r *site.Entry, corrections bool) []Revision {
	var list []Revision
	for _, rev := range r.Revisions {
		if corrections && rev.Kind != report.Correction {
			continue
		}
		list = append(list, Revision{
			Version: rev.Version, Date: e.moment(rev.Date), Kind: e.get("revision." + string(rev.Kind)), Summary: rev.Summary, Earlier: e.toEarlier(up, r, rev.Version-1),
		})
	}
	slices.SortStableFunc(list, func(a, b Revision) int { return b.Version - a.Version })
	return list
}

// toEarlier leads to a version of a report, where it is kept.
func (e *edition) toEarlier(up string, r *site.Entry, version int) *Link {
	for _, former := range r.Earlier {
		if former.Was == version {
			return &Link{Name: e.pattern("version.earlier", "n", e.count(version)), Href: href(up, site.EarlierURL(r.URL, version))}
		}
	}
	return nil
}

func (e *edition) retraction(up string, r *site.Entry) *Retraction {
	v := &Retraction{Date: e.moment(r.Retraction.Date), Reason: r.Retraction.Reason}
	if links := e.reportLinks(up, []string{r.Retraction.ReplacedBy}); len(links) > 0 {
		v.ReplacedBy = &links[0]
	}
	return v
}

// reportLinks leads to reports by their paths. One that is not published is left out.
func (e *edition) reportLinks(up string, paths []string) []Link {
	var links []Link
	for _, path := range paths {
		if r := e.site.Entry(strings.TrimSuffix(path, ".md"), e.tree.Lang); r != nil {
			links = append(links, Link{Name: r.Title, Href: href(up, r.URL), In: e.tongue(r.Lang)})
		}
	}
	return links
}

// successors are the reports that took the place of one.
func (e *edition) successors(up string, r *site.Entry) []Link {
	var links []Link
	for _, s := range e.tree.SupersededBy(r) {
		if s.Status != report.Retracted {
			links = append(links, Link{Name: s.Title, Href: href(up, s.URL), In: e.tongue(s.Lang)})
		}
	}
	return links
}
