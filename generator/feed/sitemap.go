package feed

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"sitrep/generator/key"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// The files that crawlers read. They lie at the root of the tree: a sitemap may list only what lies beside it or below.
const (
	sitemapPath = "sitemap.xml"
	newsPath    = "sitemap-news.xml"
	robotsPath  = "robots.txt"
)

// most is how many addresses a sitemap may list (sitemaps.org, protocol 0.9). With as many of ours it stays below 50 MB for as long as
// no page has more than ten languages.
const most = 50_000

// Address is a page that crawlers are to find.
type Address struct {
	Loc     string
	Lastmod string // RFC 3339; empty for an index, which changes with its reports
	Also    []Also // the same page in all of its languages, itself among them; none where it has one
}

// Sitemap is a part of the whole: the reports of a month, or the indexes.
type Sitemap struct{ Addresses []Address }

// Sitemaps is the index of the parts.
type Sitemaps struct{ Parts []Address }

// part is a Sitemap at its path.
type part struct {
	path string
	Sitemap
}

// crawled are the files for crawlers. A closed site asks them to stay away, and tells them nothing.
func (d *desk) crawled() []output.File {
	if d.closed() {
		return []output.File{d.robots()}
	}
	if d.Config.BaseURL == "" {
		return nil
	}
	list := []output.File{d.robots()}
	if d.Config.NewsSitemap {
		list = append(list, key.File(d.hasher, newsPath, "the sitemap of news", d.news, writeNews))
	}
	parts := d.parts()
	for _, p := range parts {
		list = append(list, key.File(d.hasher, p.path, "a sitemap", func() Sitemap { return p.Sitemap }, writeSitemap))
	}
	return append(list, key.File(d.hasher, sitemapPath, "the index of sitemaps", func() Sitemaps { return d.sitemaps(parts) }, writeSitemaps))
}

// parts are the reports by month, the oldest first, and the indexes.
func (d *desk) parts() []part {
	of := map[string][]Address{}
	for _, t := range d.Trees {
		for _, e := range t.Entries {
			month := e.Day.Format("2006-01")
			of[month] = append(of[month], d.reportAddress(e))
		}
	}
	for month, addresses := range d.claimAddresses() {
		of[month] = append(of[month], addresses...)
	}
	var list []part
	for _, month := range slices.Sorted(maps.Keys(of)) {
		slices.SortFunc(of[month], func(a, b Address) int { return cmp.Compare(a.Loc, b.Loc) })
		list = append(list, cut("sitemap-"+month, of[month])...)
	}
	return append(list, cut("sitemap-indexes", d.indexAddresses())...)
}

// cut makes as many parts of a list as it takes.
func cut(name string, all []Address) []part {
	var list []part
	for n := 1; len(all) > 0; n++ {
		path := name + ".xml"
		if n > 1 {
			path = fmt.Sprintf("%s-%d.xml", name, n)
		}
		size := min(most, len(all))
		list, all = append(list, part{path, Sitemap{all[:size]}}), all[size:]
	}
	return list
}

func (d *desk) reportAddress(e *site.Entry) Address {
	a := Address{Loc: d.Address(e.URL), Lastmod: d.stamp(d.updated(e))}
	if versions := d.Versions(e.Path); len(versions) > 1 {
		for _, v := range versions {
			a.Also = append(a.Also, Also{v.Lang, d.Address(v.URL)})
		}
	}
	return a
}

// vocabulary is a kind of terms in a tree.
type vocabulary func(*site.Tree) *site.Terms

var (
	claims       vocabulary = func(t *site.Tree) *site.Terms { return t.Claims }
	vocabularies            = []vocabulary{
		func(t *site.Tree) *site.Terms { return t.Regions }, func(t *site.Tree) *site.Terms { return t.Topics },
		func(t *site.Tree) *site.Terms { return t.Series }, func(t *site.Tree) *site.Terms { return t.Figures },
		func(t *site.Tree) *site.Terms { return t.Actors }, func(t *site.Tree) *site.Terms { return t.Incidents },
	}
)

