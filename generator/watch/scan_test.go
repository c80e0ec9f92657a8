package watch_test

import (
	"reflect"
	"testing"
	"time"

	"sitrep/generator/source"
	"sitrep/generator/watch"
)

// builder scans a site anew where events say that something changed, and nowhere else.
type builder struct {
	tree     *source.Tree
	events   <-chan watch.Event
	snapshot source.Snapshot
	seen     source.Seen
}

func newBuilder(t *testing.T, dir string, opts watch.Options) *builder {
	tree, err := source.Open(dir)
	must(t, err)
	t.Cleanup(func() { tree.Close() })
	tree.Clock = time.Now
	b := &builder{tree: tree, events: start(t, dir, opts)}
	b.scan(t, nil)
	return b
}

func (b *builder) scan(t *testing.T, changed []string) {
	t.Helper()
	var err error
	b.snapshot, b.seen, err = b.tree.Scan(b.seen, changed)
	must(t, err)
}

// follow scans after each event until it knows what a scan of everything finds.
func (b *builder) follow(t *testing.T) {
	t.Helper()
	want, _, err := b.tree.Scan(source.Seen{}, nil)
	must(t, err)
	deadline := time.After(patience)
	for !reflect.DeepEqual(b.snapshot, want) {
		select {
		case e := <-b.events:
			b.scan(t, e.Folders)
		case <-deadline:
			t.Fatalf("want %+v\ngot %+v", want, b.snapshot)
		}
	}
}

// TestFoldersAreAllThatChanged holds that the folders of an event are enough for a scan to find what changed.
func TestFoldersAreAllThatChanged(t *testing.T) {
	modes(t, func(t *testing.T, opts watch.Options) {
		dir := newSite(t)
		b := newBuilder(t, dir, opts)
		for _, c := range folderChanges(t, dir) {
			c.do()
			t.Log(c.name)
			b.follow(t)
		}
	})
	t.Run("rain", func(t *testing.T) {
		dir := newSite(t)
		b := newBuilder(t, dir, watch.Options{Quiet: 5 * time.Millisecond})
		rain(t, dir, func() { b.follow(t) })
	})
}
