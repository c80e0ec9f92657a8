package publish

// withdraw adds the first phase: when it is over, nothing that may show what is withdrawn can be read. Its own pages are hidden first.
// Whatever else shows it, a list, a feed, a table, is among the files that change or go, for the wanted tree does not show it; so all of
// those are renewed. A page whose new version leads to pages that are not there yet is hidden until they are.
func (p *planner) withdraw() {
	p.hide()
	needed := map[string]bool{}
	for i := range p.wanted {
		w := &p.wanted[i]
		if reason, there := p.other[w.Path]; there && isPage(w.Path) && reason != OtherHeader {
			p.renew(w, needed)
		}
	}
	p.bringNeeded(needed)
	for i := range p.wanted {
		w := &p.wanted[i]
		if reason, there := p.other[w.Path]; there && !isPage(w.Path) && kindOf(w.Path) != seal && reason != OtherHeader {
			p.put(purge, w, MayShow, p.overwritten(w))
			delete(p.other, w.Path)
		}
	}
	for _, l := range p.record.Left {
		if !isKept(l.Path) && !hasGrace(l.Path, true) {
			p.withdrawLeft(l.Path)
		}
	}
}

// withdrawLeft sees to a file that belonged to the site once and lies there still, because the publishing that was to remove it was
// interrupted. The site may have a file of that name again by now; what lies there is hidden or goes until that one comes.
func (p *planner) withdrawLeft(path string) {
	_, wanted := p.find(path)
	_, comes := p.fresh[path]
	switch {
	case wanted && !comes: // it is there by then
	case wanted && isPage(path):
		p.add(renewPages, Step{Do: Hide, Path: path, Reason: MayShow}, nil)
	default:
		p.add(purge, Step{Do: Remove, Path: path, Reason: MayShow}, nil)
	}
}

// hide adds neutral pages where pages go, and the removal of what else goes.
func (p *planner) hide() {
	for i := range p.gone {
		e := &p.gone[i]
		at, reason := renewPages, MayShow
		if p.withdrawn[e.Path] {
			at, reason = hideWithdrawn, IsWithdrawn
		}
		switch {
		case isPage(e.Path):
			p.add(at, Step{Do: Hide, Path: e.Path, Reason: reason}, p.known(e))
		case !hasGrace(e.Path, true):
			p.add(purge, Step{Do: Remove, Path: e.Path, Reason: reason}, p.known(e))
		}
	}
}

// known is an entry of the record; nil when what lies there is unknown.
func (p *planner) known(e *Entry) *Entry { return p.record.Find(e.Path) }

// renew puts a page's new version if all that it refers to is there by then, and hides the page until later if not. Files that are no
// pages are needed before.
func (p *planner) renew(w *Entry, needed map[string]bool) {
	leadsToNew := false
	var files []string
	for _, to := range p.links(w.Path) {
		if _, isNew := p.fresh[to]; isPage(to) && (isNew || p.record.Find(to) == nil && find(p.wanted, to) != nil) {
			leadsToNew = true // a new page that is there already may lead to one that is not
		} else if isNew {
			files = append(files, to)
		}
	}
	if leadsToNew {
		p.add(renewPages, Step{Do: Hide, Path: w.Path, Reason: Renewing}, p.overwritten(w))
		return // it stays among the others
	}
	for _, file := range files {
		needed[file] = true
	}
	p.put(renewPages, w, MayShow, p.overwritten(w))
	delete(p.other, w.Path)
}

// bringNeeded adds new files that are no pages: those that renewed pages refer to, and those of the search, whose directory is renewed.
func (p *planner) bringNeeded(needed map[string]bool) {
	for i := range p.wanted {
		w := &p.wanted[i]
		if reason, isNew := p.fresh[w.Path]; isNew && !isPage(w.Path) && kindOf(w.Path) != seal && (needed[w.Path] || isSearch(w.Path)) {
			p.put(bringNeeded, w, reason, p.overwritten(w))
			delete(p.fresh, w.Path)
		}
	}
}
