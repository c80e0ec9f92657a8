package publish

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

var sweep = flag.Bool("sweep", false, "have every single request fail in turn, not one here and there")

// proxy stands between a publisher and the store. It lets one request through at a time, makes some of them fail, and has a reader look
// after each.
type proxy struct {
	*httptest.Server
	forward http.Handler
	mu      sync.Mutex
	calls   int
	bytes   int64
	at      int    // the request that fails, from 1; 0: none
	how     string // one of faultKinds
	look    func()
}

// faultKinds are the ways in which a request fails.
var faultKinds = []string{"refused", "answer lost", "hangs", "killed"}

func newProxy(t testing.TB, endpoint string) *proxy {
	to, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host // it is signed
	}}
	p := &proxy{forward: forward, look: func() {}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.hangs() {
		select {
		case <-r.Context().Done():
		case <-time.After(3 * time.Second): // longer than the publisher waits
		}
		panic(http.ErrAbortHandler)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	p.bytes += max(r.ContentLength, 0)
	fails := p.at > 0 && (p.calls == p.at || p.how == "killed" && p.calls > p.at)
	defer p.look()
	switch {
	case !fails:
		p.forward.ServeHTTP(w, r)
	case p.how == "refused":
		http.Error(w, "try again", http.StatusServiceUnavailable)
	case p.how == "answer lost", p.how == "killed" && p.calls == p.at:
		p.forward.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler)
	}
}

// hangs counts a request that is never answered.
func (p *proxy) hangs() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.how != "hangs" || p.calls+1 != p.at {
		return false
	}
	p.calls++
	return true
}

// reset begins to count anew.
func (p *proxy) reset(at int, how string, look func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls, p.bytes, p.at, p.how, p.look = 0, 0, at, how, look
}

// stored are the files that lie in the store below a folder of the bucket.
func stored(t testing.TB, folder string) map[string][]byte {
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(folder, name)
		files[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// desks are a small site before and after an edit in which everything happens at once: a report comes, one goes, one changes, one is
// retracted, and the style is another one.
func desks() (before, after *desk) {
	before = &desk{reports: map[int]int{1: 0, 2: 0, 3: 0, 4: 0}, closed: map[int]int{}}
	after = &desk{reports: map[int]int{1: 1, 3: 0, 4: 1, 5: 0}, style: 1, closed: map[int]int{4: 1}}
	return before, after
}

// errand publishes desks through the proxy, below a prefix of its own.
type errand struct {
	t      testing.TB
	proxy  *proxy
	folder string
	target *S3
	run    int
	told   func()
}

func (e *errand) options() Options {
	e.run++
	return Options{
		By: fmt.Sprintf("test run-%d", e.run), Clock: time.Now, Keep: 5, Grace: time.Hour, Tries: 3, Pause: time.Millisecond, Timeout: 2 * time.Second, // a busy disk takes its time, too
		Dead: func(string) bool { return true },
		Tell: func(context.Context, []string) error { e.told(); return nil },
	}
}

func (e *errand) publish(d *desk) error {
	ctx := context.Background()
	place, err := Look(ctx, e.target, e.options())
	if err != nil {
		return err
	}
	site := Site{Tree: d.tree(e.t), Closed: d.marks()}
	for _, path := range place.There() {
		if strings.HasPrefix(path, "reports/") && !site.Tree.Has(path) && !belongs(path, d) {
			site.Withdrawn = append(site.Withdrawn, path)
		}
	}
	plan, err := place.Plan(ctx, site)
	if err != nil {
		return err
	}
	return place.Carry(ctx, plan, site.Tree)
}

// TestEveryRequestMayFail has a reader crawl while a site is published to a real server, and one request after the other fails. The next
// run completes the site.
func TestEveryRequestMayFail(t *testing.T) {
	endpoint, root := gatewayOn(t)
	all := publishWithFault(t, endpoint, root, 0, "")
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 3))
	t.Logf("publishing the edit takes %d requests; the seed is %d", all, seed)
	stride := 14
	if *sweep {
		stride = 1
	}
	var tries errgroup.Group
	tries.SetLimit(6)
	for _, how := range faultKinds {
		for at := 1 + r.IntN(stride); at <= all; at += stride {
			tries.Go(func() error {
				publishWithFault(t, endpoint, root, at, how)
				return nil
			})
		}
	}
	_ = tries.Wait()
}

