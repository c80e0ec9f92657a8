package publish

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/output"
)

// recordName is where a target's Record lies.
const recordName = own + "/record.txt"

const recordMagic = "sitrep record 1"

// Record is what a target holds, as publishing left it: it lies there itself, so that one request tells what a listing could not. Its
// text is lines of a word and its fields, a path last: they say what the fields here say.
type Record struct {
	Head        output.Head  // what the tree was built as
	By          string       // who wrote this record; no two are the same
	Generations []Generation // that can be returned to, the present one last
	Live        []Entry      // the site's files, by path
	Former      []Former     // what they were in kept generations, by path
	Left        []Left       // files that belong to no site any more and lie there still, by path
	Closed      []Mark       // reports of which former versions are not to be read, by path
	Untold      []string     // paths that the hook has not been told of
}

// Generation is a site as it was published once.
type Generation struct {
	Number int // 1 for the first
	Time   time.Time
	Files  int
	As     int // the generation that it returned to; 0 when it did not
}

// Entry is a file of a site.
type Entry struct {
	Path   string
	Sum    output.Sum
	Size   int64
	Header Header
	Since  int // the generation that brought these bytes
}

// Former is a file as it was in kept generations: from Since to Until.
type Former struct {
	Entry
	Until int
	Gone  bool // its bytes are not kept: they showed what was withdrawn, and never come back
}

// Left is a file that is to be removed: at once, or when its time of grace has passed.
type Left struct {
	Path  string
	Since time.Time // of the grace; zero: at once
}

// Mark is a report's page, and what its former versions were closed for.
type Mark struct {
	Path string
	Why  string // a word; another one closes them anew
}

// Generation is the number of the present generation; 0 when nothing was published yet.
func (r *Record) Generation() int {
	if len(r.Generations) == 0 {
		return 0
	}
	return r.Generations[len(r.Generations)-1].Number
}

// Find returns the entry of a path among the live ones; nil when there is none.
func (r *Record) Find(path string) *Entry { return find(r.Live, path) }

func find(entries []Entry, path string) *Entry {
	i, found := slices.BinarySearchFunc(entries, path, func(e Entry, path string) int { return cmp.Compare(e.Path, path) })
	if !found {
		return nil
	}
	return &entries[i]
}

func byPath(a, b Entry) int { return cmp.Compare(a.Path, b.Path) }

// keptName is where the kept bytes of a sum lie.
func keptName(sum output.Sum) string {
	text := sum.String()
	return own + "/kept/" + text[:2] + "/" + text
}

// encode writes the record's text. The same record gives the same bytes.
func (r *Record) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\ngenerator %s\naudience %s\nbase %s\ndrafts %t\nby %s\n", recordMagic, r.Head.Generator, r.Head.Audience, r.Head.BaseURL, r.Head.Drafts, r.By)
	for _, g := range r.Generations {
		fmt.Fprintf(&b, "generation %d %s %d %d\n", g.Number, g.Time.UTC().Format(time.RFC3339), g.Files, g.As)
	}
	headers := map[Header]int{}
	number := func(h Header) int {
		n, known := headers[h]
		if !known {
			n = len(headers)
			headers[h] = n
			fmt.Fprintf(&b, "header %s|%s\n", h.Type, h.Cache)
		}
		return n
	}
	for _, e := range r.Live {
		n := number(e.Header)
		fmt.Fprintf(&b, "live %d %d %s %d %s\n", e.Since, n, e.Sum, e.Size, e.Path)
	}
	for _, f := range r.Former {
		n, word := number(f.Header), "kept"
		if f.Gone {
			word = "gone"
		}
		fmt.Fprintf(&b, "%s %d %d %d %s %d %s\n", word, f.Since, f.Until, n, f.Sum, f.Size, f.Path)
	}
	for _, l := range r.Left {
		at := int64(0)
		if !l.Since.IsZero() {
			at = l.Since.Unix()
		}
		fmt.Fprintf(&b, "left %d %s\n", at, l.Path)
	}
	for _, m := range r.Closed {
		fmt.Fprintf(&b, "closed %s %s\n", m.Why, m.Path)
	}
	for _, path := range r.Untold {
		fmt.Fprintf(&b, "untold %s\n", path)
	}
	b.WriteString("end\n")
	return b.Bytes()
}

