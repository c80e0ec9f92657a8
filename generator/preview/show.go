package preview

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// viewer is a page that is open in a browser. Only the newest document is kept for it, however slow it is to take it.
type viewer struct {
	address string
	newest  *document
	wake    chan struct{} // holds one wake-up
}

// Show replaces what is served, at once and as a whole, and patches the pages that are open: those of the site first, then the
// desk, which is dear where there are many reports. It does not wait for browsers.
func (s *Server) Show(u Update) Shown {
	s.update.Lock()
	defer s.update.Unlock()
	next, open := s.replace(u)
	isDesk := func(address string) bool { return strings.HasPrefix(address, deskPath) }
	desks := slices.DeleteFunc(slices.Clone(open), func(a string) bool { return !isDesk(a) })
	shown := s.tell(next.documents(slices.DeleteFunc(open, isDesk)))
	shown.Differ += s.tell(next.documents(desks)).Differ
	return shown
}

// replace begins to serve an Update, and returns the addresses that are open, each once.
func (s *Server) replace(u Update) (*showing, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []string
	seen := map[string]bool{}
	for v := range s.viewers {
		if !seen[v.address] {
			seen[v.address] = true
			open = append(open, v.address)
		}
	}
	s.now = s.now.next(u)
	return s.now, open
}

// documents makes pages side by side.
func (n *showing) documents(addresses []string) map[string]*document {
	made := make([]*document, len(addresses))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(addresses)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(made); i = next.Add(1) - 1 {
				made[i] = n.document(addresses[i])
			}
		})
	}
	wg.Wait()
	documents := make(map[string]*document, len(made))
	for i, d := range made {
		documents[addresses[i]] = d
	}
	return documents
}

// tell leaves the documents for their viewers. One that came meanwhile sees what is served by now without being told.
func (s *Server) tell(documents map[string]*document) Shown {
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := Shown{Open: len(s.viewers)}
	for v := range s.viewers {
		d := documents[v.address]
		if d == nil {
			continue
		}
		if v.newest != nil && v.newest.hash != d.hash {
			shown.Differ++
		}
		v.newest = d
		v.rouse()
	}
	return shown
}

func (v *viewer) rouse() {
	select {
	case v.wake <- struct{}{}:
	default: // it is to wake up already
	}
}

// arrive takes up a viewer with what is served now.
func (s *Server) arrive(address string) *viewer {
	v := &viewer{address: address, wake: make(chan struct{}, 1)}
	s.mu.Lock()
	s.viewers[v] = true
	now := s.now
	s.mu.Unlock()
	d := now.document(address)
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.newest == nil {
		v.newest = d // else there was an Update while it was made
	}
	v.rouse()
	return v
}

func (s *Server) leave(v *viewer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.viewers, v)
}

func (s *Server) newest(v *viewer) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return v.newest
}
