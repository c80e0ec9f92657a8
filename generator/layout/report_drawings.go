package layout

import (
	"strconv"
	"time"

	"sitrep/generator/graphic"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// fewEvents is how many events it takes for a drawing to say more than their list.
const fewEvents = 3

// drawing prepares a drawing. What it is made from names it; it is drawn when a page is made.
func (e *edition) drawing(kind string, from any, draw func() string) *Fragment {
	return &Fragment{sum: e.theme.key(kind, from), make: func() (string, error) { return draw(), nil }}
}

// spark draws the line of a figure up to its report.
func (e *edition) spark(id string, p site.Point, trend []site.Point) *Fragment {
	if len(trend) < 2 {
		return nil
	}
	values := make([]graphic.Value, len(trend))
	for i, point := range trend {
		values[i] = drawn(point.Figure)
		if i > 0 {
			move, _ := e.site.Moved(trend[i-1], point)
			values[i].Break = move.Break != nil
		}
	}
	frame := graphic.Frame{ID: id, Title: e.counted("figure.trend", len(trend), "label", e.isolated(e.label(p.ID))), RTL: e.dir == "rtl"}
	from := struct {
		Frame  graphic.Frame
		Values string
	}{frame, named(values)}
	return e.drawing("spark", from, func() string { return string(graphic.Spark(frame, values)) })
}

// named puts values down so that no two lists are alike.
func named(values []graphic.Value) string {
	var b []byte
	for _, v := range values {
		b = strconv.AppendFloat(append(b, ' '), v.Low, 'g', -1, 64)
		b = strconv.AppendFloat(append(b, ' '), v.High, 'g', -1, 64)
		b = strconv.AppendBool(append(b, ' '), v.Missing)
		b = strconv.AppendBool(append(b, ' '), v.Break)
	}
	return string(b)
}

func drawn(f *report.Figure) graphic.Value {
	switch {
	case f.Low.Given() && f.High.Given():
		return graphic.Range(f.Low.Value, f.High.Value)
	case f.Value.Given():
		return graphic.Number(f.Value.Value)
	}
	return graphic.Missing()
}

// timeline draws the events of a report, at the time of day that the first of them has; nil where they are few, or most of them fall
// together, for then their list says more.
func (e *edition) timeline(r *site.Entry) *Fragment {
	if len(r.Events) < fewEvents {
		return nil
	}
	events := inTime(r.Events)
	tl := graphic.Timeline{Frame: graphic.Frame{ID: "report_timeline", Title: e.get("report.events"), RTL: e.dir == "rtl"}}
	east := int64(events[0].Time.Offset)
	from, to := events[0].Time.Unix+east, events[0].Time.Unix+east
	apart := map[int64]bool{}
	for _, ev := range events {
		at, until := during(ev, east)
		apart[at] = true
		from, to = min(from, at), max(to, at, until)
		tl.Events = append(tl.Events, graphic.Event{At: at, Until: until, When: e.when(ev).Words, Label: ev.Title})
	}
	if len(apart) < fewEvents || 2*len(apart) < len(events) {
		return nil
	}
	tl.Dates = e.axis(from, to)
	given := struct {
		Frame  graphic.Frame
		Events []graphic.Event
		Dates  []graphic.Date
	}{tl.Frame, tl.Events, tl.Dates}
	return e.drawing("timeline", given, func() string { return string(tl.Draw()) })
}

// during is from when to when an event may have been.
func during(ev *report.Event, east int64) (at, until int64) {
	t := time.Unix(ev.Time.Unix, 0).UTC()
	if ev.Time.Clock {
		t = t.Add(time.Duration(east) * time.Second)
	}
	year, month, day := t.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	switch {
	case ev.TimePrecision == report.ToTheMonth:
		first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		return first.Unix(), first.AddDate(0, 1, 0).Unix() - 1
	case ev.TimePrecision == report.ToTheWeek:
		monday := midnight.AddDate(0, 0, -(int(midnight.Weekday())+6)%7)
		return monday.Unix(), monday.AddDate(0, 0, 7).Unix() - 1
	case ev.TimePrecision == report.ToTheDay, !ev.Time.Clock:
		return midnight.Unix(), midnight.AddDate(0, 0, 1).Unix() - 1
	}
	return t.Unix(), t.Unix()
}
