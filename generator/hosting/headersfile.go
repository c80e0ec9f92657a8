package hosting

import (
	"fmt"
	"strings"
)

// headersName is the file of headers that Netlify and Cloudflare Pages read.
const headersName = "_headers"

// headersText is the text of _headers (docs.netlify.com, "Custom headers"; developers.cloudflare.com, "Pages: Headers").
//
// Where several patterns match a path, the hosts join the values of a header that they have in common: so no two of these set the
// same one. Both send "public, max-age=0, must-revalidate" by themselves, which is the class Fresh. The files of the search whose names
// change with their bytes have no pattern that both hosts understand, and are asked for anew. Cloudflare takes 100 rules at most, of one
// asterisk each.
func headersText() string {
	var b strings.Builder
	b.WriteString("# Written by sitrep: the headers of the published files, for Netlify and Cloudflare Pages.\n/*\n")
	for _, h := range Policy() {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "/assets/*\n  Cache-Control: %s\n", Immutable.CacheControl())
	for _, ending := range rareEndings {
		fmt.Fprintf(&b, "/*%s\n  Content-Type: %s\n", ending, TypeOf("x"+ending))
	}
	return b.String()
}

// rareEndings are those whose types hosts may not know. None of them is the ending of another.
var rareEndings = []string{".atom", ".bib", ".eml", ".feed.json", ".geojson", ".ics", ".webmanifest"}
