package preview

import (
	"bytes"
	"embed"
	"html/template"
	"strings"

	"sitrep/generator/diag"
)

//go:embed own.html desk.html
var ownTemplates embed.FS

// own makes the pages that are the preview's own.
type own struct{ templates *template.Template }

func newOwn() *own {
	functions := template.FuncMap{"editor": editorURL, "address": addressOf, "isError": func(f Finding) bool { return f.Severity == diag.Error }}
	return &own{template.Must(template.New("own").Funcs(functions).ParseFS(ownTemplates, "own.html", "desk.html"))}
}

func (o *own) execute(name string, view any) []byte {
	var b bytes.Buffer
	if err := o.templates.ExecuteTemplate(&b, name, view); err != nil {
		panic(err) // they are ours, and read nothing but plain values
	}
	return b.Bytes()
}

// editorURL lets a link lead to an editor, whose scheme html/template does not know, but never to a script.
func editorURL(address string) template.URL {
	scheme, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(address)), ":")
	switch scheme {
	case "javascript", "data", "vbscript", "blob", "file":
		return ""
	}
	return template.URL(address)
}

type (
	plainView  struct{ Title string }
	faultsView struct {
		Title    string
		Findings []Finding
		More     int
	}
	textView struct {
		Title, Mime, Text string
		Size              int
		Cut, Binary       bool
	}
)

// most of a text file that is shown as a page, in bytes.
const mostText = 1 << 20

// textOf shows a text file as a page.
func textOf(path string, k kind, raw []byte) textView {
	view := textView{Title: "/" + path, Mime: k.mime, Size: len(raw), Binary: !k.text, Cut: len(raw) > mostText}
	if k.text {
		view.Text = strings.ToValidUTF8(string(raw[:min(len(raw), mostText)]), "\ufffd")
	}
	return view
}

// waiting stands for every page until a build succeeds.
func (n *showing) waiting(address string) *document {
	if len(n.Findings) == 0 {
		return n.ours(&document{status: 503}, address, "plain", plainView{"The site is being built"})
	}
	return n.ours(&document{status: 503, faulty: true}, address, "faults", n.faultsOf("The site could not be built", address))
}

// neverGood stands for a page whose source has had errors as long as we know it.
func (n *showing) neverGood(address string) *document {
	return n.ours(&document{status: 422, faulty: true}, address, "faults", n.faultsOf("This page cannot be shown yet", address))
}

func (n *showing) faultsOf(title, address string) faultsView {
	shown := n.foremost(n.Findings, pathOf(address))
	return faultsView{title, shown, len(n.Findings) - len(shown)}
}
