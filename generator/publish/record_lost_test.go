package publish

import (
	"fmt"
	"testing"
	"time"
)

// TestALostRecordIsNotGuessed loses the record after some publishings. That is a question for somebody; what the former site had goes with
// the next one, and nobody can return to a generation that is not known.
func TestALostRecordIsNotGuessed(t *testing.T) {
	target := newMemory()
	look := func(run int) *Place {
		place, err := Look(t.Context(), target, Options{By: fmt.Sprint("test ", run), Clock: time.Now, Keep: 5, Dead: func(string) bool { return true }})
		if err != nil {
			t.Fatal(err)
		}
		return place
	}
	publish := func(place *Place, d *desk) *Plan {
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
	for run := range 3 {
		publish(look(run), &desk{reports: map[int]int{0: 0, 1: run, 9: 0}})
	}
	delete(target.files, recordName)
	place := look(4)
	if place.Strange == "" {
		t.Error("the record is gone, and it is not told")
	}
	plan := publish(place, &desk{reports: map[int]int{0: 0, 1: 2}})
	for _, s := range plan.Steps {
		if s.Reason == InDoubt {
			t.Errorf("%s: %s, but none was interrupted", s.Path, s.Reason)
		}
	}
	if _, there := target.files[page(9)]; there {
		t.Error("a page of the former site is still there")
	}
	if all := look(5).Record.Generations; len(all) != 1 || all[0].Time.IsZero() {
		t.Errorf("these generations are told: %v", all)
	}
}
