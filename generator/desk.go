package generator

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/layout"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// Theme is the layouts that the binary carries.
type Theme = fs.FS

// desk is a site's own settings and words. It stays the same from build to build for as long as the files do.
type desk struct {
	files    []source.File // what it was read from
	address  string        // instead of the site's own base_url
	preview  bool          // no browser is asked to keep the site
	findings []diag.Finding

	usable bool // site.yaml was understood
	named  bool // the vocabularies too
	site.Desk

	regionIDs, topicIDs, seriesIDs sync.Map // string -> resolved, by what reports write
	spoken                         spoken
}

// themed is a theme and what it was read from.
type themed struct {
	files    []source.File
	theme    *layout.Theme
	findings []diag.Finding
}

// readDesk reads site.yaml, the vocabularies and the layouts, unless they are as they were.
func (b *run) readDesk() error {
	last := b.mem.former.desk
	if last != nil && slices.Equal(last.files, b.snapshot.Content) && last.address == b.opt.BaseURL && last.preview == b.opt.Preview {
		b.desk = last
	} else {
		b.desk = &desk{files: b.snapshot.Content, address: b.opt.BaseURL, preview: b.opt.Preview}
		if err := b.desk.read(b.tree.Read); err != nil {
			return err
		}
	}
	b.policy = Policy{Now: b.opt.Now, Zone: b.desk.Config.Zone(), Audience: cmp.Or(b.opt.Audience, b.desk.Config.Audience), Drafts: b.opt.Drafts}
	b.findings = append(b.findings, b.desk.findings...)
	return b.readTheme()
}

// read reads the files of a desk.
func (d *desk) read(open func(source.File) ([]byte, error)) error {
	files := map[string]source.File{}
	for _, f := range d.files {
		files[path.Base(f.Path)] = f
	}
	read := func(name string) ([]byte, error) {
		f, there := files[name]
		if !there {
			return nil, nil
		}
		return open(f)
	}
	if err := d.readConfig(read); err != nil {
		return err
	}
	d.usable = !diag.Failed(d.findings)
	for _, step := range []func(func(string) ([]byte, error)) error{d.readRegions, d.readTopics, d.readWords} {
		if err := step(read); err != nil {
			return err
		}
	}
	d.named = !diag.Failed(d.findings)
	if d.named {
		d.readNumbers("content/site.yaml")
	}
	return nil
}

func (d *desk) readConfig(read func(string) ([]byte, error)) error {
	const name = "content/site.yaml"
	data, err := read("site.yaml")
	if err != nil {
		return err
	}
	if data == nil {
		d.findings = append(d.findings, diag.Finding{
			File: name, Rule: "site/missing", Severity: diag.Error, Text: "there is no site.yaml", Hint: "sitrep new site DIR makes a site to start from",
		})
		return nil
	}
	config, findings := site.ParseConfig(name, data)
	config.BaseURL = cmp.Or(d.address, config.BaseURL)
	config.Offline = config.Offline && !d.preview
	d.Config = config
	for _, f := range config.Unaddressed() {
		f.File = name
		findings = append(findings, f)
	}
	d.findings = append(append(append(d.findings, findings...), unknownRules(name, &config)...), unknownHosts(name, &config)...)
	d.findLogo(name)
	return nil
}

// findLogo looks for the picture that site.yaml names.
func (d *desk) findLogo(config string) {
	if d.Config.Logo == "" {
		return
	}
	for _, f := range d.files {
		if path.Base(f.Path) == d.Config.Logo {
			d.Logo = f
			return
		}
	}
	d.findings = append(d.findings, diag.Finding{
		File: config, Pos: d.Config.At("logo"), Rule: "site/logo", Severity: diag.Error,
		Text: "there is no content/" + d.Config.Logo, Hint: "put the picture there as logo.svg, logo.png or logo.jpg",
	})
}

func (d *desk) readRegions(read func(string) ([]byte, error)) error {
	data, err := read("regions.yaml")
	if err != nil {
		return err
	}
	var rows []gazetteer.Row
	if data != nil {
		var findings []diag.Finding
		rows, findings = gazetteer.ParseRegions("content/regions.yaml", data)
		d.findings = append(d.findings, findings...)
	}
	regions, findings := gazetteer.New(rows, d.Config.Languages...)
	d.Regions = regions
	d.findings = append(d.findings, findings...)
	return nil
}

func (d *desk) readTopics(read func(string) ([]byte, error)) error {
	data, err := read("topics.yaml")
	if err != nil {
		return err
	}
	d.Topics = vocabulary.OpenTopics()
	if data != nil {
		var findings []diag.Finding
		d.Topics, findings = vocabulary.ParseTopics("content/topics.yaml", data)
		d.findings = append(d.findings, findings...)
	}
	return nil
}

func (d *desk) readWords(read func(string) ([]byte, error)) error {
	words := &d.Words
	for name, parse := range map[string]func(file string, data []byte) []diag.Finding{
		"figures.yaml": func(file string, data []byte) (f []diag.Finding) {
			words.Metrics, f = site.ParseMetrics(file, data)
			return f
		},
		"actors.yaml": func(file string, data []byte) (f []diag.Finding) {
			words.Actors, f = site.ParseActors(file, data)
			return f
		},
		"sources.yaml": func(file string, data []byte) (f []diag.Finding) {
			words.Sources, f = site.ParseSources(file, data)
			return f
		},
		"boundaries.geojson": func(file string, data []byte) (f []diag.Finding) {
			d.Boundaries, f = gazetteer.ParseBoundaries(file, data)
			return f
		},
	} {
		data, err := read(name)
		if err != nil {
			return err
		}
		if data != nil {
			d.findings = append(d.findings, parse("content/"+name, data)...)
		}
	}
	return nil
}

// readTheme loads the layouts, unless they are as they were.
func (b *run) readTheme() error {
	last := b.mem.former.themed
	if last.theme != nil && slices.Equal(last.files, b.snapshot.Layouts) {
		b.themed = last
	} else {
		overrides := map[string][]byte{}
		for _, f := range b.snapshot.Layouts {
			data, err := b.tree.Read(f)
			if err != nil {
				return err
			}
			overrides[strings.TrimPrefix(f.Path, "layouts/")] = data
		}
		theme, findings := layout.Load(b.opt.Theme, overrides)
		b.themed = themed{b.snapshot.Layouts, theme, findings}
	}
	b.findings = append(b.findings, b.themed.findings...)
	if config := &b.desk.Config; b.themed.theme != nil {
		b.findings = append(b.findings, b.themed.theme.Unspoken("content/site.yaml", config.At("languages"), config.Languages)...)
	}
	return nil
}

// treated gives findings the severity that site.yaml wants for their rule. An error stays an error.
func (d *desk) treated(findings []diag.Finding) []diag.Finding {
	if len(d.Config.Rules) == 0 {
		return findings
	}
	var kept []diag.Finding
	for _, f := range findings {
		switch d.Config.Rules[f.Rule] {
		case "error":
			f.Severity = diag.Error
		case "off":
			if f.Severity == diag.Warning {
				continue
			}
		}
		kept = append(kept, f)
	}
	return kept
}
