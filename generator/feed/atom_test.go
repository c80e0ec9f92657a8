package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	atomSpace    = "http://www.w3.org/2005/Atom"
	historySpace = "http://purl.org/syndication/history/1.0"
	tombSpace    = "http://purl.org/atompub/tombstones/1.0"
)

// atomCheck holds a document to RFC 4287, RFC 5005 and RFC 6721, and to what we promise beyond them.
type atomCheck struct{ faults []string }

func (c *atomCheck) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

// count wants from least to most children of a name.
func (c *atomCheck) count(n *node, least, most int, names ...string) {
	for _, name := range names {
		if got := len(n.all(atomSpace, name)); got < least || got > most {
			c.fault("%v has %d of <%s>, want %d to %d", n, got, name, least, most)
		}
	}
}

// What may stand in an element, of the namespace of Atom (RFC 4287, sections 3.2, 4.1.1, 4.1.2).
var within = map[string]string{
	"feed":   "author category contributor generator icon id link logo rights subtitle title updated entry",
	"entry":  "author category content contributor id link published rights source summary title updated",
	"author": "name uri email",
}

// atomFaults is what is wrong with an Atom document.
func atomFaults(text string) []string {
	c := &atomCheck{}
	feed, err := parseXML(text)
	switch {
	case err != nil:
		return []string{err.Error()}
	case feed.name.Space != atomSpace || feed.name.Local != "feed":
		return []string{"the root is not a feed of Atom"}
	}
	c.feed(feed)
	for _, e := range feed.all(atomSpace, "entry") {
		c.entry(e)
	}
	c.together(feed)
	c.history(feed)
	c.tombstones(feed)
	return c.faults
}

// known wants no elements of Atom where they have no place.
func (c *atomCheck) known(n *node) {
	for _, child := range n.nodes {
		if child.name.Space == atomSpace && !slices.Contains(strings.Fields(within[n.name.Local]), child.name.Local) {
			c.fault("<%s> has no place in %v", child.name.Local, n)
		}
		if child.name.Space != atomSpace && child.name.Space != historySpace && child.name.Space != tombSpace {
			c.fault("<%s> is of an unknown namespace %q", child.name.Local, child.name.Space)
		}
	}
	if strings.TrimSpace(n.text) != "" {
		c.fault("%v holds text beside its elements", n)
	}
}

// feed holds the head to section 4.1.1.
func (c *atomCheck) feed(n *node) {
	c.known(n)
	c.count(n, 1, 1, "id", "title", "updated", "author")
	c.count(n, 0, 1, "subtitle", "rights", "generator", "icon", "logo")
	c.common(n)
	if rel := links(n, "self"); len(rel) != 1 {
		c.fault("%d links to itself (section 4.1.1 wants one)", len(rel))
	}
	if rel := links(n, "alternate"); len(rel) != 1 {
		c.fault("%d links to the page", len(rel))
	}
	if !isLanguage(n.attrs["xml:lang"]) && !isLanguage(n.attrs["http://www.w3.org/XML/1998/namespace:lang"]) {
		c.fault("the feed has no language: %v", n.attrs)
	}
}

// entry holds an entry to section 4.1.2.
func (c *atomCheck) entry(n *node) {
	c.known(n)
	c.count(n, 1, 1, "id", "title", "updated", "published", "content") // the last two because we promise them
	c.count(n, 0, 1, "rights", "source", "summary")
	c.common(n)
	if len(links(n, "alternate")) == 0 {
		c.fault("%v leads to no page", n)
	}
	if at(n.one(atomSpace, "updated")).Before(at(n.one(atomSpace, "published"))) {
		c.fault("%v was updated before it was published", n)
	}
	for _, x := range n.all(atomSpace, "content") { // section 4.1.3.3
		if x.attrs["type"] != "html" || len(x.nodes) > 0 {
			c.fault("%v has a content that is not escaped HTML", n)
		}
		for _, fault := range contentFaults(x.text) {
			c.fault("%v: content: %s", n, fault)
		}
		if strings.TrimSpace(x.text) == "" {
			c.fault("%v has an empty content", n)
		}
	}
}

