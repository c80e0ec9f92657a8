package verify

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

// files of a published tree.
type files []output.File

func (f files) All() []output.File                                  { return slices.Clone(f) }
func (f files) Find(string) (output.File, bool)                     { return output.File{}, false }
func (f files) Judge(func(string) int64) (_ []diag.Finding, _ bool) { return nil, false }

// texts are the files of the tests' tree.
var texts = map[string]string{
	"index.html": "home", "404.html": "lost", "reports/2026/a.html": "a report", "reports/2026/é.html": "another one", "assets/s.1.css": "p{}", "empty.txt": "",
	"old.html": "it is at a", "_headers": "/*", "uk/404.html": "zagubleno",
}

// publish writes the tree into a folder.
func publish(t *testing.T) (dir string, m *output.Manifest) {
	t.Helper()
	dir = t.TempDir()
	tree, err := output.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	var list files
	for path, text := range texts {
		f := output.File{Path: path, Content: output.Bytes(text)}
		if path == "old.html" {
			f.Leads = "reports/2026/a.html"
		}
		list = append(list, f)
	}
	if _, err := (&output.Folder{Tree: tree}).Take(list, output.Head{Audience: "clear"}); err != nil {
		t.Fatal(err)
	}
	return dir, tree.Manifest()
}

// check is what a check of a place comes to, a word a difference.
func check(t *testing.T, place Place) string {
	t.Helper()
	m, _, wrong, err := ReadManifest(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	if wrong.Kind != "" {
		return "manifest"
	}
	r, err := Tree(t.Context(), place, m, func(path string) bool { return path == "CNAME" })
	if err != nil {
		t.Fatal(err)
	}
	return words(r)
}

func words(r Result) string {
	var list []string
	for _, d := range r.Differences {
		list = append(list, string(d.Kind)+":"+d.Path)
	}
	return strings.Join(list, " ")
}

// TestEveryFaultOfAFolderIsFound flips each bit of each file, the manifest too, takes each file away, and adds some.
func TestEveryFaultOfAFolderIsFound(t *testing.T) {
	dir, m := publish(t)
	if got := check(t, Folder{os.DirFS(dir)}); got != "" {
		t.Fatalf("in a good tree: %s", got)
	}
	folder := inMemory(t, dir)
	place := Folder{folder}
	with := func(p, what string, file *fstest.MapFile, want string) {
		t.Helper()
		former := folder[p]
		if folder[p] = file; file == nil {
			delete(folder, p)
		}
		if got := check(t, place); got != want {
			t.Errorf("%s %s: got %q, want %q", p, what, got, want)
		}
		if folder[p] = former; former == nil {
			delete(folder, p)
		}
	}
	paths := []string{output.ManifestName}
	for _, e := range m.Entries {
		paths = append(paths, e.Path)
	}
	for _, p := range paths {
		altered, missing, good := "altered:"+p, "missing:"+p, folder[p].Data
		if p == output.ManifestName {
			altered, missing = "manifest", "manifest"
		}
		for bit := range 8 * len(good) {
			bad := bytes.Clone(good)
			bad[bit/8] ^= 1 << (bit % 8)
			with(p, fmt.Sprintf("with bit %d flipped", bit), &fstest.MapFile{Data: bad}, altered)
		}
		with(p, "with a byte more", &fstest.MapFile{Data: append(bytes.Clone(good), 0)}, altered)
		with(p, "removed", nil, missing)
		if len(good) > 0 {
			with(p, "cut", &fstest.MapFile{Data: good[:len(good)-1]}, altered)
		}
		if p != output.ManifestName {
			with(p, "as a folder", &fstest.MapFile{Mode: fs.ModeDir}, altered)
		}
	}
	for _, extra := range []string{"a.html", "reports/2026/a.html.bak", "reports/2027/b.html", ".hidden", ".sitrep-pending"} {
		with(extra, "added", &fstest.MapFile{}, "extra:"+extra)
	}
	for _, allowed := range []string{"CNAME", ".sitrep/lock", ".sitrep-lock", output.SignatureName} {
		with(allowed, "added", &fstest.MapFile{}, "")
	}
}

// inMemory is a folder's files.
func inMemory(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestAccentsTakenApartAreTheSame checks a stick that has been through a system which decomposes names.
func TestAccentsTakenApartAreTheSame(t *testing.T) {
	if composed("reports/e\u0301.html") != "reports/é.html" || composed("a.html") != "a.html" {
		t.Error("names are not composed")
	}
}

func TestALinkIsNoFile(t *testing.T) {
	dir, _ := publish(t)
	if err := os.Rename(filepath.Join(dir, "index.html"), filepath.Join(dir, "x")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("x", filepath.Join(dir, "index.html")); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	if got, want := check(t, Folder{os.DirFS(dir)}), "altered:index.html extra:x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// site serves a folder below /site/, after a handler that may answer in its place.
func site(t *testing.T, dir string, first func(w http.ResponseWriter, r *http.Request, file string) bool) *Web {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file := strings.TrimPrefix(r.URL.Path, "/site/")
		if first(w, r, file) {
			return
		}
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(data)
	}))
	t.Cleanup(s.Close)
	web, err := NewWeb(s.URL+"/site", "test", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	return web
}

func TestASiteIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		first func(w http.ResponseWriter, r *http.Request, file string) bool
		want  string
	}{
		"as it should be": {func(http.ResponseWriter, *http.Request, string) bool { return false }, ""},
		"altered and gone": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			switch file {
			case "index.html":
				fmt.Fprint(w, "hime")
			case "assets/s.1.css":
				w.WriteHeader(http.StatusGone)
			default:
				return false
			}
			return true
		}, "missing:assets/s.1.css altered:index.html"},
		"without endings, as some hosts have it": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if bare, is := strings.CutSuffix(file, ".html"); is {
				http.Redirect(w, r, strings.TrimSuffix("/site/"+bare, "index"), http.StatusPermanentRedirect)
				return true
			}
			for _, ending := range []string{".html", "index.html"} {
				if text, is := texts[file+ending]; is && (ending == ".html" || strings.HasSuffix("/"+file, "/")) {
					if strings.HasSuffix(file, "404") {
						w.WriteHeader(http.StatusNotFound)
					}
					fmt.Fprint(w, text)
					return true
				}
			}
			return false
		}, ""},
		"with redirects at old addresses": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "old.html" {
				http.Redirect(w, r, "/site/reports/2026/a.html", http.StatusMovedPermanently)
			}
			return file == "old.html"
		}, ""},
		"with an old address that leads elsewhere": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "old.html" {
				http.Redirect(w, r, "/site/index.html", http.StatusMovedPermanently)
			}
			return file == "old.html"
		}, "altered:old.html"},
		"with a page that leads elsewhere": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "index.html" {
				http.Redirect(w, r, "http://evil.example/", http.StatusFound)
			}
			return file == "index.html"
		}, "altered:index.html"},
		"in a circle": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "index.html" {
				http.Redirect(w, r, "/site/index.html", http.StatusFound)
			}
			return file == "index.html"
		}, "altered:index.html"},
		"that keeps settings to itself": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "_headers" {
				http.NotFound(w, r)
			}
			return file == "_headers"
		}, ""},
		"that refuses a file": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			if file == "index.html" {
				w.WriteHeader(http.StatusForbidden)
			}
			return file == "index.html"
		}, "unread:index.html"},
		"that sends without end": {func(w http.ResponseWriter, r *http.Request, file string) bool {
			for file == "index.html" && r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return true
				}
			}
			return false
		}, "altered:index.html"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, _ := publish(t)
			if got := check(t, site(t, dir, c.first)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestASlowSiteIsAskedAgain has each file fail in turn: refused as too much, failed, broken off. It also counts who asks at once.
func TestASlowSiteIsAskedAgain(t *testing.T) {
	dir, _ := publish(t)
	var mu sync.Mutex
	asked := map[string]int{}
	var now, most atomic.Int64
	web := site(t, dir, func(w http.ResponseWriter, r *http.Request, file string) bool {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		time.Sleep(2 * time.Millisecond)
		mu.Lock()
		asked[file]++
		n := asked[file]
		mu.Unlock()
		if got := r.Header.Get("User-Agent"); got != "test" {
			t.Errorf("it is told that %q asks", got)
		}
		switch n {
		case 1:
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusBadGateway)
		case 3:
			if path.Ext(file) != ".html" {
				return false
			}
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "half")
			panic(http.ErrAbortHandler)
		default:
			return false
		}
		return true
	})
	if got := check(t, web); got != "" {
		t.Errorf("got %q", got)
	}
	if most.Load() > atOnce {
		t.Errorf("%d requests at once, want at most %d", most.Load(), atOnce)
	}
}

