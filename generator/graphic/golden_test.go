package graphic

import (
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the drawings in testdata")

// TestGolden keeps a drawing of each kind, for the eye. They are fragments: layouts/graphic.css and style.css belong to them.
func TestGolden(t *testing.T) {
	for name, drawing := range samples() {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".html")
			if *update {
				if err := os.WriteFile(file, []byte(drawing+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) != string(drawing)+"\n" {
				t.Errorf("%s differs from what is drawn; look at it with -update", file)
			}
		})
	}
}

func samples() map[string]template.HTML {
	return map[string]template.HTML{
		"spark":           Spark(Frame{ID: "f1", Title: "Displaced people", Desc: "Twelve reports, from 120 to 340"}, sparkValues()),
		"spark-rtl":       Spark(Frame{ID: "f2", Title: "النازحون", RTL: true}, sparkValues()),
		"trend-rivals":    Trend(rivals()),
		"trend-one":       Trend(oneLine()),
		"trend-long":      Trend(longLine()),
		"trend-rtl":       Trend(arabic()),
		"calendar-year":   year(2024, false).Draw(),
		"calendar-rtl":    month(true).Draw(),
		"timeline":        timeline(false).Draw(),
		"timeline-crowd":  crowd().Draw(),
		"timeline-rtl":    timeline(true).Draw(),
		"trend-six-lines": Trend(sixLines()),
		"map-coast":       coast().Draw(),
		"map-inland":      inland().Draw(),
		"map-pacific":     pacific().Draw(),
		"map-rtl":         rightToLeft().Draw(),
		"map-world":       apart3().Draw(),
	}
}

func sparkValues() []Value {
	return []Value{Number(120), Number(150), Number(148), Missing(), Number(160), Number(210), Range(220, 260), Number(250), Number(255),
		{Low: 300, High: 300, Break: true}, Number(310), Number(340)}
}

func day(y, m, d int) int64 { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() }

