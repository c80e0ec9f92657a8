package vocabulary

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

func parse(text string) (*Topics, string) {
	topics, findings := ParseTopics("content/topics.yaml", []byte(text))
	var lines []string
	for _, f := range diag.Sorted(findings) {
		lines = append(lines, fmt.Sprintf("%d:%d %s: %s | %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint))
		if f.Severity != diag.Error || f.File != "content/topics.yaml" {
			lines = append(lines, "!")
		}
	}
	return topics, strings.Join(lines, "\n")
}

func resolved(topics *Topics, text string) string {
	topic, candidates, ok := topics.Resolve(text)
	if ok {
		return topic.ID + " " + topic.Name
	}
	answer := "?"
	for _, c := range candidates {
		answer += " " + c.ID
	}
	return answer
}

func check(t *testing.T, topics *Topics, cases string) {
	t.Helper()
	for line := range strings.Lines(cases) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " -> ")
		if !ok {
			continue
		}
		if got := resolved(topics, text); got != want {
			t.Errorf("%s -> %s, want %s", text, got, want)
		}
	}
}

const war = `
- id: armed-conflict
  name: Armed conflict
  names: {uk: Збройний конфлікт}
  aliases: [war]
  definition: Fighting between organised groups
- {id: air-strikes, name: Strikes from the air, parent: Armed conflict}
- {id: drones, name: Drones, aliases: [UAV, UAVs], parent: air-strikes}
- {id: здоров-я, name: Здоров’я}
`

func TestClosedTopics(t *testing.T) {
	topics, findings := parse(war)
	if findings != "" {
		t.Fatal(findings)
	}
	check(t, topics, `
		drones -> drones Drones
		DRONES -> drones Drones
		uav -> drones Drones
		Air strikes -> air-strikes Strikes from the air
		збройний  конфлікт -> armed-conflict Armed conflict
		здоровʼя -> здоров-я Здоров’я
		dornes -> ? drones
		warr -> ? armed-conflict
		famine -> ?
		!!! -> ?
	`)
	if got := strings.Join(topics.Ancestors("drones"), " "); got != "air-strikes armed-conflict" {
		t.Errorf("above drones: %s", got)
	}
	topic, ok := topics.Get("armed-conflict")
	if !ok || topic.NameIn("uk-UA") != "Збройний конфлікт" || topic.NameIn("ar") != "Armed conflict" || topic.Pos.Line != 2 || topics.Open() || len(topics.All()) != 4 {
		t.Errorf("%+v", topic)
	}
}

func TestOpenTopics(t *testing.T) {
	check(t, OpenTopics(), `
		Air strikes -> air-strikes Air strikes
		AIR   STRIKES -> air-strikes AIR STRIKES
		Дрони -> дрони Дрони
		!!! -> ?
	`)
	if topics := OpenTopics(); !topics.Open() || topics.Ancestors("a") != nil || topics.All() != nil {
		t.Error("an open vocabulary lists topics")
	}
}

func TestTopicFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":        {"", ""},
		"bad id":       {"- {id: Air_Strikes, name: Air}", `1:8 topics/id: "Air_Strikes" is not an id | an id is lower-case letters, digits and single hyphens: write air-strikes`},
		"bad id, name": {"- {id: '!', name: Air war}", `1:8 topics/id: "!" is not an id | an id is lower-case letters, digits and single hyphens: write air-war`},
		"apostrophe":   {"- {id: здоровʼя, name: Health}", `1:8 topics/id: "здоровʼя" is not an id | an id is lower-case letters, digits and single hyphens: write здоров-я`},
		"duplicate": {"- {id: a, name: A}\n- {id: a, name: B}",
			`2:8 topics/duplicate: the id "a" is taken by the topic in line 1 | give one of them another id, or make them one topic`},
		"clash": {"- {id: a, name: A, aliases: [War]}\n- id: b\n  name: B\n  aliases: [x, war]",
			`4:16 topics/clash: "war" already stands for the topic "a" in line 1 | a word can lead to one topic only: write another, or leave it out`},
		"empty alias": {"- {id: a, name: A, aliases: ['?']}", `1:30 topics/name: "?" is not a name | write a name, or leave the line out`},
		"unknown parent": {"- {id: drones, name: Drones}\n- {id: b, name: B, parent: dornes}",
			`2:28 topics/parent: no topic named "dornes" | did you mean drones?`},
		"parent far off": {"- {id: b, name: B, parent: zzz}", `1:28 topics/parent: no topic named "zzz" | write the id of a topic of this file`},
		"circle": {"- {id: a, name: A, parent: b}\n- {id: b, name: B, parent: c}\n- {id: c, name: C, parent: b}",
			`2:28 topics/circle: parents run in a circle: b in c in b | leave out one of these parents`},
		"itself": {"- {id: a, name: A, parent: A}", `1:28 topics/circle: parents run in a circle: a in a | leave out one of these parents`},
	} {
		t.Run(name, func(t *testing.T) {
			topics, got := parse(c.text)
			if got != c.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, c.want)
			}
			if above := topics.Ancestors("a"); len(above) > 3 {
				t.Errorf("above a: %v", above)
			}
		})
	}
	if _, got := parse("- id: a\n  name: A\n  parnet: b\n"); !strings.HasPrefix(got, "3:3 ") {
		t.Errorf("unknown key: %s", got)
	}
}

func TestUncleanIDs(t *testing.T) {
	topics, _ := parse("- {id: ../Up, name: Upland}\n- {name: Nowhere}\n- {id: '!', name: Bang}\n- {id: up, name: Second}")
	check(t, topics, `
		../Up -> up Upland
		Upland -> up Upland
		Nowhere -> ?
		Bang -> ?
	`)
	if all := topics.All(); len(all) != 1 {
		t.Errorf("%+v", all)
	}
}

func BenchmarkResolveTopic(b *testing.B) {
	topics, _ := parse(war)
	for _, text := range []string{"drones", "Air strikes", "dornes"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				topics.Resolve(text)
			}
		})
	}
}
