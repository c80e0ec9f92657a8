package site

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// TestAFormerSiteMakesNoDifference lets an archive live through random changes. After each, the Site made with the help of the
// former one tells the same as one made from nothing.
func TestAFormerSiteMakesNoDifference(t *testing.T) {
	for range 12 {
		a := newArchive(t, rand.Uint64())
		var former *Site
		for step := range 8 {
			a.change(step)
			former = a.site(former)
			if got, want := account(former), account(a.site(nil)); got != want {
				t.Fatalf("seed %d, step %d: %s", a.seed, step, firstDifference(got, want))
			}
		}
	}
}

// TestWhatIsTheSameIsShared holds that a change of one report leaves the lists of all that it does not touch as they were.
func TestWhatIsTheSameIsShared(t *testing.T) {
	a := newArchive(t, 1)
	for range 300 {
		a.put()
	}
	before := a.site(nil)
	edited := slices.IndexFunc(a.inputs(), func(in *Input) bool { return slices.Equal(in.Regions, []string{"r0"}) && in.Report.Lang == "" })
	in := *a.inputs()[edited]
	a.reports[key(&in)] = &in
	after := a.site(before)
	for _, id := range []string{"r1", "r2", "r3"} {
		if before.Trees[0].Regions.Get(id).List != after.Trees[0].Regions.Get(id).List {
			t.Errorf("the list of %s was made again", id)
		}
	}
	if before.Trees[0].Regions.Get("r0").List == after.Trees[0].Regions.Get("r0").List {
		t.Error("the list of r0 was not made again")
	}
}

// archive is a site's reports as they change.
type archive struct {
	*rand.Rand
	seed    uint64
	desk    *Desk
	reports map[string]*Input
	span    int // days that the reports are spread over
}

func newArchive(t testing.TB, seed uint64) *archive {
	t.Helper()
	config, findings := ParseConfig("content/site.yaml", []byte("title: S\ntimezone: UTC\nlanguages: [en, uk]\nseries: {daily: {name: Daily}}\n"))
	regions, more := gazetteer.New([]gazetteer.Row{
		{ID: "r0", Name: "North"}, {ID: "r1", Name: "South"}, {ID: "r2", Name: "East"}, {ID: "r3", Name: "West"},
		{ID: "d0", Name: "Dock", Parent: "r0"}, {ID: "d1", Name: "Dale", Parent: "r1"}, {ID: "d00", Name: "Den", Parent: "d0"},
	}, "en", "uk")
	if len(findings)+len(more) > 0 {
		t.Fatal(findings, more)
	}
	return &archive{Rand: rand.New(rand.NewPCG(seed, 0)), seed: seed, desk: &Desk{Config: config, Regions: regions, Topics: vocabulary.OpenTopics()}, reports: map[string]*Input{}, span: 5}
}

func key(in *Input) string { return in.Path + " " + in.Report.Lang }

// change puts, replaces and takes away reports: many, a few, or none.
func (a *archive) change(step int) {
	for range []int{400, 1, 3, 0, 30, 150, 1, 200}[step] {
		a.put()
	}
	for range []int{0, 1, 0, 0, 30, 300, 2, 0}[step] {
		if inputs := a.inputs(); len(inputs) > 0 {
			delete(a.reports, key(inputs[a.IntN(len(inputs))]))
		}
	}
}

// put adds a report, or puts it in the place of another.
func (a *archive) put() {
	on := time.Date(2026, 1, 1+a.IntN(a.span), a.IntN(24), 0, 0, 0, time.UTC).AddDate(a.IntN(2), a.IntN(2), 0)
	in := &Input{Report: &report.Report{Path: fmt.Sprintf("2026/%05d", a.IntN(120*a.span)), Header: report.Header{Details: &report.Details{}}}}
	if a.IntN(5) == 0 {
		in.Report.Lang = "uk"
	}
	in.File = "content/reports/" + in.Path + ".md"
	in.Title, in.Date = fmt.Sprint("Report ", a.IntN(1000)), report.Moment{Unix: on.Unix(), Given: true, Clock: true}
	in.Regions = a.some("r0", "r1", "r2", "r3", "d0", "d1", "d00")
	in.Topics = a.some("flood", "power", "roads")
	for _, id := range in.Topics {
		in.Report.Topics = append(in.Report.Topics, []string{id, strings.ToUpper(id)}[a.IntN(2)])
	}
	if a.IntN(3) == 0 {
		in.Series, in.Number = []string{"daily", "weekly"}[a.IntN(2)], a.IntN(30)
	}
	a.state(in)
	a.reports[key(in)] = in
}

