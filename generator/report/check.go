package report

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/generator/diag"
	"sitrep/generator/vocabulary"
)

// checks judge a header by itself: what its fields mean together. What needs the site is judged elsewhere.
var checks = []func(*Report){
	checkTitle, checkCounts, checkNames, checkSeries, checkNumbers, checkLang, checkFigures, checkClaims, checkEvents, checkSources, checkVersion, checkRetraction, checkTimes, checkAliases, checkPeople, checkAddresses,
}

// check adds the findings of all checks.
func (r *Report) check() {
	for _, check := range checks {
		check(r)
	}
}

// misunderstood are the rules about a value that leave nothing to judge.
var misunderstood = []string{"header/value", "header/word", "header/type", "header/missing-value", "header/tag", "translation/differs"}

// fault adds an error about the value at a path of the header, unless that could not be understood in the first place.
func (r *Report) fault(at, rule, text, hint string) {
	pos := r.Places.At(at)
	for _, f := range r.Findings {
		if f.Pos == pos && slices.Contains(misunderstood, f.Rule) {
			return
		}
	}
	r.Findings = append(r.Findings, diag.Finding{File: r.File, Pos: pos, Rule: "header/" + rule, Severity: diag.Error, Text: text, Hint: hint})
}

// HasFault says that the reading of the report found a fault of a rule.
func (r *Report) HasFault(rule string) bool {
	return slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Rule == rule })
}

// maxTitle is the longest title, in characters; ReliefWeb's Post API takes as many.
const maxTitle = 255

func checkTitle(r *Report) {
	switch n := utf8.RuneCountInString(r.Title); {
	case !r.Places.Has("title"):
	case strings.TrimSpace(r.Title) == "":
		r.fault("title", "title", "the title is blank", "say in one line what happened and where")
	case strings.ContainsAny(r.Title, "\n\t"):
		r.fault("title", "title", "the title has more than one line", "write it on one line")
	case n > maxTitle:
		r.fault("title", "title", fmt.Sprintf("the title has %d characters; it may have up to %d", n, maxTitle), "put the rest into summary")
	}
}

// checkNames wants at least one region and topic, and none of them blank.
func checkNames(r *Report) {
	for _, list := range []struct {
		key   string
		names []string
	}{{"regions", r.Regions}, {"topics", r.Topics}} {
		if len(list.names) == 0 && r.Places.Has(list.key) {
			r.fault(list.key, "empty", list.key+" is empty", "name at least one, as in "+list.key+": [… ]")
		}
		for i, name := range list.names {
			if strings.TrimSpace(name) == "" && r.Places.Has(item(list.key, i, "")) {
				r.fault(item(list.key, i, ""), "empty", "an item of "+list.key+" is blank", "remove it")
			}
		}
	}
}

// maxNames and maxItems bound what one report may hold: more is a mistake, or a table that belongs into a CSV file.
const (
	maxNames = 100
	maxItems = 1000
)

func checkCounts(r *Report) {
	for _, list := range []struct {
		key         string
		count, most int
		verb, hint  string
	}{
		{"regions", len(r.Regions), maxNames, "name", "name the region that holds them all"},
		{"topics", len(r.Topics), maxNames, "name", "keep those that the report is about"},
		{"figures", r.written("figures", len(r.Figures)), maxItems, "hold", "put them into a CSV file and name it by data: {figures: …}"},
		{"claims", len(r.Claims), maxItems, "hold", "divide the report"},
		{"events", r.written("events", len(r.Events)), maxItems, "hold", "put them into a CSV file and name it by data: {events: …}"},
	} {
		if list.count > list.most {
			r.fault(list.key, "count", fmt.Sprintf("%s %s; a report may %s up to %s", thousands(list.count), list.key, list.verb, thousands(list.most)), list.hint)
		}
	}
}

// thousands shows a number from 0 to 999,999.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func item(list string, i int, key string) string {
	if key == "" {
		return fmt.Sprintf("%s.%d", list, i)
	}
	return fmt.Sprintf("%s.%d.%s", list, i, key)
}

func checkNumbers(r *Report) {
	for _, n := range []struct {
		key   string
		value int
	}{{"number", r.Number}, {"version", r.Version}, {"translates", r.Translates}} {
		if n.value < 1 && r.Places.Has(n.key) {
			r.fault(n.key, "number", fmt.Sprintf("%s is %d", n.key, n.value), "count from 1")
		}
	}
}