// common holds what feeds and entries share to sections 3 and 4.2.
func (c *atomCheck) common(n *node) {
	if id := n.one(atomSpace, "id"); !isWhole(id) { // 4.2.6
		c.fault("the id %q is no absolute IRI", id)
	}
	for _, name := range []string{"updated", "published"} { // 3.3
		for _, x := range n.all(atomSpace, name) {
			if !isDateTime(x.text) {
				c.fault("%v: <%s> is no time: %q", n, name, x.text)
			}
		}
	}
	for _, name := range []string{"title", "subtitle", "summary", "rights"} { // 3.1
		for _, x := range n.all(atomSpace, name) {
			if kind := x.attrs["type"]; kind != "" && kind != "text" || len(x.nodes) > 0 || strings.TrimSpace(x.text) == "" {
				c.fault("%v: <%s> is no plain text, or empty", n, name)
			}
		}
	}
	for _, x := range n.all(atomSpace, "author") { // 3.2
		c.known(x)
		c.count(x, 1, 1, "name")
		c.count(x, 0, 1, "uri", "email")
		if uri := x.one(atomSpace, "uri"); uri != "" && !isWhole(uri) || strings.TrimSpace(x.one(atomSpace, "name")) == "" {
			c.fault("%v has a wrong author", n)
		}
	}
	for _, x := range n.all(atomSpace, "category") { // 4.2.2
		if x.attrs["term"] == "" || x.attrs["label"] == "" || !isWhole(x.attrs["scheme"]) {
			c.fault("%v has a wrong category %v", n, x)
		}
	}
	c.links(n)
}

// links holds them to section 4.2.7.
func (c *atomCheck) links(n *node) {
	alternates := map[string]bool{}
	for _, l := range n.all(atomSpace, "link") {
		if !isWhole(l.attrs["href"]) || l.attrs["rel"] == "" || len(l.nodes) > 0 || l.text != "" {
			c.fault("%v has a wrong link %v", n, l)
		}
		if kind := l.attrs["type"]; kind != "" && !isMediaType(kind) {
			c.fault("%v has a link of the type %q", n, kind)
		}
		if lang, given := l.attrs["hreflang"]; given && !isLanguage(lang) {
			c.fault("%v has a link in the language %q", n, lang)
		}
		if l.attrs["rel"] == "enclosure" && (l.attrs["type"] == "" || strings.Trim(l.attrs["length"], "0123456789") != "" || l.attrs["length"] == "") {
			c.fault("%v has an enclosure without type or length: %v", n, l)
		}
		if l.attrs["rel"] == "alternate" { // 4.1.1 and 4.1.2: no two of one type and language
			kind := l.attrs["type"] + " " + l.attrs["hreflang"]
			if alternates[kind] {
				c.fault("%v has two alternates of %s", n, kind)
			}
			alternates[kind] = true
		}
	}
}

// together holds the entries to what is said of all of them: no id twice (4.1.1), the feed as new as the newest.
func (c *atomCheck) together(feed *node) {
	seen := map[string]bool{}
	newest := ""
	for _, e := range feed.all(atomSpace, "entry") {
		id, updated := e.one(atomSpace, "id"), e.one(atomSpace, "updated")
		if seen[id] {
			c.fault("the id %s stands twice", id)
		}
		if seen[id] = true; newest == "" || at(updated).After(at(newest)) {
			newest = updated
		}
	}
	if got := feed.one(atomSpace, "updated"); got != newest {
		c.fault("the feed was updated %s, its newest entry %s", got, newest)
	}
}

// history holds the document to RFC 5005, section 4.
func (c *atomCheck) history(feed *node) {
	archive := feed.all(historySpace, "archive")
	if len(archive) > 1 || len(archive) == 1 && (len(archive[0].nodes) > 0 || archive[0].text != "") {
		c.fault("fh:archive stands more than once, or is not empty")
	}
	for _, rel := range []string{"current", "prev-archive", "next-archive", "hub"} {
		if len(links(feed, rel)) > 1 {
			c.fault("more than one link is %s", rel)
		}
	}
	if len(archive) == 1 && len(links(feed, "current")) == 0 {
		c.fault("an archive does not lead to its feed")
	}
	if len(archive) == 1 && len(links(feed, "next-archive")) == 0 {
		c.fault("an archive that nothing follows may still grow")
	}
	if len(links(feed, "current")) == 0 && len(links(feed, "next-archive")) > 0 {
		c.fault("a feed leads to a next archive")
	}
}

