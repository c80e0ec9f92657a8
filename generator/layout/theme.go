package layout

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/key"
	"sitrep/generator/output"
)

// folder is where a site keeps its own layouts.
const folder = "layouts/"

// Theme is the templates, the style sheet and the words of the interface: the built-in ones, with a site's own in their place.
// It may be used from many goroutines.
type Theme struct {
	sum      output.Sum           // of all templates and words
	scripts  map[string][]byte    // by their names in the theme
	styles   map[string][]byte    // the style sheets for each kind of page
	sources  map[string]string    // the templates' texts, for places in messages
	sets     map[string]*set      // by language
	messages map[string]*Messages // by language
	hasher   key.Hasher
}

// views is every kind of page and fragment: the name of its template and what that sees.
var views = map[string]any{
	"home.html": Home{}, "report.html": Report{}, "page.html": Page{}, "404.html": NotFound{},
	"regions.html": Terms{}, "region.html": TermPage{}, "topics.html": Terms{}, "topic.html": TermPage{},
	"pair.html": PairPage{}, "series.html": SeriesPage{}, "dates.html": Dates{}, "period.html": PeriodPage{},
	"figures.html": Names{}, "figure.html": FigurePage{}, "claims.html": Ledger{}, "claimperiod.html": ClaimPeriod{}, "claim.html": ClaimPage{},
	"actors.html": Names{}, "actor.html": ActorPage{}, "incidents.html": Names{}, "incident.html": IncidentPage{},
	"corrections.html": CorrectionsPage{}, "api.html": APIPage{}, "redirect.html": Redirect{}, "search.html": SearchPage{},
	"partials/masthead.html": Masthead{}, "partials/footer.html": Footer{}, "partials/open.html": Open{},
	"partials/entry.html": Entry{}, "partials/link.html": Link{}, "partials/text.html": TextChanges{}, "partials/rollup.html": Rollup{},
}

// Load makes a Theme of the built-in layouts and a site's own, named as in its layouts folder (with or without the folder's
// name): report.html, partials/entry.html, style.css, messages/en.yaml. A template or style sheet of the site stands in the
// place of the built-in one; its words go over the built-in ones; further .css files follow the style sheet. Every template is
// tried, so that a fault in one is known before anything is published; with an error among the findings the Theme is not to be
// used.
func Load(theme fs.FS, override map[string][]byte) (*Theme, []diag.Finding) {
	own, findings := ownFiles(theme, override)
	t := &Theme{sources: map[string]string{}, sets: map[string]*set{}, messages: map[string]*Messages{}}
	t.hasher.Quick = map[reflect.Type]key.Plan{reflect.TypeFor[[]*Fragment](): appendFragments}
	builtin, err := readAll(theme)
	if err != nil {
		return nil, append(findings, diag.Finding{File: folder, Rule: "layout/theme", Severity: diag.Error, Text: err.Error()})
	}
	findings = append(findings, t.readMessages(builtin, own)...)
	findings = append(findings, t.readStyles(builtin, own)...)
	maps.Copy(builtin, own)
	t.scripts = map[string][]byte{askerName: builtin[askerName], workerName: builtin[workerName], searcherName: builtin[searcherName]}
	for name, data := range builtin {
		if path.Ext(name) == ".html" {
			t.sources[name] = string(data)
		}
	}
	t.sum = t.sumOf()
	trees, faults := parseAll(t.sources)
	findings = append(findings, faults...)
	if diag.Failed(findings) {
		return t, findings
	}
	for lang, m := range t.messages {
		templates, faults := assemble(trees, m, t.sources)
		t.sets[lang] = &set{Template: templates}
		if lang == fallback {
			findings = append(findings, faults...)
		}
	}
	if diag.Failed(findings) {
		return t, findings
	}
	return t, append(findings, t.try()...)
}

// readAll reads the files of a theme.
func readAll(theme fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(theme, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(theme, name)
		return err
	})
	return files, err
}

// ownFiles returns the site's layouts by the theme's names, without those that nothing would read.
func ownFiles(theme fs.FS, override map[string][]byte) (map[string][]byte, []diag.Finding) {
	own := map[string][]byte{}
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(override)) {
		short := strings.TrimPrefix(name, folder)
		_, err := fs.Stat(theme, short)
		switch dir, ext := path.Dir(short), path.Ext(short); {
		case err == nil, dir == "." && ext == ".css", dir == "partials" && ext == ".html", dir == "messages" && ext == ".yaml":
			own[short] = override[name]
		case ext == ".html" || ext == ".css" || ext == ".yaml":
			findings = append(findings, unknownFile(theme, short))
		}
	}
	return own, findings
}

func unknownFile(theme fs.FS, name string) diag.Finding {
	f := diag.Finding{File: folder + name, Rule: "layout/unknown", Severity: diag.Warning, Text: "no layout of that name: nothing reads this file"}
	known, _ := fs.Glob(theme, "*.html")
	if near := diag.Nearest(name, known); len(near) > 0 {
		f.Hint = "did you mean " + strings.Join(near, " or ") + "?"
	} else {
		f.Hint = "there are " + strings.Join(known, ", ") + ", and partials/ for parts of your own"
	}
	return f
}

// sumOf names all templates and words.
func (t *Theme) sumOf() output.Sum {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(t.sources)) {
		b = key.AppendText(key.AppendText(b, name), t.sources[name])
	}
	for _, lang := range slices.Sorted(maps.Keys(t.messages)) {
		b = key.AppendText(b, lang)
		for _, word := range slices.Sorted(maps.Keys(t.messages[lang].words)) {
			b = key.AppendText(key.AppendText(b, word), t.messages[lang].words[word])
		}
	}
	return sha256.Sum256(b)
}

// key names all that a page or fragment is made from.
func (t *Theme) key(name string, view any) output.Sum { return t.hasher.Sum(t.sum, name, view) }

// render makes a page or fragment.
func (t *Theme) render(b *bytes.Buffer, m *Messages, name string, view any) error {
	err := t.sets[m.Lang].execute(b, name, view)
	if err == nil {
		return nil
	}
	if broken := (*brokenFragment)(nil); errors.As(err, &broken) {
		return broken.cause
	}
	return &templateError{finding: fault(err, t.sources), cause: fmt.Errorf("make a page: %w", err)}
}

// fragment prepares a piece of HTML. Its view is made for the sum, let go of, and made again if the HTML is needed.
func (t *Theme) fragment(m *Messages, name string, view func() any) *Fragment {
	return &Fragment{sum: t.key(name, view()), make: func() (string, error) {
		var b bytes.Buffer
		err := t.render(&b, m, name, view())
		return b.String(), err
	}}
}
