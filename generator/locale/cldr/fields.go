//go:build ignore

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is a pattern, which some languages give with a variant.
type text string

func (t *text) UnmarshalJSON(data []byte) error {
	var plain string
	if json.Unmarshal(data, &plain) == nil {
		*t = text(plain)
		return nil
	}
	var varied struct {
		Value string `json:"_value"`
	}
	err := json.Unmarshal(data, &varied)
	*t = text(varied.Value)
	return err
}

// gregorian is what is read of a language's calendar.
type gregorian struct {
	Months struct {
		Format, Alone struct{ Wide, Abbreviated map[string]string }
	}
	Days             map[string]map[string]map[string]string
	DateFormats      struct{ Long text }
	DateTimeFormats  struct{ Medium text }
	AvailableFormats map[string]text
	IntervalFormats  map[string]json.RawMessage
	Eras             map[string]text
}

func (c cldr) calendar(lang string) (g gregorian, err error) {
	read := func(into any, keys ...string) error {
		return c.read("cldr-dates-full/main/"+lang+"/ca-gregorian.json", into, append([]string{"main", lang, "dates", "calendars", "gregorian"}, keys...)...)
	}
	err = errors.Join(
		read(&g.Months.Format, "months", "format"), read(&g.Months.Alone, "months", "stand-alone"), read(&g.Days, "days"), read(&g.DateFormats, "dateFormats"),
		read(&g.DateTimeFormats, "dateTimeFormats"), read(&g.IntervalFormats, "dateTimeFormats", "intervalFormats"), read(&g.Eras, "eras", "eraAbbr"),
	)
	available := map[string]json.RawMessage{}
	err = errors.Join(err, read(&available, "dateTimeFormats", "availableFormats"))
	g.AvailableFormats = map[string]text{}
	for key, raw := range available {
		var t text
		if t.UnmarshalJSON(raw) == nil {
			g.AvailableFormats[key] = t
		}
	}
	return g, err
}

// name is what a language calls itself, written as it stands in a list of languages.
func (c cldr) name(l line, lang string) error {
	names := map[string]string{}
	base, _, _ := strings.Cut(lang, "-")
	if file := "cldr-localenames-full/main/" + lang + "/languages.json"; c[file] != nil {
		if err := c.read(file, &names, "main", lang, "localeDisplayNames", "languages"); err != nil {
			return err
		}
	} else if err := c.read("cldr-localenames-full/main/"+base+"/languages.json", &names, "main", base, "localeDisplayNames", "languages"); err != nil {
		return err
	}
	name := names[lang]
	if name == "" {
		name = names[base]
	}
	first, size := utf8.DecodeRuneInString(name)
	l["name"] = string(unicode.ToUpper(first)) + name[size:]
	return nil
}

func (c cldr) dates(l line, lang string) error {
	g, err := c.calendar(lang)
	if err != nil {
		return err
	}
	l["months"], l["months.short"] = months(g.Months.Format.Wide), months(g.Months.Format.Abbreviated)
	l["alone"], l["alone.short"] = months(g.Months.Alone.Wide), months(g.Months.Alone.Abbreviated)
	for key, skeleton := range map[string]string{
		"day.short": "yMMMd", "date": "MMMMd", "date.short": "MMMd", "month": "yMMMM", "month.short": "yMMM", "year": "y", "time": "Hm",
	} {
		if l[key] = string(g.AvailableFormats[skeleton]); l[key] == "" {
			return fmt.Errorf("%s has no pattern %s", lang, skeleton)
		}
	}
	l["day"], l["joined"] = string(g.DateFormats.Long), string(g.DateTimeFormats.Medium)
	l["week"], l["week.narrow"] = week(g.Days["stand-alone"]), days(g.Days["stand-alone"]["narrow"])
	if err := g.intervals(l); err != nil {
		return err
	}
	for key, value := range l {
		if strings.HasPrefix(key, "day") || strings.HasPrefix(key, "month") && !strings.Contains(value, "|") || key == "year" {
			l[key] = era.ReplaceAllString(value, "'"+string(g.Eras["1"])+"'")
		}
	}
	return nil
}

// era is where a pattern names the era: all dates here are of one.
var era = regexp.MustCompile(`G+`)

// intervals reads the ranges of days. Where there is none with the month's full name, it is made of the one with a short name, as
// the standard asks: the month takes the width that it has in a single date.
func (g gregorian) intervals(l line) error {
	var fallback string
	own := map[string]string{}
	if err := json.Unmarshal(g.IntervalFormats["intervalFormatFallback"], &fallback); err != nil {
		return err
	}
	l["between"] = fallback
	skeleton, widen := "yMMMMd", false
	if g.IntervalFormats[skeleton] == nil {
		skeleton, widen = "yMMMd", strings.Contains(l["day"], "MMMM") || strings.Contains(l["day"], "LLLL")
	}
	if err := json.Unmarshal(g.IntervalFormats[skeleton], &own); err != nil {
		return err
	}
	for field, pattern := range own {
		if widen {
			pattern = regexp.MustCompile(`MMM+`).ReplaceAllString(pattern, "MMMM")
			pattern = regexp.MustCompile(`LLL+`).ReplaceAllString(pattern, "LLLL")
		}
		switch field {
		case "d", "M", "y":
			l["days."+field] = pattern
		}
	}
	times := map[string]string{}
	if err := json.Unmarshal(g.IntervalFormats["Hm"], &times); err != nil {
		return err
	}
	l["time.range"] = times["H"]
	return nil
}