// tombstones holds deleted entries to RFC 6721, section 3.
func (c *atomCheck) tombstones(feed *node) {
	living := map[string]bool{}
	for _, e := range feed.all(atomSpace, "entry") {
		living[e.one(atomSpace, "id")] = true
	}
	seen := map[string]bool{}
	for _, g := range feed.all(tombSpace, "deleted-entry") {
		ref, when := g.attrs["ref"], g.attrs["when"]
		if !isWhole(ref) || !isDateTime(when) {
			c.fault("a deleted entry has the ref %q and the time %q", ref, when)
		}
		if seen[ref+when] || living[ref] {
			c.fault("%s is deleted twice, or stands there too", ref)
		}
		seen[ref+when] = true
		if comments := g.all(tombSpace, "comment"); len(comments) != 1 || len(g.nodes) != 1 || comments[0].text == "" {
			c.fault("the deleted entry %s does not say why", ref)
		}
	}
}

// links are the addresses of a relation.
func links(n *node, rel string) []string {
	var list []string
	for _, l := range n.all(atomSpace, "link") {
		if l.attrs["rel"] == rel {
			list = append(list, l.attrs["href"])
		}
	}
	return list
}

func atomIsValid(t *testing.T, sites map[string]published) {
	for name, site := range sites {
		paths := site.paths(".atom")
		if len(paths) < 10 {
			t.Errorf("%s: only %q", name, paths)
		}
		for _, path := range paths {
			for _, fault := range atomFaults(site[path]) {
				t.Errorf("%s: %s: %s", name, path, fault)
			}
			feed, _ := parseXML(site[path])
			if self := links(feed, "self")[0]; !strings.HasSuffix(self, "/"+path) {
				t.Errorf("%s: %s says that it is %s", name, path, self)
			}
		}
	}
}

// TestTheValidatorIsStrict holds the test to its own claim: each of these is found.
func TestTheValidatorIsStrict(t *testing.T) {
	good := publish(t, everything(t), "", now)["feed.atom"]
	if faults := atomFaults(good); len(faults) > 0 {
		t.Fatal(faults)
	}
	for what, change := range map[string][2]string{
		"no id":                  {"<id>https://desk.example/kelundria/feed.atom</id>", ""},
		"a relative id":          {"<id>https://desk.example/kelundria/feed.atom", "<id>feed.atom"},
		"no updated":             {"<published>", "<updated>2026-01-01T00:00:00Z</updated><published>"},
		"a day for a time":       {"<updated>2026", "<updated>2026-01-01</updated><x>"},
		"no author":              {"<author>", "<contributor>"},
		"a second title":         {"<title>", "<title>a</title><title>"},
		"no link to itself":      {`rel="self"`, `rel="other"`},
		"two pages":              {`<link rel="self"`, `<link rel="alternate" href="https://a.example/" type="text/html" hreflang="en"/><link rel="self"`},
		"a category without end": {`term="`, `tem="`},
		"a relative picture":     {"<![CDATA[", `<![CDATA[<img src="a.png">`},
		"an unknown element":     {"<author>", "<autor/><author>"},
		"a living dead":          {`<at:deleted-entry ref="https://desk.example/kelundria/reports/2026/03/06-gone.html"`, `<at:deleted-entry ref="https://desk.example/kelundria/reports/2026/03/07-plain.html"`},
		"a dead without a time":  {` when="`, ` then="`},
		"an archive of nothing":  {"<rights>", "<fh:archive/><rights>"},
		"not well-formed":        {"<rights>", "<rights>&"},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good || len(atomFaults(bad)) == 0 {
			t.Errorf("%s is not found", what)
		}
	}
}
