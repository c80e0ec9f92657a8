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
	for i, kind := range sheetKinds {
		if d.Has(e, kind.Data) {
			files = append(files, output.File{Path: site.Beside(e.URL, kind.Ending), From: e.File, Content: sheetFile{d, e, i}})
		}
	}
	return files
}

type sheetFile struct {
	desk  *desk
	entry *site.Entry
	kind  int // of sheetKinds
}

func (f sheetFile) Key() output.Sum {
	sum := f.desk.recent.get(f.desk, f.entry).sum()
	return sha256.Sum256(key.AppendText(sum[:], sheetKinds[f.kind].Key))
}

func (f sheetFile) Make(b *bytes.Buffer) error {
	text, err := f.desk.recent.get(f.desk, f.entry).files[f.kind]()
	b.Write(text)
	return err
}

// written is a report on its way into its files. Each is made once: the page gives the sum of the one that lies beside it.
type written struct {
	entry *site.Entry
	sheet func() *Sheet
	sum   func() output.Sum        // of the sheet
	files []func() ([]byte, error) // in the order of sheetKinds
}

func (d *desk) writing(e *site.Entry) *written {
	w := &written{entry: e}
	w.sheet = sync.OnceValue(func() *Sheet {
		s := d.sheet(e)
		return &s
	})
	w.sum = sync.OnceValue(func() output.Sum { return d.hasher.Sum(output.Sum{}, "sheet", w.sheet()) })
	body := sync.OnceValues(func() (markdown.Body, error) { return d.body(e) })
	for _, kind := range sheetKinds {
		w.files = append(w.files, sync.OnceValues(func() ([]byte, error) {
			body, err := body()
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = kind.write(&b, w.sheet(), body)
			return b.Bytes(), err
		}))
	}
	return w
}

// recent are the last few reports that were written: the files of one report are asked for one after the other.
type recent struct {
	sync.Mutex
	list [32]*written
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
	w := d.writing(e)
	r.list[r.next], r.next = w, (r.next+1)%len(r.list)
	return w
}
