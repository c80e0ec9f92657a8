package preview

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"strings"

	nethtml "golang.org/x/net/html"
)

// seams are the places of a page where the preview puts in what it adds, as offsets.
type seams struct{ title, head, body int } // after <title>; at the end of the head; after <body>

// findSeams reads a page as far as its body. What is missing is where a browser would imagine it.
func findSeams(page []byte) seams {
	at := seams{-1, -1, -1}
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	begin := 0
	for offset := 0; at.body < 0; {
		kind := z.Next()
		start := offset
		offset += len(z.Raw())
		if kind == nethtml.ErrorToken {
			break
		}
		name, _ := z.TagName()
		switch {
		case kind == nethtml.DoctypeToken:
			begin = offset
		case kind == nethtml.StartTagToken && string(name) == "title" && at.title < 0:
			at.title = offset
		case kind == nethtml.EndTagToken && string(name) == "head":
			at.head = start
		case kind == nethtml.StartTagToken && string(name) == "body":
			at.body = offset
			if at.head < 0 {
				at.head = start
			}
		}
	}
	if at.head < 0 {
		at.head = begin
	}
	at.body = max(at.body, at.head)
	return at
}

// dress puts what the preview adds into a page: this is the one place where a page is not what a build would write. Nothing that
// is served can be taken for the published site: search engines are turned away, title and badge say what it is.
func dress(page []byte, head, top string) []byte {
	at := findSeams(page)
	b := make([]byte, 0, len(page)+len(head)+len(top)+32)
	if at.title >= 0 && at.title <= at.head {
		b = append(append(b, page[:at.title]...), "Preview · "...)
	} else {
		at.title = 0
	}
	b = append(append(b, page[at.title:at.head]...), head...)
	b = append(append(b, page[at.head:at.body]...), top...)
	return append(b, page[at.body:]...)
}

// withPictures gives the pictures of a page addresses that change when they do, so that one that is replaced on disk is seen.
func (n *showing) withPictures(address string, page []byte) []byte {
	base, err := url.Parse(addressOf(pathOf(address)))
	if err != nil || !bytes.Contains(page, []byte("<img")) {
		return page
	}
	changed := make([]byte, 0, len(page)+256)
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	for kind := z.Next(); kind != nethtml.ErrorToken; kind = z.Next() {
		tag := bytes.Clone(z.Raw())
		if name, more := z.TagName(); string(name) == "img" && more {
			tag = n.withSum(base, tag, attribute(z, "src"))
		}
		changed = append(changed, tag...)
	}
	return append(changed, z.Raw()...)
}

func attribute(z *nethtml.Tokenizer, name string) string {
	for more := true; more; {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == name {
			return string(value)
		}
	}
	return ""
}

// withSum adds the sum of a picture of the site to the address that a tag has it by.
func (n *showing) withSum(base *url.URL, tag []byte, src string) []byte {
	at, err := base.Parse(src)
	if err != nil || at.Host != "" || at.RawQuery != "" || at.Fragment != "" {
		return tag
	}
	file, found := n.find(strings.TrimPrefix(at.Path, "/"))
	if !found {
		return tag
	}
	return bytes.Replace(tag, []byte(`src="`+src+`"`), []byte(`src="`+src+`?`+file.Key().String()[:12]+`"`), 1)
}

// head is what a page gets in its head.
func (n *showing) head(page, hash string) string {
	return fmt.Sprintf(`<meta name="robots" content="noindex, nofollow, noarchive"><meta name="generator" content="sitrep preview">`+
		`<link rel="stylesheet" href="%sclient.css">`+
		`<script type="module" src="%[1]sclient.js" data-token="%s" data-page="%s" data-hash="%s" data-build="%d" data-view="%s"></script>`,
		deskPath, html.EscapeString(n.token), html.EscapeString(page), hash, n.build, html.EscapeString(n.View.As))
}

const badge = `<a class="sitrep-badge" href="` + deskPath + `" lang="en" dir="ltr">Preview</a>`

// ribbon says above a page that the public will not see it.
func (m Mark) ribbon() string {
	until := ""
	if m.Until != "" {
		until = ` <span class="sitrep-until">until ` + html.EscapeString(m.Until) + `</span>`
	}
	return `<div class="sitrep-ribbon" role="note" lang="en" dir="ltr"><strong>Not public</strong> <span class="sitrep-reason">` +
		html.EscapeString(m.Reason) + `</span>` + until + `</div>`
}

// notice says above the site's page for missing addresses what became of this one.
func notice(text, link, name string) string {
	if link != "" {
		text = html.EscapeString(text) + ` <a href="` + html.EscapeString(link) + `">` + html.EscapeString(name) + `</a>`
	} else {
		text = html.EscapeString(text)
	}
	return `<div class="sitrep-notice" role="status" lang="en" dir="ltr">` + text + `</div>`
}
