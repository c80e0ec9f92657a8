package publish

import (
	"context"
	"errors"
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
