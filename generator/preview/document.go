package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"sync"

	nethtml "golang.org/x/net/html"

	"sitrep/generator/diag"
)

// document is a page as a browser gets it.
type document struct {
	status       int
	html         []byte
	hash         string   // of what is to be seen; the same in another run
	faulty, gone bool     // its source has errors; there is nothing at its address
	moved        string   // the address that it has now
	mark         *Mark    // why the public will not see it
	fault        *Finding // why it could not be made

	event func() []byte // the event that brings the page to a browser
	state []byte        // the event that tells it the rest
}

// finish dresses a page, and makes what open pages are told of it.
func (n *showing) finish(d *document, address string, page []byte, top string) *document {
	sum := sha256.New()
	sum.Write([]byte(top))
	sum.Write(page)
	d.hash = hex.EncodeToString(sum.Sum(nil)[:12])
	d.html = dress(page, n.head(address, d.hash), top+badge)
	d.event = sync.OnceValue(func() []byte {
		return event("page", struct {
			HTML  string `json:"html"`
			Hash  string `json:"hash"`
			Build int    `json:"build"`
		}{string(d.html), d.hash, n.build})
	})
	d.state = event("state", n.state(d, address, page))
	return d
}

// ours makes a page of our own.
func (n *showing) ours(d *document, address, template string, view any) *document {
	return n.finish(d, address, n.own.execute(template, view), "")
}

// event is a server-sent event. JSON holds no line break, so that the data is one line.
func event(name string, value any) []byte {
	var b bytes.Buffer
	b.WriteString("event: " + name + "\ndata: ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	b.WriteString("\n")
	return b.Bytes()
}

// state is what a page's panel shows.
type state struct {
	Build    int             `json:"build"`
	View     viewState       `json:"view"`
	Findings []findingState  `json:"findings"` // at most mostFindings of them
	Errors   int             `json:"errors"`
	Warnings int             `json:"warnings"`
	Faulty   bool            `json:"faulty"` // this page's own source has errors
	Failed   bool            `json:"failed"` // the whole site could not be built
	Gone     bool            `json:"gone"`
	Moved    string          `json:"moved,omitempty"`
	Mark     *Mark           `json:"mark,omitempty"`
	Marks    map[string]Mark `json:"marks,omitempty"` // of the pages that this one links to, by path
}

type viewState struct {
	As      string   `json:"as"`
	Choices []string `json:"choices"`
	Site    string   `json:"site"`
}

type findingState struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
	Excerpt  string `json:"excerpt,omitempty"`
	Editor   string `json:"editor,omitempty"`
}

func (n *showing) state(d *document, address string, page []byte) state {
	all := n.Findings
	if d.fault != nil {
		all = append([]Finding{*d.fault}, all...)
	}
	s := state{
		Build: n.build, View: viewState{n.View.As, n.View.Choices, n.View.Site}, Findings: []findingState{},
		Faulty: d.faulty, Failed: n.failed, Gone: d.gone, Moved: d.moved, Mark: d.mark, Marks: n.linked(address, page),
	}
	s.Errors, s.Warnings = counts(all)
	for _, f := range n.foremost(all, pathOf(address)) {
		s.Findings = append(s.Findings, findingState{
			f.File, f.Pos.Line, f.Pos.Col, f.Rule, f.Severity.String(), f.Text, f.Hint, f.Excerpt, f.Editor,
		})
	}
	return s
}

// mostFindings is how many findings a browser is told of.
const mostFindings = 100

// foremost chooses the findings to tell when there are too many: those of the page's own source first, then errors.
func (n *showing) foremost(all []Finding, path string) []Finding {
	if len(all) <= mostFindings {
		return all
	}
	row, _ := n.row(path)
	var chosen []Finding
	for _, wanted := range []func(Finding) bool{
		func(f Finding) bool { return f.File == row.File },
		func(f Finding) bool { return f.File != row.File && f.Severity == diag.Error },
		func(f Finding) bool { return f.File != row.File && f.Severity != diag.Error },
	} {
		for _, f := range all {
			if len(chosen) < mostFindings && wanted(f) {
				chosen = append(chosen, f)
			}
		}
	}
	return chosen
}

// linked is the marks of the pages that a page links to.
func (n *showing) linked(address string, page []byte) map[string]Mark {
	base, err := url.Parse((&url.URL{Path: strings.SplitN(address, "?", 2)[0]}).EscapedPath())
	if len(n.Marks) == 0 || err != nil {
		return nil
	}
	marks := map[string]Mark{}
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	for kind := z.Next(); kind != nethtml.ErrorToken; kind = z.Next() {
		name, more := z.TagName()
		if kind != nethtml.StartTagToken || string(name) != "a" {
			continue
		}
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			if to, err := base.Parse(string(value)); err == nil && string(key) == "href" && to.Host == "" {
				if mark, marked := n.Marks[pathOf(to.Path)]; marked {
					marks[pathOf(to.Path)] = mark
				}
			}
		}
	}
	return marks
}
