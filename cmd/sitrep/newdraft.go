package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/generator/profile"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// draft is a report to be started.
type draft struct {
	bundle   string // content/reports/YYYY/MM/DD-slug
	title    string
	untitled bool      // the title is the profile's
	now      time.Time // in the site's zone
	lang     string
	profile  profile.Profile // its ID is "" without one
	site     *site.Site
	before   *site.Entry // what it carries on from; nil for a fresh start
	series   string
	number   int // 0 without a series
	phase    report.Phase
	open     []openClaim // carried on
}

// newDraft plans a report. Errors are wrong usage.
func newDraft(w wish, p profile.Profile, now time.Time, s *site.Site) (draft, error) {
	d := draft{title: w.title, now: now.In(s.Config.Zone()), lang: s.Config.Default(), profile: p, site: s, series: w.series}
	if w.carry {
		d.before = latestOf(s, w.series, func(e *site.Entry) bool { return e.Status != report.Draft && e.Status != report.Retracted })
		if d.before == nil {
			return d, errors.New("there is no published report before this one: leave out --from previous")
		}
		d.series = d.before.Series
		if p.ID == "" {
			d.profile, _ = profile.Get(d.before.Profile)
		}
	}
	d.follow()
	if d.before != nil {
		d.open = d.openClaims()
	}
	return d, d.name()
}

// name gives the draft its title and path.
func (d *draft) name() error {
	if d.title == "" && d.profile.Untitled != nil {
		d.title, d.untitled = d.profile.Untitled.In(d.lang), true
	}
	slug := vocabulary.Slug(d.title)
	switch {
	case strings.TrimSpace(d.title) == "":
		return errors.New(`a report needs a title, as in sitrep new report "Market fire: two streets closed"`)
	case slug == "":
		return fmt.Errorf("the title %q has no letter or digit that a file could be named by", d.title)
	case len(slug) > 100:
		slug = strings.TrimRight(strings.ToValidUTF8(slug[:100], ""), "-")
	}
	d.bundle = fmt.Sprintf("content/reports/%s-%s", d.now.Format("2006/01/02"), slug)
	return nil
}

// follow finds the draft's place in its series: the number after the highest one, published or not, that is not known never to be.
func (d *draft) follow() {
	if d.series != "" {
		d.number = 1
		if last := latestOf(d.site, d.series, func(*site.Entry) bool { return true }); last != nil {
			d.number = last.Number + 1
		}
		for slices.Contains(d.declared().Gaps, d.number) {
			d.number++
		}
	}
	if d.profile.Phased || d.before != nil && d.before.Phase != "" {
		d.phase = report.Update
		if d.number <= 1 && d.before == nil {
			d.phase = report.Initial
		}
	}
}

// declared is what site.yaml says of the draft's series.
func (d draft) declared() site.Series {
	i := slices.IndexFunc(d.site.Config.Series, func(s site.Series) bool { return s.Key == d.series })
	if i < 0 {
		return site.Series{}
	}
	return d.site.Config.Series[i]
}

// latestOf returns the report of the highest number in a series, or the newest of the whole site when no series is named, among
// those that will do; nil when there is none.
func latestOf(s *site.Site, series string, will func(*site.Entry) bool) *site.Entry {
	var last *site.Entry
	for _, e := range s.Trees[0].Entries {
		if !will(e) || series != "" && e.Series != series {
			continue
		}
		if series == "" {
			return e
		}
		if last == nil || e.Number > last.Number {
			last = e
		}
	}
	return last
}

// kind is the type of the report to be written.
func (d draft) kind() report.Type {
	if d.before != nil && (d.before.Type == report.Flash || d.before.Type == report.Special) {
		return cmp.Or(d.profile.Type, d.before.Type)
	}
	return d.profile.Type
}

// headings are those of the report that it carries on from.
func (d draft) headings() []profile.Heading {
	var list []profile.Heading
	if d.before != nil {
		for h := range d.before.Text.Outline.All() {
			list = append(list, profile.Heading{Level: h.Level, Text: h.Text})
		}
	}
	return list
}
