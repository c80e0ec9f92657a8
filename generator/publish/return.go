package publish

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/output"
)

// Return is a plan that brings a former generation back.
type Return struct {
	Plan  *Plan
	Tree  *Tree    // of what was not there before
	To    int      // the generation
	Whole bool     // the site is all that it was in that generation
	Stays []string // paths that stay as they are now: what they were then showed what was withdrawn since, or makes no sense without it
}

// NothingBack says that a return would leave the site as it is.
type NothingBack struct{ To int }

func (n NothingBack) Error() string {
	return fmt.Sprintf("nothing of generation %d can come back: all that was different then shows or belongs to what was withdrawn since; nothing was changed", n.To)
}

// Return plans to go back to a kept generation; 0 is the one before the present. What was withdrawn since does not come back, and what
// showed it stays as it is now. exposed reports whether a path shows what the public must not see by now.
func (p *Place) Return(ctx context.Context, generation int, exposed func(path string) bool, closed []Mark) (*Return, error) {
	if err := p.mayReturn(exposed, closed); err != nil {
		return nil, err
	}
	to, err := p.kept(generation)
	if err != nil {
		return nil, err
	}
	tree := &Tree{Head: p.Record.Head, extra: map[string][]byte{}}
	r := &returning{Place: p, ctx: ctx, to: to, from: map[string]string{}, tree: tree}
	if err := r.gather(exposed); err != nil {
		return nil, err
	}
	if r.mended && r.nothing() {
		return nil, NothingBack{to}
	}
	if r.mended || find(r.wanted, output.ManifestName) == nil {
		r.seal()
	}
	b := p.basis(r.wanted)
	b.head, b.from, b.as, b.marks = p.Record.Head, r.from, to, p.Record.Closed
	return &Return{Plan: makePlan(b), Tree: tree, To: to, Whole: !r.mended, Stays: r.stays}, nil
}

// mayReturn wants things to stand well: what is withheld by now has to be withdrawn first.
func (p *Place) mayReturn(exposed func(string) bool, closed []Mark) error {
	if by, was := p.Interrupted(); was {
		return fmt.Errorf("the last publishing, by %s, was interrupted: let sitrep publish complete it first", by)
	}
	if p.Strange != "" {
		return fmt.Errorf("there is nothing to return to: %s", p.Strange)
	}
	for _, e := range p.Record.Live {
		if exposed(e.Path) {
			return fmt.Errorf("%s is withheld by now and is still published: build and publish first", e.Path)
		}
	}
	if fresh := newMarks(p.Record, closed); len(fresh) > 0 {
		return fmt.Errorf("%s was redacted or retracted, and its former versions are still kept: build and publish first", fresh[0].Path)
	}
	return nil
}

// kept finds a generation among those that can be returned to.
func (p *Place) kept(generation int) (int, error) {
	var numbers []string
	all := p.Record.Generations
	for i, g := range all[:max(0, len(all)-1)] {
		if g.Number == generation || generation == 0 && i == len(all)-2 {
			return g.Number, nil
		}
		numbers = append(numbers, fmt.Sprint(g.Number))
	}
	if len(numbers) == 0 {
		return 0, errors.New("no former generation is kept: the present one is the first, or the target has keep: 0")
	}
	return 0, fmt.Errorf("generation %d is not kept; these are: %s", generation, strings.Join(numbers, ", "))
}

// returning is a return in the making.
type returning struct {
	*Place
	ctx    context.Context
	to     int
	tree   *Tree // of what is made anew
	want   map[string]Entry
	wanted []Entry           // the same, by path
	from   map[string]string // where their bytes are kept
	stays  []string

	families map[string][]string // their members, now and then
	whole    map[string]bool     // the families that stay
	mended   bool                // the site is not wholly what it was
}

// gather finds out what the site was made of.
func (r *returning) gather(exposed func(string) bool) error {
	r.want = map[string]Entry{}
	r.meet()
	for _, e := range r.Record.Live {
		if e.Since <= r.to {
			r.want[e.Path] = e
		}
	}
	for _, f := range r.Record.Former {
		switch _, had := r.want[f.Path]; {
		case had || f.Since > r.to || r.to > f.Until || r.whole[family(f.Path)]:
		case !f.Gone && !exposed(f.Path):
			r.want[f.Path], r.from[f.Path] = f.Entry, keptName(f.Sum)
		case kindOf(f.Path) != seal: // it is made anew
			r.mended = true
			r.stay(f.Path)
		}
	}
	if r.mended {
		r.equip()
		if err := r.mend(); err != nil {
			return err
		}
	}
	for _, e := range r.want {
		e.Header = headerOf(e.Path)
		r.wanted = append(r.wanted, e)
	}
	slices.SortFunc(r.wanted, byPath)
	r.stays = sortedSet(r.stays)
	return nil
}

