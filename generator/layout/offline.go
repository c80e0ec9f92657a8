package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"html/template"
	"path"
	"strings"
	"sync"

	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// The scripts of a site that is kept for reading without a line. sw.js is the browser's worker, which has to lie at the root, where
// its name cannot change; offline.js is on every page and sets it to work.
const (
	workerName = "sw.js"
	askerName  = "offline.js"
)

// mostLatest is how many of the latest reports a browser is asked to keep, in the language that is read.
const mostLatest = 10

// keptSite is what the worker knows of the site. Addresses lead on from the root.
type keptSite struct {
	Version string                  `json:"version"`
	Files   []template.URL          `json:"files"`
	Latest  map[string][]keptReport `json:"latest"`
	Words   map[string]string       `json:"words"`
}

type keptReport struct {
	Page     template.URL     `json:"page"`
	Pictures [][]template.URL `json:"pictures"` // each with its copies, the smallest first
}

// askerPath changes with the script, so that it can be kept for ever.
func (t *Theme) askerPath() string {
	sum := sha256.Sum256(t.scripts[askerName])
	return "assets/offline." + hex.EncodeToString(sum[:6]) + ".js"
}

// asker leads to the script of every page; "" on a site that is not kept.
func (e *edition) asker() template.URL {
	if !e.site.Config.Offline {
		return ""
	}
	return href(rootMark, e.theme.askerPath())
}

// kept adds the scripts to all files.
func (f *files) kept(list []output.File) []output.File {
	if !f.editions[0].site.Config.Offline {
		return list
	}
	w := &worker{bytes: sync.OnceValues(func() ([]byte, error) { return f.worker(list) })}
	return append(list,
		output.File{Path: workerName, From: folder + workerName, Content: w},
		output.File{Path: f.theme.askerPath(), From: folder + askerName, Content: output.Bytes(f.theme.scripts[askerName])})
}

// findKept looks up one of the scripts.
func (f *files) findKept(path string) (output.File, bool) {
	if f.editions[0].site.Config.Offline && (path == workerName || path == f.theme.askerPath()) {
		for _, file := range f.All() {
			if file.Path == path {
				return file, true
			}
		}
	}
	return output.File{}, false
}

// worker is the worker's script, made of what is published.
type worker struct{ bytes func() ([]byte, error) }

func (w *worker) Key() output.Sum {
	script, _ := w.bytes() // an error is Make's to tell
	return sha256.Sum256(script)
}

func (w *worker) Make(b *bytes.Buffer) error {
	script, err := w.bytes()
	b.Write(script)
	return err
}

// worker writes the worker's script for these files.
func (f *files) worker(list []output.File) ([]byte, error) {
	first := f.editions[0]
	k := keptSite{Version: version(list), Latest: map[string][]keptReport{}, Words: map[string]string{}}
	k.Files = []template.URL{href("", first.sheets[forReports].path), href("", first.sheets[forIndexes].path), href("", f.theme.askerPath())}
	if logo := logoPath(first.site.Logo); logo != "" {
		k.Files = append(k.Files, href("", logo))
	}
	for _, e := range f.editions {
		k.Latest[e.tree.Lang], k.Words[e.tree.Lang] = e.latest(), html.EscapeString(e.get("offline.kept"))
	}
	facts, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{[]byte("const site = "), facts, []byte(";\n\n"), f.theme.scripts[workerName]}, nil), nil
}

// version is another one when a writer's page or file is: new, changed or withdrawn.
func version(list []output.File) string {
	sums := make([]output.Sum, len(list))
	each(len(list), func(i int) {
		if strings.HasPrefix(list[i].From, "content/") && path.Ext(list[i].Path) != ".pdf" {
			sums[i] = list[i].Key()
		}
	})
	h := sha256.New()
	for i, sum := range sums {
		if sum != (output.Sum{}) {
			h.Write(key.AppendText(nil, list[i].Path))
			h.Write(sum[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// latest are the home page and the latest reports, with their pictures.
func (e *edition) latest() []keptReport {
	list := []keptReport{{Page: href("", e.tree.Prefix+"index.html"), Pictures: [][]template.URL{}}}
	for _, r := range e.tree.Entries[:min(mostLatest, len(e.tree.Entries))] {
		list = append(list, keptReport{href("", r.URL), e.keptPictures(r)})
	}
	return list
}

func (e *edition) keptPictures(r *site.Entry) [][]template.URL {
	pictures := [][]template.URL{}
	for _, link := range pictureLinks(r) {
		d := e.links.Follow(r.Origin(), link)
		if d.File.Path == "" {
			continue
		}
		m := r.Media.Of(d.File)
		whole := original{d.File, m, e.studio}
		var sizes []template.URL
		for _, width := range copies(d.File, m) {
			sizes = append(sizes, href("", duplicate{whole, width}.path()))
		}
		pictures = append(pictures, append(sizes, href("", whole.path())))
	}
	return pictures
}

// pictureLinks are the pictures that a report's page shows.
func pictureLinks(r *site.Entry) []markdown.Link {
	if r.Status == report.Retracted {
		return nil
	}
	return shownFiles(append([]markdown.Link{{Target: r.Image.Src, Image: true}}, r.Text.Links...))
}

// shownFiles are those of a text's links that show a file.
func shownFiles(links []markdown.Link) []markdown.Link {
	var shown []markdown.Link
	for _, link := range links {
		if link.Image && link.Scheme == "" && link.Target != "" {
			shown = append(shown, link)
		}
	}
	return shown
}
