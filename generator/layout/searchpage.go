package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html/template"
	"strings"

	"sitrep/generator/locale"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// searcherName is the script of the page that is searched from. It reads the index, which is another room's.
const searcherName = "search.js"

// numberMark is where the script puts a number.
const numberMark = "#"

// SearchPage is where readers search. Without a script it leads to the indexes.
type SearchPage struct {
	Frame   Frame
	Action  template.URL // the page itself
	Script  template.URL
	Types   []Word     // of reports
	Tongues []Language // the site's languages, the page's own first; none when there is one
	Indexes []*Fragment
	Words   []Word // what the script says, by key; forms for numbers are key.one, key.other
}

// searcherPath changes with the script, so that it can be kept for ever.
func (t *Theme) searcherPath() string {
	sum := sha256.Sum256(t.scripts[searcherName])
	return "assets/search." + hex.EncodeToString(sum[:6]) + ".js"
}

// searcher is the script, on a site that is searched.
func (f *files) searcher() []output.File {
	if !f.editions[0].site.Config.Search {
		return nil
	}
	list := []output.File{{Path: f.theme.searcherPath(), From: folder + searcherName, Content: output.Bytes(f.theme.scripts[searcherName])}}
	for _, e := range f.editions {
		if e.site.Config.BaseURL != "" {
			list = append(list, e.openSearch())
		}
	}
	return list
}

// searchPages is the page, where there is one.
func (e *edition) searchPages() []page {
	if !e.site.Config.Search {
		return nil
	}
	return []page{{e.tree.Prefix + site.SearchPage, "the search page", "search.html", e, e.searchPage}}
}

func (e *edition) searchPage(path string) any {
	v := &SearchPage{Frame: e.frame(path, inSearch, e.get("search.title"), ""), Action: href("", site.SearchPage)}
	v.Frame.Described = e.searchDescribed(v.Frame.Up)
	v.Script = href(v.Frame.Up, e.theme.searcherPath())
	for _, kind := range report.Sitrep.Words() {
		v.Types = append(v.Types, Word{kind, e.get("report.kind." + kind)})
	}
	v.Tongues = e.tongueChoices()
	for _, section := range append([]string{inRegions, inTopics, inDates}, e.optional...) {
		v.Indexes = append(v.Indexes, e.sections[section])
	}
	for _, key := range []string{"search.none", "search.busy", "search.gone", "tag.flash", "tag.final"} {
		v.Words = append(v.Words, Word{key, e.get(key)})
	}
	v.Words = append(v.Words, Word{"tag.drill", e.get("exercise.tag")}, Word{"tag.bad", e.get("retracted.tag")})
	for _, form := range locale.Forms {
		if text, has := e.words[formKey("search.found", form)]; has {
			v.Words = append(v.Words, Word{"search.found." + form, filled(text, []string{"n", numberMark})})
		}
	}
	return v
}

// tongueChoices are the site's languages, the edition's own first.
func (e *edition) tongueChoices() []Language {
	if len(e.editions) < 2 {
		return nil
	}
	own := e.language("")
	own.Current = true
	list := []Language{own}
	for _, other := range e.editions {
		if other.tree != e.tree {
			list = append(list, other.language(""))
		}
	}
	return list
}

// searchDescribed leads to the OpenSearch description; "" where there is none.
func (e *edition) searchDescribed(up string) *Link {
	if !e.site.Config.Search || e.site.Config.BaseURL == "" {
		return nil
	}
	return &Link{Name: e.site.Config.TitleIn(e.tree.Lang), Href: href(up, e.tree.Prefix+site.Described)}
}

// searchDescription is what OpenSearch 1.1 has of a site.
type searchDescription struct {
	XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string
	Description string
	Language    string
	Encoding    string `xml:"InputEncoding"`
	URL         struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	} `xml:"Url"`
}

// openSearch is the file by which a browser learns to search the site.
func (e *edition) openSearch() output.File {
	name := e.site.Config.TitleIn(e.tree.Lang)
	d := searchDescription{ShortName: shortened(name, 16), Description: shortened(name, 1024), Language: e.tree.Lang, Encoding: "UTF-8"}
	d.URL.Type = "text/html"
	d.URL.Template = string(href(e.site.Config.BaseURL, e.tree.Prefix+site.SearchPage)) + "?q={searchTerms}"
	var b bytes.Buffer
	b.WriteString(xml.Header)
	text, err := xml.MarshalIndent(d, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("layout: a description cannot be written: %v", err)) // texts alone, which can
	}
	b.Write(append(text, '\n'))
	return output.File{Path: e.tree.Prefix + site.Described, From: "the description for browsers that search", Content: output.Bytes(b.Bytes())}
}

// shortened keeps the first runes of a text: OpenSearch bounds its names.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most]))
	}
	return text
}