func points(from int64, every int64, values ...Value) []Point {
	var list []Point
	for i, v := range values {
		list = append(list, Point{Value: v, At: from + int64(i)*every*86400})
	}
	return list
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func numbers(values ...float64) []Value {
	var list []Value
	for _, v := range values {
		list = append(list, Number(v))
	}
	return list
}

func dated(from, to int64, layout string) []Date {
	at, _ := Axis(from, to)
	var list []Date
	for _, t := range at {
		list = append(list, Date{t, time.Unix(t, 0).UTC().Format(layout)})
	}
	return list
}

func rivals() Chart {
	from := day(2024, 10, 14)
	ministry := points(from, 3, numbers(12, 14, 19, 24, 30, 31, 38, 44, 51, 58)...)
	ministry[6].Corrected, ministry[6].Label = true, "1 November 2024: 38, corrected from 83"
	un := points(from, 3, Number(11), Number(15), Range(20, 28), Range(26, 39), Missing(), Number(42), Number(49), Range(52, 61), Number(66), Number(70))
	return Chart{
		Frame:  Frame{ID: "killed", Title: "Civilians killed, Kharkiv region", Desc: "Two sources from 14 October to 10 November 2024; the Ministry of Health says 58, OHCHR 70."},
		Unit:   "people, cumulative",
		Lines:  []Line{{Name: "Ministry of Health of Ukraine", Short: "Ministry of Health", Points: ministry}, {Name: "OHCHR", Points: un}},
		Breaks: []Break{{At: day(2024, 11, 3), Note: "From 3 November people who died of wounds within 30 days are counted"}},
		Dates:  dated(from, day(2024, 11, 10), "2 Jan"), Number: plain, Count: true,
		Words: Words{"Sources differ", "Range given", "Not reported", "Corrected later", "Highest and lowest of each span"},
	}
}

func oneLine() Chart {
	from := day(2024, 1, 5)
	p := points(from, 30, numbers(3.42, 3.44, 3.39, 3.51, 3.61, 3.58, 3.47, 3.55, 3.62, 3.66, 3.71)...)
	return Chart{Frame: Frame{ID: "one", Title: "People in need"}, Unit: "million people", Lines: []Line{{Name: "OCHA", Points: p}},
		Dates: dated(from, p[len(p)-1].At, "Jan"), Number: plain}
}

func longLine() Chart {
	from := day(2021, 3, 1)
	var values []Value
	seed := uint32(7)
	level := 400.0
	for i := range 1300 {
		seed = seed*1664525 + 1013904223
		level = max(0, level+float64(int(seed>>20)%41-20))
		values = append(values, Number(level))
		if i > 700 && i < 760 {
			values[i] = Missing()
		}
	}
	p := points(from, 1, values...)
	return Chart{Frame: Frame{ID: "long", Title: "Shelling incidents per day"}, Unit: "incidents per day", Lines: []Line{{Name: "Joint monitoring centre", Points: p}},
		Dates: dated(from, p[len(p)-1].At, "2006"), Number: plain, Count: true, Words: rivals().Words}
}

func arabic() Chart {
	c := rivals()
	c.Frame = Frame{ID: "ar", Title: "القتلى المدنيون، منطقة خاركيف", Desc: "مصدران", RTL: true}
	c.Unit = "أشخاص، تراكمي"
	c.Lines[0].Name, c.Lines[0].Short = "وزارة الصحة الأوكرانية", "وزارة الصحة"
	c.Lines[1].Name = "مفوضية حقوق الإنسان"
	c.Breaks[0].Note = "من ٣ نوفمبر يُحسب من توفي متأثراً بجراحه خلال ٣٠ يوماً"
	for i := range c.Dates {
		c.Dates[i].Label = eastern(time.Unix(c.Dates[i].At, 0).UTC().Format("2")) + " نوفمبر"
	}
	c.Number = func(v float64) string { return eastern(plain(v)) }
	c.Words = Words{"المصادر تختلف", "مدى", "لم يُبلَّغ عنه", "صُحّح لاحقاً", ""}
	return c
}

func eastern(s string) string {
	var out []rune
	for _, r := range s {
		if '0' <= r && r <= '9' {
			r += '٠' - '0'
		}
		out = append(out, r)
	}
	return string(out)
}

func sixLines() Chart {
	from := day(2024, 9, 1)
	c := Chart{Frame: Frame{ID: "six", Title: "Cholera cases by province"}, Unit: "cases per week", Dates: dated(from, day(2024, 11, 3), "2 Jan"), Number: plain, Count: true}
	for i, name := range []string{"White Nile", "Gedaref", "Kassala", "Red Sea", "River Nile", "Khartoum", "Sennar"} {
		var v []float64
		for k := range 10 {
			v = append(v, float64((i+2)*(k+3)*(11-k)/2+i*k*7%23))
		}
		c.Lines = append(c.Lines, Line{Name: name, Of: name, Points: points(from, 7, numbers(v...)...)})
	}
	c.Lines[5].Points = c.Lines[5].Points[:6]
	return c
}

func year(y int, rtl bool) Calendar {
	cal := Calendar{Frame: Frame{ID: "cal", Title: "Reports of 2024", RTL: rtl}, Week: [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"},
		One: "one report", Two: "two", More: "three or more", Gap: "due, not published"}
	for m := time.January; m <= time.December; m++ {
		cal.Months = append(cal.Months, Month{Year: y, Month: m, Name: m.String(), Days: someDays(int(m))})
	}
	return cal
}

func someDays(m int) []Day {
	var days []Day
	for d := m; d <= 31; d += 1 + (d*m)%4 {
		days = append(days, Day{Day: d, Reports: 1 + (d*m)%5, Href: "../dates/2024/11-10.html", Label: strconv.Itoa(d) + ": reports"})
	}
	return append(days, Day{Day: m + 16, Gap: true, Label: "due, not published"})
}

func month(rtl bool) Calendar {
	cal := year(2024, rtl)
	cal.Frame = Frame{ID: "cal-ar", Title: "تقارير", RTL: rtl}
	cal.Months = cal.Months[10:11]
	cal.Months[0].Name = "نوفمبر ٢٠٢٤"
	cal.Week = [7]string{"ن", "ث", "ر", "خ", "ج", "س", "ح"}
	cal.Begins = 5
	cal.Number = func(n int) string { return eastern(strconv.Itoa(n)) }
	cal.One, cal.Two, cal.More, cal.Gap = "تقرير واحد", "تقريران", "ثلاثة أو أكثر", "لم يُنشر"
	return cal
}

func timeline(rtl bool) Timeline {
	at := func(d, h int) int64 { return day(2024, 11, d) + int64(h)*3600 }
	tl := Timeline{Frame: Frame{ID: "events", Title: "Events, 7 to 11 November 2024", RTL: rtl}, Dates: dated(at(7, 0), at(11, 0), "2 Jan")}
	tl.Events = []Event{
		{at(7, 3), at(7, 3), "7 November, 03:00", "Drones over Kyiv", "r.html#e1"},
		{at(7, 0), at(8, 0), "7 November", "Power cut in Odesa", ""},
		{at(8, 14), at(8, 14), "8 November, 14:00", "Airport closed", "r.html#e3"},
		{at(9, 0), at(10, 0), "9 November", "Strike on a substation", ""},
		{at(9, 22), at(9, 22), "9 November, 22:00", "Largest drone attack on Moscow since the war began, according to its mayor", "r.html#e5"},
		{at(10, 6), at(10, 6), "10 November, 06:00", "Three airports closed", ""},
		{at(10, 9), at(10, 9), "10 November, 09:00", "Airports open", ""},
	}
	if rtl {
		tl.ID, tl.Title = "events-ar", "أحداث"
		for i, s := range []string{"مسيّرات فوق كييف", "انقطاع الكهرباء", "إغلاق المطار", "ضربة على محطة", "أكبر هجوم بالمسيّرات على موسكو منذ بداية الحرب بحسب عمدتها", "إغلاق ثلاثة مطارات", "فتح المطارات"} {
			tl.Events[i].Label, tl.Events[i].When = s, eastern(strconv.Itoa(i+7))
		}
		tl.Number = func(n int) string { return eastern(strconv.Itoa(n)) }
		for i := range tl.Dates {
			tl.Dates[i].Label = eastern(strconv.Itoa(i+7)) + " نوفمبر"
		}
	}
	return tl
}

func crowd() Timeline {
	tl := timeline(false)
	tl.ID = "crowd"
	for i := range 40 {
		at := day(2024, 11, 10) + int64(i*i)*60
		tl.Events = append(tl.Events, Event{At: at, Until: at, When: time.Unix(at, 0).UTC().Format("2 January, 15:04"), Label: "Explosion reported near district " + strconv.Itoa(i)})
	}
	return tl
}
