package publish

import (
	"path"
	"slices"
	"strings"

	"sitrep/generator/hosting"
	"sitrep/generator/output"
)

// kind is what a file is to readers: it decides when the file may appear. What others refer to comes before them.
type kind int

const (
	asset  kind = iota // style sheets and scripts, whose names change with their bytes
	media              // pictures, fonts, and what is read as a whole
	data               // what programs read
	report             // pages below reports/
	index              // pages that lead to others
	last               // what is looked at first: home, feeds, the directory of the search, the map of the site
	seal               // the manifest, and its signature
)

// kindOf is the kind of a file, by its path.
func kindOf(file string) kind {
	switch {
	case strings.HasPrefix(file, output.ManifestName):
		return seal
	case isLast(file):
		return last
	case strings.HasPrefix(file, "assets/"):
		return asset
	case isPage(file) && (strings.HasPrefix(file, "reports/") || strings.Contains(file, "/reports/")):
		return report
	case isPage(file):
		return index
	case isPicture(file):
		return media
	}
	return data
}

func isPage(file string) bool { return strings.HasSuffix(file, ".html") }

// isPicture reports whether a file is one that no text of the site is in.
func isPicture(file string) bool {
	family, _, _ := strings.Cut(hosting.TypeOf(file), "/")
	return family == "image" || family == "font" || family == "video" || family == "audio"
}

func isLast(file string) bool {
	name, media := path.Base(file), hosting.TypeOf(file)
	switch {
	case name == "index.html", name == "sw.js" && name == file, strings.HasPrefix(name, "sitemap") && path.Ext(name) == ".xml":
		return true
	case strings.HasPrefix(media, "application/atom+xml"), media == "application/feed+json":
		return true
	}
	return isSearch(file) && hosting.ClassOf(file) == hosting.Fresh
}

// isSearch reports whether a file is of the search, which holds the words of all texts.
func isSearch(file string) bool {
	return strings.HasPrefix(file, "search/") || strings.Contains(file, "/search/")
}

// atTop reports whether a file lies in no folder but that of a language.
func atTop(file string, languages []string) bool {
	folder := path.Dir(file)
	return folder == "." || slices.Contains(languages, folder)
}
