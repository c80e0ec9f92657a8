package graphic

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// Timeline is events on an axis of time.
type Timeline struct {
	Frame
	Events []Event          // in any order
	Dates  []Date           // of the axis, in their order (see Axis); those that fit are shown
	Number func(int) string // words a number; nil: in plain figures
}

// Event is something that happened. How exactly its time is known is what it is drawn as: a point, or a bar over all of the day,
// week or month.
type Event struct {
	At, Until int64        // seconds since 1970; Until is the end of the day, week or month, or At where the time is exact
	When      string       // the time in words
	Label     string       // what happened
	Href      template.URL // where it is told; may be empty
}

// The size of a timeline's rows, and how many there are at most.
const (
	lane      = 26
	wordLanes = 8 // in which events have words
	maxLanes  = 16
	markRoom  = 6
)

// spot is an event in its place.
type spot struct {
	Event
	from, to float64 // of its mark
	lane     int     // from the axis up; -1: there is no room, it is a notch on the axis
	text     string  // beside the mark
	x        float64 // where the text is anchored
	anchor   string
	number   int // under which the list tells the event; 0: it is told here
}

// Draw is the timeline, with the list of the events whose words had no room beside their marks.
func (tl Timeline) Draw() template.HTML {
	if len(tl.Events) == 0 {
		return ""
	}
	spots, x, lanes := tl.place()
	base := float64(lanes)*lane + 10
	c := begin(tl.Frame, "timeline", "group", chartWidth, base+34)
	from, to := tl.span()
	for _, d := range shown(tl.Dates, x, from, to) {
		c.line("grid", d.x, 4, d.x, base+5)
		c.text("words", d.middle, base+20, "middle", d.label)
	}
	c.line("axis", 0, base, chartWidth, base)
	for _, s := range spots {
		c.stem(s, base)
	}
	for _, s := range spots {
		tl.draw(c, s, base)
	}
	return wrapped("times", c.end(), tl.list(spots))
}

func (tl Timeline) span() (from, to int64) {
	from, to = tl.Events[0].At, tl.Events[0].At
	for _, e := range tl.Events {
		from, to = min(from, e.At), max(to, e.At, e.Until)
	}
	return from, to
}

// place gives every event a lane in which neither its mark nor its words meet another's. Where too many of the words have no room,
// all events have numbers instead: half a crowd with names would look as if the other half mattered less.
func (tl Timeline) place() (spots []spot, x scale, lanes int) {
	from, to := tl.span()
	x = scale{float64(from), float64(to), 10, chartWidth - 10}
	for _, e := range tl.Events {
		spots = append(spots, spot{Event: e, from: x.at(float64(e.At)), to: x.at(float64(max(e.At, e.Until)))})
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Until, b.Until)) })
	if tl.lay(spots, true) > len(spots)/3 {
		tl.lay(spots, false)
	}
	for _, s := range spots {
		lanes = max(lanes, s.lane+1)
	}
	tl.count(spots)
	return spots, x, lanes
}

// lay finds a lane for each event, with its words or with a number, and tells how many have a number. The latest comes first, so
// that most words stand to the right of a stem from above and not across it.
func (tl Timeline) lay(spots []spot, words bool) (numbers int) {
	var taken [maxLanes]row
	widest := textWidth(tl.numbered(len(spots)))
	for i := range slices.Backward(spots) {
		s := &spots[i]
		s.text, s.number = s.Label, 0
		if words && s.fit(&taken, textWidth(s.Label), wordLanes) {
			continue
		}
		numbers++
		s.number = 1
		s.fit(&taken, widest, maxLanes)
	}
	return numbers
}

// count numbers the events that have no words beside their marks, the earliest first.
func (tl Timeline) count(spots []spot) {
	n := 0
	for i := range spots {
		if s := &spots[i]; s.number > 0 {
			n++
			s.number, s.text = n, tl.numbered(n)
		}
	}
}

// interval is what is taken of a lane.
type interval struct{ from, to float64 }

