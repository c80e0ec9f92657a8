package preview

import (
	"slices"
	"sync"
)

// been remembers pages that were shown: all of them by name, to tell a page that is gone from one that never was, and those of
// late as they were last good, for the time when their source has errors.
type been struct {
	mu    sync.Mutex
	names map[string]bool
	pages map[string]lastGood
	order []string // of pages, the latest last
	bytes int
}

// lastGood is a page as a build made it, for somebody's eyes.
type lastGood struct {
	page  []byte
	build int
	as    string
}

// What is remembered at most.
const (
	mostNames = 10_000
	mostPages = 200
	mostBytes = 64 << 20
)

func newBeen() *been { return &been{names: map[string]bool{}, pages: map[string]lastGood{}} }

// note remembers a page, unless a later build of it is known.
func (b *been) note(path string, g lastGood) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.names) < mostNames {
		b.names[path] = true
	}
	if known, found := b.pages[path]; found {
		if known.build > g.build {
			return
		}
		b.drop(path)
	}
	b.pages[path] = g
	b.order = append(b.order, path)
	b.bytes += len(g.page)
	for len(b.order) > mostPages || b.bytes > mostBytes {
		b.drop(b.order[0])
	}
}

func (b *been) drop(path string) {
	b.bytes -= len(b.pages[path].page)
	delete(b.pages, path)
	i := slices.Index(b.order, path)
	b.order = slices.Delete(b.order, i, i+1)
}

// good is a page as it was last good for somebody's eyes, and the build that made it; nil when that is not known.
func (b *been) good(path, as string) (page []byte, build int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	g := b.pages[path]
	if g.as != as {
		return nil, 0
	}
	return g.page, g.build
}

func (b *been) there(path string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.names[path]
}
