package layout

import (
	"strconv"
	"time"

	"sitrep/generator/site"
)

func (e *edition) fragments(entries []*site.Entry) []*Fragment {
	list := make([]*Fragment, len(entries))
	for i, entry := range entries {
		list[i] = e.shown(entry)
	}
	return list
}

// list is what an index shows.
func (e *edition) list(up string, l *site.List) List {
	v := List{Up: up, Cut: len(l.Entries) > 0 && len(l.Parts) > 0 && l.Up == nil, Entries: e.fragments(l.Entries)}
	for _, part := range l.Parts {
		v.Periods = append(v.Periods, e.toPeriod(part))
	}
	return v
}

// terms is the hierarchy of a vocabulary.
func (e *edition) termsPage(path, section string, terms []*site.Term, define func(id string) string) any {
	v := &Terms{Frame: e.frame(path, section, e.get("nav."+section), "")}
	e.follow(&v.Frame)
	for _, term := range terms {
		if term.Parent == nil {
			v.Terms = append(v.Terms, e.term(v.Frame.Up, term, define))
		}
	}
	return v
}

func (e *edition) term(up string, term *site.Term, define func(id string) string) Term {
	v := Term{Name: term.Name, Href: href(up, term.List.Path+".html"), Definition: define(term.ID)}
	for _, below := range term.Children {
		v.Below = append(v.Below, e.term(up, below, define))
	}
	return v
}

func (e *edition) noDefinition(string) string { return "" }

// definition is the topic's in the site's topics.yaml. It is written in one language, and shown in that alone.
func (e *edition) definition(id string) string {
	if e.tree.Lang != e.site.Config.Default() {
		return ""
	}
	topic, _ := e.site.Topics.Get(id)
	return topic.Definition
}

func (e *edition) termPage(path, section string, term *site.Term, define func(id string) string) any {
	v := &TermPage{Name: term.Name, Definition: define(term.ID)}
	v.Frame = e.frame(path, section, term.Name, v.Definition)
	v.Frame.feeds(v.Frame.Title, e.tree.TermFeed(term))
	v.Trail = e.trail(section, term.Parent)
	v.List = e.list(v.Frame.Up, term.List)
	v.Below = e.termLinks(term.Children)
	for _, pair := range term.Pairs() {
		if section == inTopics {
			v.Pairs = append(v.Pairs, e.link(pair.Region.Name, pair.Path()))
		} else {
			v.Pairs = append(v.Pairs, e.toPair(pair))
		}
	}
	if section == inRegions {
		e.termData(&v.Frame, term)
		v.Claims, v.Timelines = e.openClaims(v.Frame.Up, term), e.regionHappenings(v.Frame.Up, term)
		if len(v.Claims) == 0 && e.account().regions[term] != nil {
			v.Ledger = e.ledgerOf(v.Frame.Up, term)
		}
		v.Map = e.regionMap(v.Frame.Up, term)
	}
	return v
}

// trail leads from the list of all terms down to the given one.
func (e *edition) trail(section string, term *site.Term) []*Fragment {
	if term == nil {
		return []*Fragment{e.sections[section]}
	}
	return append(e.trail(section, term.Parent), e.toTerm(term))
}

func (e *edition) pairPage(path string, pair *site.Pair) any {
	v := &PairPage{
		Frame: e.frame(path, inRegions, e.titled(pair.Region.Name, pair.Topic.Name), ""), Trail: e.trail(inRegions, pair.Region),
		Region: pair.Region.Name, Topic: pair.Topic.Name, Related: e.termLinks([]*site.Term{pair.Region, pair.Topic}),
	}
	v.List = e.list(v.Frame.Up, pair.List())
	return v
}

func (e *edition) dates(path string) any {
	v := &Dates{Frame: e.frame(path, inDates, e.get("nav.dates"), "")}
	e.follow(&v.Frame)
	for _, l := range e.tree.Dates.Parts {
		year := Year{Year: e.toPeriod(l)}
		for i := len(l.Parts) - 1; i >= 0; i-- {
			year.Months = append(year.Months, e.toPeriod(l.Parts[i]))
		}
		v.Years = append(v.Years, year)
	}
	return v
}

