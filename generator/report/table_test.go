package report

import (
	"flag"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/source"
)

var update = flag.Bool("update", false, "rewrite the wanted half of the test files")

// folder parses a report that is a folder: its files by name, index.md and its translations among them.
func folder(t testing.TB, files map[string]string) []Parsed {
	t.Helper()
	const dir = "content/reports/2024/11/10-x/"
	b := source.Bundle{Path: "2024/11/10-x"}
	for _, name := range []string{"index.md", "index.uk.md"} {
		if text, there := files[name]; there {
			lang := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(name, "index"), "md"), ".")
			b.Texts = append(b.Texts, source.Text{Lang: lang, File: source.File{Path: dir + name, Size: int64(len(text))}})
		}
	}
	for name, text := range files {
		if path.Ext(name) == ".csv" {
			b.Files = append(b.Files, source.File{Path: dir + name, Size: int64(len(text))})
		}
	}
	parsed, err := Parse(b, func(f source.File) ([]byte, error) { return []byte(files[strings.TrimPrefix(f.Path, dir)]), nil })
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// placed prints findings with the names of their files.
func placed(findings []diag.Finding) string {
	var b strings.Builder
	for _, f := range diag.Sorted(findings) {
		fmt.Fprintf(&b, "%s:%s\n", path.Base(f.File), strings.TrimSuffix(finding(f), " | "))
	}
	return b.String()
}

