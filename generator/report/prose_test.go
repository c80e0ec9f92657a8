package report

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/vocabulary"
)

// TestProse reads testdata/prose.txt: a topic, a body, and what is found in it. Lines count from the body's first one.
func TestProse(t *testing.T) {
	const file = "testdata/prose.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var updated []string
	for topic := range strings.SplitSeq(string(text), "\n# ") {
		topic = strings.TrimPrefix(topic, "# ")
		input, want, _ := strings.Cut(topic, "----\n")
		name, body, _ := strings.Cut(input, "\n")
		head := strings.TrimSuffix(header("contacts: [{name: A. Editor, email: a.editor@example.org, phone: +380 44 123 45 67}]\n"), "Body\n")
		p := parse(t, testText{"", head + body})[0]
		for i := range p.Findings {
			p.Findings[i].Pos.Line -= strings.Count(head, "\n")
		}
		got := strings.TrimSuffix(lines(p.Findings), "\n")
		if want = strings.TrimRight(want, "\n"); got != want && !*update {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		updated = append(updated, "# "+name+"\n"+body+"----\n"+got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(updated, "\n\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		body  string
		names []string // those that must be among them, with their places from the body's first line
		not   []string
	}{
		{"Shelling hit Kharkiv and Port Emelin.\nIn **Nova Kakhovka**, nothing.", []string{"1:14 kharkiv", "1:26 port emelin", "2:6 nova kakhovka"}, []string{"in nova kakhovka", "emelin"}},
		{"Kharkiv’s mayor spoke. Meanwhile Kherson was quiet.", []string{"1:1 kharkiv", "1:34 kherson"}, nil},
		{"On Monday Kherson was quiet in March.", []string{"1:11 kherson"}, []string{"monday", "march"}},
		{"The Bank Of New China Limited met in Chad; Georgia Smith left.", []string{"1:38 chad", "1:44 georgia smith"}, []string{"china", "the bank of new china limited", "georgia"}},
		{"Then Kharkiv Governor Syniehubov and the Nova Kakhovka District Hospital, said Governor Georgia; New Norway Bank.", []string{"1:6 kharkiv", "1:42 nova kakhovka"}, []string{"syniehubov", "georgia", "norway", "new norway"}},
		{"The Odesa Regional Military Administration. Лікарня Харків і Харків Губернатор. L’Hôpital Kharkiv, Hospital Kherson.", []string{"1:5 odesa", "1:53 харків", "1:109 kherson"}, nil},
		{"Обстріли в місті Харків і в Кам’янець-Подільському.", []string{"1:18 харків"}, nil},
		{"قصف في أوكرانيا ثم قرب بورت إيملين ليلا.", []string{"1:8 أوكرانيا", "1:24 بورت إيملين"}, nil},
		{"`Kharkiv` and https://Kherson.example/ and ![Odesa](a.png)", []string{"1:46 odesa"}, []string{"kharkiv", "kherson"}},
		{"See [Kurakhove](region:kurakhove).", []string{"1:6 kurakhove"}, nil},
		{strings.Repeat("Kharkiv. ", 50) + "\n\n| a |\n|--|\n| Odesa |\n", []string{"1:1 kharkiv", "5:3 odesa"}, nil},
	} {
		head := strings.TrimSuffix(good, "Body\n")
		found := map[NameSum]string{}
		n := 0
		for sum, pos := range parse(t, testText{"", head + c.body})[0].Names.All() {
			found[sum] = fmt.Sprintf("%d:%d", pos.Line-strings.Count(head, "\n"), pos.Col)
			n++
		}
		for _, want := range c.names {
			at, name, _ := strings.Cut(want, " ")
			if got := found[SumOfName(vocabulary.Fold(name))]; got != at {
				t.Errorf("%q: %s at %q, want %s", c.body, name, got, at)
			}
		}
		for _, name := range c.not {
			if at, there := found[SumOfName(vocabulary.Fold(name))]; there {
				t.Errorf("%q: %s at %s", c.body, name, at)
			}
		}
		if n > maxNamed {
			t.Errorf("%q: %d names", c.body, n)
		}
	}
}

func TestNamesAreBounded(t *testing.T) {
	var body strings.Builder
	for i := range 200 {
		fmt.Fprintf(&body, "and Place%c%c\n", 'a'+i/26, 'a'+i%26)
	}
	parsed := parse(t, testText{"", good + body.String()}, testText{"uk", "---\ntitle: Т\n---\nМісто Харків.\n"})
	n := 0
	for range parsed[0].Names.All() {
		n++
	}
	if n != maxNamed || len(parsed[0].Names) > maxNamed*8 || parsed[1].Names != "" {
		t.Errorf("%d names in %d bytes, %d in the translation", n, len(parsed[0].Names), len(parsed[1].Names))
	}
}

func FuzzProse(f *testing.F) {
	f.Add("It is likely, with high confidence, that 49.98765, 36.23456 is a@b.example or +380 44 123 45 67 in Kharkiv.")
	f.Add("[x](mailto:j@d.example) <k@d.example> &amp; **Ха**рків `a`\n- [ ] t\n\n[^1]: Note\n\nx[^1]\n\n## H\n")
	f.Fuzz(func(t *testing.T, body string) {
		head := strings.TrimSuffix(good, "Body\n")
		p := parse(t, testText{"", head + body})[0]
		text := strings.Split(head+body, "\n")
		for _, f := range p.Findings {
			if f.Pos.Line < 1 || f.Pos.Line > len(text) || f.Pos.Col < 1 || f.Pos.Col > len([]rune(text[f.Pos.Line-1]))+1 {
				t.Errorf("a finding outside the file: %+v", f)
			}
		}
		var all []NameSum
		for sum, pos := range p.Names.All() {
			if pos.Line < 1 || pos.Line > len(text) || slices.Contains(all, sum) {
				t.Errorf("name %x at %v", sum, pos)
			}
			all = append(all, sum)
		}
	})
}
