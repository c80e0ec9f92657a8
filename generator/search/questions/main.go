// Questions measures what a search costs a reader. It serves a published tree on loopback without compression, and asks each
// question on an open search page of headless Chromium whose cache was empty, as a reader's first. It prints one table, in Markdown.
//
//	go run ./generator/search/questions [-tree public] [-page search.html] [-samples 20] 'q=flood+harbour&region=ardenia&from=2025-01-01' …
//
// The times run from the moment the page is asked until its first result is in the DOM, and the first ten; what is loaded of the index
// counts from when the page is opened. Percentiles are by nearest rank.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"sitrep/generator/paper"
)

// ask asks an open page what an address says, after the moment that a reader needs to type it, and waits for the results.
const ask = `(async () => {
	const form = document.getElementById("search_form"), status = document.getElementById("search_status");
	await new Promise(typing => setTimeout(typing, 300));
	const begun = performance.now();
	const results = document.getElementById("search_results");
	let first = 0;
	history.replaceState(null, "", "?" + %q);
	dispatchEvent(new PopStateEvent("popstate"));
	await new Promise(done => {
		const look = () => {
			first ||= results.children.length && performance.now();
			form.hasAttribute("aria-busy") || done();
		};
		new MutationObserver(look).observe(document.body, {attributes: true, childList: true, subtree: true});
		look();
	});
	const all = performance.now();
	return {First: (first || all) - begun, All: all - begun, Said: status.textContent};
})()`

// answer is what came of one question.
type answer struct {
	First, All   float64 // milliseconds until the first result is there, and all ten
	Said         string  // how much was found, in the words of the page
	bytes, files int     // of the index, on the line
}

// server serves a tree and counts what it sends of the index.
type server struct {
	files        http.Handler
	mu           sync.Mutex
	bytes, asked int
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/search/") {
		s.files.ServeHTTP(w, r)
		return
	}
	counted := &counter{ResponseWriter: w}
	s.files.ServeHTTP(counted, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += counted.bytes
	s.asked++
}

// taken is what was counted since it was last asked.
func (s *server) taken() (bytes, files int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bytes, files = s.bytes, s.asked
	s.bytes, s.asked = 0, 0
	return bytes, files
}

type counter struct {
	http.ResponseWriter
	bytes int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.bytes += n
	return n, err
}

func main() {
	tree := flag.String("tree", "public", "the published `folder`")
	page := flag.String("page", "search.html", "the `path` of the search page in it")
	samples := flag.Int("samples", 20, "how often each question is asked")
	flag.Parse()
	if flag.NArg() == 0 || *samples < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := measure(*tree, *page, *samples, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(tree, page string, samples int, questions []string) error {
	path, err := paper.Find("")
	if err != nil {
		return err
	}
	s := &server{files: http.FileServer(http.Dir(tree))}
	web := httptest.NewServer(s)
	defer web.Close()
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox)...)
	defer stop()
	tab, stop := chromedp.NewContext(allocator)
	defer stop()
	fmt.Println("| question | what the page says | files | kB | first result: p50 ms | p90 | max | all ten: p50 | p90 | max |")
	fmt.Println("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, q := range questions {
		answers := make([]answer, samples)
		for i := range answers {
			if answers[i], err = first(tab, s, web.URL+"/"+page, q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		add(q, answers)
	}
	return nil
}

// first asks a question on a page that was just opened, by a browser that has kept nothing.
func first(tab context.Context, s *server, page, question string) (answer, error) {
	if _, err := chromedp.Call(tab, network.ClearBrowserCache, cdp.Empty{}); err != nil {
		return answer{}, err
	}
	s.taken()
	if err := chromedp.Do(tab, chromedp.Navigate(page)); err != nil {
		return answer{}, err
	}
	a, err := chromedp.Run(tab, chromedp.Evaluate[answer](fmt.Sprintf(ask, question), chromedp.EvalAwaitPromise))
	a.bytes, a.files = s.taken()
	return a, err
}

func add(question string, answers []answer) {
	last := answers[len(answers)-1]
	fmt.Printf("| `%s` | %s | %d | %.1f | %s | %s |\n", question, last.Said, last.files, float64(last.bytes)/1000,
		ranks(answers, func(a answer) float64 { return a.First }), ranks(answers, func(a answer) float64 { return a.All }))
}

// ranks are the percentiles of some times.
func ranks(answers []answer, of func(answer) float64) string {
	var times []float64
	for _, a := range answers {
		times = append(times, of(a))
	}
	slices.Sort(times)
	rank := func(percent int) float64 { return times[(len(times)*percent+99)/100-1] }
	return fmt.Sprintf("%.0f | %.0f | %.0f", rank(50), rank(90), rank(100))
}