// publishWithFault publishes an edit with one fault, then again without, and returns how many requests the first took.
func publishWithFault(t *testing.T, endpoint, root string, at int, how string) (calls int) {
	p := newProxy(t, endpoint)
	defer p.Close()
	before, after := desks()
	name := fmt.Sprintf("try-%d-%s", at, strings.ReplaceAll(how, " ", "-"))
	e := &errand{t: t, proxy: p, folder: filepath.Join(root, "site", name), target: bucket(t, p.URL, name), told: func() {}}
	if err := e.publish(before); err != nil {
		t.Error(err)
		return 0
	}
	look, found := e.reader([]string{words(2, 0), words(4, 0)})
	p.reset(at, how, look)
	err := e.publish(after)
	p.mu.Lock()
	calls = p.calls
	p.mu.Unlock()
	if err != nil && how != "killed" {
		t.Errorf("request %d %s, and the publisher gave up: %v", at, how, err)
	}
	p.reset(0, "", func() {})
	if fault := found(); fault != nil {
		t.Errorf("request %d %s: %v", at, how, fault)
	}
	if err := e.publish(after); err != nil {
		t.Errorf("request %d %s, and the next run failed: %v", at, how, err)
	}
	if fault := e.complete(after.tree(t)); fault != nil {
		t.Errorf("request %d %s, and after the next run %v", at, how, fault)
	}
	return calls
}

// reader looks at what lies in the store: a crawler, and somebody who searches for what was withdrawn once that is told to be over.
func (e *errand) reader(secrets []string) (look func(), found func() error) {
	var fault error
	withdrawn := false
	e.told = func() {
		e.proxy.mu.Lock()
		defer e.proxy.mu.Unlock()
		withdrawn = true
	}
	look = func() {
		files := stored(e.t, e.folder)
		fault = cmp.Or(fault, crawl(files))
		for path, data := range files {
			for _, secret := range secrets {
				if withdrawn && strings.Contains(string(data), secret) {
					fault = cmp.Or(fault, fmt.Errorf("%s shows %s", path, secret))
				}
			}
		}
	}
	return look, func() error { return fault }
}

// complete wants the store to hold the tree, and beside it assets in their time of grace alone.
func (e *errand) complete(tree *Tree) error {
	files := stored(e.t, e.folder)
	for _, want := range tree.Entries {
		if tagOf(files[want.Path]) != want.Sum.String() {
			return fmt.Errorf("%s is not as it should be", want.Path)
		}
		delete(files, want.Path)
	}
	for path := range files {
		if !IsOwn(path) && !strings.HasPrefix(path, "assets/") {
			return fmt.Errorf("%s is still there", path)
		}
	}
	return nil
}

// TestRequestsAreFew holds publishing to its budget: of requests, and of bytes.
func TestRequestsAreFew(t *testing.T) {
	p := newProxy(t, gateway(t))
	e := &errand{t: t, proxy: p, target: bucket(t, p.URL, ""), told: func() {}}
	d := &desk{reports: map[int]int{}, closed: map[int]int{}}
	for r := range 20 {
		d.reports[r] = 0
	}
	if err := e.publish(d); err != nil {
		t.Fatal(err)
	}
	for n := range 8 {
		was := d.tree(t)
		d.reports[100+n] = 0
		changed := 0
		for _, now := range d.tree(t).Entries {
			if old := find(was.Entries, now.Path); old == nil || old.Sum != now.Sum {
				changed++
			}
		}
		p.reset(0, "", func() {})
		if err := e.publish(d); err != nil {
			t.Fatal(err)
		}
		if most := 2*changed + 4; p.calls > most {
			t.Errorf("one more report changed %d files and took %d requests; %d are allowed", changed, p.calls, most)
		}
		p.reset(0, "", func() {})
		if err := e.publish(d); err != nil {
			t.Fatal(err)
		}
		if p.calls > 3 || p.bytes > 0 {
			t.Errorf("nothing changed, and it took %d requests and %d bytes", p.calls, p.bytes)
		}
	}
}