func months(names map[string]string) string {
	var list []string
	for i := range 12 {
		list = append(list, names[fmt.Sprint(i+1)])
	}
	return strings.Join(list, "|")
}

func days(names map[string]string) string {
	var list []string
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		list = append(list, names[day])
	}
	return strings.Join(list, "|")
}

// week is the names of the days for the head of a calendar: the longest that fit above two digits.
func week(names map[string]map[string]string) string {
	const fits = 4
	for _, width := range []string{"abbreviated", "short"} {
		if !slices.ContainsFunc(strings.Split(days(names[width]), "|"), func(name string) bool { return letters(name) > fits }) {
			return days(names[width])
		}
	}
	return days(names["narrow"])
}

// letters counts those that take room of their own.
func letters(s string) (n int) {
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Cf) {
			n++
		}
	}
	return n
}

func (c cldr) numbers(l line, lang string) error {
	var n map[string]json.RawMessage
	if err := c.read("cldr-numbers-full/main/"+lang+"/numbers.json", &n, "main", lang, "numbers"); err != nil {
		return err
	}
	var system, least string
	var symbols struct{ Decimal, Group, MinusSign, PlusSign, PercentSign string }
	var decimal, percent struct{ Standard string }
	var misc struct{ Range string }
	if err := errors.Join(json.Unmarshal(n["defaultNumberingSystem"], &system), json.Unmarshal(n["minimumGroupingDigits"], &least)); err != nil {
		return err
	}
	if err := errors.Join(
		json.Unmarshal(n["symbols-numberSystem-"+system], &symbols), json.Unmarshal(n["decimalFormats-numberSystem-"+system], &decimal),
		json.Unmarshal(n["percentFormats-numberSystem-"+system], &percent), json.Unmarshal(n["miscPatterns-numberSystem-"+system], &misc),
	); err != nil {
		return err
	}
	l["decimal"], l["group"], l["minus"], l["plus"], l["range"] = symbols.Decimal, symbols.Group, minus(symbols.MinusSign), symbols.PlusSign, misc.Range
	l["percent"] = strings.ReplaceAll(regexp.MustCompile(`[#0,.]+`).ReplaceAllString(strings.Split(percent.Standard, ";")[0], "{0}"), "%", symbols.PercentSign)
	l["grouping"] = grouping(decimal.Standard)
	if least != "1" {
		l["grouped.from"] = least
	}
	return c.digits(l, system)
}

// minus is the sign that stands before a number: CLDR has the hyphen of keyboards there in most languages, which is as good.
func minus(sign string) string { return strings.ReplaceAll(sign, "-", "−") }

// grouping is the sizes of the groups of digits, the last one first: 3, or 3 2 in India.
func grouping(pattern string) string {
	whole, _, _ := strings.Cut(strings.Split(pattern, ";")[0], ".")
	groups := strings.Split(whole, ",")
	sizes := fmt.Sprint(len(groups[len(groups)-1]))
	if len(groups) > 2 {
		sizes += " " + fmt.Sprint(len(groups[len(groups)-2]))
	}
	return sizes
}

func (c cldr) digits(l line, system string) error {
	if system == "latn" {
		return nil
	}
	var systems map[string]struct {
		Digits string `json:"_digits"`
	}
	if err := c.read("cldr-core/supplemental/numberingSystems.json", &systems, "supplemental", "numberingSystems"); err != nil {
		return err
	}
	if l["digits"] = systems[system].Digits; utf8.RuneCountInString(l["digits"]) != 10 {
		return fmt.Errorf("the numbering system %s has not ten digits", system)
	}
	return nil
}

// plurals reads the rules of counting, for whole numbers alone: there n and i are the number, and v, f, t and e are 0.
func (c cldr) plurals() (map[string]string, error) {
	all := map[string]map[string]string{}
	err := c.read("cldr-core/supplemental/plurals.json", &all, "supplemental", "plurals-type-cardinal")
	rules := map[string]string{}
	for lang, of := range all {
		var list []string
		for _, form := range []string{"zero", "one", "two", "few", "many"} {
			rule, _, _ := strings.Cut(of["pluralRule-count-"+form], "@")
			if rule = whole(rule); rule != "" {
				list = append(list, form+":"+rule)
			}
		}
		rules[lang] = strings.Join(list, ";")
	}
	return rules, err
}

// whole is what is left of a rule for whole numbers: alternatives parted by |, conditions by &; "" where it never holds.
func whole(rule string) string {
	var alternatives []string
	for alternative := range strings.SplitSeq(rule, " or ") {
		var conditions []string
		never := strings.TrimSpace(alternative) == ""
		for condition := range strings.SplitSeq(alternative, " and ") {
			condition = strings.ReplaceAll(strings.TrimSpace(condition), " ", "")
			if condition == "" {
				continue
			}
			switch condition[0] {
			case 'n', 'i':
				conditions = append(conditions, condition[1:])
			default:
				never = never || !holdsForZero(condition)
			}
		}
		if !never {
			alternatives = append(alternatives, strings.Join(conditions, "&"))
		}
	}
	if slices.Contains(alternatives, "") {
		panic("a rule holds for every number: " + rule)
	}
	return strings.Join(alternatives, "|")
}

// holdsForZero reports whether a condition on v, f, t or e is met by a whole number, whose are 0.
func holdsForZero(condition string) bool {
	left, right, _ := strings.Cut(condition, "=")
	not := strings.HasSuffix(left, "!")
	zero := slices.ContainsFunc(strings.Split(right, ","), func(r string) bool { return r == "0" || strings.HasPrefix(r, "0..") })
	return zero != not
}