var tag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// checkLang wants the file's name to say the language, too: addresses come from it. A file without a language in its name is in
// the site's first one, which is not known here.
func checkLang(r *Report) {
	switch lang := r.Header.Lang; {
	case lang == "":
	case !tag.MatchString(lang):
		r.fault("lang", "lang", fmt.Sprintf("%q is not a language tag", shorten(lang)), "write a BCP 47 tag, as in en, uk or pt-BR")
	case r.Lang != "" && !strings.EqualFold(lang, r.Lang):
		name := strings.TrimSuffix(path.Base(r.File), "."+r.Lang+".md")
		r.fault("lang", "lang", fmt.Sprintf("lang is %s, but the file's name says %s", lang, r.Lang), fmt.Sprintf("rename the file to %s.%s.md, or remove the key", name, lang))
	}
}

// checkFigures wants of each figure a value, or a range, or the reason why there is none.
func checkFigures(r *Report) {
	for i := range r.written("figures", len(r.Figures)) {
		checkItem(r, "figures", i, &r.Figures[i], figureFault)
	}
}

// IDFault says why an id cannot name a page; "" when it can, or when there is none.
func IDFault(id string) (text, hint string) {
	switch slug := vocabulary.Slug(id); {
	case strings.TrimSpace(id) == "":
		return "", ""
	case slug != id && slug != "":
		return fmt.Sprintf("%q is no id: letters in lower case and digits, with single hyphens between them", shorten(id)), "write " + slug
	case slug != id, len(id) > maxSeries, device.MatchString(id):
		return fmt.Sprintf("%q is no id that can name a page", shorten(id)), "write a few words in lower case, with hyphens between them"
	}
	return "", ""
}

// checkItem adds what is wrong with an item that the header itself holds.
func checkItem[T any](r *Report, list string, i int, it *T, fault func(*T, func(string) bool) (key, text, hint string)) {
	if key, text, hint := fault(it, func(key string) bool { return r.Places.Has(item(list, i, key)) }); text != "" {
		r.fault(item(list, i, key), strings.TrimSuffix(list, "s"), text, hint)
	}
}

// figureFault says what is wrong with a figure, and with which of its fields; has says whether one was written.
func figureFault(f *Figure, has func(key string) bool) (key, text, hint string) {
	ways := 0
	for _, given := range []bool{f.Value.Given(), f.Low.Given() || f.High.Given(), f.Missing != ""} {
		if given {
			ways++
		}
	}
	fault, remedy := IDFault(f.ID)
	switch {
	case fault != "":
		return "id", fault, remedy
	case ways == 0 && !has("value") && !has("low") && !has("high") && !has("missing"):
		return "", "the figure has no value", "write value, or low and high, or say by missing why there is none"
	case ways > 1:
		return "", "the figure has more than one of value, a range, and missing", "keep one of them"
	case f.Low.Given() != f.High.Given() && has("low") != has("high"):
		return "", "the range has only one end", "write both low and high; for an open range write value with estimate: at_least or up_to"
	case f.Low.Given() && f.High.Given() && f.Low.Value > f.High.Value:
		return "low", "low is more than high: " + f.Low.Text + " and " + f.High.Text, "swap them"
	}
	return "", "", ""
}

var claimGrade = regexp.MustCompile(`^[A-F][1-6]$`)

func checkClaims(r *Report) {
	for i, c := range r.Claims {
		if c.Grade != "" && !claimGrade.MatchString(c.Grade) {
			r.fault(item("claims", i, "grade"), "grade", fmt.Sprintf("%q is not a grade of the Admiralty code", shorten(c.Grade)), "write a letter from A to F for the source and a digit from 1 to 6 for the information: B3")
		}
		if strings.TrimSpace(c.ID) == "" && r.Places.Has(item("claims", i, "id")) {
			r.fault(item("claims", i, "id"), "empty", "the id of the claim is blank", "give it a name that stays the same in all reports")
		} else if text, hint := IDFault(c.ID); text != "" {
			r.fault(item("claims", i, "id"), "claim", text, hint)
		}
	}
}

func checkEvents(r *Report) {
	for i := range r.written("events", len(r.Events)) {
		checkItem(r, "events", i, &r.Events[i], eventFault)
	}
}

