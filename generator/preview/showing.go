package preview

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

// showing is what is served at one moment. It does not change: the next Update makes another one.
type showing struct {
	Update
	build  int
	failed bool                   // the latest build failed as a whole; Files are those of one before
	kept   map[string]output.File // last good pages whose source has errors, by path
	been   *been
	own    *own
	token  string // that pages carry
}

// promptly is how many last good pages are made while their site is still there. Should more reports break at once, the former
// site is held until they are mended.
const promptly = 64

// next is what an Update makes of what is served.
func (n *showing) next(u Update) *showing {
	next := &showing{Update: u, build: n.build + 1, been: n.been, own: n.own, token: n.token, kept: map[string]output.File{}}
	if u.Files == nil {
		next.failed = true
		next.Files, next.Marks, next.Rows = n.Files, n.Marks, n.Rows
		if n.Files != nil {
			next.View = n.View
		}
		maps.Copy(next.kept, n.kept)
	}
	if next.View.As != n.View.As {
		clear(next.kept) // it was made for other eyes
		return next
	}
	for path := range u.Faulty {
		if file, found := n.good(path, len(next.kept) < promptly); found {
			next.kept[path] = file
		}
	}
	next.Marks = n.keptMarks(next)
	return next
}

// keptMarks are the marks of an Update, and for last good pages those that they had: what a header with errors withholds cannot be
// known, and a page that was not public must not seem to be.
func (n *showing) keptMarks(next *showing) map[string]Mark {
	marks := maps.Clone(next.Marks)
	for path := range next.kept {
		mark, had := n.Marks[path]
		if _, has := marks[path]; has || !had {
			continue
		}
		if marks == nil {
			marks = map[string]Mark{}
		}
		marks[path] = mark
	}
	return marks
}

// good is the last good page at a path: as the former build would make it, or, where that cannot be made any more, as it was shown.
func (n *showing) good(path string, make bool) (output.File, bool) {
	shown, build := n.been.good(path, n.View.As)
	file, found := n.find(path)
	if found && build < n.build && make {
		page, err := made(file)
		if err == nil {
			return output.File{Path: path, Content: output.Bytes(page)}, true
		}
		found = false
	}
	if shown != nil {
		return output.File{Path: path, Content: output.Bytes(shown)}, true
	}
	return file, found
}

// find looks up a file of the site. Nothing is ever joined to a path, and nothing is looked for anywhere else.
func (n *showing) find(path string) (output.File, bool) {
	if n.Files == nil || !fs.ValidPath(path) || path == "." {
		return output.File{}, false
	}
	if file, found := n.Files.Find(path); found {
		return file, true
	}
	file, found := n.kept[path]
	return file, found
}

// made makes a file. A template that panics must not take the preview with it.
func made(file output.File) (page []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			page, err = nil, fmt.Errorf("%s: %v", file.Path, fault)
		}
	}()
	var b bytes.Buffer
	if err := file.Make(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// pathOf is the site's path at an address.
func pathOf(address string) string {
	path := strings.TrimPrefix(address, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}

// addressOf is the address of a path, for a link.
func addressOf(path string) string { return (&url.URL{Path: "/" + path}).EscapedPath() }

// document makes the page at an address: one of the site, one of ours about a page that cannot be shown, or the desk.
func (n *showing) document(address string) *document {
	if query, isDesk := strings.CutPrefix(address, deskPath); isDesk && (query == "" || query[0] == '?') {
		return n.desk(address, strings.TrimPrefix(query, "?"))
	}
	path := pathOf(address)
	file, found := n.find(path)
	switch {
	case found:
		return n.page(address, path, file)
	case n.Files == nil:
		return n.waiting(address)
	case n.Faulty[path]:
		return n.neverGood(address)
	}
	return n.missing(address, path)
}

// page makes a page that is there.
func (n *showing) page(address, path string, file output.File) *document {
	d := &document{status: 200, faulty: n.Faulty[path]}
	raw, err := made(file)
	if err != nil {
		d.fault = &Finding{Finding: diag.Finding{File: file.From, Severity: diag.Error, Rule: "preview/page", Text: "this page could not be made: " + err.Error()}}
		d.faulty = true
		if raw, _ = n.been.good(path, n.View.As); raw == nil {
			d.status = 500
			return n.ours(d, address, "faults", faultsView{Title: "This page could not be made", Findings: []Finding{*d.fault}})
		}
	}
	if d.fault == nil {
		n.been.note(path, lastGood{raw, n.build, n.View.As})
	}
	if kind := kindOf(path); kind.mime != htmlType {
		return n.ours(d, address, "text", textOf(path, kind, raw))
	}
	top := ""
	if mark, marked := n.Marks[path]; marked {
		d.mark, top = &mark, mark.ribbon()
	}
	return n.finish(d, address, n.withPictures(address, raw), top)
}

// missing says what became of a page that is not there: above the site's own page for that, where it has one.
func (n *showing) missing(address, path string) *document {
	d := &document{status: 404, gone: true}
	text, link, name := "There is no page at this address. It was deleted, or never written.", "", ""
	if to := n.moved(path); to != "" {
		d.status, d.moved = 410, addressOf(to)
		text, link, name = "This report has another address now:", d.moved, "/"+to
	} else if row, known := n.row(path); known && row.State != "published" {
		text = fmt.Sprintf("Seen as %s, there is no page here: the report “%s” is %s. The panel changes how the site is seen.", n.View.As, row.Title, row.State)
	} else if n.been.there(path) {
		d.status, text = 410, "This page is gone: what it was made of was deleted or renamed."
	}
	top := notice(text, link, name)
	if file, found := n.find("404.html"); found {
		if page, err := made(file); err == nil {
			return n.finish(d, address, page, top)
		}
	}
	return n.finish(d, address, n.own.execute("plain", plainView{Title: "No page"}), top)
}

// moved follows a report through its names to one that is there.
func (n *showing) moved(path string) string {
	for range 20 {
		if path = n.Moved[path]; path == "" {
			return ""
		}
		if _, found := n.find(path); found {
			return path
		}
	}
	return ""
}

func (n *showing) row(path string) (Row, bool) {
	for _, r := range n.rows() {
		if r.Path == path {
			return r, true
		}
	}
	return Row{}, false
}

func (n *showing) rows() []Row {
	if n.Rows == nil {
		return nil
	}
	return n.Rows()
}
