package layout

import "sitrep/generator/site"

// feeds leads to a feed, called by a title, in both formats. A site without an address has none.
func (f *Frame) feeds(title string, at *site.Feed) {
	if at == nil {
		return
	}
	f.Feeds = append(f.Feeds, Feed{title, href(f.Up, at.Atom), href(f.Up, at.JSON)})
}

// follow leads from a page of all reports to their feed.
func (e *edition) follow(f *Frame) { f.feeds(e.site.Config.TitleIn(e.tree.Lang), e.tree.Feed()) }
