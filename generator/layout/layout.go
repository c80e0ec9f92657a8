// Package layout turns a Site into the HTML files that are published.
//
// A Theme is the templates, the style sheet and the words of the interface. An edition is the site in one language, on its way
// to pages. For each page there is a view, a plain struct that holds all its template may read (view.go); its key is computed
// from that view and the theme, by one generic hasher (hash.go), so that a page whose key is unchanged need not be made. What
// stands on many pages, such as a report's entry in lists, is a Fragment, made once. Files lists everything to be published:
// views and keys are computed then, HTML only when a file's Make is called.
//
// Two laws bind this room. A template sees only its view: there is no function that reads the site, the disk or the clock. And
// nothing moves that need not: no page but the home page and the indexes that a report belongs to shows a fact that changes
// with every report.
package layout

import (
	"html/template"
	"strings"
)

// href is the address of a path of the published tree, for a page from which up leads to the root. Every character that an
// address could take for something else is escaped, so that it is one path on every system and needs no further filter.
func href(up, path string) template.URL { return template.URL(up + escapePath(path)) }

// plainPath is the characters that stand for themselves in a path.
const plainPath = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"

func isPlain(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '/' || c == '-' || c == '.' || strings.IndexByte(plainPath, c) >= 0
}

func escapePath(path string) string {
	for i := range len(path) {
		if !isPlain(path[i]) {
			return escapeRest(path, i)
		}
	}
	return path
}

func escapeRest(path string, from int) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(path)+16)
	b = append(b, path[:from]...)
	for i := from; i < len(path); i++ {
		if c := path[i]; isPlain(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// elsewhere is the address of a page of another host, or "" for one that a page must not lead to.
func elsewhere(address string) template.URL {
	for _, scheme := range []string{"https://", "http://"} {
		if len(address) > len(scheme) && strings.EqualFold(address[:len(scheme)], scheme) {
			return template.URL(address)
		}
	}
	return ""
}

// upFrom is the way from a page to the root of the published tree.
func upFrom(path string) string {
	return strings.Repeat("../", strings.Count(path, "/"))
}
