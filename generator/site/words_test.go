package site

import (
	"fmt"
	"testing"

	"sitrep/generator/diag"
)

func TestWordsOfTheDesk(t *testing.T) {
	metrics, findings := ParseMetrics("figures.yaml", []byte("- {id: dead, label: People killed, labels: {uk: Загиблі}, unit: people, kind: cumulative, polarity: up_is_bad, breaks: [{from: 2024-05-01, note: now with missing}]}\n"))
	if len(findings) > 0 || metrics["dead"].LabelIn("uk") != "Загиблі" || metrics["dead"].LabelIn("ar") != "People killed" || len(metrics["dead"].Breaks) != 1 {
		t.Errorf("got %+v, %v", metrics, findings)
	}
	actors, findings := ParseActors("actors.yaml", []byte("- {id: mod, name: Ministry}\n"))
	if len(findings) > 0 || actors.byID["mod"].NameIn("uk") != "Ministry" {
		t.Errorf("got %+v, %v", actors, findings)
	}
	sources, findings := ParseSources("sources.yaml", []byte("river: {org: River Service, grade: A}\n"))
	if len(findings) > 0 || sources["river"].Org != "River Service" {
		t.Errorf("got %+v, %v", sources, findings)
	}
}

func TestFaultsOfTheDesksWords(t *testing.T) {
	for _, c := range []struct{ parse, text, want string }{
		{"metrics", "- {id: a, label: A}\n- {id: a, label: B}\n", "2:3 site/repeated"},
		{"metrics", "- {id: a, label: A, kind: level}\n", "1:27 header/word"},
		{"actors", "- {id: a}\n", "1:3 header/missing-key"},
		{"sources", "a: {orgg: B}\n", "1:5 header/unknown-key"},
		{"sources", "- a\n", "1:1 header/type"},
		{"metrics", "- {id: \"Bad Id\", label: A}\n", "1:8 site/id"},
		{"metrics", "- {id: \" \", label: A}\n", "1:8 site/id"},
		{"metrics", "- {id: con, label: A}\n", "1:8 site/id"},
		{"actors", "- {id: a, name: Army, aliases: [BG]}\n- {id: b, name: Guard, aliases: [bg]}\n", "2:34 site/clash"},
		{"actors", "- {id: army, name: Forces}\n- {id: b, name: Guard, names: {uk: Army}}\n", "2:36 site/clash"},
		{"actors", "- {id: a, name: Army, aliases: [army]}\n", ""},
		{"sources", "a: {grade: G}\n", "1:12 header/grade"},
		{"sources", "a: {url: \"javascript:alert(1)\"}\n", "1:10 header/address"},
		{"sources", "a: {archived: example.org}\n", "1:15 header/address"},
		{"sources", "a: {protected: true, title: T}\n", "1:1 header/source"},
		{"sources", "a: {protected: true, title: T,\n  label: \"A doctor\n", "2:1 header/syntax"},
	} {
		var findings []diag.Finding
		switch c.parse {
		case "metrics":
			_, findings = ParseMetrics("x.yaml", []byte(c.text))
		case "actors":
			_, findings = ParseActors("x.yaml", []byte(c.text))
		case "sources":
			_, findings = ParseSources("x.yaml", []byte(c.text))
		}
		got := ""
		for _, f := range findings {
			got += fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Rule)
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}
