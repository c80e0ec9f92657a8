package publish

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// linksOf are the paths of the site that a page refers to: what it links to, and what it shows. page is the page's own path.
func linksOf(page string, text []byte) []string {
	var found []string
	tokens := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return sortedSet(found)
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, address := range addresses(tokens.Token()) {
				if to := within(page, address); to != "" {
					found = append(found, to)
				}
			}
		}
	}
}

// addresses are those that an element has.
func addresses(tag html.Token) []string {
	var list []string
	for _, a := range tag.Attr {
		switch a.Key {
		case "href", "src", "poster", "data":
			list = append(list, a.Val)
		case "srcset", "imagesrcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if words := strings.Fields(candidate); len(words) > 0 {
					list = append(list, words[0])
				}
			}
		}
	}
	return list
}

// within is the path in the site that a page's relative address leads to; "" when it leads elsewhere.
func within(page, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return ""
	}
	to := path.Join(path.Dir(page), u.Path)
	if strings.HasPrefix(to, "..") || to == "." {
		return ""
	}
	if strings.HasSuffix(u.Path, "/") {
		to += "/index.html"
	}
	return to
}
