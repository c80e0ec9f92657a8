package report

import (
	"strings"
	"testing"
)

const source1 = `---
title: Original
date: 2024-11-10T18:00+02:00
regions: [NO]
topics: [drones]
tlp: green
embargo: 2024-11-11T09:00+02:00
period: {from: 2024-11-09, to: 2024-11-10}
summary: Summary
sources:
  uk: {title: Statement, org: Officials, url: "https://example.org/"}
figures:
  - {id: losses, value: 700000, source: uk, note: Killed and wounded}
  - {id: losses, value: 1500, source: other}
claims:
  - {id: depot, text: A depot burns, status: claimed}
events:
  - {time: 2024-11-10T03:00+02:00, title: Fire, place: bryansk}
image: {src: a.png, alt: A map}
aliases: [old.html]
---
Body
`

var translations = []struct{ name, header, want string }{
	{"title alone", "title: Т\n", ""},
	{"no title", "summary: С\n", "2:1 header/missing-key: the key title is missing | add title: …"},
	{"words anew", "title: Т\nsummary: С\nhighlights: [а, б]\ntranslates: 1\n", ""},
	{"the same again", "title: Т\ndate: 2024-11-10T16:00Z\nregions: [NO]\ntopics: [drones]\nperiod: {from: 2024-11-09, to: 2024-11-10}\n", ""},
	{"another date", "title: Т\ndate: 2024-11-11\n", "3:7 translation/differs: date is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"other regions", "title: Т\nregions: [SE]\n", "3:1 translation/differs: regions is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"a new field", "title: Т\nseries: s\n", "3:9 translation/differs: series is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"another period", "title: Т\nperiod: {to: 2024-11-11}\n", "3:1 translation/differs: period is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"tighter", "title: Т\nstatus: draft\ntlp: amber\nembargo: 2024-11-11T10:00+02:00\nexpires: 2024-12-01T00:00Z\n", ""},
	{"looser tlp", "title: Т\ntlp: clear\n", "3:6 translation/differs: tlp is looser than the original's, which is green | remove it: a translation may only tighten the handling"},
	{"earlier embargo", "title: Т\nembargo: 2024-11-11T08:59+02:00\n", "3:10 translation/differs: embargo is looser than the original's, which is 2024-11-11T09:00:00+02:00 | remove it: a translation may only tighten the handling"},
	{"the embargo in another zone", "title: Т\nembargo: 2024-11-11T07:00Z\n", ""},
	{"retracted alone", "title: Т\nstatus: retracted\nretraction: {date: 2024-11-12, reason: р}\n", "3:9 translation/differs: status is looser than the original's, which is published | remove it: a translation may only tighten the handling\n4:1 translation/differs: retraction is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"words of a claim", "title: Т\nclaims: [{id: depot, text: Горить склад}]\n", ""},
	{"status of a claim", "title: Т\nclaims: [{id: depot, text: Горить склад, status: confirmed}]\n", "3:10 translation/differs: the original has no such item in claims | name an item of the original by what identifies it, and give only words anew"},
	{"words of a figure", "title: Т\nfigures: [{id: losses, source: uk, note: Убиті й поранені}]\n", ""},
	{"words of two figures", "title: Т\nfigures: [{id: losses, note: Убиті}]\n", "3:11 translation/differs: 2 items of figures in the original are like this | say which one is meant, by its place or source, or give the whole list in the order of the original"},
	{"words of all figures", "title: Т\nfigures: [{id: losses, note: Убиті}, {id: losses, note: Поранені}]\n", ""},
	{"words of an event", "title: Т\nevents: [{time: 2024-11-10T01:00Z, type: вогонь, title: Пожежа}]\n", ""},
	{"words of a source", "title: Т\nsources: {uk: {org: Посадовці}}\n", ""},
	{"address of a source", "title: Т\nsources: {uk: {url: \"https://example.com/\"}}\n", "3:11 translation/differs: the original has no such item in sources | name an item of the original by what identifies it, and give only words anew"},
	{"a new source", "title: Т\nsources: {us: {org: Посадовці}}\n", "3:11 translation/differs: the original has no such item in sources | name an item of the original by what identifies it, and give only words anew"},
	{"words of the image", "title: Т\nimage: {alt: Мапа}\n", ""},
	{"another image", "title: Т\nimage: {src: b.png, alt: Мапа}\n", "3:14 translation/differs: image.src is not what the original says | remove it: a translation inherits it and may only give words anew"},
	{"its own language", "title: Т\nlang: uk\n", ""},
	{"another language", "title: Т\nlang: de\n", "3:7 header/lang: lang is de, but the file's name says uk | rename the file to 10-x.de.md, or remove the key"},
}

func TestTranslations(t *testing.T) {
	for _, c := range translations {
		parsed := parse(t, testText{"", source1}, testText{"uk", "---\n" + c.header + "---\nТекст\n"})
		if got := strings.TrimSpace(lines(parsed[1].Findings)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if parsed[0].Title != "Original" || lines(parsed[0].Findings) != "" || parsed[0].Claims[0].Text != "A depot burns" || parsed[0].Sources[0].Org != "Officials" {
			t.Errorf("%s: the original is changed: %+v", c.name, parsed[0].Header)
		}
		if r := parsed[1]; len(r.Regions) != 1 || r.Date != parsed[0].Date && c.name != "the same again" && c.name != "another date" || len(r.Aliases) > 0 || parsed[0].TLP.Above(r.TLP) && c.want == "" {
			t.Errorf("%s: not inherited: %+v", c.name, r.Header)
		}
	}
}

func TestTranslationOfWords(t *testing.T) {
	r := parse(t, testText{"", source1}, testText{"uk", "---\ntitle: Т\nfigures: [{id: losses, source: uk, note: Убиті}]\nclaims: [{id: depot, text: Склад}]\nevents: [{title: Пожежа, time: 2024-11-10T03:00+02:00}]\nsources: {uk: {org: Посадовці}}\nimage: {alt: Мапа}\n---\n"})[1]
	switch {
	case len(r.Figures) != 2 || r.Figures[0].Note != "Убиті" || r.Figures[0].Value.Text != "700000" || r.Figures[1].Value.Text != "1500":
		t.Errorf("figures: %+v", r.Figures)
	case len(r.Claims) != 1 || r.Claims[0].Text != "Склад" || r.Claims[0].Status != Claimed:
		t.Errorf("claims: %+v", r.Claims)
	case len(r.Events) != 1 || r.Events[0].Title != "Пожежа" || r.Events[0].Place != "bryansk":
		t.Errorf("events: %+v", r.Events)
	case len(r.Sources) != 1 || r.Sources[0] != Source{Key: "uk", Title: "Statement", Org: "Посадовці", URL: "https://example.org/"}:
		t.Errorf("sources: %+v", r.Sources)
	case r.Image != Image{Src: "a.png", Alt: "Мапа"}:
		t.Errorf("image: %+v", r.Image)
	}
}

func TestTranslationOfFaultyOriginal(t *testing.T) {
	parsed := parse(t, testText{"", strings.Replace(source1, "topics", "topic", 1)}, testText{"uk", "---\ntitle: Т\nregions: [SE]\n---\n"})
	const want = "0:0 translation/original: the translation cannot be understood while its original has errors | mend content/reports/2024/11/10-x.md first\n"
	if got := lines(parsed[1].Findings); got != want || parsed[1].Title != "Т" {
		t.Errorf("got %s", got)
	}
}

func TestTranslationsAlone(t *testing.T) {
	parsed := parse(t, testText{"ar", strings.Replace(source1, "Original", "أصل", 1)}, testText{"uk", "---\ntitle: Т\n---\n"})
	if got := lines(append(parsed[0].Findings, parsed[1].Findings...)); got != "" || parsed[0].Lang != "ar" || parsed[1].Summary != "Summary" {
		t.Errorf("got %s%+v", got, parsed)
	}
}

func TestProtectedSources(t *testing.T) {
	parsed := parse(t,
		testText{"", header("sources:\n  a: {title: T, org: O, url: \"https://example.org/\", archived: \"https://example.net/\", accessed: 2024-11-09, type: person, grade: B, protected: true, label: a doctor}\n  b: {title: T}\n")},
		testText{"uk", "---\ntitle: Т\nsources: {a: {title: Т, url: \"https://example.org/\", label: лікар}, b: {title: Т}}\n---\n"},
		testText{"ar", "---\ntitle: أصل\n---\n"})
	for i, label := range []string{"a doctor", "лікар", "a doctor"} {
		r := parsed[i]
		if want := (Source{Key: "a", Type: "person", Grade: "B", Protected: true, Label: label}); lines(r.Findings) != "" || len(r.Sources) != 2 || r.Sources[0] != want || r.Sources[1].Title == "" {
			t.Errorf("text %d: %+v\n%s", i, r.Sources, lines(r.Findings))
		}
	}
}
