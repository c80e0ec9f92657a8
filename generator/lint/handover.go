package lint

import "sitrep/generator/site"

// notHanded warns, on a site that hands its reports over to ReliefWeb, of one that ReliefWeb cannot take: handover/reliefweb. What a
// translation shares with its original is told there, and a language that the publisher gave no number for is meant to stay at home
// while another one of the report goes.
func (c *checks) notHanded(e *site.Entry) {
	if !c.site.HandsOver(e) {
		return
	}
	field, lacks := c.site.NotHanded(e)
	if lacks == "" || field != "title" && c.original(e) != e || field == "lang" && c.goesInAnother(e) {
		return
	}
	at := field
	if !e.Places.Has(at) {
		at = "title"
	}
	c.warn(e, at, "handover/reliefweb", "ReliefWeb cannot take the report: "+lacks, "complete reliefweb in site.yaml or change the header; if the report is not for ReliefWeb, silence handover/reliefweb")
}

// goesInAnother reports whether a report has another language that ReliefWeb has a number for.
func (c *checks) goesInAnother(e *site.Entry) bool {
	for _, v := range c.site.Versions(e.Path) {
		if c.site.ReliefWebLanguage(v.Lang) != 0 {
			return true
		}
	}
	return false
}
