package graphic

import (
	"html/template"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSamplesAreSound holds the kept drawings to what all drawings are held to.
func TestSamplesAreSound(t *testing.T) {
	for name, drawing := range samples() {
		for _, f := range faults(drawing) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// TestAnyDrawingIsSound draws what nobody would expect.
func TestAnyDrawingIsSound(t *testing.T) {
	for name, draw := range map[string]func(*rapid.T) func() template.HTML{
		"spark": anySpark, "trend": anyTrend, "calendar": anyCalendar, "timeline": anyTimeline, "map": anyMap,
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				drawing := draw(t)
				first := drawing()
				if first != drawing() {
					t.Fatal("the same values gave another drawing")
				}
				for _, f := range faults(first) {
					t.Error(f)
				}
			})
		})
	}
}

// words are of the scripts and lengths that reports have, and some that they have not.
var words = rapid.OneOf(
	rapid.SampledFrom([]string{"", "OHCHR", "Ministry of Health", "وزارة الصحة الأوكرانية", "乌克兰卫生部", "保健省発表の数字を含む長い名前の情報源", "Міністерство охорони здоров'я України",
		"<script>alert(1)</script>", `"><style>*{}</style>`, "]]>", "\x00\x1b\xff", "\u202ereversed", "a\u0301\u0302", "👩‍👩‍👧‍👦 👍🏽", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"}),
	rapid.String())

func anyFrame(t *rapid.T) Frame {
	return Frame{ID: words.Draw(t, "id"), Title: words.Draw(t, "title"), Desc: words.Draw(t, "desc"), RTL: rapid.Bool().Draw(t, "rtl")}
}

var extremes = rapid.OneOf(rapid.Float64(), rapid.Float64Range(0, 500), rapid.Float64Range(-10, 10),
	rapid.SampledFrom([]float64{0, 1, -1, 1e15, 1e15 + 1, 0.0001, -0.0001, 7, 7, 7, 1e300, -1e300, 5e-324, math.MaxFloat64, math.Inf(1), math.NaN()}))

func anyValue(t *rapid.T) Value {
	v := Value{Low: extremes.Draw(t, "low"), Missing: rapid.IntRange(0, 6).Draw(t, "missing") == 0, Break: rapid.IntRange(0, 9).Draw(t, "break") == 0}
	if v.High = v.Low; rapid.IntRange(0, 3).Draw(t, "range") == 0 {
		v.High = extremes.Draw(t, "high")
	}
	return v
}

var moments = rapid.OneOf(rapid.Int64Range(1.73e9, 1.731e9), rapid.Int64Range(0, 4e9), rapid.Int64(), rapid.Just(int64(1.73e9)))

func anySpark(t *rapid.T) func() template.HTML {
	f, values := anyFrame(t), rapid.SliceOfN(rapid.Custom(anyValue), 0, 20).Draw(t, "values")
	return func() template.HTML { return Spark(f, values) }
}

func anyTrend(t *rapid.T) func() template.HTML {
	c := Chart{Frame: anyFrame(t), Unit: words.Draw(t, "unit"), Count: rapid.Bool().Draw(t, "count"), Words: Words{"a", "b", "c", "d", "e"}}
	point := rapid.Custom(func(t *rapid.T) Point {
		return Point{Value: anyValue(t), At: moments.Draw(t, "at"), Corrected: rapid.IntRange(0, 5).Draw(t, "corrected") == 0, Label: words.Draw(t, "label")}
	})
	c.Lines = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Line {
		return Line{Name: words.Draw(t, "name"), Of: rapid.SampledFrom([]string{"", "a"}).Draw(t, "of"), Points: rapid.SliceOfN(point, 0, 12).Draw(t, "points")}
	}), 0, 14).Draw(t, "lines")
	c.Breaks = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Break { return Break{moments.Draw(t, "at"), words.Draw(t, "note")} }), 0, 30).Draw(t, "breaks")
	c.Dates = anyDates(t)
	c.Number = rapid.SampledFrom([]func(float64) string{plain, func(v float64) string { return strconv.FormatFloat(v, 'e', 1, 64) },
		func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }, func(v float64) string { return "同じ言葉" }}).Draw(t, "number")
	return func() template.HTML { return Trend(c) }
}

