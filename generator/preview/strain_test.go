package preview

import (
	"bytes"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sitrep/generator/output"
)

// counted counts how often it is made.
type counted struct {
	output.Bytes
	made *atomic.Int64
}

func (c counted) Make(to *bytes.Buffer) error {
	c.made.Add(1)
	return c.Bytes.Make(to)
}

// TestHundredsOfPages makes each page once for all who show it.
func TestHundredsOfPages(t *testing.T) {
	var made atomic.Int64
	pages := func(text string) Update {
		var all list
		for i := range 10 {
			all = append(all, output.File{Path: fmt.Sprintf("%d.html", i), Content: counted{output.Bytes(fmt.Sprintf("<body>%s %d", text, i)), &made}})
		}
		return site(all...)
	}
	s := New(private())
	s.Show(pages("one"))
	server := listening(t, s)
	var tabs []*tab
	for i := range 300 {
		p := open(t, s, server, fmt.Sprintf("/%d.html", i%10), "")
		p.next()
		tabs = append(tabs, p)
	}
	made.Store(0)
	if shown := s.Show(pages("two")); shown != (Shown{300, 300}) || made.Load() != 10 {
		t.Errorf("%+v, and %d pages were made", shown, made.Load())
	}
	for i, p := range tabs {
		if _, patched := p.next(); !patched || !strings.Contains(p.html, fmt.Sprintf("two %d", i%10)) {
			t.Errorf("tab %d: %s", i, p.html)
		}
		p.shut()
	}
	deadline := time.Now().Add(20 * time.Second)
	for s.Show(pages("two")).Open > 0 {
		if time.Now().After(deadline) {
			t.Fatal("closed pages are still counted")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestASlowBrowserHoldsNobodyUp leaves a line unread while the page changes a hundred times.
func TestASlowBrowserHoldsNobodyUp(t *testing.T) {
	s := New(private())
	server := listening(t, s)
	conn, err := net.Dial("tcp", server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s?page=/a.html&token=%s HTTP/1.1\r\nHost: localhost\r\n\r\n", eventsPath, derived(testToken, "page"))
	quick := open(t, s, server, "/a.html", "")
	quick.next()
	for s.Show(site()).Open < 2 {
		runtime.Gosched()
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const size = 256 << 10
	for i := range 100 {
		s.Show(site(page("a.html", strings.Repeat("x", size)+fmt.Sprint(i))))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 40*size {
		t.Errorf("%d bytes are held for a line that is not read", grown)
	}
	for !strings.Contains(quick.html, "x99<") {
		quick.next()
	}
}

// TestStorm does everything at once; in the end every page that is open shows the newest build.
func TestStorm(t *testing.T) {
	s := New(private())
	server := listening(t, s)
	u := func(i int) Update {
		u := site(page("index.html", fmt.Sprint("home ", i)), page("a.html", fmt.Sprint("a ", i/7)), page("b.html", "b"))
		u.Rows = func() []Row { return []Row{{Path: "a.html", Title: fmt.Sprint(i)}} }
		if i%5 == 1 {
			u.Files, u.Faulty = list{page("index.html", "home")}, map[string]bool{"a.html": true}
		}
		if i%11 == 2 {
			u.Files = nil
		}
		return u
	}
	var wg sync.WaitGroup
	addresses := []string{"/", "/a.html", "/b.html", "/_sitrep/", "/none"}
	for i := range 20 {
		wg.Go(func() {
			p := open(t, s, server, addresses[i%len(addresses)], "")
			if i%2 == 0 {
				p.next()
				p.shut() // it comes and goes
				return
			}
			for told := (state{}); told.Build < 101; {
				told, _ = p.next()
			}
			if want := shownHash(s, addresses[i%len(addresses)]); p.hash != want {
				t.Errorf("%s shows %s, and is %s", addresses[i%len(addresses)], p.hash, want)
			}
		})
		wg.Go(func() {
			for range 50 {
				get(s, addresses[i%len(addresses)])
			}
		})
	}
	for i := range 100 {
		s.Show(u(i))
	}
	s.Show(u(100))
	wg.Wait()
}
