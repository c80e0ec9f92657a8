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
	lane     = 26
	maxLanes = 16
	markRoom = 6
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

// place gives every event a lane in which neither its mark nor its words meet another's: words first, then a number.
func (tl Timeline) place() (spots []spot, x scale, lanes int) {
	from, to := tl.span()
	x = scale{float64(from), float64(to), 10, chartWidth - 10}
	events := slices.Clone(tl.Events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Until, b.Until)) })
	var taken [maxLanes][]interval
	numbers := 0
	for _, e := range events {
		s := spot{Event: e, from: x.at(float64(e.At)), to: x.at(float64(max(e.At, e.Until)))}
		if !s.fit(&taken, e.Label, 7) {
			numbers++
			s.number = numbers
			s.fit(&taken, tl.numbered(numbers), maxLanes)
		}
		lanes = max(lanes, s.lane+1)
		spots = append(spots, s)
	}
	return spots, x, lanes
}

// interval is what is taken of a lane.
type interval struct{ from, to float64 }

// fit puts the event with a text beside it into the lowest of the first lanes with room; false when there is none.
func (s *spot) fit(taken *[maxLanes][]interval, text string, lanes int) bool {
	width := textWidth(text)
	for l := range lanes {
		for _, at := range []struct {
			interval
			x      float64
			anchor string
		}{
			{interval{s.from - markRoom, s.to + markRoom + 4 + width}, s.to + markRoom + 4, "start"},
			{interval{s.from - markRoom - 4 - width, s.to + markRoom}, s.from - markRoom - 4, "end"},
		} {
			if at.from >= 0 && at.to <= chartWidth && free(taken[l], at.interval) {
				taken[l] = append(taken[l], interval{at.from - 4, at.to + 4})
				s.lane, s.text, s.x, s.anchor = l, text, at.x, at.anchor
				return true
			}
		}
	}
	s.lane, s.text = -1, ""
	return false
}

func free(taken []interval, want interval) bool {
	return !slices.ContainsFunc(taken, func(t interval) bool { return t.from < want.to && want.from < t.to })
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
	y := base - (float64(s.lane)+0.5)*lane - 2
	switch {
	case s.lane < 0:
		c.line("notch", s.from, base-5, s.from, base+5)
	case s.to > s.from:
		c.line("stem", s.from, y, s.from, base)
		c.rect("span", s.from, y-5, max(4, s.to-s.from), 10, 2)
	default:
		c.line("stem", s.from, y, s.from, base)
		c.circle("moment", s.from, y, 5)
	}
	if s.number > 0 && s.lane >= 0 {
		c.text("numeral", s.x, y, s.anchor, s.text)
	} else if s.text != "" {
		c.text("told", s.x, y, s.anchor, s.text)
	}
	c.close(open)
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
