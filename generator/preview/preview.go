// Package preview shows a site to its writer over HTTP, on this machine, without writing it anywhere.
//
// A Server is a Destination of builds: it takes their files, makes one when a browser asks for it, and tells open pages to load
// again when another build has been taken. Only paths of the site are answered, by look-up; a request whose Host is not ours is
// refused, so that no page from elsewhere can read the preview through the writer's browser.
package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"sync"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

//go:embed reload.js
var reloadScript []byte

const (
	eventsPath = "/_sitrep/events"
	scriptPath = "/_sitrep/reload.js"
)

// Server serves the latest build. Its zero value has none yet; it may be used by several goroutines.
type Server struct {
	mu       sync.Mutex
	files    map[string]output.File
	faults   string        // the findings of the latest build, when it failed
	build    int           // counts builds
	replaced chan struct{} // closed when another build has been taken
}

// New returns a Server that waits for its first build.
func New() *Server { return &Server{replaced: make(chan struct{})} }

// Take replaces what is served. It makes no file and finds nothing.
func (s *Server) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	byPath := map[string]output.File{}
	for _, f := range files.All() {
		byPath[f.Path] = f
	}
	s.replace(func() { s.files, s.faults = byPath, "" })
	return nil, nil
}

// Fail shows the faults of a build where there is no former one to show.
func (s *Server) Fail(faults string) { s.replace(func() { s.faults = faults }) }

func (s *Server) replace(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	s.build++
	close(s.replaced)
	s.replaced = make(chan struct{})
}

// state is what the server holds at one moment.
type state struct {
	files    map[string]output.File
	faults   string
	build    int
	replaced chan struct{}
}

func (s *Server) now() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return state{s.files, s.faults, s.build, s.replaced}
}

// ServeHTTP answers requests for the site's files, and those of the pages' own script.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Frame-Options", "DENY")
	switch {
	case !ours(r.Host):
		http.Error(w, "this preview answers only to its own address on this machine", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "a preview is only read", http.StatusMethodNotAllowed)
	case r.URL.Path == eventsPath:
		s.events(w, r)
	case r.URL.Path == scriptPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(reloadScript)
	default:
		s.file(w, strings.TrimPrefix(r.URL.Path, "/"))
	}
}

// ours reports whether a Host header names this machine's loopback.
func ours(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && addr.IsLoopback()
}

func (s *Server) file(w http.ResponseWriter, name string) {
	now := s.now()
	if now.files == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "The site has not been built yet.\n\n"+now.faults)
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	file, found := now.files[name]
	status := http.StatusOK
	if !found {
		status = http.StatusNotFound
		if file, found = now.files["404.html"]; !found {
			http.Error(w, "there is no such page", status)
			return
		}
	}
	var b bytes.Buffer
	if err := file.Make(&b); err != nil {
		http.Error(w, "this page could not be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	kind := mime.TypeByExtension(path.Ext(file.Path))
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if strings.HasPrefix(kind, "text/html") {
		w.Write(withScript(b.Bytes(), now.build))
	} else {
		w.Write(b.Bytes())
	}
}

// withScript puts the script into a page, with the number of the build that made it.
func withScript(page []byte, build int) []byte {
	end := []byte("</body>")
	return bytes.Replace(page, end, fmt.Appendf(nil, `<script src="%s?%d" defer></script></body>`, scriptPath, build), 1)
}

// events tells a page of a former build to load again, at once or when there is another one. The connection stays open until then.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	now := s.now()
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprint(w, "retry: 300\n\n")
	http.NewResponseController(w).Flush()
	if r.URL.RawQuery == strconv.Itoa(now.build) {
		select {
		case <-now.replaced:
		case <-r.Context().Done():
			return
		}
	}
	fmt.Fprint(w, "event: reload\ndata: \n\n")
	http.NewResponseController(w).Flush()
}
