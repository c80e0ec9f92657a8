package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"html"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"sitrep/generator/hosting"
)

// mostRead is how many former files are looked into before a withdrawal. Of more than that no copies are kept: a withdrawal does not
// wait.
const mostRead = 1000

// version is a file as it was once.
type version struct {
	path string
	sum  [sha256.Size]byte
}

// suspicion is what former bytes are looked into for.
type suspicion struct {
	closed   func(path string) bool // paths of which no former bytes are kept
	words    [][]byte               // that stand where one of them is referred to
	vanished map[string]bool        // pages that go
}

// suspect prepares it. A page is referred to by its name, in whatever form a format writes it.
// Pages that the whole site leads to, a list of all corrections say, give nothing away by their names.
func (b *basis) suspect(gone []string, languages []string) *suspicion {
	s := &suspicion{vanished: map[string]bool{}}
	var stems []string
	var names []string
	for _, name := range gone {
		s.vanished[name] = isPage(name) && !atTop(name, languages)
	}
	for name := range b.withdrawn {
		if isPage(name) {
			s.vanished[name] = true
			names = append(names, stem(name))
		}
	}
	for _, m := range newMarks(b.record, b.marks) {
		stems = append(stems, strings.TrimSuffix(m.Path, ".html"))
		names = append(names, stem(m.Path))
	}
	for _, name := range sortedSet(names) {
		for _, form := range sortedSet([]string{name, url.PathEscape(name), html.EscapeString(name)}) {
			s.words = append(s.words, []byte(form))
		}
	}
	s.closed = func(path string) bool {
		return b.withdrawn[path] || slices.ContainsFunc(stems, func(stem string) bool {
			return strings.HasPrefix(path, stem+".") || strings.HasPrefix(path, stem+"/")
		})
	}
	return s
}

// byName judges a former file by its path alone, where that is enough.
func (s *suspicion) byName(path string) (shows, sure bool) {
	media := hosting.TypeOf(path)
	switch {
	case s.closed(path):
		return true, true
	case kindOf(path) == asset, isPicture(path):
		return false, true
	case kindOf(path) == seal, isSearch(path), media == "application/octet-stream", media == "application/pdf", media == "application/zip":
		return true, true // they hold words of others, or cannot be looked into
	}
	return false, false
}

// in judges a former file by its bytes.
func (s *suspicion) in(path string, data []byte) bool {
	if slices.ContainsFunc(s.words, func(word []byte) bool { return bytes.Contains(data, word) }) {
		return true
	}
	return isPage(path) && slices.ContainsFunc(linksOf(path, data), func(to string) bool { return s.vanished[to] })
}

// examine finds out which former bytes may show what is withdrawn: those that a copy is kept of, and those that are about to be
// overwritten.
func (p *Place) examine(ctx context.Context, b *basis) func(Entry) bool {
	public := sums{}
	for _, w := range b.wanted {
		public[w.Sum] = true
	}
	var gone []string
	at := map[version]string{}
	note := func(e Entry, where string) {
		if now := find(b.wanted, e.Path); !public[e.Sum] && (now == nil || now.Sum != e.Sum) {
			at[version{e.Path, e.Sum}] = where
		}
	}
	for _, e := range b.record.Live {
		if find(b.wanted, e.Path) == nil {
			gone = append(gone, e.Path)
		}
		if !b.doubt[e.Path] {
			note(e, e.Path)
		}
	}
	for _, f := range b.record.Former {
		if !f.Gone {
			note(f.Entry, keptName(f.Sum))
		}
	}
	clean := p.read(ctx, b.suspect(gone, p.opt.Languages), at)
	return func(e Entry) bool { return !public[e.Sum] && !clean[version{e.Path, e.Sum}] }
}

// read looks into former files, and returns those that show nothing.
func (p *Place) read(ctx context.Context, s *suspicion, at map[version]string) map[version]bool {
	clean := map[version]bool{}
	var open []version
	for v := range at {
		if shows, sure := s.byName(v.path); !sure {
			open = append(open, v)
		} else if !shows {
			clean[v] = true
		}
	}
	if len(open) > mostRead {
		return clean
	}
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(p.opt.Parallel)
	for _, v := range open {
		g.Go(func() error {
			data, _, err := p.get(ctx, at[v])
			if err == nil && sha256.Sum256(data) == v.sum && !s.in(v.path, data) {
				mu.Lock()
				clean[v] = true
				mu.Unlock()
			}
			return nil // what cannot be read is not kept
		})
	}
	_ = g.Wait()
	return clean
}
