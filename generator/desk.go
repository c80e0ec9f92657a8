package generator

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/layout"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// Theme is the layouts that the binary carries.
type Theme = fs.FS

// desk is a site's own settings and words.
type desk struct {
	usable  bool // site.yaml and the vocabularies were understood
	config  site.Config
	regions *gazetteer.Gazetteer
	topics  *vocabulary.Topics
	theme   *layout.Theme

	regionIDs, topicIDs map[string]resolved // by what reports write
}

// resolved is what became of a name.
type resolved struct {
	id   string
	text string // the fault, when there is no id
	hint string
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
	for _, step := range []func(func(string) ([]byte, error)) error{b.readConfig, b.readRegions, b.readTopics, b.readTheme} {
		if err := step(read); err != nil {
			return err
		}
	}
	b.desk.usable = !diag.Failed(b.findings[len(b.snapshot.Findings):])
	b.desk.regionIDs, b.desk.topicIDs = map[string]resolved{}, map[string]resolved{}
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
	b.policy = Policy{Now: b.opt.Now, Audience: cmp.Or(b.opt.Audience, config.Audience), Drafts: b.opt.Drafts}
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
	regions, findings := gazetteer.New(rows)
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

// resolve finds the ids of the regions and topics that a report names, and of its language.
func (d *desk) resolve(r *report.Report) (site.Input, []diag.Finding) {
	in := site.Input{Report: r}
	var findings []diag.Finding
	fault := func(place, rule string, found resolved) {
		findings = append(findings, diag.Finding{File: r.File, Pos: r.Places.At(place), Rule: rule, Severity: diag.Error, Text: found.text, Hint: found.hint})
	}
	for i, name := range r.Regions {
		found := d.region(name)
		if found.id == "" {
			fault(fmt.Sprintf("regions.%d", i), "region/unknown", found)
			continue
		}
		in.Regions = append(in.Regions, found.id)
	}
	for i, name := range r.Topics {
		found := d.topic(name)
		if found.id == "" {
			fault(fmt.Sprintf("topics.%d", i), "topic/unknown", found)
			continue
		}
		in.Topics = append(in.Topics, found.id)
	}
	if f, ok := d.language(r.File, r.Lang); !ok {
		findings = append(findings, f)
	}
	return in, findings
}

// region resolves a region's name, each spelling once.
func (d *desk) region(name string) resolved {
	found, known := d.regionIDs[name]
	if known {
		return found
	}
	id, candidates, ok := d.regions.Resolve(name)
	if !ok {
		found = unresolved("region", name, texts(candidates))
	} else {
		found.id = id
	}
	d.regionIDs[name] = found
	return found
}

func (d *desk) topic(name string) resolved {
	found, known := d.topicIDs[name]
	if known {
		return found
	}
	id, candidates, ok := d.topics.Resolve(name)
	if !ok {
		found = unresolved("topic", name, texts(candidates))
	} else {
		found.id = id
	}
	d.topicIDs[name] = found
	return found
}
