package generator

import (
	"fmt"
	"maps"
	"slices"

	"sitrep/generator/diag"
)

// readNumbers puts ReliefWeb's numbers under the ids of the regions and topics that site.yaml names. A name that is none, and two that are
// the same with different numbers, are errors: site/reliefweb.
func (d *desk) readNumbers(file string) {
	w := &d.Config.ReliefWeb
	w.Countries = d.numbered(file, "countries", w.Countries, d.region)
	w.Themes = d.numbered(file, "themes", w.Themes, d.topic)
	w.Hazards = d.numbered(file, "hazards", w.Hazards, d.topic)
	d.named = !diag.Failed(d.findings)
}

func (d *desk) numbered(file, key string, numbers map[string]int, resolve func(string) resolved) map[string]int {
	if len(numbers) == 0 {
		return nil
	}
	byID := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(numbers)) {
		found := resolve(name)
		if other, twice := byID[found.id]; found.id != "" && twice && other != numbers[name] {
			found = resolved{text: fmt.Sprintf("%s has two numbers, %d and %d", found.id, other, numbers[name]), hint: "keep one of them"}
		}
		if found.id == "" {
			d.findings = append(d.findings, diag.Finding{
				File: file, Pos: d.Config.At("reliefweb." + key + "." + name), Rule: "site/reliefweb", Severity: diag.Error, Text: found.text, Hint: found.hint,
			})
			continue
		}
		byID[found.id] = numbers[name]
	}
	return byID
}
