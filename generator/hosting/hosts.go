package hosting

import (
	"slices"
	"strings"

	"sitrep/generator/output"
)

// The services that read their settings from the published tree.
const (
	Netlify         = "netlify"
	CloudflarePages = "cloudflare-pages"
	GitHubPages     = "github-pages"
)

// Hosts are their names.
func Hosts() []string { return []string{CloudflarePages, GitHubPages, Netlify} }

// Private are the files that services read and, as a rule, do not serve.
func Private(path string) bool {
	return slices.Contains([]string{headersName, redirectsName, noJekyllName}, path)
}

// noJekyllName is an empty file that keeps GitHub Pages from leaving out files whose names begin with an underscore
// (docs.github.com, "About GitHub Pages and Jekyll").
const noJekyllName = ".nojekyll"

// Beside puts beside a site's files those that the hosts read.
func Beside(files output.Files, hosts []string, base string) output.Files {
	if len(hosts) == 0 {
		return files
	}
	return &beside{files, hosts, base}
}

type beside struct {
	output.Files
	hosts []string
	base  string
}

// All lists every file.
func (b *beside) All() []output.File {
	all := b.Files.All()
	for _, name := range []string{headersName, noJekyllName, redirectsName} {
		if file, found := b.own(name, func() []output.File { return all }); found {
			all = append(all, file)
		}
	}
	return all
}

// Find looks up one file. To find the redirects all others are listed.
func (b *beside) Find(path string) (output.File, bool) {
	if file, found := b.own(path, b.Files.All); found {
		return file, true
	}
	return b.Files.Find(path)
}

// own makes one of the files that hosts read, when it is wanted.
func (b *beside) own(path string, all func() []output.File) (output.File, bool) {
	text, wanted := "", false
	switch path {
	case headersName:
		text, wanted = headersText(), b.read(Netlify, CloudflarePages)
	case noJekyllName:
		wanted = b.read(GitHubPages)
	case redirectsName:
		if b.read(Netlify, CloudflarePages) {
			site, _ := of(b.base, all()) // the base address was checked when the site's settings were read
			text = redirectsText(site, b.read(CloudflarePages))
			wanted = strings.Contains(text, "\n/")
		}
	}
	return output.File{Path: path, From: "hosts in content/site.yaml", Content: output.Bytes(text)}, wanted
}

// read reports whether one of those hosts is wanted.
func (b *beside) read(hosts ...string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool { return slices.Contains(b.hosts, h) })
}
