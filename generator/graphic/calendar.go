package graphic

import (
	"html/template"
	"strconv"
	"strings"
	"time"
)

// Calendar is one month or more, each a block of its own that finds its place beside the others.
type Calendar struct {
	Frame                   // its Title and Desc are those of the whole
	Months []Month          // in their order
	Week   [7]string        // the shortest words for the days, Monday first
	Begins int              // with which day of these a week begins: 0 Monday, 5 Saturday, 6 Sunday
	Number func(int) string // words the number of a day; nil: in plain figures
	// Words explain the steps, and what a gap is; those that are empty are left out, and without any there is no legend.
	One, Two, More, Gap string
}

// Month is a month's days. Those that are not given have no reports.
type Month struct {
	Year  int
	Month time.Month
	Name  string // as its heading
	Days  []Day
}

// Day is what there is of a day.
type Day struct {
	Day     int // of the month
	Reports int
	Gap     bool         // a report was to come and did not
	Href    template.URL // where it leads; may be empty
	Label   string       // what is said of it: its date, and the number of reports
}

// The size of a day's cell, and of what stands above the cells.
const (
	cell      = 32
	monthHead = 52
)

// Draw is the calendar with its legend.
func (cal Calendar) Draw() template.HTML {
	var b strings.Builder
	b.WriteString(`<div class="sheets" role="group" aria-label="` + escape(cal.Title) + `">`)
	for i, m := range cal.Months {
		b.WriteString(cal.month(i, m))
	}
	b.WriteString("</div>")
	return wrapped("calendar", b.String(), cal.legend())
}

func (cal Calendar) month(i int, m Month) string {
	start, length := cal.shape(m)
	f := Frame{ID: cal.ID + "-" + strconv.Itoa(i), Title: m.Name, RTL: cal.RTL}
	if i == 0 {
		f.Desc = cal.Desc
	}
	c := begin(f, "sheet", "group", 7*cell, monthHead+float64(cal.weeks())*cell)
	c.text("name", 2, 12, "start", cut(m.Name, 7*cell-4))
	for d := range 7 {
		c.text("words", (float64(d)+0.5)*cell, monthHead-14, "middle", cut(cal.Week[((d+cal.Begins)%7+7)%7], cell-2))
	}
	days := make([]Day, length+1)
	for _, d := range m.Days {
		if 1 <= d.Day && d.Day <= length {
			days[d.Day] = d
		}
	}
	for d := 1; d <= length; d++ {
		at := start + d - 1
		cal.day(c, d, days[d], float64(at%7)*cell, monthHead+float64(at/7)*cell)
	}
	return c.end()
}

// shape is how many cells are empty before a month's first day, and how many days it has.
func (cal Calendar) shape(m Month) (start, length int) {
	first := time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
	return ((int(first.Weekday())+6-cal.Begins)%7 + 7) % 7, first.AddDate(0, 1, -1).Day()
}

// weeks are the rows of the longest month, and so of all.
func (cal Calendar) weeks() int {
	weeks := 0
	for _, m := range cal.Months {
		start, length := cal.shape(m)
		weeks = max(weeks, (start+length+6)/7)
	}
	return weeks
}

// day draws a cell. Its shade and the dots below its number tell how many reports it has, up to three.
func (cal Calendar) day(c *canvas, n int, d Day, x, y float64) {
	around := ""
	if href := address(d.Href); href != "" {
		around = "a"
		c.tag("a", "href", href)
	} else if d.Label != "" {
		around = "g"
		c.tag("g")
	}
	if d.Label != "" {
		c.element("title", d.Label)
	}
	step := min(max(d.Reports, 0), 3)
	if step > 0 || d.Gap {
		cellMark(c, step, x, y)
	}
	class := "none"
	if step > 0 {
		class = "n" + strconv.Itoa(step)
	}
	c.text(class, x+cell/2, y+cell/2-float64(min(step, 1)*4), "middle", cal.numbered(n))
	if around != "" {
		c.close(around)
	}
}

// cellMark is a cell without its number: of a gap, an outline.
func cellMark(c *canvas, step int, x, y float64) {
	if step == 0 {
		c.rect("gap", x+2.5, y+2.5, cell-5, cell-5, 3)
		return
	}
	c.rect("d"+strconv.Itoa(step), x+1.5, y+1.5, cell-3, cell-3, 3)
	for i := range step {
		c.circle("n"+strconv.Itoa(step), x+cell/2+(float64(i)-float64(step-1)/2)*7, y+cell-7.5, 2.2)
	}
}

func (cal Calendar) numbered(n int) string {
	if cal.Number != nil {
		return cal.Number(n)
	}
	return strconv.Itoa(n)
}

func (cal Calendar) legend() string {
	var items strings.Builder
	for step, word := range []string{cal.Gap, cal.One, cal.Two, cal.More} {
		if word == "" {
			continue
		}
		c := &canvas{width: cell, height: cell}
		c.tag("svg", "viewBox", "0 0 32 32", "width", "22", "height", "22", "aria-hidden", "true")
		cellMark(c, step, 0, 0)
		items.WriteString(item(c.end(), word))
	}
	if items.Len() == 0 {
		return ""
	}
	return `<ul class="key">` + items.String() + "</ul>"
}
