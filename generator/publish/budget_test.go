package publish

import (
	"testing"
	"time"
)

// TestALargeSiteTakesNoMoreRequests counts the calls that publishing makes to a target of 10,000 files. Each is one request to a store.
func TestALargeSiteTakesNoMoreRequests(t *testing.T) {
	d := newDesktop(t)
	site := &desk{reports: map[int]int{}}
	for r := range 3400 {
		site.reports[r] = 0
	}
	d.publish(site)
	if n := len(d.target.files); n < 10_000 {
		t.Fatalf("the site has %d files", n)
	}
	count := func(what string, most func(changed int) int, do func() *Plan) {
		t.Helper()
		d.now = d.now.Add(time.Minute)
		d.target.calls, d.target.writes = 0, 0
		changed := len(do().Changed())
		t.Logf("%s: %d files changed, %d requests, %d bytes", what, changed, d.target.calls, d.target.writes)
		if d.target.calls > most(changed) {
			t.Errorf("%s: %d files changed and took %d requests; %d are allowed", what, changed, d.target.calls, most(changed))
		}
	}
	publish := func() *Plan { return d.publish(site) }
	perFile := func(changed int) int { return 2*changed + 4 }
	few := func(most int) func(int) int { return func(int) int { return most } }
	count("nothing changed", few(3), publish)
	if d.target.writes > 0 {
		t.Errorf("nothing changed, and %d bytes were sent", d.target.writes)
	}
	site.reports[9000] = 0
	count("one more report", perFile, publish)
	for _, r := range []int{3, 9, 15} {
		site.reports[r] += 3
	}
	count("twenty files changed", perFile, publish)
	count("a return", few(50), func() *Plan {
		place := d.look()
		back, err := place.Return(t.Context(), 0, func(string) bool { return false }, nil)
		if err == nil {
			err = place.Carry(t.Context(), back.Plan, back.Tree)
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := len(back.Plan.Changed()); n < 18 {
			t.Errorf("the return was over %d files", n)
		}
		return back.Plan
	})
}
