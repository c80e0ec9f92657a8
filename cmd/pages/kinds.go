package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// kind is a kind of page, and a page of it to look at.
type kind struct {
	name     string
	template string // the file of the theme that makes it
	site     string
	path     string
	oneOf    bool // it is there in the site's own language only
}

// kinds are all kinds of pages, those of one template beside each other.
var kinds = []kind{
	{"home", "home.html", "invented", "index.html", false},
	{"home-sample", "home.html", "sample", "index.html", false},
	{"home-empty", "home.html", "empty", "index.html", false},
	{"report-plain", "report.html", "invented", report(291), false},
	{"report-full", "report.html", "invented", report(288), false},
	{"report-first", "report.html", "sample", "reports/2024/11/10-moscow-drones.html", true},
	{"report-sample", "report.html", "sample", "reports/2026/03/06-ilvetta-flood.html", false},
	{"report-earlier", "report.html", "invented", "reports/" + invent(288).path() + ".v1.html", true},
	{"report-retracted", "report.html", "invented", report(87), false},
	{"report-rollup", "report.html", "invented", report(285), false},
	{"report-flash", "report.html", "invented", report(294), false},
	{"report-moved", "redirect.html", "invented", "old/report-288.html", true},
	{"regions", "regions.html", "invented", "regions.html", false},
	{"regions-sample", "regions.html", "sample", "regions.html", false},
	{"region", "region.html", "invented", "regions/lask.html", false},
	{"region-long", "region.html", "invented", "regions/tharn.html", false},
	{"region-year", "period.html", "invented", "regions/tharn/2025.html", true},
	{"region-month", "period.html", "invented", "regions/tharn/2025-11.html", true},
	{"topics", "topics.html", "invented", "topics.html", false},
	{"topic", "topic.html", "invented", "topics/health.html", false},
	{"topic-sample", "topic.html", "sample", "topics/flood.html", false},
	{"pair", "pair.html", "invented", "regions/tharn/storm.html", false},
	{"dates", "dates.html", "invented", "dates.html", false},
	{"date-year", "period.html", "invented", "dates/2025.html", false},
	{"date-month", "period.html", "invented", "dates/2026/01.html", false},
	{"date-day", "period.html", "invented", "dates/2026/01-20.html", false},
	{"series", "series.html", "invented", "series/tharn-storms.html", false},
	{"series-sample", "series.html", "sample", "series/ilvetta-flood.html", false},
	{"figures", "figures.html", "invented", "figures.html", false},
	{"figure", "figure.html", "invented", "figures/exercise/displaced.html", false},
	{"figure-sample", "figure.html", "sample", "figures/exercise/people-displaced.html", false},
	{"figure-month", "figure.html", "invented", "figures/exercise/displaced/2025-11.html", false},
	{"claims", "claims.html", "invented", "claims.html", false},
	{"claims-sample", "claims.html", "sample", "claims.html", false},
	{"claims-settled", "claimperiod.html", "invented", "claims/exercise/closed-2025.html", false},
	{"claim", "claim.html", "invented", "claims/exercise/claim-47.html", false},
	{"claim-sample", "claim.html", "sample", "claims/exercise/kld-cholera-school-2.html", false},
	{"actors", "actors.html", "invented", "actors.html", false},
	{"actor", "actor.html", "invented", "actors/exercise/harbour-office.html", false},
	{"incidents", "incidents.html", "invented", "incidents.html", false},
	{"incident", "incident.html", "invented", "incidents/exercise/ex-2025-06.html", false},
	{"corrections", "corrections.html", "invented", "corrections.html", false},
	{"api", "api.html", "sample", "api.html", false},
	{"search", "search.html", "sample", "search.html", false},
	{"search-found", "search.html", "invented", "search.html?q=harbour&from=2025-06-01&sort=weight", false},
	{"page", "page.html", "sample", "about.html", false},
	{"guide", "page.html", "sample", "guide-header.html", true},
	{"not-found", "404.html", "sample", "404.html", true},
}

// report is the address of a report of the invented site.
func report(number int) string { return fmt.Sprintf("reports/%s.html", invent(number).path()) }

// arabic is the same page in Arabic; false where there is none.
func (k kind) arabic() (kind, bool) {
	k.path = "ar/" + k.path
	return k, !k.oneOf
}

// shows reports whether there is something to see: a page that stands at an old address leads on at once.
func (k kind) shows() bool { return k.template != "redirect.html" }

// address is where the page is served.
func (s *sites) address(k kind) string { return s.base + k.site + "/" + k.path }

// file is what holds the page.
func (s *sites) file(k kind) string {
	path, _, _ := strings.Cut(k.path, "?") // what a search page is asked
	return filepath.Join(s.root(k.site), filepath.FromSlash(path))
}
