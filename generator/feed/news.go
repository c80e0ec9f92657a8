package feed

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// What Google's sitemaps for news take: articles of the last two days, at most a thousand.
const (
	newsFor  = 48 * time.Hour
	mostNews = 1000
)

// News is the sitemap of news.
type News struct{ Articles []Article }

// Article is a report that is news.
type Article struct{ Loc, Publication, Lang, Issued, Title string }

// news are the reports that were published in the two days before the build, the latest first. What did not happen is none, and what
// was taken back is none any more.
func (d *desk) news() News {
	var n News
	for _, t := range d.Trees {
		for _, e := range t.Entries {
			if d.isNews(e) && len(n.Articles) < mostNews {
				n.Articles = append(n.Articles, Article{d.Address(e.URL), d.Config.TitleIn(t.Lang), newsLang(t.Lang), d.stamp(d.published(e)), e.Title})
			}
		}
	}
	return n
}

func (d *desk) isNews(e *site.Entry) bool {
	at := d.published(e)
	return isEvent(e) && !at.After(d.Now) && d.Now.Sub(at) < newsFor
}

func isEvent(e *site.Entry) bool { return !e.Exercise && e.Status != report.Retracted }

// NextNews is when the sitemap of news next changes by itself; zero where there is none, or it does not.
func NextNews(s *site.Site, now time.Time, audience report.TLP) (next time.Time) {
	d := &desk{Site: s, Options: Options{Now: now, Audience: audience}}
	if !s.Config.NewsSitemap || s.Config.BaseURL == "" || d.closed() {
		return next
	}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			at := d.published(e)
			if !at.After(now) {
				at = at.Add(newsFor)
			}
			if at.After(now) && isEvent(e) && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
	}
	return next
}

// newsLang is a language as sitemaps for news have it: ISO 639, but for two kinds of Chinese.
func newsLang(lang string) string {
	switch {
	case lang == "zh" || hasPrefix(lang, "zh-CN", "zh-SG", "zh-Hans"):
		return "zh-cn"
	case hasPrefix(lang, "zh"):
		return "zh-tw"
	}
	base, _, _ := strings.Cut(lang, "-")
	return base
}

func hasPrefix(s string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

func writeNews(b *bytes.Buffer, n News) error {
	b.WriteString(declaration)
	open(b, "urlset", "xmlns", sitemapSpace, "xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")
	b.WriteByte('\n')
	for _, a := range n.Articles {
		b.WriteString("<url>")
		tag(b, "loc", a.Loc)
		b.WriteString("<news:news><news:publication>")
		tag(b, "news:name", a.Publication)
		tag(b, "news:language", a.Lang)
		b.WriteString("</news:publication>")
		tag(b, "news:publication_date", a.Issued)
		tag(b, "news:title", a.Title)
		b.WriteString("</news:news></url>\n")
	}
	b.WriteString("</urlset>\n")
	return nil
}
