// Package preview shows a site to its writer in browsers, while it is written, and writes nothing anywhere.
//
// The nouns: an Update is what one build has to show, as plain values: this room does not know what a report is. The Server takes
// it whole with Show; from then on a showing of it is what is served, until the next. A document is a page made from a showing
// when a browser asks for it, with what the preview adds: a badge, a ribbon where the public will not see the page, and the
// client, a script that keeps a line open, on which the Server tells it of every change. A viewer is such a line.
//
// After each Update the open pages are made again, each once, and those that differ are sent. Pages whose source has errors stay
// as they were last good; for that the pages that were shown of late are remembered, and no more.
//
// The preview is the writer's alone. gate.go says who is answered; what is answered is found by look-up among the site's files,
// and no path is ever joined to another.
package preview

import (
	"bytes"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Options say who may see the preview.
type Options struct {
	Token  string   // secret of this run: not to be guessed
	Hosts  []string // names that are ours: as localhost:8080, or without a port for every port; IPv6 in brackets; lower case
	Public bool     // other machines reach the preview: whoever comes must have opened an address with ?token= first
}

// Server serves the newest Update. It may be used by several goroutines.
type Server struct {
	gate   gate
	client map[string][]byte // the client's files by address
	chosen chan string

	update  sync.Mutex // held while an Update is shown: one at a time
	mu      sync.Mutex // guards the following
	now     *showing
	viewers map[*viewer]bool
}

// New returns a Server that waits for its first Update.
func New(o Options) *Server {
	g := newGate(o)
	return &Server{
		gate: g, client: clientFiles(), chosen: make(chan string, 1), viewers: map[*viewer]bool{},
		now: &showing{been: newBeen(), own: newOwn(), token: g.pageToken},
	}
}

// Chosen tells how the writer wants to see the site from now on: another View.As. The newest wish wins.
func (s *Server) Chosen() <-chan string { return s.chosen }

func (s *Server) choose(as string) {
	s.mu.Lock() // one at a time, so that there is room after the older wish is taken out
	defer s.mu.Unlock()
	select {
	case <-s.chosen:
	default:
	}
	s.chosen <- as
}

func (s *Server) current() *showing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// The preview's own addresses.
const (
	deskPath   = "/_sitrep/"
	eventsPath = deskPath + "events"
	viewPath   = deskPath + "view"
	robotsPath = "/robots.txt"
)

// ServeHTTP answers whom the gate lets in.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header(), r.URL.Path)
	if refused := s.gate.refuse(r); refused.status != 0 {
		http.Error(w, refused.why, refused.status)
		return
	}
	if s.gate.public && !s.gate.known(r) {
		s.gate.enter(w, r)
		return
	}
	file, isClient := s.client[r.URL.Path]
	switch {
	case isClient:
		content(w, r, kindOf(r.URL.Path).mime, file)
	case r.URL.Path == eventsPath:
		s.events(w, r)
	case r.URL.Path == viewPath:
		s.view(w, r)
	case r.URL.Path == robotsPath && !reads(r):
		content(w, r, kindOf(robotsPath).mime, []byte("User-agent: *\nDisallow: /\n"))
	default:
		s.answer(w, r)
	}
}

// answer gives a page, or a file as it is.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	now, path := s.current(), pathOf(r.URL.Path)
	if to := now.withoutBase(r.URL.Path); to != "" {
		http.Redirect(w, r, to, http.StatusTemporaryRedirect)
		return
	}
	if file, found := now.find(path); found && !now.isPage(r, path) {
		raw, err := made(file)
		if err != nil {
			http.Error(w, "this file could not be made: "+err.Error(), http.StatusInternalServerError)
			return
		}
		content(w, r, kindOf(path).mime, raw)
		return
	}
	address := r.URL.Path
	if address == deskPath && r.URL.RawQuery != "" {
		address += "?" + r.URL.RawQuery
	}
	d := now.document(address)
	w.Header().Set("Content-Type", htmlType)
	w.Header().Set("Content-Length", strconv.Itoa(len(d.html)))
	w.WriteHeader(d.status)
	w.Write(d.html)
}

// isPage reports whether a file is given as a page: HTML always, other text when somebody goes there to read it.
func (n *showing) isPage(r *http.Request, path string) bool {
	k := kindOf(path)
	return k.mime == htmlType || k.text && reads(r)
}

// content gives bytes as they are, or a part of them: browsers play films by parts.
func content(w http.ResponseWriter, r *http.Request, mime string, file []byte) {
	w.Header().Set("Content-Type", mime)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file))
}

// withoutBase leads an address that begins with the path of the site's base address to where the preview has it.
func (n *showing) withoutBase(address string) string {
	if len(n.View.Base) < 2 || len(address) < len(n.View.Base) || address[:len(n.View.Base)] != n.View.Base {
		return ""
	}
	if _, found := n.find(pathOf(address)); found {
		return ""
	}
	rest := pathOf(address[len(n.View.Base)-1:])
	if _, found := n.find(rest); !found {
		return ""
	}
	return addressOf(rest)
}
