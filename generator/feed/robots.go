package feed

import (
	"bytes"
	"net/url"

	"sitrep/generator/key"
	"sitrep/generator/output"
)

// Robots is robots.txt (RFC 9309). A host reads it at its root alone; the paths in it are whole, so that it can be taken there.
type Robots struct {
	Closed   string   // the path that all crawlers are asked to leave alone; empty: none
	Sitemaps []string // their addresses
}

func (d *desk) robots() output.File {
	return key.File(d.hasher, robotsPath, "robots.txt", d.robotsView, writeRobots)
}

func (d *desk) robotsView() Robots {
	if d.closed() {
		if u, err := url.Parse(d.Config.BaseURL); err == nil && u.Path != "" {
			return Robots{Closed: u.EscapedPath()}
		}
		return Robots{Closed: "/"}
	}
	r := Robots{Sitemaps: []string{d.Address(sitemapPath)}}
	if d.Config.NewsSitemap {
		r.Sitemaps = append(r.Sitemaps, d.Address(newsPath))
	}
	return r
}

func writeRobots(b *bytes.Buffer, r Robots) error {
	b.WriteString("User-agent: *\n")
	if r.Closed != "" {
		b.WriteString("Disallow: " + r.Closed + "\n")
	} else {
		b.WriteString("Allow: /\n\n")
	}
	for _, s := range r.Sitemaps {
		b.WriteString("Sitemap: " + s + "\n")
	}
	return nil
}
