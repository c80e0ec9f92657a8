package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"sitrep/generator/output"
)

// desk is a small site as its writers have it: what each report says by now, and what became of it.
type desk struct {
	reports map[int]int // number -> version; every version says something else
	style   int
	closed  map[int]int // reports that were retracted: at which version
}

// words are what version v of report r says; they stand wherever it is shown.
func words(r, v int) string { return fmt.Sprintf("[words %d-%d]", r, v) }

func page(r int) string { return fmt.Sprintf("reports/number-%d.html", r) }

// tree builds the site: reports with a picture and data, lists by region, which come and go, a feed and a search that carry their words.
func (d *desk) tree(t interface{ Fatal(...any) }) *Tree {
	files := fstest.MapFS{}
	put := func(path, format string, args ...any) {
		files[path] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
	}
	style := fmt.Sprintf("assets/style.%08d.css", d.style)
	put(style, "style %d", d.style)
	numbers := slices.Sorted(maps.Keys(d.reports))
	regions := map[int]string{}
	home, feed, search := "", "", ""
	for i, r := range numbers {
		v := d.reports[r]
		say := words(r, v)
		near := ""
		if i > 0 {
			near = fmt.Sprintf(`<a href="number-%d.html">%s</a>`, numbers[i-1], words(numbers[i-1], d.reports[numbers[i-1]]))
		}
		region := (r + v) % 3
		put(page(r), `<link href="../%s"><img src="number-%d/%d.png"><a href="number-%[2]d.json">data</a> %[4]s <a href="../index.html">home</a><a href="../regions/region-%[5]d.html">region</a>%[6]s`,
			style, r, v, say, region, near)
		put(fmt.Sprintf("reports/number-%d/%d.png", r, v), "picture %d %d", r, v)
		put(fmt.Sprintf("reports/number-%d.json", r), `{"says": %q}`, say)
		entry := fmt.Sprintf(`<a href="%s">%s</a>`, page(r), say)
		home += entry
		feed += fmt.Sprintf("<entry>%s %s</entry>", page(r), say)
		search += say
		regions[region] += `<a href="../` + page(r) + `">` + say + `</a>`
	}
	list := ""
	for _, region := range slices.Sorted(maps.Keys(regions)) {
		put(fmt.Sprintf("regions/region-%d.html", region), `<link href="../%s"><a href="../index.html">home</a>%s`, style, regions[region])
		list += fmt.Sprintf(`<a href="regions/region-%d.html">a region</a>`, region)
	}
	put("regions.html", `<link href="%s">%s`, style, list)
	put("index.html", `<link href="%s"><a href="regions.html">regions</a><a href="feed.atom">feed</a>%s`, style, home)
	put("feed.atom", "<feed>%s</feed>", feed)
	shard := fmt.Sprintf("search/words.%x.json", sha256.Sum256([]byte(search)))
	put(shard, "%s", search)
	put("search/index.json", "%q", shard)
	seal := &output.Manifest{Head: output.Head{Generator: "test", Audience: "clear", BaseURL: "https://site.example/"}}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		data := files[path].Data
		seal.Entries = append(seal.Entries, output.Entry{Path: path, Size: int64(len(data)), Sum: sha256.Sum256(data)})
	}
	var text bytes.Buffer
	if err := seal.Encode(&text); err != nil {
		t.Fatal(err)
	}
	put(output.ManifestName, "%s", text.String())
	tree, err := ReadTree(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func (d *desk) marks() []Mark {
	var marks []Mark
	for r, v := range d.closed {
		marks = append(marks, Mark{Path: page(r), Why: fmt.Sprint(v)})
	}
	return marks
}

// trial publishes to a target in memory, and watches it.
type trial struct {
	t       *rapid.T
	target  *memory
	now     time.Time
	run     int
	keep    int
	secret  []string // what nobody must read by now
	telling []string // what nobody must read once the first phase is over
	tree    *Tree
	fault   error // that a reader found
}

func (x *trial) look(files map[string][]byte) {
	if x.fault == nil {
		x.fault = x.read(files)
	}
}

// calm ends the test when a reader has found a fault.
func (x *trial) calm() {
	if x.look(x.target.files); x.fault != nil {
		x.t.Fatal(x.fault)
	}
}

func (x *trial) read(files map[string][]byte) error {
	if err := crawl(files); err != nil {
		return err
	}
	for path, data := range files {
		for _, secret := range x.secret {
			if bytes.Contains(data, []byte(secret)) {
				return fmt.Errorf("%s shows %s, which was withdrawn", path, secret)
			}
		}
	}
	return nil
}

func (x *trial) options() Options {
	x.run++
	x.now = x.now.Add(20 * time.Minute)
	return Options{
		By: fmt.Sprintf("test run-%d", x.run), Clock: func() time.Time { return x.now }, Keep: x.keep, Grace: time.Hour, Tries: 1, Parallel: 1,
		Patience: 10 * time.Minute, Tell: func(context.Context, []string) error {
			x.secret = append(x.secret, x.telling...)
			x.telling = nil
			return nil
		},
	}
}

// publish publishes a desk. When the line is cut, the error says so.
func (x *trial) publish(d *desk, r *rand.Rand) (*Plan, error) {
	ctx := context.Background()
	o := x.options()
	o.Distrust = r.IntN(3) == 0
	place, err := Look(ctx, x.target, o)
	if err != nil {
		return nil, err
	}
	x.tree = d.tree(x.t)
	site := Site{Tree: x.tree, Closed: d.marks()}
	for _, path := range place.There() {
		if find(x.tree.Entries, path) == nil && strings.HasPrefix(path, "reports/") && !belongs(path, d) {
			site.Withdrawn = append(site.Withdrawn, path)
		}
	}
	plan, err := place.Plan(ctx, site)
	if err != nil {
		return nil, err
	}
	shuffle(plan, r)
	x.tell(plan)
	return plan, place.Carry(ctx, plan, x.tree)
}

func (x *trial) tell(plan *Plan) {
	x.t.Logf("generation %d", plan.Generation)
	for _, s := range plan.Steps {
		x.t.Logf("  %-8s %-6s %s: %s %s", s.Phase(), s.Do, s.Path, s.Reason, s.Keep)
	}
}

// belongs reports whether a path belongs to a report that the desk has.
func belongs(path string, d *desk) bool {
	for r := range d.reports {
		if strings.HasPrefix(path, fmt.Sprintf("reports/number-%d.", r)) || strings.HasPrefix(path, fmt.Sprintf("reports/number-%d/", r)) {
			return true
		}
	}
	return false
}

// shuffle brings the steps of each stage into any order: they may be carried out in any.
func shuffle(plan *Plan, r *rand.Rand) {
	r.Shuffle(len(plan.Steps), func(i, j int) { plan.Steps[i], plan.Steps[j] = plan.Steps[j], plan.Steps[i] })
	slices.SortStableFunc(plan.Steps, func(a, b Step) int { return int(a.stage - b.stage) })
}

// holds wants the target to hold exactly the tree, beside assets in their time of grace and publishing's own files; and every kept copy
// to be what its name says, and to be kept for something.
func (x *trial) holds(tree *Tree) {
	data := x.target.files
	record, err := decodeRecord(data[recordName])
	if err != nil {
		x.t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, f := range record.Former {
		if !f.Gone {
			kept[keptName(f.Sum)] = true
			if got := sha256.Sum256(data[keptName(f.Sum)]); got != f.Sum {
				x.t.Fatalf("the copy of %s in generation %d is not what it was", f.Path, f.Since)
			}
		}
	}
	for _, e := range tree.Entries {
		if got := sha256.Sum256(data[e.Path]); got != e.Sum {
			x.t.Fatalf("%s is not as in the tree: %s", e.Path, data[e.Path])
		}
	}
	for path := range data {
		inGrace := slices.ContainsFunc(record.Left, func(l Left) bool { return l.Path == path && !l.Since.IsZero() })
		switch {
		case isKept(path) && !kept[path]:
			x.t.Fatalf("nothing needs %s", path)
		case IsOwn(path), inGrace, find(tree.Entries, path) != nil:
		default:
			x.t.Fatalf("%s is still there", path)
		}
	}
	if record.unfinished() {
		x.t.Fatal("the record says that something is left to do")
	}
}

// edit changes the desk in one way, and says what nobody must read after it is published.
func (x *trial) edit(d *desk, r *rand.Rand, next *int) (secret []string) {
	numbers := slices.Sorted(maps.Keys(d.reports))
	forget := func(n int) {
		for v := 0; v <= d.reports[n]; v++ {
			secret = append(secret, words(n, v))
		}
	}
	switch choice := r.IntN(10); {
	case choice < 4 || len(numbers) < 2:
		d.reports[*next] = 0
		*next++
	case choice < 6:
		n := numbers[r.IntN(len(numbers))]
		d.reports[n]++
	case choice < 7:
		d.style++
	case choice < 9:
		n := numbers[r.IntN(len(numbers))]
		forget(n)
		delete(d.reports, n)
		delete(d.closed, n)
	default:
		n := numbers[r.IntN(len(numbers))]
		forget(n)
		d.reports[n]++
		d.closed[n] = d.reports[n]
	}
	return secret
}

// TestNoReaderMeetsAHalfPublishedSite publishes one edit of a small site after another, cuts the line at any moment, goes on with the same
// site or another one, and returns to former generations. A crawler looks after every single change.
func TestNoReaderMeetsAHalfPublishedSite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		r := rand.New(rand.NewPCG(seed, 7))
		x := &trial{t: t, target: newMemory(), now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC), keep: r.IntN(4)}
		x.target.looked = x.look
		d, next := &desk{reports: map[int]int{}, closed: map[int]int{}}, 0
		for range 3 {
			d.reports[next] = 0
			next++
		}
		was := map[int]*Tree{}
		var due []string // is to be withdrawn by a publishing that has not come through yet
		for range rapid.IntRange(2, 14).Draw(t, "steps") {
			for range r.IntN(3) {
				due = append(due, x.edit(d, r, &next)...)
			}
			x.telling = slices.Clone(due)
			x.target.left, x.target.lose = -1, r.IntN(2) == 0
			if r.IntN(2) == 0 {
				x.target.left = 1 + r.IntN(60)
			}
			plan, err := x.publish(d, r)
			x.target.left = -1
			x.calm()
			if err != nil && !errors.Is(err, errBroken) {
				t.Fatal(err)
			}
			if err != nil {
				continue
			}
			x.secret, due = append(x.secret, due...), nil
			x.holds(x.tree)
			x.calm()
			if !plan.Empty() {
				was[plan.Generation] = x.tree
			}
			if r.IntN(3) == 0 {
				x.goBack(was, r)
			}
		}
	})
}

