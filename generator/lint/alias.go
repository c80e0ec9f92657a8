package lint

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// aliasTaken finds old addresses that lead elsewhere already, to a page of the site or by another report's word: alias/taken, an
// error.
func (c *checks) aliasTaken(e *site.Entry) {
	for i, alias := range e.Aliases {
		c.need(theAlias, alias)
		text := ""
		if page := c.pageAt(alias); page != "" {
			text = fmt.Sprintf("%s is the address of %s", alias, page)
		} else if first := c.aliases()[alias]; first != e {
			text = fmt.Sprintf("%s leads to %s already", alias, first.File)
		} else if slices.Index(e.Aliases, alias) < i {
			text = fmt.Sprintf("%s stands twice", alias)
		}
		if text != "" {
			c.afresh = true
			at := fmt.Sprintf("aliases.%d", i)
			c.add(diag.Finding{File: e.File, Pos: e.Places.At(at), Rule: "alias/taken", Severity: diag.Error, Text: text, Hint: "remove it; an old address leads to one report"})
		}
	}
}

// aliasHolders are the old addresses of a site, each with the report that it leads to: the first by path and language of those that
// name it.
func aliasHolders(s *site.Site) map[string]*site.Entry {
	holders := map[string]*site.Entry{}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			for _, alias := range e.Aliases {
				if first := holders[alias]; first == nil || e.File < first.File {
					holders[alias] = e
				}
			}
		}
	}
	return holders
}

// pageAt says what has an address within the published tree; "" when nothing has.
func (c *checks) pageAt(address string) string {
	address, html := strings.CutSuffix(address, ".html")
	if !html {
		return ""
	}
	for _, t := range c.site.Trees {
		rest, below := strings.CutPrefix(address, t.Prefix)
		if !below {
			continue
		}
		if path, is := strings.CutPrefix(rest, "reports/"); is {
			c.need(theText, path)
			if e := c.site.Entry(path, t.Lang); e != nil && e.Lang == t.Lang {
				return "the report " + e.File
			}
		}
		c.need(thePage, rest)
		if p := c.site.Page(rest, t.Lang); p != nil && p.Lang == t.Lang {
			return "the page " + p.File
		}
		c.afresh = c.afresh || amongIndexes(rest)
		if indexed(t, address, rest) {
			return "an index"
		}
	}
	return ""
}

// amongIndexes reports whether an address below the tree's own folder is where indexes come and go.
func amongIndexes(rest string) bool {
	folder, _, below := strings.Cut(rest, "/")
	return below && slices.Contains([]string{"regions", "topics", "dates", "series", "figures", "claims", "actors", "incidents"}, folder)
}

// indexed reports whether an address is that of an index of the tree; rest is what is left of it below the tree's own folder.
func indexed(t *site.Tree, address, rest string) bool {
	folder, name, below := strings.Cut(rest, "/")
	if !below {
		return slices.Contains([]string{"index", "404", "search", "regions", "topics", "dates", "series", "figures", "claims", "actors", "incidents", "corrections"}, rest)
	}
	lists := []*site.List{t.Dates}
	id, _, _ := strings.Cut(name, "/")
	for _, terms := range []*site.Terms{t.Regions, t.Topics, t.Series, t.Figures, t.Claims, t.Actors, t.Incidents} {
		if term := terms.Get(id); term != nil && term.List != nil {
			lists = append(lists, term.List)
		}
	}
	found := false
	for _, list := range lists {
		if list != nil && strings.HasPrefix(strings.TrimPrefix(list.Path, t.Prefix), folder) {
			list.Walk(func(l *site.List) { found = found || l.Path == address })
		}
	}
	return found
}
