package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"

	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// What pages load is one file, of the theme's style sheets that are for them and the site's own after those. style.css and graphic.css
// are for every page.
const (
	forReports = "report" // and report.css
	forIndexes = "index"  // chart.css and index.css
)

// sheet is a style sheet as pages load it.
type sheet struct {
	path string // assets/report.HASH.css: it changes with the content, so that it can be kept for ever
	css  []byte
}

func (s sheet) file(name string) output.File {
	return output.File{Path: s.path, From: folder + name + ".css", Content: output.Bytes(s.css)}
}

// styleSheets lists the style sheets for a kind of page in their order: the theme's, then the site's own.
func styleSheets(kind string, builtin, own map[string][]byte) []string {
	sheets := []string{"style.css", "graphic.css"}
	if kind == forIndexes {
		sheets = append(sheets, "chart.css")
	}
	sheets = append(sheets, kind+".css")
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, known := builtin[name]; path.Ext(name) == ".css" && !known {
			sheets = append(sheets, name)
		}
	}
	return sheets
}

// readStyles joins the style sheets for each kind of page, without comments and spaces.
func (t *Theme) readStyles(builtin, own map[string][]byte) []diag.Finding {
	small := minify.New()
	small.AddFunc("text/css", css.Minify)
	t.styles = map[string][]byte{}
	var findings []diag.Finding
	for _, kind := range []string{forReports, forIndexes} {
		for _, name := range styleSheets(kind, builtin, own) {
			data, replaced := own[name]
			if !replaced {
				data = builtin[name]
			}
			out, err := small.Bytes("text/css", data)
			if err != nil {
				out = data
				findings = append(findings, diag.Finding{File: folder + name, Rule: "layout/style", Severity: diag.Warning, Text: strings.TrimSpace(err.Error())})
			}
			t.styles[kind] = append(t.styles[kind], out...)
		}
	}
	return findings
}

// dressed are the style sheets in a site's own colours, by kind.
func (t *Theme) dressed(c site.Colours) map[string]sheet {
	sheets := map[string]sheet{}
	for kind, styles := range t.styles {
		styles = append(slices.Clip(styles), palette(c)...)
		sum := sha256.Sum256(styles)
		sheets[kind] = sheet{"assets/" + kind + "." + hex.EncodeToString(sum[:6]) + ".css", styles}
	}
	return sheets
}

// inkOn is white or black, whichever is read better on a ground.
func inkOn(ground site.Colour) site.Colour {
	if site.Contrast(site.Black, ground) > site.Contrast(site.White, ground) {
		return site.Black
	}
	return site.White
}

// palette sets a site's own colours over the theme's. In the dark, links are as much lighter as it takes to be read.
func palette(c site.Colours) string {
	var light, dark strings.Builder
	if c.Brand.Given {
		ink := inkOn(c.Brand)
		fmt.Fprintf(&light, "--mast:%v;--mast-ink:%v;", c.Brand, ink)
		fmt.Fprintf(&dark, "--mast:%v;--mast-ink:%v;", c.Brand, ink)
	}
	if c.Link.Given {
		fmt.Fprintf(&light, "--link:%v;--accent:%v;", c.Link, c.Link)
		lit := c.Link.Toward(site.White, site.DarkTint, site.Readable)
		fmt.Fprintf(&dark, "--link:%v;--accent:%v;", lit, lit)
	}
	if light.Len() == 0 {
		return ""
	}
	return fmt.Sprintf(":root{%s}@media (prefers-color-scheme:dark){:root{%s}}@media print{:root{--link:#000}}", light.String(), dark.String())
}