func anyDates(t *rapid.T) []Date {
	from, to := moments.Draw(t, "from"), moments.Draw(t, "to")
	at, _ := Axis(from, to)
	if len(at) > 120 {
		t.Fatalf("%d dates from %d to %d", len(at), from, to)
	}
	var list []Date
	for _, m := range at {
		list = append(list, Date{m, words.Draw(t, "date")})
	}
	return list
}

func anyCalendar(t *rapid.T) func() template.HTML {
	cal := year(2024, false)
	cal.Frame, cal.Begins = anyFrame(t), rapid.IntRange(-9, 9).Draw(t, "begins")
	for i := range cal.Week {
		cal.Week[i] = words.Draw(t, "week day")
	}
	day := rapid.Custom(func(t *rapid.T) Day {
		return Day{Day: rapid.IntRange(-2, 40).Draw(t, "day"), Reports: rapid.IntRange(-1, 9).Draw(t, "reports"), Gap: rapid.Bool().Draw(t, "gap"),
			Href: template.URL(anyHref.Draw(t, "href")), Label: words.Draw(t, "label")}
	})
	cal.Months = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Month {
		return Month{Year: rapid.IntRange(1, 9999).Draw(t, "year"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Name: words.Draw(t, "name"),
			Days: rapid.SliceOfN(day, 0, 9).Draw(t, "days")}
	}), 0, 3).Draw(t, "months")
	return func() template.HTML { return cal.Draw() }
}

var anyHref = rapid.OneOf(words, rapid.SampledFrom([]string{"../dates/2024.html", "https://example.org/?a=b&c", "javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x"}))

func anyTimeline(t *rapid.T) func() template.HTML {
	tl := Timeline{Frame: anyFrame(t), Dates: anyDates(t)}
	tl.Events = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Event {
		e := Event{At: moments.Draw(t, "at"), Label: words.Draw(t, "label"), When: words.Draw(t, "when"), Href: template.URL(anyHref.Draw(t, "href"))}
		e.Until = rapid.OneOf(rapid.Just(e.At), rapid.Just(e.At+86400), moments).Draw(t, "until")
		return e
	}), 0, 90).Draw(t, "events")
	return func() template.HTML { return tl.Draw() }
}

// FuzzHostile puts one text everywhere a text can go.
func FuzzHostile(f *testing.F) {
	for _, s := range []string{`"><script>alert(1)</script>`, "</title></svg><img src=x onerror=alert(1)>", "javascript:alert(1)", "]]>", "&#x3c;b&#62;", "\x00\x08\ufffe\xff", "\u202e\u2066", "' onload='x"} {
		f.Add(s, 12.5, int64(86400))
	}
	f.Fuzz(func(t *testing.T, s string, v float64, at int64) {
		frame := Frame{ID: s, Title: s, Desc: s}
		href, number := template.URL(s), func(float64) string { return s }
		points := []Point{{At: 0, Value: Number(v), Label: s, Corrected: true}, {At: at, Value: Range(v, 1), Label: s}}
		dates := []Date{{0, s}, {at, s}}
		cal := year(2024, true)
		cal.Frame, cal.One, cal.Gap, cal.Week = frame, s, s, [7]string{s, s, s, s, s, s, s}
		cal.Months = []Month{{2024, 2, s, []Day{{3, 2, false, href, s}, {4, 0, true, href, s}}}}
		for _, drawing := range []template.HTML{
			Spark(frame, []Value{Number(v), Number(1)}),
			Trend(Chart{Frame: frame, Unit: s, Lines: []Line{{Name: s, Points: points}, {Name: s, Short: s, Points: points}}, Breaks: []Break{{at, s}}, Dates: dates, Number: number, Words: Words{s, s, s, s, s}}),
			cal.Draw(),
			Map{
				Frame: frame, Places: []Place{{At: At{v, 1}, Name: s, Label: s, Href: href, Count: 2}, {At: At{1, v}, Name: s, Within: v}}, Around: []Name{{At{v, v}, s, 1}},
				Number: func(int) string { return s }, Distance: func(int) string { return s }, Words: MapWords{s, s, s, s, s},
			}.Draw(),
			Timeline{Frame: frame, Dates: dates, Events: []Event{{0, 0, s, s, href}, {at, at + 9, s, s, href}}}.Draw(),
		} {
			for _, fault := range faults(drawing) {
				t.Error(fault)
			}
		}
	})
}