// claimAddresses are the pages of claims, by the month in which each was stated first, which stays when it is stated again.
func (d *desk) claimAddresses() map[string][]Address {
	of := map[string][]Address{}
	for _, t := range d.Trees {
		for _, claim := range t.Claims.Sorted {
			reports := claim.Reports()
			month := reports[len(reports)-1].Day.Format("2006-01")
			of[month] = append(of[month], d.termAddress(claim, claims))
		}
	}
	return of
}

// termAddress is the page of a term, with those of the other trees that have it.
func (d *desk) termAddress(term *site.Term, of vocabulary) Address {
	a := Address{Loc: d.Address(term.List.Path + ".html")}
	for _, t := range d.Trees {
		if other := of(t).Get(term.ID); other != nil && len(d.Trees) > 1 {
			a.Also = append(a.Also, Also{t.Lang, d.Address(other.List.Path + ".html")})
		}
	}
	return several(a)
}

// several leaves the languages out where there is one.
func several(a Address) Address {
	if len(a.Also) < 2 {
		a.Also = nil
	}
	return a
}

// indexAddresses are the pages that lead to reports, and the plain ones.
func (d *desk) indexAddresses() []Address {
	var list []Address
	for _, t := range d.Trees {
		for _, name := range []string{"index.html", "regions.html", "topics.html", "dates.html"} {
			a := Address{Loc: d.page(t.Prefix + name)}
			for _, other := range d.Trees {
				a.Also = append(a.Also, Also{other.Lang, d.page(other.Prefix + name)})
			}
			list = append(list, several(a))
		}
		for _, of := range vocabularies {
			for _, term := range of(t).Sorted {
				list = append(list, d.termAddress(term, of))
			}
		}
		for _, p := range t.Pages {
			list = append(list, d.pageAddress(p))
		}
	}
	return list
}

func (d *desk) pageAddress(p *site.Page) Address {
	a := Address{Loc: d.Address(p.URL), Also: []Also{{p.Lang, d.Address(p.URL)}}}
	for _, other := range p.Translations {
		a.Also = append(a.Also, Also{other.Lang, d.Address(other.URL)})
	}
	return several(a)
}

// sitemaps is the index of parts, each as new as its newest report.
func (d *desk) sitemaps(parts []part) Sitemaps {
	var s Sitemaps
	for _, p := range parts {
		last := ""
		var at time.Time
		for _, a := range p.Addresses {
			if t, err := time.Parse(time.RFC3339, a.Lastmod); err == nil && t.After(at) {
				last, at = a.Lastmod, t
			}
		}
		s.Parts = append(s.Parts, Address{Loc: d.Address(p.path), Lastmod: last})
	}
	return s
}

const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

func writeSitemaps(b *bytes.Buffer, s Sitemaps) error {
	b.WriteString(declaration)
	open(b, "sitemapindex", "xmlns", sitemapSpace)
	b.WriteByte('\n')
	for _, p := range s.Parts {
		b.WriteString("<sitemap>")
		p.write(b)
		b.WriteString("</sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return nil
}

func writeSitemap(b *bytes.Buffer, s Sitemap) error {
	b.WriteString(declaration)
	open(b, "urlset", "xmlns", sitemapSpace, "xmlns:xhtml", "http://www.w3.org/1999/xhtml")
	b.WriteByte('\n')
	for _, a := range s.Addresses {
		b.WriteString("<url>")
		a.write(b)
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return nil
}

func (a *Address) write(b *bytes.Buffer) {
	tag(b, "loc", a.Loc)
	if a.Lastmod != "" {
		tag(b, "lastmod", a.Lastmod)
	}
	for _, other := range a.Also {
		empty(b, "xhtml:link", "rel", "alternate", "hreflang", other.Lang, "href", other.URL)
	}
}
