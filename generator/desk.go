package generator

import (
	"cmp"
	"io/fs"
	"path"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/layout"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// Theme is the layouts that the binary carries.
type Theme = fs.FS

// desk is a site's own settings and words.
type desk struct {
	usable  bool // site.yaml was understood
	named   bool // the vocabularies too
	config  site.Config
	regions *gazetteer.Gazetteer
	topics  *vocabulary.Topics
	words   site.Words
	theme   *layout.Theme

	regionIDs, topicIDs, seriesIDs map[string]resolved // by what reports write
}

// readDesk reads site.yaml, the vocabularies and the layouts.
func (b *run) readDesk() error {
	files := map[string]source.File{}
	for _, f := range b.snapshot.Content {
		files[path.Base(f.Path)] = f
	}
	read := func(name string) ([]byte, error) {
		f, there := files[name]
		if !there {
			return nil, nil
		}
		return b.tree.Read(f)
	}
	understood := func() bool { return !diag.Failed(b.findings[len(b.snapshot.Findings):]) }
	if err := b.readConfig(read); err != nil {
		return err
	}
	b.desk.usable = understood()
	for _, step := range []func(func(string) ([]byte, error)) error{b.readRegions, b.readTopics, b.readWords} {
		if err := step(read); err != nil {
			return err
		}
	}
	b.desk.named = understood()
	if err := b.readTheme(read); err != nil {
		return err
	}
	b.desk.regionIDs, b.desk.topicIDs, b.desk.seriesIDs = map[string]resolved{}, map[string]resolved{}, map[string]resolved{}
	return nil
}

func (b *run) readConfig(read func(string) ([]byte, error)) error {
	const name = "content/site.yaml"
	data, err := read("site.yaml")
	if err != nil {
		return err
	}
	if data == nil {
		b.findings = append(b.findings, diag.Finding{
			File: name, Rule: "site/missing", Severity: diag.Error, Text: "there is no site.yaml", Hint: "sitrep new site DIR makes a site to start from",
		})
		return nil
	}
	config, findings := site.ParseConfig(name, data)
	config.BaseURL = cmp.Or(b.opt.BaseURL, config.BaseURL)
	b.desk.config = config
	b.policy = Policy{Now: b.opt.Now, Zone: config.Zone(), Audience: cmp.Or(b.opt.Audience, config.Audience), Drafts: b.opt.Drafts}
	b.findings = append(b.findings, findings...)
	return nil
}

func (b *run) readRegions(read func(string) ([]byte, error)) error {
	data, err := read("regions.yaml")
	if err != nil {
		return err
	}
	var rows []gazetteer.Row
	if data != nil {
		var findings []diag.Finding
		rows, findings = gazetteer.ParseRegions("content/regions.yaml", data)
		b.findings = append(b.findings, findings...)
	}
	regions, findings := gazetteer.New(rows, b.desk.config.Languages...)
	b.desk.regions = regions
	b.findings = append(b.findings, findings...)
	return nil
}

func (b *run) readTopics(read func(string) ([]byte, error)) error {
	data, err := read("topics.yaml")
	if err != nil {
		return err
	}
	b.desk.topics = vocabulary.OpenTopics()
	if data != nil {
		var findings []diag.Finding
		b.desk.topics, findings = vocabulary.ParseTopics("content/topics.yaml", data)
		b.findings = append(b.findings, findings...)
	}
	return nil
}

func (b *run) readWords(read func(string) ([]byte, error)) error {
	words := &b.desk.words
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
	} {
		data, err := read(name)
		if err != nil {
			return err
		}
		if data != nil {
			b.findings = append(b.findings, parse("content/"+name, data)...)
		}
	}
	return nil
}

func (b *run) readTheme(func(string) ([]byte, error)) error {
	overrides := map[string][]byte{}
	for _, f := range b.snapshot.Layouts {
		data, err := b.tree.Read(f)
		if err != nil {
			return err
		}
		overrides[strings.TrimPrefix(f.Path, "layouts/")] = data
	}
	theme, findings := layout.Load(b.opt.Theme, overrides)
	b.desk.theme = theme
	b.findings = append(b.findings, findings...)
	return nil
}

// treated gives findings the severity that site.yaml wants for their rule. An error stays an error.
func (d *desk) treated(findings []diag.Finding) []diag.Finding {
	if len(d.config.Rules) == 0 {
		return findings
	}
	var kept []diag.Finding
	for _, f := range findings {
		switch d.config.Rules[f.Rule] {
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