// decodeRecord reads what encode wrote. Anything else is an error that names the line.
func decodeRecord(data []byte) (*Record, error) {
	text, whole := strings.CutSuffix(string(data), "\nend\n")
	lines := strings.Split(text, "\n")
	if lines[0] != recordMagic {
		return nil, errors.New("it is none of this version")
	}
	if !whole {
		return nil, errors.New("it is not whole")
	}
	d := &recordReader{record: &Record{}}
	for i, line := range lines[1:] {
		if err := d.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
	}
	return d.record, nil
}

// recordReader is a record that is being read.
type recordReader struct {
	record  *Record
	headers []Header
}

func (d *recordReader) line(line string) error {
	r := d.record
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "generator":
		r.Head.Generator = rest
	case "audience":
		r.Head.Audience = rest
	case "base":
		r.Head.BaseURL = rest
	case "drafts":
		r.Head.Drafts = rest == "true"
	case "by":
		r.By = rest
	case "header":
		media, cache, _ := strings.Cut(rest, "|")
		d.headers = append(d.headers, Header{Type: media, Cache: cache})
	case "untold":
		r.Untold = append(r.Untold, rest)
	case "closed":
		why, path, _ := strings.Cut(rest, " ")
		r.Closed = append(r.Closed, Mark{Path: path, Why: why})
	default:
		return d.numbered(word, rest)
	}
	return nil
}

// numbered reads a line that begins with numbers.
func (d *recordReader) numbered(word, rest string) error {
	r, f := d.record, &fields{rest: rest}
	switch word {
	case "generation":
		g := Generation{Number: f.number()}
		g.Time = f.time()
		g.Files, g.As = f.number(), f.number()
		r.Generations = append(r.Generations, g)
	case "live":
		e := Entry{Since: f.number()}
		f.entry(&e, d.headers)
		if n := len(r.Live); n > 0 && r.Live[n-1].Path >= e.Path {
			return errors.New("not in the order of paths")
		}
		r.Live = append(r.Live, e)
	case "kept", "gone":
		e := Former{Gone: word == "gone"}
		e.Since, e.Until = f.number(), f.number()
		f.entry(&e.Entry, d.headers)
		r.Former = append(r.Former, e)
	case "left":
		l := Left{}
		if at := f.number(); at > 0 {
			l.Since = time.Unix(int64(at), 0).UTC()
		}
		l.Path = f.path()
		r.Left = append(r.Left, l)
	default:
		return fmt.Errorf("no line begins with %q", word)
	}
	return f.fault
}

// fields takes the fields of a line one by one. The first fault stays.
type fields struct {
	rest  string
	fault error
}

func (f *fields) next() string {
	field, rest, _ := strings.Cut(f.rest, " ")
	f.rest = rest
	return field
}

func (f *fields) wrong(format string, what any) {
	if f.fault == nil {
		f.fault = fmt.Errorf(format, what)
	}
}

func (f *fields) number() int {
	field := f.next()
	n, err := strconv.Atoi(field)
	if err != nil || n < 0 {
		f.wrong("%q is not a number", field)
	}
	return n
}

func (f *fields) time() time.Time {
	field := f.next()
	at, err := time.Parse(time.RFC3339, field)
	if err != nil {
		f.wrong("%q is not a time", field)
	}
	return at
}

func (f *fields) path() string {
	if !fs.ValidPath(f.rest) || f.rest == "." {
		f.wrong("%q is not a path", f.rest)
	}
	return f.rest
}

func (f *fields) entry(e *Entry, headers []Header) {
	if n := f.number(); n < len(headers) {
		e.Header = headers[n]
	} else {
		f.wrong("there is no header %d", n)
	}
	sum := f.next()
	if n, err := hex.Decode(e.Sum[:], []byte(sum[:min(len(sum), 2*len(e.Sum))])); err != nil || n != len(e.Sum) {
		f.wrong("%q is not a sum", sum)
	}
	e.Size = int64(f.number())
	e.Path = f.path()
}
