package preview

import (
	"net/http"
	"slices"
	"strings"
)

// events is the line to a page that is open: the page as it is now when the browser shows another one, then the state; and both
// again after every Update. The line ends when the browser leaves or the server stops.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	address, hash := query.Get("page"), query.Get("hash")
	if !s.gate.pages(query.Get("token")) {
		http.Error(w, "this page is of another run of the preview", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	line := http.NewResponseController(w)
	send := func(text []byte) bool {
		_, err := w.Write(text)
		return err == nil && line.Flush() == nil
	}
	if !send([]byte("retry: 500\n\n")) {
		return
	}
	v := s.arrive(address)
	defer s.leave(v)
	for {
		select {
		case <-r.Context().Done():
			return
		case <-v.wake:
		}
		d := s.newest(v)
		if d.hash != hash && !send(d.event()) || !send(d.state) {
			return
		}
		hash = d.hash
	}
}

// mostBody bounds what a request may bring, in bytes.
const mostBody = 4 << 10

// view takes the writer's wish to see the site in another way.
func (s *Server) view(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, mostBody)
	as, token := "", ""
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") && r.ParseForm() == nil {
		as, token = r.PostForm.Get("as"), r.PostForm.Get("token")
	}
	switch {
	case !s.gate.pages(token):
		http.Error(w, "this page is of another run of the preview", http.StatusForbidden)
	case !slices.Contains(s.current().View.Choices, as):
		http.Error(w, "the site cannot be seen in this way", http.StatusBadRequest)
	default:
		s.choose(as)
		w.WriteHeader(http.StatusNoContent)
	}
}