// stay lets a path be what it is now, or stay away, and with it what makes sense only together with it.
func (r *returning) stay(path string) {
	r.stayAlone(path)
	of := family(path)
	if r.whole[of] {
		return
	}
	r.whole[of] = of != ""
	for _, member := range r.families[of] {
		r.stayAlone(member)
	}
}

// meet finds the members of each family.
func (r *returning) meet() {
	r.families, r.whole = map[string][]string{}, map[string]bool{}
	note := func(path string) {
		if of := family(path); of != "" {
			r.families[of] = append(r.families[of], path)
		}
	}
	for _, e := range r.Record.Live {
		note(e.Path)
	}
	for _, f := range r.Record.Former {
		note(f.Path)
	}
}

func (r *returning) stayAlone(path string) {
	if _, had := r.want[path]; had && r.from[path] == "" {
		return // it is what it was
	}
	delete(r.from, path)
	delete(r.want, path)
	if now := r.Record.Find(path); now != nil {
		r.want[path] = *now
		r.stays = append(r.stays, path)
	}
}

// equip keeps the assets that are there beside those that come back: scripts and style sheets of what stays may refer to others, and
// their names change with their bytes.
func (r *returning) equip() {
	for _, e := range r.Record.Live {
		if _, had := r.want[e.Path]; !had && kindOf(e.Path) == asset {
			r.want[e.Path] = e
		}
	}
}

// mend goes on until no page leads to what is not there: what a page refers to comes with it as it is now, and a page that refers to what
// is no more stays as it is now itself.
func (r *returning) mend() error {
	links := map[string][]string{} // by where a page's bytes lie
	for changed := true; changed; {
		changed = false
		for _, page := range r.looked() {
			where := cmp.Or(r.from[page], page)
			if _, read := links[where]; !read {
				text, _, err := r.get(r.ctx, where)
				if err != nil {
					return fmt.Errorf("%s as it was: %w", page, err)
				}
				links[where] = linksOf(page, text)
			}
			for _, to := range links[where] {
				if _, there := r.want[to]; there {
					continue
				}
				changed = r.reach(page, to) || changed
			}
		}
	}
	return nil
}

// reach sees to it that a page does not lead to a path that is not there.
func (r *returning) reach(page, to string) (changed bool) {
	switch {
	case r.Record.Find(to) != nil:
		r.stay(to)
	case r.from[page] != "" && isPage(to) && atTop(to, r.opt.Languages):
		text := neutral(to, true, r.opt.Languages) // the whole site leads there
		r.tree.Add(to, text)
		r.want[to] = Entry{Path: to, Sum: sha256.Sum256(text), Size: int64(len(text))}
	case r.from[page] != "":
		r.stay(page)
	default:
		return false // it leads nowhere as it is
	}
	return true
}

// looked are the pages of which it is not sure that all is there that they refer to: those that come back, and those that stay.
func (r *returning) looked() []string {
	var pages []string
	for page := range r.from {
		pages = append(pages, page)
	}
	return slices.DeleteFunc(sortedSet(append(pages, r.stays...)), func(path string) bool {
		_, there := r.want[path]
		return !there || !isPage(path)
	})
}

// nothing reports whether the site would be what it is now, beside its manifest.
func (r *returning) nothing() bool {
	isSeal := func(e Entry) bool { return kindOf(e.Path) == seal }
	now := slices.DeleteFunc(slices.Clone(r.Record.Live), isSeal)
	then := slices.DeleteFunc(slices.Clone(r.wanted), isSeal)
	return slices.EqualFunc(now, then, func(a, b Entry) bool { return a.Path == b.Path && a.Sum == b.Sum })
}

// seal makes a manifest for a site that is not what it was. A signature of the former one does not fit it.
func (r *returning) seal() {
	r.wanted = slices.DeleteFunc(r.wanted, func(e Entry) bool { return kindOf(e.Path) == seal })
	m := &output.Manifest{Head: r.Record.Head}
	for _, e := range r.wanted {
		m.Entries = append(m.Entries, output.Entry{Path: e.Path, Size: e.Size, Sum: e.Sum})
	}
	var text bytes.Buffer
	_ = m.Encode(&text) // a buffer takes everything
	r.tree.Add(output.ManifestName, text.Bytes())
	delete(r.from, output.ManifestName)
	r.wanted = append(r.wanted, Entry{
		Path: output.ManifestName, Sum: sha256.Sum256(text.Bytes()), Size: int64(text.Len()), Header: headerOf(output.ManifestName),
	})
	slices.SortFunc(r.wanted, byPath)
}
