package hosting

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Nginx is what the server block of the site includes (nginx.org/en/docs/). The block itself, with its name, its root and its
// certificate, is the publisher's.
func Nginx(site Site) string {
	var b strings.Builder
	b.WriteString(strings.NewReplacer("HOST", orExample(site.Host), "BASE", site.Base).Replace(nginxIntroduction))
	site.nginxHeaders(&b)
	nginxTypes(&b)
	site.nginxLost(&b)
	fmt.Fprintf(&b, "\n# What is in the tree and not for readers.\nlocation ~ \"/\\.(?!well-known/)|^%s_(?:headers|redirects)$|\\.sitrep-new$\" { return 404; }\n", regexp.QuoteMeta(site.Base))
	if len(site.Moved) > 0 {
		b.WriteString("\n# Old addresses.\nabsolute_redirect off;\n")
	}
	for _, m := range site.Moved {
		for _, from := range m.addresses() {
			fmt.Fprintf(&b, "location = %s { return 301 %s; }\n", nginxQuoted(site.Base+from), escaped(site.Base+m.To))
		}
	}
	return b.String()
}

const nginxIntroduction = `# Written by sitrep hosting nginx from the published tree. Write it again, and have nginx reload, when reports got old addresses.
# Include it in the server block of the site:
#
#	server {
#		listen 443 ssl;
#		server_name HOST;
#		ssl_certificate ...;
#		ssl_certificate_key ...;
#		root /srv/www/HOST;    # the published tree, so that its index.html answers BASE
#		include /etc/nginx/snippets/sitrep.conf;
#	}
#
# Give no location of that block an add_header of its own: nginx then leaves these out there.

index index.html;
`

func orExample(host string) string {
	if name, _, _ := strings.Cut(host, ":"); name != "" {
		return name
	}
	return "reports.example.org"
}

func (s Site) nginxHeaders(b *strings.Builder) {
	fmt.Fprintf(b, "\nset $sitrep_cache \"%s\";\nif ($uri ~ \"^%s%s\") { set $sitrep_cache \"%s\"; }\nadd_header Cache-Control $sitrep_cache always;\n",
		Fresh.CacheControl(), regexp.QuoteMeta(s.Base), immutable, Immutable.CacheControl())
	for _, h := range Policy() {
		fmt.Fprintf(b, "add_header %s \"%s\" always;\n", h.Name, h.Value)
	}
}

// nginxTypes writes the table of types. Nginx adds the charset by itself, and packs by the type without it.
func nginxTypes(b *strings.Builder) {
	var charset, packed []string
	b.WriteString("\ntypes {\n")
	by := endings()
	for _, full := range slices.Sorted(maps.Keys(by)) {
		kind, params, _ := strings.Cut(full, ";")
		fmt.Fprintf(b, "\t%s %s;\n", kind, strings.Join(by[full], " "))
		if params != "" && kind != "text/html" { // which nginx has in both lists
			charset = append(charset, kind)
		}
		if textual(full) && kind != "text/html" {
			packed = append(packed, kind)
		}
	}
	feed := types[".feed.json"]
	fmt.Fprintf(b, "}\ndefault_type application/octet-stream;\nlocation ~ \"(?:^|[/.])feed\\.json$\" {\n\ttypes { }\n\tdefault_type %s;\n}\n", feed)
	fmt.Fprintf(b, "charset utf-8;\ncharset_types %s;\n\ngzip on;\ngzip_vary on;\ngzip_min_length 1000;\ngzip_types %s %s;\n", strings.Join(charset, " "), strings.Join(packed, " "), feed)
}

func (s Site) nginxLost(b *strings.Builder) {
	fmt.Fprintf(b, "\nerror_page 404 %s;\n", nginxQuoted(s.Base+"404.html"))
	for _, folder := range s.Lost {
		fmt.Fprintf(b, "location %s { error_page 404 %s; }\n", nginxQuoted(s.Base+folder), nginxQuoted(s.Base+folder+"404.html"))
	}
}

// nginxQuoted is a path as a parameter of a directive.
func nginxQuoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(path) + `"`
}
