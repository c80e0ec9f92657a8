package lint

import (
	"fmt"

	"sitrep/generator/site"
)

// cardScript warns, on a site that gives reports preview cards, of a title that no card can show: card/script.
func (c *checks) cardScript(e *site.Entry) {
	if !c.site.Config.Cards || c.site.Config.BaseURL == "" {
		return
	}
	if lacking := c.cases().Lacks(e.Title); len(lacking) > 0 {
		c.warn(e, "title", "card/script", fmt.Sprintf("the report has no preview card: there is no type for %s", some(lacking)),
			"cards show Latin, Greek, Cyrillic and Arabic letters; if the title is right, silence card/script, or turn it off in site.yaml")
	}
}

// some names a few letters.
func some(list []rune) string {
	const most = 5
	if len(list) > most {
		return string(list[:most]) + "…"
	}
	return string(list)
}
