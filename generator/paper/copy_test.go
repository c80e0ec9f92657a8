package paper

import (
	"fmt"
	"strings"
	"testing"
)

func TestCopyNeedsNothingElse(t *testing.T) {
	const base = "https://sitrep.example/base/"
	for _, c := range []struct{ name, base, html, want string }{
		{"a style sheet", "", `<head><link rel="stylesheet" href="../a.css"><title>A</title></head>`, `<head><style>p{color:red}</style><title>A</title></head>`},
		{"a script", "", `<body><script src="a.js"></script><p>A</p>`, `<body><p>A</p></body>`},
		{"the address", base, `<head><title>A</title></head>`, `<head><base href="https://sitrep.example/base/uk/reports/%D0%B0%20b.html"/><style>`},
		{"a picture", "", `<img src="a/p.png" alt="P" loading="lazy">`, `<img alt="P" src="data:image/png;base64,dWsvcmVwb3J0cy9hL3AucG5n"/>`}, // uk/reports/a/p.png
		{"a drawing above", "", `<img src="../../logo.svg">`, `<img src="data:image/svg+xml;base64,bG9nby5zdmc="/>`},
		{"a name with a space", "", `<img src="%D0%B0%20b.png">`, `<img src="data:image/png;base64,dWsvcmVwb3J0cy/QsCBiLnBuZw=="/>`},
		{"the largest copy", "", `<img src="p.png" srcset="p-1.png 1w, p-2.png 2w" sizes="1px" width="9">`, `<img width="9" src="data:image/png;base64,dWsvcmVwb3J0cy9wLTIucG5n"/>`},
		{"a picture within", "", `<img src="data:image/gif;base64,AA">`, `<img src="data:image/gif;base64,AA"/>`},
		{"a link, with the address known", base, `<a href="../b.html">B</a>`, `<a href="../b.html">B</a>`},
		{"a link to nowhere", "", `<a href="../b.html#c">B</a>`, `<a>B</a>`},
		{"a link to a file beside", "", `<a href="b.html" lang="uk">B</a>`, `<a lang="uk">B</a>`},
		{"a link of no scheme", "", `<a href="//b.example/">B</a>`, `<a>B</a>`},
		{"a link within", "", `<a href="#c">C</a>`, `<a href="#c">C</a>`},
		{"a link to another host", "", `<a href="https://b.example/">B</a>`, `<a href="https://b.example/">B</a>`},
		{"an address of mail", "", `<a href="mailto:b@b.example">B</a>`, `<a href="mailto:b@b.example">B</a>`},
	} {
		p := &Page{Path: "uk/reports/а b.html", HTML: []byte(c.html), Style: []byte("p{color:red}"), Base: c.base}
		p.File = func(path string) ([]byte, error) { return []byte(path), nil }
		if got, err := p.Copy(); err != nil || !strings.Contains(string(got), c.want) {
			t.Errorf("%s: got %s, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func TestCopyNamesWhatIsMissing(t *testing.T) {
	p := &Page{Path: "reports/a.html", HTML: []byte(`<img src="b.png">`)}
	p.File = func(path string) ([]byte, error) { return nil, fmt.Errorf("there is no %s", path) }
	if _, err := p.Copy(); err == nil || !strings.Contains(err.Error(), "reports/a.html") || !strings.Contains(err.Error(), "reports/b.png") {
		t.Errorf("got %v", err)
	}
}
