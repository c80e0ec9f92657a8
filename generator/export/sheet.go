package export

import (
	"bytes"
	"crypto/sha256"
	"sync"

	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Sheet is all that the files of text beside a report are made of: JSON, Markdown and plain text.
type Sheet struct {
	Document
	Body  report.BodySum
	Links []string // the whole addresses that the body's links lead to
	Words wordList // the words of the interface, in the report's language
}

// sheet is the report in full; a retracted one has no body.
func (d *desk) sheet(e *site.Entry) Sheet {
	s := Sheet{Document: d.document(e), Words: d.spoken(e.Lang)}
	if e.Status != report.Retracted {
		s.Body, s.Links = e.BodySum, d.links.Whole(e)
	}
	return s
}

// body is the text of a report; a report that has none, and one that was taken back, has an empty one.
func (d *desk) body(e *site.Entry) (markdown.Body, error) {
	if e.Status == report.Retracted {
		return markdown.Body{}, nil
	}
	return d.Bodies(e.Report)
}

// fill leads the links of the body elsewhere.
func (s *Sheet) fill() markdown.Fill {
	return site.Fill(s.Links, s.Words.get)
}

// sheetKinds are the kinds of data that are made of a sheet.
var sheetKinds = []struct {
	site.Data
	write func(*bytes.Buffer, *Sheet, markdown.Body) error
}{{site.JSON, writeJSON}, {site.Markdown, writeMarkdown}, {site.Text, writeText}}

// sheets is the format of all of them. They are keyed together: the view is made once for the three.
var sheets = format{
	all: func(d *desk) []output.File {
		var files []output.File
		for _, t := range d.Trees {
			for _, e := range t.Entries {
				files = append(files, d.sheetFiles(e)...)
			}
		}
		return files
	},
	find: func(d *desk, path string) (output.File, bool) {
		for _, kind := range sheetKinds {
			e := d.ReportAt(path, kind.Ending)
			if e == nil {
				continue
			}
			for _, file := range d.sheetFiles(e) {
				if file.Path == path {
					return file, true
				}
			}
		}
		return output.File{}, false
	},
}

func (d *desk) sheetFiles(e *site.Entry) []output.File {
	var files []output.File
	sum := sync.OnceValue(func() output.Sum { return d.hasher.Sum(output.Sum{}, "sheet", d.recent.get(d, e).sheet()) })
	for _, kind := range sheetKinds {
		if d.Has(e, kind.Data) {
			files = append(files, output.File{Path: site.Beside(e.URL, kind.Ending), From: e.File, Content: sheetFile{d, e, kind.Key, sum, kind.write}})
		}
	}
	return files
}

type sheetFile struct {
	desk  *desk
	entry *site.Entry
	kind  string
	sum   func() output.Sum
	write func(*bytes.Buffer, *Sheet, markdown.Body) error
}

func (f sheetFile) Key() output.Sum {
	sum := f.sum()
	return sha256.Sum256(key.AppendText(sum[:], f.kind))
}

func (f sheetFile) Make(b *bytes.Buffer) error {
	w := f.desk.recent.get(f.desk, f.entry)
	body, err := w.body()
	if err != nil {
		return err
	}
	return f.write(b, w.sheet(), body)
}

// written is a report on its way into its files.
type written struct {
	entry *site.Entry
	sheet func() *Sheet
	body  func() (markdown.Body, error)
}

// recent are the last few reports that were written: the files of one report are asked for one after the other.
type recent struct {
	sync.Mutex
	list [8]*written
	next int
}

func (r *recent) get(d *desk, e *site.Entry) *written {
	r.Lock()
	defer r.Unlock()
	for _, w := range r.list {
		if w != nil && w.entry == e {
			return w
		}
	}
	w := &written{entry: e}
	w.sheet = sync.OnceValue(func() *Sheet {
		s := d.sheet(e)
		return &s
	})
	w.body = sync.OnceValues(func() (markdown.Body, error) { return d.body(e) })
	r.list[r.next], r.next = w, (r.next+1)%len(r.list)
	return w
}
