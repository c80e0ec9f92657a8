// Package layouts is the theme: a template for each kind of page, the partials they share, the style sheet, and the words of the
// interface by language. A site replaces any of these files with one of the same name in its own layouts folder.
package layouts

import "embed"

// FS holds the theme's files by their own names: report.html, partials/entry.html, style.css, messages/en.yaml.
//
//go:embed *.html *.css *.js partials messages
var FS embed.FS
