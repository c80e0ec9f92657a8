package publish

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"
)

// shortLine is a target that breaks after some files were put. It counts them.
type shortLine struct {
	Target
	put, most atomic.Int64
}

func (s *shortLine) Put(ctx context.Context, path string, data []byte, header Header, when When) (string, error) {
	if !IsOwn(path) && s.put.Add(1) > s.most.Load() {
		return "", Final{errBroken}
	}
	return s.Target.Put(ctx, path, data, header, when)
}

// TestAFolderGoesOnWhereItStopped has a first publishing break off, and counts what the next one sends. A file that somebody altered
// meanwhile, and whose size is the same, is sent again.
func TestAFolderGoesOnWhereItStopped(t *testing.T) {
	dir, err := OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	d := &desk{reports: map[int]int{}}
	for r := range 40 {
		d.reports[r] = 0
	}
	tree := d.tree(t)
	publish := func(line *shortLine, by string) error {
		place, err := Look(t.Context(), line, Options{By: by, Clock: time.Now, Keep: 2, Parallel: 4, Dead: func(string) bool { return true }})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := place.Plan(t.Context(), Site{Tree: tree})
		if err != nil {
			t.Fatal(err)
		}
		return place.Carry(t.Context(), plan, tree)
	}
	line := &shortLine{Target: dir}
	line.most.Store(100)
	if err := publish(line, "test first"); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	const picture = "reports/number-7/0.png"
	data, _, err := dir.Get(t.Context(), picture)
	if err != nil {
		t.Fatal(err)
	}
	data[0]++
	if err := dir.put(picture, data); err != nil {
		t.Fatal(err)
	}
	line = &shortLine{Target: dir}
	line.most.Store(1000)
	if err := publish(line, "test second"); err != nil {
		t.Fatal(err)
	}
	if got, want := int(line.put.Load()), len(tree.Entries)-100+1; got != want {
		t.Errorf("of %d files 100 were there, and one altered; sent were %d", len(tree.Entries), got)
	}
	if !holdsAll(t, dir, tree) {
		t.Error("the folder does not hold the site")
	}
}

// TestWhatWasAlteredThereIsMended has somebody alter one file of the target and remove another. Publishing without trust finds both, sends
// them and nothing else, and finds nothing the next time.
func TestWhatWasAlteredThereIsMended(t *testing.T) {
	dir, err := OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	store := bucket(t, gateway(t), "")
	for _, target := range []Target{dir, store} {
		d := &desk{reports: map[int]int{0: 0, 1: 0, 2: 0}}
		publish := func(distrust bool) *Plan {
			t.Helper()
			place, err := Look(t.Context(), target, Options{By: fmt.Sprint("test ", time.Now().UnixNano()), Clock: time.Now, Keep: 2, Grace: time.Hour, Distrust: distrust})
			if err != nil {
				t.Fatal(err)
			}
			tree := d.tree(t)
			plan, err := place.Plan(t.Context(), Site{Tree: tree})
			if err == nil {
				err = place.Carry(t.Context(), plan, tree)
			}
			if err != nil {
				t.Fatal(err)
			}
			return plan
		}
		publish(false)
		d.reports[1]++
		publish(false)
		data, _, err := target.Get(t.Context(), page(2))
		if err != nil {
			t.Fatal(err)
		}
		data[9]++
		if _, err := target.Put(t.Context(), page(2), data, headerOf(page(2)), When{}); err != nil {
			t.Fatal(err)
		}
		if err := target.Remove(t.Context(), []string{"feed.atom"}); err != nil {
			t.Fatal(err)
		}
		if plan := publish(false); !plan.Empty() {
			t.Errorf("with trust the plan is %+v", plan.Steps)
		}
		told := ""
		for _, s := range publish(true).Steps {
			told += fmt.Sprintf("%s %s: %s\n", s.Do, s.Path, s.Reason)
		}
		if want := "put feed.atom: " + WasLost + "\nput " + page(2) + ": " + IsAltered + "\n"; told != want {
			t.Errorf("%s: the plan is\n%swant\n%s", target.Traits().Place, told, want)
		}
		if plan := publish(true); !plan.Empty() {
			t.Errorf("after that the plan is %+v", plan.Steps)
		}
		if !holdsAll(t, target, d.tree(t)) {
			t.Error("the target does not hold the site")
		}
	}
}