// period is a page of a list that is cut by the calendar.
type period struct {
	list         *site.List
	section      string
	term         string             // the name of what the list is of; empty for all reports
	trail        func() []*Fragment // down to the whole list
	older, newer *site.List
}

func (e *edition) periodPage(path string, p period) any {
	v := &PeriodPage{Term: p.term, Period: e.period(p.list.Period)}
	title := v.Period.Words
	if p.term != "" {
		title = e.titled(p.term, title)
	}
	v.Frame = e.frame(path, p.section, title, "")
	up := v.Frame.Up
	v.Trail = p.trail()
	for _, l := range above(p.list) {
		v.Trail = append(v.Trail, e.toPeriod(l))
	}
	v.List = e.list(up, p.list)
	if p.term == "" && p.list.Period.Day == 0 {
		v.Months, v.List.Periods = e.calendars(up, p.list), nil
		v.Steps = []Word{{"n1", e.get("calendar.one")}, {"n2", e.get("calendar.two")}, {"n3", e.get("calendar.more")}}
	}
	v.Pager = Pager{Up: up, Older: e.toPeriod(p.older), Newer: e.toPeriod(p.newer)}
	return v
}

// above lists the periods that hold a period, the year first.
func above(l *site.List) []*site.List {
	if l.Up == nil || l.Up.Up == nil {
		return nil
	}
	return append(above(l.Up), l.Up)
}

// calendars are those of a year's months, or of the month itself.
func (e *edition) calendars(up string, l *site.List) []Month {
	if l.Period.Month > 0 {
		m := e.calendar(up, l)
		m.Href = ""
		return []Month{m}
	}
	months := make([]Month, 0, len(l.Parts))
	for i := len(l.Parts) - 1; i >= 0; i-- {
		months = append(months, e.calendar(up, l.Parts[i]))
	}
	return months
}

func (e *edition) calendar(up string, l *site.List) Month {
	m := Month{Name: e.period(l.Period).Words, Href: href(up, l.Path+".html"), Weekdays: e.locale.Week()}
	days := map[int]*site.List{}
	for _, day := range l.Parts {
		days[day.Period.Day] = day
	}
	first := time.Date(l.Period.Year, l.Period.Month, 1, 0, 0, 0, 0, time.UTC)
	week := make([]Day, (int(first.Weekday())+6)%7, 7)
	for t := first; t.Month() == l.Period.Month; t = t.AddDate(0, 0, 1) {
		day := Day{Number: e.count(t.Day())}
		if list := days[t.Day()]; list != nil {
			day.Href, day.Step, day.Size = href(up, list.Path+".html"), "n"+strconv.Itoa(min(list.Size, 3)), e.counted("calendar.count", list.Size)
		}
		if week = append(week, day); len(week) == 7 {
			m.Weeks, week = append(m.Weeks, week), make([]Day, 0, 7)
		}
	}
	if len(week) > 0 {
		m.Weeks = append(m.Weeks, append(week, make([]Day, 7-len(week))...))
	}
	return m
}

// levels gives every period of a list the neighbouring ones of its size. The parts of a day have none: the day lists them.
func levels(root *site.List) map[*site.List][2]*site.List {
	var sizes [4][]*site.List
	root.Walk(func(l *site.List) {
		if p := l.Period; p.Part == 0 {
			size := 0
			for _, given := range []bool{p.Year > 0, p.Month > 0, p.Day > 0} {
				if given {
					size++
				}
			}
			sizes[size] = append(sizes[size], l)
		}
	})
	neighbours := map[*site.List][2]*site.List{}
	for _, lists := range sizes[1:] {
		for i, l := range lists { // newest first
			var n [2]*site.List
			if i+1 < len(lists) {
				n[0] = lists[i+1]
			}
			if i > 0 {
				n[1] = lists[i-1]
			}
			neighbours[l] = n
		}
	}
	return neighbours
}