// eventFault says what is wrong with an event, as figureFault does.
func eventFault(e *Event, has func(key string) bool) (key, text, hint string) {
	switch {
	case e.At != nil && len(e.At) != 2:
		return "at", "at takes two numbers, latitude and longitude", "write at: [49.99, 36.23]"
	case e.At != nil && (e.At[0] < -90 || e.At[0] > 90 || e.At[1] < -180 || e.At[1] > 180):
		return "at", "at is not a place on Earth", "write degrees of latitude (-90 to 90), then of longitude (-180 to 180)"
	case has("precision") && (e.Precision < 1 || e.Precision > 3):
		return "precision", fmt.Sprintf("precision is %d", e.Precision), "write 1 (exact), 2 (near it) or 3 (somewhere in the region)"
	}
	return "", "", ""
}

func checkSources(r *Report) {
	for i := range r.Sources {
		for _, f := range r.Sources[i].Faults() {
			r.fault("sources."+r.Sources[i].Key+f.Key, f.Rule, f.Text, f.Hint)
		}
	}
}

// checkVersion wants the history of a report that has been changed.
func checkVersion(r *Report) {
	newest := 0
	for i, v := range r.Revisions {
		if v.Version < 1 && r.Places.Has(item("revisions", i, "version")) {
			r.fault(item("revisions", i, "version"), "number", fmt.Sprintf("version is %d", v.Version), "count from 1")
		}
		if v.Version > max(1, r.Version) {
			r.fault(item("revisions", i, "version"), "version", fmt.Sprintf("the revision leads to version %d, but the report is version %d", v.Version, max(1, r.Version)), fmt.Sprintf("write version: %d", v.Version))
		}
		newest = max(newest, v.Version)
	}
	if r.Version > 1 && newest < r.Version {
		r.fault("version", "version", fmt.Sprintf("version %d has no entry in revisions", r.Version), fmt.Sprintf("add {version: %d, date: …, kind: correction, summary: …} to revisions", r.Version))
	}
}

func checkRetraction(r *Report) {
	given := r.Retraction != (Retraction{})
	if r.Status == Retracted && !given && !r.Places.Has("retraction") {
		r.fault("status", "retraction", "the report is retracted without a reason", "add retraction: {date: …, reason: …}")
	}
	if given && r.Status != Retracted && r.Status != Draft {
		r.fault("retraction", "retraction", "there is a retraction, but the report is not retracted", "write status: retracted")
	}
}

// checkTimes finds times that are in the wrong order whatever the site's zone is. What expires on a day does so as it begins; what
// was published on a day may have been so at its end.
func checkTimes(r *Report) {
	for _, pair := range []struct {
		first, last       Moment
		firstKey, lastKey string
		before            func(Moment, Moment) bool
	}{
		{r.Period.From, r.Period.To, "period.from", "period.to", Moment.surelyOver},
		{r.Embargo, r.Expires, "embargo", "expires", Moment.surelyBefore},
		{r.Published, r.Expires, "published", "expires", Moment.surelyBefore},
		{r.Cutoff, r.Published, "cutoff", "published", Moment.surelyOver},
		{r.Published, r.Updated, "published", "updated", Moment.surelyOver},
	} {
		if pair.first.Given && pair.last.Given && pair.before(pair.last, pair.first) {
			at := pair.lastKey
			if !r.Places.Has(at) {
				at = pair.firstKey
			}
			r.fault(at, "time", fmt.Sprintf("%s is before %s: %v and %v", pair.lastKey, pair.firstKey, pair.last, pair.first), "check both times and their offsets")
		}
	}
}

func checkAliases(r *Report) {
	for i, alias := range r.Aliases {
		if alias == "" || path.Clean(alias) != alias || strings.HasPrefix(alias, "/") || strings.HasPrefix(alias, "..") || alias == "." || strings.ContainsAny(alias, `\?#`) || strings.ContainsFunc(alias, unicode.IsControl) || strings.Contains(alias, "://") {
			r.fault(item("aliases", i, ""), "alias", fmt.Sprintf("%q is not an address within the site", shorten(alias)), "write the old path from the site's root, without a slash before or after it: 2024/old-name.html")
		}
	}
}

// checkPeople wants to know whom an entry is about.
func checkPeople(r *Report) {
	people := map[string]Person{"prepared_by": r.PreparedBy, "authorized_by": r.AuthorizedBy}
	keys := []string{"prepared_by", "authorized_by"}
	for i, c := range r.Contacts {
		keys = append(keys, item("contacts", i, ""))
		people[item("contacts", i, "")] = c
	}
	for _, key := range keys {
		if p := people[key]; r.Places.Has(key) && strings.TrimSpace(p.Name+p.Role+p.Org) == "" {
			r.fault(key, "person", "nobody is named", "write a name, a role or an organisation")
		}
	}
}
