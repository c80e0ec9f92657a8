package main

import (
	"fmt"
	"strings"
)

// regions and topics are those of invented.txtar that reports are about.
var (
	regions = []string{"lask", "ferrin-bay", "old-toll", "marrowgate"}
	topics  = []string{"storm", "injuries", "shelter", "power"}
)

// text is the report in English, in the current version or the first one.
func (v invention) text(version int) []byte {
	var b strings.Builder
	region, topic := regions[v.number%4], topics[v.number/2%4]
	fmt.Fprintf(&b, "---\ntitle: \"Exercise: %s, %s, day %d\"\ndate: %s\n", strings.ToUpper(topic[:1])+topic[1:], v.one("a quiet night", "wind from the west", "boats in harbour", "counts disagree"), v.number+1, v.day.Format("2006-01-02"))
	fmt.Fprintf(&b, "regions: [%s]\ntopics: [%s]\nexercise: true\n", region, topic)
	fmt.Fprintf(&b, "summary: %q\n", v.sentence()+" "+v.sentence())
	v.nature(&b)
	v.control(&b, version)
	if !v.plain() {
		v.numbers(&b, region, version)
		v.claims(&b, region)
		v.events(&b, region)
	}
	b.WriteString("---\n\n")
	v.body(&b, region)
	return []byte(b.String())
}

// nature says what kind of report it is.
func (v invention) nature(b *strings.Builder) {
	if v.translated() {
		fmt.Fprintf(b, "series: tharn-storms\nnumber: %d\nphase: update\nnext: %s\n", v.number/3+1+v.number/150, v.at(96))
	}
	switch {
	case v.rollup():
		fmt.Fprintf(b, "type: rollup\nperiod: {from: %s, to: %s}\n", v.day.AddDate(0, 0, -30).Format("2006-01-02"), v.day.Format("2006-01-02"))
	case v.number%17 == 5:
		b.WriteString("type: flash\nseverity: extreme\nurgency: immediate\ncertainty: observed\n")
	case v.number%19 == 4:
		b.WriteString("type: no-change\n")
	case v.number%23 == 9:
		b.WriteString("type: special\ntlp: clear\n")
	}
	if v.plain() {
		return
	}
	fmt.Fprintf(b, "cutoff: %s\npublished: %s\nincidents: [EX-2025-%02d]\n", v.at(18), v.at(19), v.number/50+1)
	b.WriteString("prepared_by: {name: R. Ondal, role: Duty officer, org: Exercise desk}\nauthorized_by: {name: K. Vereth, role: Head of desk}\ncontacts: [{name: Desk, email: desk@exercise.example}]\n")
}

// control says what has become of the report since it was published.
func (v invention) control(b *strings.Builder, version int) {
	if v.corrected() && version == 2 {
		fmt.Fprintf(b, "version: 2\nupdated: %s\nrevisions:\n  - {version: 2, date: %s, kind: correction, summary: \"Injured corrected: two people had been counted twice.\"}\n", v.at(33), v.at(33))
	}
	if v.retracted() {
		fmt.Fprintf(b, "status: retracted\nretraction: {date: %s, reason: \"It was about another island.\", replaced_by: %s}\n", v.at(40), invent(v.number-1).path())
	}
	if version == 1 && v.corrected() {
		return
	}
	if v.moved() {
		fmt.Fprintf(b, "aliases: [old/report-%03d.html]\n", v.number)
	}
	if v.number%60 == 48 {
		fmt.Fprintf(b, "supersedes: [%s]\n", invent(v.number-1).path())
	}
	if v.inFolder() {
		b.WriteString("data: {figures: figures.csv, events: events.csv}\nattachments: [{src: figures.csv, title: \"The counts of the day (CSV)\"}]\n")
		b.WriteString("image: {src: shore.png, alt: \"A drawing of a flat shore below a grey sky.\", caption: The shore at noon., credit: Exercise desk}\n")
	}
}

func (v invention) numbers(b *strings.Builder, region string, version int) {
	n := v.number
	fmt.Fprintf(b, "highlights:\n%s", indent(fmt.Sprintf("%d people were treated.", 10+n), fmt.Sprintf("The gauge read %d cm.", 90+n%40)))
	figure := func(format string, args ...any) { fmt.Fprintf(b, "  - {"+format+"}\n", args...) }
	b.WriteString("figures:\n")
	figure("id: displaced, value: %d, place: %s, source: harbour, as_of: %s, status: confirmed", 300+(n*37)%220, region, v.at(16))
	figure("id: displaced, low: %d, high: %d, estimate: about, place: %s, source: council, as_of: %s, status: claimed", 380+(n*37)%220, 450+(n*37)%220, region, v.at(15))
	figure("id: injured, value: %d, place: tharn, source: harbour, as_of: %s, status: confirmed", 10+n+2-version, v.at(18))
	figure("id: gauge, value: %d, place: %s, source: harbour, as_of: %s", 90+n%40, region, v.at(17))
	figure("id: homes-dark, value: %d, estimate: at_least, place: tharn, source: grid, as_of: %s, note: \"The outer islets are not counted\"", 1200+(n*91)%900, v.at(12))
	if n%6 == 0 {
		figure("id: shelters, missing: not_collected, place: tharn, source: council")
		return
	}
	figure("id: shelters, value: %d, place: tharn, source: council, as_of: %s", 4+n%7, v.at(12))
}

// claims follows each claim through six reports. Every fourth one stays open, and the one after it says otherwise.
func (v invention) claims(b *strings.Builder, region string) {
	n, step := v.number/6, v.number%6
	ends := [][]string{{"claimed", "unverified", "corroborated", "confirmed"}, {"claimed", "unverified", "doubtful", "refuted"}, {"claimed", "disputed", "disputed", "disputed"}, {"claimed", "disputed", "disputed", "withdrawn"}}
	fmt.Fprintf(b, "claims:\n  - id: claim-%02d\n    text: %s\n    by: %s\n    source: %s\n    place: %s\n    status: %s\n    grade: %s\n", n,
		fmt.Sprintf("The %s was closed before the storm, on day %d.", []string{"ferry", "harbour road", "school", "north sluice"}[n%4], n*6),
		[]string{"harbour-office", "islanders-council", "radio-lask"}[v.number%3], []string{"harbour", "council", "radio", "keeper"}[v.number%4],
		region, ends[n%4][min(step, 3)], []string{"B2", "C3", "F6"}[v.number%3])
	fmt.Fprintf(b, "    basis: %q\n", v.sentence())
	if n%4 == 3 {
		fmt.Fprintf(b, "    disputes: [claim-%02d]\n", n-1)
	}
}

func (v invention) events(b *strings.Builder, region string) {
	b.WriteString("events:\n")
	fmt.Fprintf(b, "  - {time: %s, time_precision: exact, type: storm, title: The gauge passes 90 cm, place: %s, precision: 1, source: harbour, claim: claim-%02d}\n", v.at(3), region, v.number/6)
	fmt.Fprintf(b, "  - {time: %s, time_precision: hour, type: shelter, title: A shelter opens, place: %s, precision: 2, source: council}\n", v.at(14), region)
}
