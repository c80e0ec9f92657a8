package publish

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// desktop publishes desks to a target in memory, with a clock of its own.
type desktop struct {
	t      *testing.T
	target *memory
	now    time.Time
}

func newDesktop(t *testing.T) *desktop {
	return &desktop{t: t, target: newMemory(), now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)}
}

func (d *desktop) look() *Place {
	d.t.Helper()
	place, err := Look(d.t.Context(), d.target, Options{By: "test " + d.now.String(), Clock: func() time.Time { return d.now }, Keep: 5, Grace: time.Hour})
	if err != nil {
		d.t.Fatal(err)
	}
	return place
}

func (d *desktop) publish(of *desk) *Plan {
	d.t.Helper()
	place, tree := d.look(), of.tree(d.t)
	plan, err := place.Plan(d.t.Context(), Site{Tree: tree})
	if err == nil {
		err = place.Carry(d.t.Context(), plan, tree)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return plan
}

// TestAnotherHeaderIsAChange has a target whose files were served with another header before.
func TestAnotherHeaderIsAChange(t *testing.T) {
	d := newDesktop(t)
	site := &desk{reports: map[int]int{0: 0}}
	d.publish(site)
	record, err := decodeRecord(d.target.files[recordName])
	if err != nil {
		t.Fatal(err)
	}
	record.Find("feed.atom").Header.Cache = "public, max-age=600"
	d.target.files[recordName] = record.encode()
	steps := d.publish(site).Steps
	if len(steps) != 1 || steps[0].Do != Put || steps[0].Path != "feed.atom" || steps[0].Reason != OtherHeader {
		t.Errorf("the plan is %+v", steps)
	}
	if again := d.publish(site); !again.Empty() {
		t.Errorf("after that the plan is %+v", again.Steps)
	}
}

// TestAssetsStayForAWhile changes the style. The former style sheet is there for as long as an open page may ask for it, and no longer.
func TestAssetsStayForAWhile(t *testing.T) {
	d := newDesktop(t)
	d.publish(&desk{reports: map[int]int{0: 0}})
	const former = "assets/style.00000000.css"
	for _, c := range []struct {
		after time.Duration
		stays bool
	}{{0, true}, {59 * time.Minute, true}, {time.Minute, false}} {
		d.now = d.now.Add(c.after)
		d.publish(&desk{reports: map[int]int{0: d.now.Minute()}, style: 1})
		if _, there := d.target.files[former]; there != c.stays {
			t.Errorf("%s later the former style sheet is there: %t", c.after, there)
		}
	}
}

// TestHostsHaveLimits holds sites to what hosts take. Former versions count.
func TestHostsHaveLimits(t *testing.T) {
	record := func(files int, size int64, former ...int64) *Record {
		r := &Record{}
		for i := range files {
			r.Live = append(r.Live, Entry{Path: fmt.Sprintf("%06d.html", i), Size: size})
		}
		for i, size := range former {
			f := Former{Entry: Entry{Path: "index.html", Size: size}}
			f.Sum[0] = byte(i + 1)
			r.Former = append(r.Former, f)
		}
		return r
	}
	for _, c := range []struct {
		host   string
		record *Record
		want   string // "" for none
	}{
		{"cloudflare-pages", record(20_000, 1), ""},
		{"cloudflare-pages", record(20_001, 1), "20001 files, former versions among them; cloudflare-pages takes 20000"},
		{"cloudflare-pages", record(20_000, 1, 1), "takes 20000"},
		{"cloudflare-pages", record(1, 25<<20+1), "000000.html has 25 MiB; cloudflare-pages takes 25 MiB a file"},
		{"cloudflare-pages-paid", record(20_001, 1), ""},
		{"cloudflare-pages-paid", record(100_001, 1), "takes 100000"},
		{"github-pages", record(11, 100<<20), "have 1.1 GiB; github-pages takes 1 GiB"},
		{"github-pages", record(10, 100<<20, 50<<20), "and its former versions have"},
		{"gitlab-pages", record(200_001, 1), "takes 200000"},
		{"s3", record(200_001, 100<<20), ""},
		{"dir", record(200_001, 100<<20), ""},
	} {
		got := strings.Join(c.record.Exceeds(c.host), "; ")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s with %d files: got %q, want %q", c.host, len(c.record.Live), got, c.want)
		}
	}
	gone := record(20_000, 1, 1)
	gone.Former[0].Gone = true
	if got := gone.Exceeds("cloudflare-pages"); len(got) > 0 {
		t.Errorf("what is not kept counts: %s", got)
	}
}

// TestTheHookHearsOfItAgain has a hook that fails once.
func TestTheHookHearsOfItAgain(t *testing.T) {
	d := newDesktop(t)
	site := &desk{reports: map[int]int{0: 0}}
	var heard [][]string
	fails := true
	run := func() error {
		d.now = d.now.Add(time.Hour)
		place, err := Look(t.Context(), d.target, Options{By: "test " + d.now.String(), Clock: func() time.Time { return d.now }, Tell: func(_ context.Context, paths []string) error {
			heard = append(heard, paths)
			if fails {
				return errBroken
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := place.Plan(t.Context(), Site{Tree: site.tree(t)})
		if err != nil {
			t.Fatal(err)
		}
		return place.Carry(t.Context(), plan, site.tree(t))
	}
	if err := run(); err == nil {
		t.Error("the hook failed, and it is not told")
	}
	fails = false
	for range 2 { // the second time there is nothing to tell
		if err := run(); err != nil {
			t.Error(err)
		}
	}
	if len(heard) != 2 || strings.Join(heard[0], " ") != strings.Join(heard[1], " ") {
		t.Errorf("the hook heard %q", heard)
	}
}