// TestALongLineKeepsItsExtremes thins a line with two days that stand out and one that is missing.
func TestALongLineKeepsItsExtremes(t *testing.T) {
	p := points(0, 1, make([]Value, 5000)...)
	p[1234].Value, p[3456].Value, p[4000].Value, p[4001].Corrected, p[2000].Break = Number(99), Number(-99), Missing(), true, true
	thinned := thin(p)
	if len(thinned) > longest {
		t.Errorf("%d points are drawn", len(thinned))
	}
	low, high, missing, corrected, breaks := 0.0, 0.0, 0, 0, 0
	for i, q := range thinned {
		if i > 0 && q.At <= thinned[i-1].At {
			t.Fatalf("point %d is out of its order", i)
		}
		low, high = min(low, q.Low), max(high, q.High)
		missing, corrected, breaks = missing+count(q.Missing), corrected+count(q.Corrected), breaks+count(q.Break)
	}
	if low != -99 || high != 99 || missing != 1 || corrected != 1 || breaks != 1 {
		t.Errorf("lowest %v, highest %v, %d missing, %d corrected, %d breaks", low, high, missing, corrected, breaks)
	}
	if thinned[0].At != p[0].At || thinned[len(thinned)-1].At != p[len(p)-1].At {
		t.Error("an end is lost")
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestSteps: round values that hold the span between them.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		whole     bool
		want      string
	}{
		{0, 70, true, "0 20 40 60 80"}, {0, 1, true, "0 1"}, {0, 0, true, "0 1"}, {3, 3, false, "2.6 2.8 3 3.2 3.4"},
		{3.39, 3.71, false, "3.3 3.4 3.5 3.6 3.7 3.8"}, {-4, 4, false, "-4 -2 0 2 4"}, {0, 1e15, true, "0 200000000000000 400000000000000 600000000000000 800000000000000 1000000000000000"},
		{0.0001, 0.0004, false, "0.0001 0.0002 0.0003 0.0004"},
	} {
		var got []string
		for _, v := range steps(c.low, c.high, 5, c.whole) {
			got = append(got, plain(v))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("steps from %v to %v: %s, want %s", c.low, c.high, s, c.want)
		}
	}
}

// TestNothingIsDrawnOfNothing: one value is no trend, and no value no chart.
func TestNothingIsDrawnOfNothing(t *testing.T) {
	f := Frame{ID: "x", Title: "x"}
	for name, drawing := range map[string]template.HTML{
		"one value":  Spark(f, []Value{Missing(), Number(3)}),
		"no point":   Trend(Chart{Frame: f, Number: plain, Lines: []Line{{Name: "a", Points: points(0, 1, Missing())}}}),
		"no event":   Timeline{Frame: f}.Draw(),
		"no numbers": Spark(f, []Value{Number(math.NaN()), Number(math.Inf(1)), Number(3)}),
	} {
		if drawing != "" {
			t.Errorf("%s: %s", name, drawing)
		}
	}
}

// TestAxisHasFewDates, in order and within its span, whatever the span.
func TestAxisHasFewDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := moments.Draw(t, "from"), moments.Draw(t, "to")
		at, _ := Axis(from, to)
		if len(at) > 14 {
			t.Errorf("%d dates", len(at))
		}
		for i, m := range at {
			if m < from || m > to || i > 0 && m <= at[i-1] {
				t.Errorf("date %d of %v", i, at)
			}
		}
	})
}
