package hosting

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Caddy is what the site block of the site imports (caddyserver.com/docs/caddyfile). The block itself, with its name and its root, is
// the publisher's.
func Caddy(site Site) string {
	var b strings.Builder
	b.WriteString(strings.NewReplacer("HOST", orExample(site.Host), "BASE", site.Base).Replace(caddyIntroduction))
	site.caddyHeaders(&b)
	caddyTypes(&b)
	site.caddyLost(&b)
	b.WriteString("\n# What is in the tree and not for readers is hidden.\nfile_server {\n\thide .sitrep* *.sitrep-new .git .nojekyll _headers _redirects\n}\n")
	if len(site.Moved) > 0 {
		b.WriteString("\n# Old addresses.\n")
	}
	for _, m := range site.Moved {
		for _, from := range m.addresses() {
			fmt.Fprintf(&b, "redir %s %s 301\n", caddyPattern(site.Base+from), escaped(site.Base+m.To))
		}
	}
	return b.String()
}

const caddyIntroduction = `# Written by sitrep hosting caddy from the published tree. Write it again, and have Caddy reload, when reports got old addresses.
# Import it in the site block of the Caddyfile:
#
#	HOST {
#		root * /srv/www/HOST    # the published tree, so that its index.html answers BASE
#		import sitrep.caddy
#	}

encode zstd gzip
`

// caddyHeaders writes matchers of which one fits a path and the other does not: of two that fit, Caddy's order decides.
func (s Site) caddyHeaders(b *strings.Builder) {
	b.WriteString("\nheader {\n")
	for _, h := range Policy() {
		fmt.Fprintf(b, "\t%s \"%s\"\n", h.Name, h.Value)
	}
	pattern := fmt.Sprintf("path_regexp \"^%s%s\"", regexp.QuoteMeta(s.Base), immutable)
	fmt.Fprintf(b, "}\n@sitrep_immutable %s\nheader @sitrep_immutable Cache-Control \"%s\"\n", pattern, Immutable.CacheControl())
	fmt.Fprintf(b, "@sitrep_fresh not %s\nheader @sitrep_fresh Cache-Control \"%s\"\n", pattern, Fresh.CacheControl())
}

// caddyTypes says the type of every ending, rather than to leave it to the machine's own table.
func caddyTypes(b *strings.Builder) {
	const feeds = "*.feed.json */feed.json"
	by, all := endings(), ""
	b.WriteString("\n")
	for i, kind := range slices.Sorted(maps.Keys(by)) {
		not := ""
		if slices.Contains(by[kind], "json") {
			not = "\n\tnot path " + feeds
		}
		all += " *." + strings.Join(by[kind], " *.")
		fmt.Fprintf(b, "@sitrep_type%d {\n\tpath *.%s%s\n}\nheader @sitrep_type%d Content-Type \"%s\"\n", i, strings.Join(by[kind], " *."), not, i, kind)
	}
	fmt.Fprintf(b, "@sitrep_feed path %s\nheader @sitrep_feed Content-Type \"%s\"\n", feeds, types[".feed.json"])
	fmt.Fprintf(b, "@sitrep_other {\n\tnot path */%s\n}\nheader @sitrep_other Content-Type \"%s\"\n", all, TypeOf(""))
}

func (s Site) caddyLost(b *strings.Builder) {
	b.WriteString("\nhandle_errors {\n")
	for i, folder := range s.Lost {
		fmt.Fprintf(b, "\t@sitrep_lost%d {\n\t\texpression {err.status_code} == 404\n\t\tpath %s*\n\t}\n", i, caddyPattern(s.Base+folder))
		s.caddyLostPage(b, fmt.Sprintf("@sitrep_lost%d", i), folder)
	}
	b.WriteString("\t@sitrep_lost expression {err.status_code} == 404\n")
	s.caddyLostPage(b, "@sitrep_lost", "")
	b.WriteString("}\n")
}

// caddyLostPage answers with the page of a folder. What was said of the file that is not there is said anew.
func (s Site) caddyLostPage(b *strings.Builder, matcher, folder string) {
	fmt.Fprintf(b, "\thandle %s {\n\t\trewrite * %s\n\t\theader Content-Type \"%s\"\n\t\theader Cache-Control \"%s\"\n\t\tfile_server\n\t}\n",
		matcher, caddyQuoted(s.Base+folder+"404.html"), TypeOf("404.html"), Fresh.CacheControl())
}

// caddyPattern is a path as a matcher. Where a pattern has a character in hexadecimal, Caddy compares it with the address as it was
// sent; elsewhere, as it was meant.
func caddyPattern(path string) string {
	var b strings.Builder
	for i := range len(path) {
		if path[i] >= 0x80 {
			b.WriteByte(path[i])
		} else {
			b.WriteString(escaped(path[i : i+1]))
		}
	}
	return b.String()
}

// caddyQuoted is a path of the publisher's as one word.
func caddyQuoted(path string) string { return `"` + strings.ReplaceAll(path, `"`, `\"`) + `"` }
