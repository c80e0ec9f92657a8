package site

import (
	"cmp"
	"slices"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
)

// Offer is a file that a reader of a report may have, as the reader gets it.
type Offer struct {
	Title string
	Src   string // as the header names it
	URL   string // slash path from the root of the published tree
	report.Public
}

// Offers are the attachments of a report, and the data of its header, that its bundle has.
func (l *Links) Offers(e *Entry) []Offer {
	var list []Offer
	for _, a := range Attached(e) {
		d := l.Follow(e.Origin(), markdown.Link{Target: a.Src})
		if d.File.Path == "" {
			continue
		}
		public := report.Public{Size: d.File.Size, Sum: d.File.Sum}
		if m := e.Media.Of(d.File); m != nil && m.Public.Size > 0 {
			public = m.Public
		}
		list = append(list, Offer{Title: cmp.Or(a.Title, a.Src), Src: a.Src, URL: d.URL, Public: public})
	}
	return list
}

// Attached lists the files that a report's header offers.
func Attached(e *Entry) []report.Attachment {
	if len(e.Attachments) == 0 && e.Data == (report.Data{}) {
		return nil
	}
	list := slices.Clone(e.Attachments)
	for _, src := range []string{e.Data.Figures, e.Data.Events} {
		if src != "" && !slices.ContainsFunc(list, func(a report.Attachment) bool { return a.Src == src }) {
			list = append(list, report.Attachment{Src: src})
		}
	}
	return list
}