func free(taken []interval, want interval) bool {
	return !slices.ContainsFunc(taken, func(t interval) bool { return t.from < want.to && want.from < t.to })
}

// row is a lane: what stands in it, and the stems that come down through it from above.
type row struct{ taken, stems []interval }

// fit puts the event, with words of a width beside it, into the lowest of the first lanes with room, across no stem if it can be;
// false when there is none.
func (s *spot) fit(taken *[maxLanes]row, width float64, lanes int) bool {
	for _, strict := range []bool{true, false} {
		for l := range lanes {
			for _, anchor := range []string{"start", "end"} {
				all, words := s.beside(width, anchor)
				if all.from >= 0 && all.to <= chartWidth && free(taken[l].taken, all) && !(strict && s.crosses(taken, l, words)) {
					s.take(taken, l, anchor, all)
					return true
				}
			}
		}
	}
	s.lane = -1
	return false
}

// beside is what the event takes with its words after its mark (start) or before it (end), and what the words alone take.
func (s *spot) beside(width float64, anchor string) (all, words interval) {
	const away = markRoom + 4
	if anchor == "start" {
		return interval{s.from - markRoom, s.to + away + width}, interval{s.to + away, s.to + away + width}
	}
	return interval{s.from - away - width, s.to + markRoom}, interval{s.from - away - width, s.from - away}
}

// crosses reports whether the words in a lane would lie across a stem, or the stem across what stands below.
func (s *spot) crosses(taken *[maxLanes]row, l int, words interval) bool {
	if !free(taken[l].stems, words) {
		return true
	}
	for _, below := range taken[:l] {
		if !free(below.taken, interval{s.from, s.from + 0.1}) {
			return true
		}
	}
	return false
}

func (s *spot) take(taken *[maxLanes]row, l int, anchor string, all interval) {
	s.lane, s.anchor, s.x = l, anchor, s.to+markRoom+4
	if anchor == "end" {
		s.x = s.from - markRoom - 4
	}
	taken[l].taken = append(taken[l].taken, interval{all.from - 4, all.to + 4})
	for i := range taken[:l] {
		taken[i].stems = append(taken[i].stems, interval{s.from - 3, s.from + 3})
	}
}

func (tl Timeline) draw(c *canvas, s spot, base float64) {
	open := "g"
	if href := address(s.Href); href != "" {
		open = "a"
		c.tag("a", "href", href)
	} else {
		c.tag("g")
	}
	if told := strings.TrimSpace(s.When + " " + s.Label); told != "" {
		c.element("title", told)
	}
	switch y := s.y(base); {
	case s.lane < 0:
		c.line("notch", s.from, base-5, s.from, base+5)
	case s.to > s.from:
		c.rect("span", s.from, y-5, max(4, s.to-s.from), 10, 2)
	default:
		c.circle("moment", s.from, y, 5)
	}
	if s.lane >= 0 && s.text != "" {
		c.text(s.class(), s.x, s.y(base), s.anchor, s.text)
	}
	c.close(open)
}

// y is the middle of the event's lane.
func (s spot) y(base float64) float64 { return base - (float64(s.lane)+0.5)*lane - 2 }

func (s spot) class() string {
	if s.number > 0 {
		return "numeral"
	}
	return "told"
}

// stem leads from an event to its moment on the axis.
func (c *canvas) stem(s spot, base float64) {
	if s.lane >= 0 {
		c.line("stem", s.from, s.y(base), s.from, base)
	}
}

func (tl Timeline) numbered(n int) string {
	if tl.Number != nil {
		return tl.Number(n)
	}
	return strconv.Itoa(n)
}

// list tells the events that stand in the drawing by their numbers.
func (tl Timeline) list(spots []spot) string {
	var items strings.Builder
	for _, s := range spots {
		if s.number > 0 {
			words := s.Label
			if s.When != "" {
				words = s.When + ": " + s.Label
			}
			items.WriteString(item(number(tl.numbered(s.number)), words))
		}
	}
	if items.Len() == 0 {
		return ""
	}
	return `<ol class="key">` + items.String() + "</ol>"
}
