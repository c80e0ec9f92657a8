package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// translate completes the header of a translation from its original's, and refuses what a translation may not say. It may give
// words anew, may tell of itself (translates, silence, notes), and may tighten the handling, so that no slip in a translation
// shows what the original withholds. All else is the original's; said again, it must be the same.
func (p *Parsed) translate(from *Report) {
	m := merger{report: &p.Report}
	m.handling(from)
	p.Tables = from.Tables
	m.merge(reflect.ValueOf(&from.Header).Elem(), reflect.ValueOf(&p.Header).Elem(), "")
	if diag.Failed(from.Findings) {
		p.Findings = append(p.Findings, diag.Finding{
			File: p.File, Rule: "translation/original", Severity: diag.Error,
			Text: "the translation cannot be understood while its original has errors", Hint: "mend " + from.File + " first",
		})
		return
	}
	p.Findings = append(p.Findings, m.findings...)
	p.check()
}

// merger merges an original's header into a translation's.
type merger struct {
	report   *Report
	findings []diag.Finding
}

func (m *merger) fault(at, text, hint string) {
	m.findings = append(m.findings, diag.Finding{
		File: m.report.File, Pos: m.report.Places.At(at), Rule: "translation/differs", Severity: diag.Error, Text: text, Hint: hint,
	})
}

// handling refuses a looser handling and completes the fields that say it.
func (m *merger) handling(from *Report) {
	r := m.report
	loose := func(key string, was any) {
		m.fault(key, fmt.Sprintf("%s is looser than the original's, which is %v", key, was), "remove it: a translation may only tighten the handling")
	}
	if r.Status == "" {
		r.Status = from.Status
	} else if r.Status != Draft && r.Status != from.Status && !(r.Status == Published && from.Status == "") {
		loose("status", orElse(string(from.Status), string(Published)))
	}
	if r.TLP == "" {
		r.TLP = from.TLP
	} else if from.TLP.Above(r.TLP) {
		loose("tlp", from.TLP)
	}
	if !r.Embargo.Given {
		r.Embargo = from.Embargo
	} else if from.Embargo.Given && r.Embargo != from.Embargo && !from.Embargo.surelyBefore(r.Embargo) && !sameTime(r.Embargo, from.Embargo) {
		loose("embargo", from.Embargo)
	}
	if !r.Expires.Given {
		r.Expires = from.Expires
	} else if from.Expires.Given && r.Expires != from.Expires && !r.Expires.surelyBefore(from.Expires) && !sameTime(r.Expires, from.Expires) {
		loose("expires", from.Expires)
	}
}

// sameTime says whether two times are one, with whatever offsets they were written.
func sameTime(a, b Moment) bool { return a.Clock && b.Clock && a.Unix == b.Unix }

func orElse(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

// handled are the fields that handling has seen to.
var handled = []string{"status", "tlp", "embargo", "expires"}

// merge completes the struct given, which stood at a path of the translation's header, from the original's.
func (m *merger) merge(from, given reflect.Value, at string) {
	for _, f := range reflect.VisibleFields(given.Type()) {
		options := strings.Split(f.Tag.Get("key"), ",")
		key := options[0]
		if f.Anonymous || key == "-" || at == "" && slices.Contains(handled, key) {
			continue
		}
		from, given := from.FieldByIndex(f.Index), given.FieldByIndex(f.Index)
		place := key
		if at != "" {
			place = at + "." + key
		}
		switch written := m.report.Places.Has(place); {
		case slices.Contains(options, "own"):
		case !written:
			given.Set(from)
		case slices.Contains(options, "words"):
		default:
			m.mergeValue(from, given, place)
		}
	}
}

// mergeValue completes a value that the translation gives although it is not its to change.
func (m *merger) mergeValue(from, given reflect.Value, at string) {
	switch {
	case given.Kind() == reflect.Slice && given.Type().Elem().Kind() == reflect.Struct:
		m.mergeList(from, given, at)
	case given.Kind() == reflect.Struct && hasWords(given.Type()) && !from.IsZero():
		m.merge(from, given, at)
	case !reflect.DeepEqual(from.Interface(), given.Interface()) && !sameMoment(from, given):
		m.fault(at, fmt.Sprintf("%s is not what the original says", at), "remove it: a translation inherits it and may only give words anew")
		given.Set(from)
	}
}

func sameMoment(a, b reflect.Value) bool {
	x, ok := a.Interface().(Moment)
	y, _ := b.Interface().(Moment)
	return ok && sameTime(x, y)
}

// hasWords says whether a translation may give anything of a struct anew.
func hasWords(t reflect.Type) bool {
	for i := range t.NumField() {
		if slices.Contains(strings.Split(t.Field(i).Tag.Get("key"), ","), "words") {
			return true
		}
	}
	return false
}

// mergeList puts the words of the given items into the original's list. An item is known by all it says beside words: the id
// of a claim, the key of a source, the time of an event.
func (m *merger) mergeList(from, given reflect.Value, at string) {
	list := reflect.MakeSlice(from.Type(), from.Len(), from.Len())
	reflect.Copy(list, from)
	for i := range given.Len() {
		place := fmt.Sprintf("%s.%d", at, i)
		if key := given.Index(i).FieldByName("Key"); key.IsValid() {
			place = at + "." + key.String()
		}
		found := m.matches(from, given.Index(i), place)
		if len(found) > 1 && given.Len() == from.Len() && slices.Contains(found, i) {
			found = []int{i} // the whole list is given, and in its order
		}
		switch len(found) {
		case 1:
			m.merge(from.Index(found[0]), given.Index(i), place)
			list.Index(found[0]).Set(given.Index(i))
		case 0:
			m.fault(place, fmt.Sprintf("the original has no such item in %s", at), "name an item of the original by what identifies it, and give only words anew")
		default:
			m.fault(place, fmt.Sprintf("%d items of %s in the original are like this", len(found), at), "say which one is meant, by its place or source, or give the whole list in the order of the original")
		}
	}
	given.Set(list)
}

// matches returns the items of the original that say all that the given one says beside words.
func (m *merger) matches(from, given reflect.Value, at string) (found []int) {
	t := given.Type()
	for j := range from.Len() {
		like := true
		for i := range t.NumField() {
			options := strings.Split(t.Field(i).Tag.Get("key"), ",")
			if slices.Contains(options, "words") || options[0] != "-" && !m.report.Places.Has(at+"."+options[0]) {
				continue
			}
			like = like && (reflect.DeepEqual(from.Index(j).Field(i).Interface(), given.Field(i).Interface()) || sameMoment(from.Index(j).Field(i), given.Field(i)))
		}
		if like {
			found = append(found, j)
		}
	}
	return found
}
