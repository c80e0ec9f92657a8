package publish

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// noRemoval is a target on which the line is cut when files are to be removed.
type noRemoval struct{ *memory }

func (noRemoval) Remove(context.Context, []string) error { return Final{errBroken} }

// TestWhatWasLeftLyingIsWithdrawn has a list that lies there still, for its removal was cut off, and comes back to the site in the very
// edit that withdraws what it showed.
func TestWhatWasLeftLyingIsWithdrawn(t *testing.T) {
	target := newMemory()
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	told := false
	publish := func(at Target, d *desk, withdrawn ...string) error {
		now = now.Add(time.Hour)
		place, err := Look(t.Context(), at, Options{By: "test " + now.String(), Clock: func() time.Time { return now }, Keep: 5, Tell: func(context.Context, []string) error {
			told = true
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		tree := d.tree(t)
		plan, err := place.Plan(t.Context(), Site{Tree: tree, Withdrawn: withdrawn})
		if err != nil {
			t.Fatal(err)
		}
		return place.Carry(t.Context(), plan, tree)
	}
	if err := publish(target, &desk{reports: map[int]int{0: 0, 2: 0}}); err != nil {
		t.Fatal(err)
	}
	if err := publish(noRemoval{target}, &desk{reports: map[int]int{0: 1, 2: 0}}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	const list = "regions/region-0.html"
	if !strings.Contains(string(target.files[list]), words(0, 0)) {
		t.Fatalf("%s does not lie there, so this test tests nothing", list)
	}
	told = false
	target.looked = func(files map[string][]byte) {
		for path, data := range files {
			if told && strings.Contains(string(data), words(0, 0)) {
				t.Errorf("after the withdrawal %s shows what was withdrawn", path)
			}
		}
	}
	if err := publish(target, &desk{reports: map[int]int{2: 0, 3: 0}}, page(0), "reports/number-0.json", "reports/number-0/1.png"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(target.files[list]), words(3, 0)) {
		t.Errorf("in the end %s is %q", list, target.files[list])
	}
}