// TestTables reads testdata/tables.txt: a topic, a CSV file of figures or events, and what becomes of it.
func TestTables(t *testing.T) {
	const file = "testdata/tables.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var updated []string
	for topic := range strings.SplitSeq(string(text), "\n# ") {
		topic = strings.TrimPrefix(topic, "# ")
		input, want, _ := strings.Cut(topic, "----\n")
		name, table, _ := strings.Cut(input, "\n")
		list, _, _ := strings.Cut(name, ":")
		p := folder(t, map[string]string{"index.md": header("data: {" + list + ": t.csv}\n"), "t.csv": strings.TrimSuffix(table, "\n")})[0]
		got := strings.TrimSuffix(itemsOf(&p.Report)+placed(p.Findings), "\n")
		if want = strings.TrimRight(want, "\n"); got != want && !*update {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		updated = append(updated, "# "+name+"\n"+table+"----\n"+got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(updated, "\n\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func itemsOf(r *Report) string {
	var b strings.Builder
	for i, f := range r.Figures {
		_, pos := r.Where(fmt.Sprintf("figures.%d.source", i))
		fmt.Fprintf(&b, "%s value %q low %q high %q source %q note %q as of %v, %d:%d\n", f.ID, f.Value.Text, f.Low.Text, f.High.Text, f.Source, f.Note, f.AsOf, pos.Line, pos.Col)
	}
	for i, e := range r.Events {
		_, pos := r.Where(fmt.Sprintf("events.%d.at", i))
		fmt.Fprintf(&b, "%v %q at %v precision %d, %d:%d\n", e.Time, e.Title, e.At, e.Precision, pos.Line, pos.Col)
	}
	return b.String()
}

func TestTableAfterTheHeader(t *testing.T) {
	for _, text := range []string{"id,value,source\na,1,\nb,2,uk\n", "\ufeffid,value,source\r\na,1,\r\nb,2,uk\r\n"} {
		parsed := folder(t, map[string]string{
			"index.md":    header("figures: [{id: own, value: 3, note: n}]\ndata: {figures: t.csv}\n"),
			"index.uk.md": "---\ntitle: Т\nfigures: [{id: own, note: свій}]\n---\n",
			"t.csv":       text,
		})
		for _, p := range parsed {
			if len(p.Figures) != 3 || p.Figures[2].ID != "b" || len(p.Findings) > 0 {
				t.Fatalf("%+v %s", p.Figures, placed(p.Findings))
			}
			file, pos := p.Where("figures.2.source")
			if path.Base(file) != "t.csv" || pos != (diag.Pos{Line: 3, Col: 5}) {
				t.Errorf("%s %v", file, pos)
			}
		}
		if file, pos := parsed[0].Where("figures.0.value"); file != parsed[0].File || pos.Line != 6 {
			t.Errorf("%s %v", file, pos)
		}
		if parsed[1].Figures[0].Note != "свій" {
			t.Errorf("%+v", parsed[1].Figures[0])
		}
	}
}

func TestTableThatIsNotThere(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"figure.csv", "index.md:6:17 header/data: there is no file figure.csv in the report's folder | did you mean figures.csv?\n"},
		{"../10-x/figures.csv", ""},
		{"../../secrets.csv", "index.md:6:17 header/data: there is no file ../../secrets.csv in the report's folder | put it beside the text\n"},
		{"/etc/passwd", "index.md:6:17 header/data: there is no file /etc/passwd in the report's folder | put it beside the text\n"},
	} {
		p := folder(t, map[string]string{"index.md": header("data: {figures: " + c.name + "}\n"), "figures.csv": "id,value\n"})[0]
		if got := placed(p.Findings); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	p := parse(t, testText{"", header("data: {events: e.csv}\n")})[0]
	if got := lines(p.Findings); got != "6:16 header/data: there is no file e.csv in the report's folder | make a folder of the report: its text as 10-x/index.md, and e.csv beside it\n" {
		t.Error(got)
	}
}

// TestLargeTables holds the bounds, and that a place in the last row is as near as one in the first.
func TestLargeTables(t *testing.T) {
	for _, c := range []struct {
		table, want string
	}{
		{"id,value,source,place\n" + rows("a,1,uk,%d\n", 10_000), ""},
		{"id,value,source,place\n" + rows("a,1,uk,%d\n", 10_001), "t.csv:10002:1 data/rows: the table has more than 10000 rows | divide the report, or keep what it is about\n"},
		{"id,value,note\na,1," + strings.Repeat("x", 8<<20), "t.csv:0:0 data/size: the file has 8.0 MiB; a table may have up to 8 | keep the rows and columns that the report is about\n"},
	} {
		p := folder(t, map[string]string{"index.md": header("data: {figures: t.csv}\n"), "t.csv": c.table})[0]
		if got := placed(p.Findings); got != c.want {
			t.Errorf("got %s", got)
		}
		if _, pos := p.Where("figures.9999.source"); c.want == "" && pos != (diag.Pos{Line: 10_001, Col: 5}) {
			t.Error(pos)
		}
	}
	p := folder(t, map[string]string{"index.md": header("data: {figures: t.csv}\n"), "t.csv": "id,value\n" + strings.Repeat("a,x\n", 500)})[0]
	if n := len(p.Findings); n != 101 || p.Findings[100].Rule != "data/too-many" {
		t.Errorf("%d findings, the last %v", n, p.Findings[n-1])
	}
}

// rows is a row for each number.
func rows(row string, count int) string {
	var b strings.Builder
	for n := range count {
		fmt.Fprintf(&b, row, n)
	}
	return b.String()
}

func TestRepeatedRows(t *testing.T) {
	p := folder(t, map[string]string{
		"index.md": header("figures: [{id: a, value: 1}, {id: b, value: 1}]\ndata: {figures: t.csv}\n"),
		"t.csv":    "id,value,place\nb,2,\nc,1,p\nc,1,q\nc,2,p\n",
	})[0]
	const want = "t.csv:2:1 header/repeated-item: the figure b stands twice: first in line 6 of content/reports/2024/11/10-x/index.md | keep one of them, or say by place, source or as_of how they differ\n" +
		"t.csv:5:1 header/repeated-item: the figure c stands twice: first in line 3 | keep one of them, or say by place, source or as_of how they differ\n"
	if got := placed(p.Findings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	p = folder(t, map[string]string{"index.md": header("data: {figures: t.csv}\n"), "t.csv": "id,value\n" + strings.Repeat("a,1\n", 1000)})[0]
	if len(p.Findings) != maxRepeated {
		t.Errorf("%d findings", len(p.Findings))
	}
}

// FuzzTable holds that no table panics, and that what is said of one is said of a place in it.
func FuzzTable(f *testing.F) {
	f.Add("id,value,low,high,as_of,note\na,1,,,2024-11-10,\"x\ny\"\n\"b,2\n")
	f.Add("time,title,lat,lon\n#date,#x,#y,#z\n2024-11-10,Fire,49.9,\n")
	f.Add("\ufeffid;value\r\na;1,5\r\n")
	f.Fuzz(func(t *testing.T, table string) {
		for _, list := range []string{"figures", "events"} {
			p := folder(t, map[string]string{"index.md": header("data: {" + list + ": t.csv}\n"), "t.csv": table})[0]
			last := strings.Count(table, "\n") + 1
			for _, f := range p.Findings {
				if f.Pos.Line < 1 || f.Pos.Line > last || f.Pos.Col < 1 || f.Pos.Col > len(table)+1 || path.Base(f.File) != "t.csv" {
					t.Errorf("a finding outside the table (%d lines): %+v", last, f)
				}
			}
			for i := range len(p.Figures) + len(p.Events) {
				if file, pos := p.Where(fmt.Sprintf("%s.%d", list, i)); path.Base(file) != "t.csv" || pos.Line < 2 || pos.Line > last {
					t.Errorf("row %d stands at %s:%v", i, file, pos)
				}
			}
			for _, f := range p.Figures {
				if !diag.Failed(p.Findings) && (f.ID == "" || !f.Value.Given() && !f.Low.Given() && f.Missing == "") {
					t.Errorf("understood without a value: %+v", f)
				}
			}
		}
	})
}