// state makes a report say something.
func (a *archive) state(in *Input) {
	in.Exercise = a.IntN(4) == 0
	if a.IntN(3) == 0 {
		in.Figures = []report.Figure{{ID: a.some("homes", "dead")[0], Value: report.Number{Text: "1", Value: float64(a.IntN(100))}, Source: "x", Place: a.some("r0", "d0")[0]}}
	}
	if a.IntN(3) == 0 {
		in.Claims = []report.Claim{{ID: a.some("bridge", "depot", "road")[0], By: a.some("mayor", "The Army")[0], Status: []report.ClaimStatus{report.Claimed, report.Confirmed}[a.IntN(2)], Disputes: a.some("bridge", "depot")}}
	}
	if a.IntN(10) == 0 {
		in.Incidents, in.Aliases, in.Supersedes = a.some("FL-2026-1", "FL-2026-2"), a.some("old.html", "older.html"), a.some("2026/00001", "2026/00002")
		in.Revisions = []report.Revision{{Version: 2, Kind: report.Correction}}
	}
	if a.IntN(20) == 0 {
		in.Status = report.Retracted
	}
}

func (a *archive) some(ids ...string) []string {
	a.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids[:1+a.IntN(2)]
}

func (a *archive) inputs() []*Input {
	var list []*Input
	for _, in := range a.reports {
		list = append(list, in)
	}
	slices.SortFunc(list, func(x, y *Input) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Report.Lang, y.Report.Lang))
	})
	return list
}

func (a *archive) site(former *Site) *Site {
	return New(former, a.desk, a.inputs(), nil)
}

// account is all that a Site tells.
func account(s *Site) string {
	var b strings.Builder
	for _, t := range s.Trees {
		fmt.Fprintf(&b, "tree %s\n", t.Lang)
		for _, e := range t.Entries {
			newer, older := t.Neighbours(e)
			fmt.Fprintf(&b, "%s; newer %s, older %s; also %s\n", name(e), name(newer), name(older), names(s.Translations(e)))
			if series := t.Series.Get(e.Series); series != nil {
				next, previous := series.InSeries(e)
				fmt.Fprintf(&b, "  in series before %s, after %s\n", name(next), name(previous))
			}
			if s.Entry(e.Path, t.Lang) != e {
				fmt.Fprintf(&b, "  not found\n")
			}
		}
		tellList(&b, t.Dates)
		accountOfWhatIsSaid(&b, t)
		for _, terms := range []*Terms{t.Regions, t.Topics, t.Series} {
			for _, term := range terms.Sorted {
				fmt.Fprintf(&b, "term %s %s", term.ID, term.Name)
				if term.Parent != nil {
					fmt.Fprintf(&b, " below %s", term.Parent.Name)
				}
				for _, below := range term.Children {
					fmt.Fprintf(&b, ", above %s", below.Name)
				}
				b.WriteByte('\n')
				tellList(&b, term.List)
				if terms == t.Series {
					continue
				}
				for _, pair := range term.Pairs() {
					fmt.Fprintf(&b, "pair %s %s at %s\n", pair.Region.Name, pair.Topic.Name, pair.Path())
					tellList(&b, pair.List())
				}
			}
		}
	}
	return b.String()
}

func accountOfWhatIsSaid(b *strings.Builder, t *Tree) {
	for _, metric := range t.Figures.Sorted {
		for _, line := range t.Lines(metric) {
			fmt.Fprintf(b, "line %s %s %s:", line.Metric, line.Place, line.Source)
			for _, p := range line.Points {
				fmt.Fprintf(b, " %s=%v", name(p.Entry), p.Value.Value)
			}
			b.WriteByte('\n')
		}
	}
	for _, course := range t.Ledger(t.Claims.Sorted) {
		fmt.Fprintf(b, "claim %s, open %t, rivals %v:", course.ID, course.Open, course.Rivals)
		for _, s := range course.Steps {
			fmt.Fprintf(b, " %s %s %t", name(s.Entry), s.Status, s.Changed)
		}
		b.WriteByte('\n')
	}
	for _, terms := range []*Terms{t.Actors, t.Incidents} {
		for _, term := range terms.Sorted {
			fmt.Fprintf(b, "term %s %s: %s\n", term.ID, term.Name, names(term.Reports()))
		}
	}
	fmt.Fprintf(b, "corrected: %s\n", names(t.Corrections()))
	for _, e := range t.Entries {
		changes := t.Changes(e)
		fmt.Fprintf(b, "%s superseded by %s, changes %v\n", name(e), names(t.SupersededBy(e)), changes != nil)
		if changes != nil {
			fmt.Fprintf(b, "  since %s: %d figures, %d claims, in %v, out %v\n", name(changes.Since), len(changes.Figures), len(changes.Claims), changes.In, changes.Out)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(t.Aliases())) {
		fmt.Fprintf(b, "%s leads to %s\n", address, name(t.Alias(address)))
	}
	for _, series := range t.Series.Sorted {
		fmt.Fprintf(b, "series %s misses %v\n", series.ID, t.site.Gaps(t.Run(series)))
	}
}

func tellList(b *strings.Builder, list *List) {
	list.Walk(func(l *List) { fmt.Fprintf(b, "list %s %d: %s\n", l.Path, l.Size, names(l.Entries)) })
}

func name(e *Entry) string {
	if e == nil {
		return "none"
	}
	return e.Lang + " " + e.Path + " " + e.Title
}

func names(entries []*Entry) string {
	var list []string
	for _, e := range entries {
		list = append(list, name(e))
	}
	return strings.Join(list, "; ")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i, g[i], w[i])
		}
	}
	return "one tells more than the other"
}
