package layout

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// TestOneReportMovesLittle adds a report to an archive, at its end and in the middle of time, and counts the pages that change:
// at most 12, and 3 for each region (ancestors included), topic, and pair of them.
func TestOneReportMovesLittle(t *testing.T) {
	const n = 6000
	th := loadTheme(t, nil)
	for name, on := range map[string]time.Time{"new": day(n * 3 / 2), "same day": day((n - 1) * 3 / 2), "in the middle": day(n * 3 / 4), "first": day(-20)} {
		t.Run(name, func(t *testing.T) {
			before, after := desk{}, desk{}
			before.bodies, after.bodies = generated(t, 0).bodies, generated(t, 0).bodies
			var inputs []*site.Input
			for i := range n {
				inputs = append(inputs, before.generate(i, day(i*3/2)))
			}
			before.assemble(t, inputs)
			added := after.generate(n, on)
			added.Report.Number = 0
			added.Report.Series = "daily-3"
			for i := range inputs {
				inputs[i].Report.Number = 0
			}
			before.assemble(t, inputs)
			after.assemble(t, append(inputs[:n:n], added))

			changed := difference(before.files(th), after.files(th))
			t.Logf("%d of %d pages changed", len(changed), len(before.files(th)))
			regions, topics := 2, 2 // a district and the region above it
			if limit := 12 + 3*(regions+topics+regions*topics); len(changed) > limit {
				t.Errorf("%d pages changed, more than %d:\n%s", len(changed), limit, strings.Join(changed, "\n"))
			}
			for _, path := range changed {
				if path == "regions.html" || path == "topics.html" || path == "404.html" {
					t.Errorf("%s changed", path)
				}
			}
		})
	}
}

func difference(before, after []output.File) (changed []string) {
	keys := map[string]output.Sum{}
	for _, f := range before {
		keys[f.Path] = f.Key()
	}
	for _, f := range after {
		if keys[f.Path] != f.Key() {
			changed = append(changed, f.Path)
		}
	}
	return changed
}

// TestNoViewHoldsAProtectedSource walks the views of a report and looks for what must not be in any.
func TestNoViewHoldsAProtectedSource(t *testing.T) {
	d, th := generated(t, 1), loadTheme(t, nil)
	d.site.Trees[0].Entries[0].Sources[1].Title = "Letter of Jane Doe"
	d.site.Trees[0].Entries[0].Sources[1].URL = "https://jane.example/"
	e := Files(d.site, th, built, d.body, noMedia, nil, nil).(*files).editions[0].whole()
	seen := 0
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			seen++
			for _, secret := range []string{"Jane", "jane", "witness"} {
				if strings.Contains(v.String(), secret) {
					t.Errorf("a view holds %q", v.String())
				}
			}
		case reflect.Pointer:
			if f, ok := v.Interface().(*Fragment); ok {
				if f != nil {
					html, err := f.made()
					check(t, err)
					walk(reflect.ValueOf(html))
				}
				return
			}
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(e.report(e.tree.Entries[0])))
	walk(reflect.ValueOf(e.entry(e.tree.Entries[0])))
	if seen < 20 {
		t.Errorf("only %d texts were looked at", seen)
	}
}