// TestAReturnTakesFewRequests goes back over twenty changed files, and forth again.
func TestAReturnTakesFewRequests(t *testing.T) {
	p := newProxy(t, gateway(t))
	e := &errand{t: t, proxy: p, target: bucket(t, p.URL, ""), told: func() {}}
	d := &desk{reports: map[int]int{}, closed: map[int]int{}}
	for r := range 40 {
		d.reports[r] = 0
	}
	was := d.tree(t)
	if err := e.publish(d); err != nil {
		t.Fatal(err)
	}
	for _, r := range []int{3, 9, 15} { // with neighbours, data, pictures and lists
		d.reports[r] += 3
	}
	if err := e.publish(d); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for _, tree := range []*Tree{was, d.tree(t)} {
		p.reset(0, "", func() {})
		o := e.options()
		o.Tell = nil
		place, err := Look(ctx, e.target, o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := place.Return(ctx, 0, func(string) bool { return false }, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := place.Carry(ctx, back.Plan, back.Tree); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d files changed, %d requests, %d bytes", len(back.Plan.Changed()), p.calls, p.bytes)
		if p.calls > 50 || len(back.Plan.Changed()) < 18 {
			t.Errorf("a return over %d files took %d requests", len(back.Plan.Changed()), p.calls)
		}
		for _, want := range tree.Entries {
			if data, _, err := e.target.Get(ctx, want.Path); err != nil || tagOf(data) != want.Sum.String() {
				t.Errorf("%s is not what it was: %v", want.Path, err)
			}
		}
	}
}

// TestOfTwoPublishersOneWins has several publish different sites at once. One comes through; the others say so and have changed nothing.
func TestOfTwoPublishersOneWins(t *testing.T) {
	for _, kind := range []string{"s3", "dir", "sftp", "git", "memory"} {
		t.Run(kind, func(t *testing.T) {
			open := publishersOf(t, kind)
			for round := range 3 {
				const rivals = 4
				faults, trees := make([]error, rivals), make([]*Tree, rivals)
				var wg sync.WaitGroup
				for i := range rivals {
					d := &desk{reports: map[int]int{1: 0, 2: 10*round + i}, closed: map[int]int{}}
					trees[i] = d.tree(t)
					wg.Go(func() { faults[i] = race(open(), trees[i], fmt.Sprintf("rival-%d-%d x", round, i)) })
				}
				wg.Wait()
				won := -1
				for i, fault := range faults {
					var busy Busy
					switch {
					case fault == nil && won < 0:
						won = i
					case fault == nil: // it came after the other had ended
						won = rivals
					case !errors.As(fault, &busy):
						t.Errorf("rival %d: %v", i, fault)
					}
				}
				if won < 0 {
					t.Fatalf("none came through: %v", faults)
				}
				matches := slices.ContainsFunc(trees, func(tree *Tree) bool { return holdsAll(t, open(), tree) })
				if !matches {
					t.Fatal("what lies there is nobody's site")
				}
			}
		})
	}
}

func publishersOf(t *testing.T, kind string) func() Target {
	switch kind {
	case "s3":
		endpoint := gateway(t)
		return func() Target { return bucket(t, endpoint, "") }
	case "dir":
		folder := t.TempDir()
		return func() Target {
			d, err := OpenDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
	case "sftp":
		account := sshServer(t)
		return func() Target { return account.open(t) }
	case "git":
		remote, _ := repository(t)
		return func() Target { return openGit(t, GitOptions{Remote: remote, Branch: "pages"}) }
	}
	m := newMemory()
	return func() Target { return m }
}

func race(target Target, tree *Tree, by string) error {
	defer target.Close()
	ctx := context.Background()
	place, err := Look(ctx, target, Options{By: by, Clock: time.Now, Keep: 3, Grace: time.Hour})
	if err != nil {
		return err
	}
	plan, err := place.Plan(ctx, Site{Tree: tree})
	if err != nil {
		return err
	}
	return place.Carry(ctx, plan, tree)
}

func holdsAll(t *testing.T, target Target, tree *Tree) bool {
	defer target.Close()
	for _, e := range tree.Entries {
		data, _, err := target.Get(context.Background(), e.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if tagOf(data) != e.Sum.String() {
			return false
		}
	}
	return true
}
