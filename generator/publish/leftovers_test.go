package publish

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"
)

func TestLeftoversAreThoseOfTheRecord(t *testing.T) {
	r := &Record{By: "a", Left: []Left{{Path: "assets/a.1.css", Since: time.Unix(1773144000, 0)}, {Path: "b.html"}}}
	files := fstest.MapFS{recordName: {Data: r.encode()}}
	if got := Leftovers(files); !slices.Equal(got, []string{"assets/a.1.css", "b.html"}) {
		t.Errorf("got %q", got)
	}
	files[recordName].Data = files[recordName].Data[:20]
	if got := append(Leftovers(files), Leftovers(fstest.MapFS{})...); got != nil {
		t.Errorf("without a whole record: %q", got)
	}
}
