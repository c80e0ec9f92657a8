// Package content carries the sample site inside the binary, so that sitrep new site works anywhere.
package content

import "embed"

// FS holds the sample site's sources: site.yaml, the vocabularies, reports and pages.
//
//go:embed *.yaml reports pages
var FS embed.FS