// goBack returns to a kept generation, whole if nothing was withdrawn since; else without what was.
func (x *trial) goBack(was map[int]*Tree, r *rand.Rand) {
	ctx := context.Background()
	place, err := Look(ctx, x.target, x.options())
	if err != nil {
		x.t.Fatal(err)
	}
	all := place.Record.Generations
	if len(all) < 2 {
		return
	}
	to := all[r.IntN(len(all)-1)].Number
	back, err := place.Return(ctx, to, func(string) bool { return false }, place.Record.Closed)
	if errors.As(err, &NothingBack{}) {
		return
	}
	if err != nil {
		x.t.Fatal(err)
	}
	shuffle(back.Plan, r)
	x.tell(back.Plan)
	closed := slices.ContainsFunc(place.Record.Former, func(f Former) bool { return f.Gone && f.Since <= to && to <= f.Until })
	if err := place.Carry(ctx, back.Plan, back.Tree); err != nil {
		x.t.Fatal(err)
	}
	x.calm()
	if then := was[to]; !closed && then != nil {
		x.holds(then)
	}
	if text, err := output.DecodeManifest(bytes.NewReader(x.target.files[output.ManifestName])); err != nil {
		x.t.Fatal(err)
	} else {
		for _, e := range text.Entries {
			if sha256.Sum256(x.target.files[e.Path]) != e.Sum {
				x.t.Fatalf("the manifest does not tell of %s as it is", e.Path)
			}
		}
	}
	if !back.Plan.Empty() {
		delete(was, back.Plan.Generation)
	}
}