// TestADeadSiteIsGivenUp has a site go away when half of it was looked at.
func TestADeadSiteIsGivenUp(t *testing.T) {
	dir, m := publish(t)
	for i := range 500 {
		m.Entries = append(m.Entries, output.Entry{Path: fmt.Sprintf("z/%d.html", i)})
	}
	var asked atomic.Int64
	web := site(t, dir, func(w http.ResponseWriter, r *http.Request, file string) bool {
		asked.Add(1)
		if strings.HasPrefix(file, "z/") {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return strings.HasPrefix(file, "z/")
	})
	_, err := Tree(context.Background(), web, m, func(string) bool { return false })
	if err == nil || !strings.Contains(err.Error(), "does not answer any more") {
		t.Errorf("got %v", err)
	}
	if n := asked.Load(); n > 200 {
		t.Errorf("%d requests to a dead site", n)
	}
}

func TestAnAddressIsOne(t *testing.T) {
	for address, want := range map[string]string{
		"https://reports.example": "https://reports.example/", "http://reports.example/a/index.html": "http://reports.example/a/",
		"https://reports.example/a%20b/": "https://reports.example/a%20b/",
		"ftp://reports.example/":         "", "https://": "", "https://reports.example/?a": "", "https://[": "",
	} {
		web, err := NewWeb(address, "test", time.Second)
		if err == nil && web.Address() != want || (err != nil) != (want == "") {
			t.Errorf("%s: got %v, %v", address, web, err)
		}
	}
}
