// Package hosting says what a host should tell a browser of each published file, from one model: the type of its content, how long
// it may be kept, and what a page may do. Publishing sets these on an object store; the files that hosts and web servers are
// configured with are written from the same rules.
//
// It knows a file by its path alone, and nothing of what is in it.
//
// The nouns: a Class and a type are what one file is sent with, the Policy is what every file is sent with, and a Site is what else a
// host must know of a tree: its address, its old addresses, its pages for what does not exist. A Host is a service that reads its
// settings from the published tree, where Beside puts them. Those of a server of one's own, nginx and Caddy, are no part of the tree:
// a server would serve them.
package hosting

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// Class says for how long a file may be kept without asking again.
type Class string

const (
	Immutable Class = "immutable" // its name changes with its bytes
	Fresh     Class = "fresh"     // asked for anew each time, and answered "not modified" while it is the same
)

// immutable is ClassOf as a pattern, as those of PCRE and RE2 are, for a path without the site's own.
const immutable = `(?:assets/|search/(?:.*/)?[^/.]*\.[^/.]*\.[^/.]*$)`

// ClassOf is the class of a published file.
func ClassOf(file string) Class {
	if strings.HasPrefix(file, "assets/") || strings.HasPrefix(file, "search/") && len(strings.Split(path.Base(file), ".")) == 3 {
		return Immutable
	}
	return Fresh
}

// CacheControl is the header of that name (RFC 9111, RFC 8246).
func (c Class) CacheControl() string {
	if c == Immutable {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=0, must-revalidate"
}

// types are the media types of what is published, by extension. The machine's own table is not asked: it differs from one to the next.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".minisig": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".json": "application/json", ".geojson": "application/geo+json", ".feed.json": "application/feed+json", ".atom": "application/atom+xml; charset=utf-8", ".xml": "application/xml",
	".ics": "text/calendar; charset=utf-8", ".eml": "message/rfc822", ".bib": "application/x-bibtex; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".pdf": "application/pdf", ".zip": "application/zip", ".webmanifest": "application/manifest+json",
}

// TypeOf is the media type of a published file, as the Content-Type header has it.
func TypeOf(file string) string {
	name := path.Base(file)
	if strings.HasSuffix(name, ".feed.json") || name == "feed.json" {
		return types[".feed.json"]
	}
	if t, known := types[strings.ToLower(path.Ext(name))]; known {
		return t
	}
	return "application/octet-stream"
}

// endings are the file extensions of each type but that of feeds in JSON, whose files have an extension that is another type's, too.
func endings() map[string][]string {
	by := map[string][]string{}
	for _, ending := range slices.Sorted(maps.Keys(types)) {
		if strings.Count(ending, ".") == 1 {
			by[types[ending]] = append(by[types[ending]], ending[1:])
		}
	}
	return by
}

// textual reports whether files of a type get smaller when they are packed on their way.
func textual(kind string) bool {
	for _, word := range []string{"text/", "json", "xml", "charset", "message/"} {
		if strings.Contains(kind, word) {
			return true
		}
	}
	return false
}
