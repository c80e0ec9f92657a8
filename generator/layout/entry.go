package layout

import (
	"strings"
	"unicode/utf8"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// summaryRunes is how much of a summary a list shows.
const summaryRunes = 240

// entry is a report as lists show it. Its address starts at the root of the tree.
func (e *edition) entry(r *site.Entry) *Entry {
	return &Entry{
		Href: href(rootMark, r.URL), Title: r.Title, Date: e.shortDay(r.Day), Tags: e.tags(r),
		Summary: summary(r, summaryRunes), Names: e.entryNames(r), In: e.tongue(r.Lang),
	}
}

// neighbour is a report as the ones before and after it show it; nil when there is none.
func (e *edition) neighbour(up string, r *site.Entry) *Neighbour {
	if r == nil {
		return nil
	}
	return &Neighbour{Href: href(up, r.URL), Title: r.Title, Date: e.shortDay(r.Day)}
}

// tags are the words that a reader of a list must not miss.
func (e *edition) tags(r *site.Entry) []Word {
	var tags []Word
	if r.Exercise {
		tags = append(tags, Word{"drill", e.get("exercise.tag")})
	}
	if r.Status == report.Retracted {
		return append(tags, Word{"bad", e.get("retracted.tag")})
	}
	if r.Type == report.Flash {
		tags = append(tags, Word{"flash", e.get("tag.flash")})
	}
	if r.Phase == report.Final {
		tags = append(tags, Word{"final", e.get("tag.final")})
	}
	return tags
}

// entryNames are those of the first two regions and topics.
func (e *edition) entryNames(r *site.Entry) []string {
	names := make([]string, 0, 4)
	for _, id := range r.Regions[:min(2, len(r.Regions))] {
		names = append(names, e.site.Regions.NameIn(id, e.tree.Lang))
	}
	for _, id := range r.Topics[:min(2, len(r.Topics))] {
		if topic := e.tree.Topics.Get(id); topic != nil { // else the report is in another language
			names = append(names, topic.Name)
		}
	}
	return names
}

// summary is the header's summary, or without one the body's first paragraph, cut at a word. A retracted report has none.
func summary(r *site.Entry, most int) string {
	if r.Status == report.Retracted {
		return ""
	}
	if r.Summary != "" {
		return shorten(r.Summary, most)
	}
	return shorten(r.Text.Lead, most)
}

// shorten cuts plain text to a number of runes, at a word.
func shorten(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := 0
	for i := range text {
		if most--; most == 0 {
			cut = i
			break
		}
	}
	if space := strings.LastIndexByte(text[:cut], ' '); space > cut/2 {
		cut = space
	}
	return strings.TrimRight(text[:cut], " ,;:–-") + "…"
}
