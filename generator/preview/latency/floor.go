package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"
)

// floorPage shows what it is sent, and nothing else.
const floorPage = `<!DOCTYPE html><html lang="en"><title>Floor</title><body><main></main>
<script>new EventSource("/events").onmessage = e => { document.querySelector("main").innerHTML = e.data; };</script></body></html>`

// floor measures what is left when nothing is watched, read or built: a server-sent event with the HTML of a report, and a page
// that shows it.
func (m *measurement) floor(ctx context.Context) error {
	if !m.asked("floor") {
		return nil
	}
	progress("floor")
	send := make(chan string)
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: floorHandler(send), ReadHeaderTimeout: 10 * time.Second}
	go web.Serve(listener) // ends with the Close below
	defer web.Close()
	t, closing, err := m.open(ctx, 0, "http://"+listener.Addr().String()+"/")
	if err != nil {
		return err
	}
	defer closing()
	w := &writing{Rand: rand.New(rand.NewPCG(1, 1))}
	w.body()
	body := "<p>" + strings.ReplaceAll(w.String(), "\n", "</p><p>")
	r, err := m.series(ctx, t, m.samples, func(marker string) (time.Time, error) {
		text, start := body+marker+"</p>", time.Now()
		select {
		case send <- text:
			return start, nil
		case <-ctx.Done():
			return start, ctx.Err()
		}
	})
	r.site, r.what = "none", "floor: a server-sent event, set as innerHTML"
	if err == nil {
		m.table.add(r)
	}
	return err
}

func floorHandler(send <-chan string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, floorPage)
	})
	mux.HandleFunc("/events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for out := http.NewResponseController(w); out.Flush() == nil; {
			select {
			case text := <-send:
				fmt.Fprintf(w, "data: %s\n\n", text)
			case <-r.Context().Done():
				return
			}
		}
	})
	return mux
}
