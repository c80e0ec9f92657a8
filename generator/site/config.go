package site

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same civil days on a machine without a zone database

	"golang.org/x/text/language"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/strict"
)

// Config is content/site.yaml: what a site is, as its publisher says it.
type Config struct {
	Title                string            `key:"title,required" doc:"the site's name"`
	Titles               map[string]string `key:"titles" doc:"the name in other languages, by language"`
	Description          string            `key:"description" doc:"one sentence for search engines and the home page"`
	Descriptions         map[string]string `key:"descriptions" doc:"the description in other languages"`
	BaseURL              string            `key:"base_url" doc:"the address that the published tree will have, ending in a slash; feeds and canonical links use it"`
	Timezone             string            `key:"timezone,required" doc:"IANA name of the zone whose civil days the date index goes by: Europe/Kyiv, UTC"`
	Languages            []string          `key:"languages" doc:"BCP 47 tags of the site's languages; the first is the default one, at the root"`
	Audience             report.TLP        `key:"audience" doc:"the highest TLP level that is published"`
	Publisher            string            `key:"publisher" doc:"who publishes the site"`
	Licence              string            `key:"licence" doc:"the licence of the reports, in words"`
	LicenceURL           string            `key:"licence_url" doc:"the address of the licence's text"`
	Footer               string            `key:"footer" doc:"a sentence or two at the foot of every page"`
	Footers              map[string]string `key:"footers" doc:"the same in other languages"`
	Logo                 string            `key:"logo" doc:"a picture in content/ that stands before the site's name: logo.svg, logo.png or logo.jpg"`
	Colours              Colours           `key:"colours" doc:"the publisher's colours, checked for contrast"`
	Cards                bool              `key:"cards" doc:"true: each report has a picture that social networks and chats show beside a link to it; it needs base_url"`
	Series               []Series          `key:"series,keyed" doc:"series of reports, by key; a series may also simply be used"`
	Rules                map[string]string `key:"rules" doc:"findings by rule: error, warning or off"`
	DateTimeGroup        bool              `key:"date_time_group" doc:"true: a report's cut-off is also shown as a military date-time group, such as 101600Z NOV 24"`
	RequireAuthorization bool              `key:"require_authorization" doc:"true: a report is published only when authorized_by names somebody other than prepared_by"`
	PageBudget           Bytes             `key:"page_budget" doc:"what a page may weigh on its way to a small screen, such as 100 kB"`
	Offline              bool              `key:"offline" doc:"true: browsers keep the latest reports and the last pages read, for reading without a line"`
	Data                 map[string]string `key:"data" doc:"kinds of data beside the pages: on or off, as in text: off"`
	HXL                  bool              `key:"hxl" doc:"true: a row of HXL hashtags stands below the header of each CSV file"`
	ReliefWeb            ReliefWeb         `key:"reliefweb" doc:"each report is also there as ReliefWeb's Post API takes it"`
	Digest               Digest            `key:"digest" doc:"mails that gather what a day or a week has brought, in digest/"`
	FeedIDs              string            `key:"feed_ids" doc:"what the ids of feed entries start with, instead of base_url: the former base_url of a site that has moved"`
	FeedHub              string            `key:"feed_hub" doc:"the address of a WebSub hub that tells subscribers of feeds at once"`
	NewsSitemap          bool              `key:"news_sitemap" doc:"true: a sitemap lists the reports of the last two days for news search engines; it needs base_url"`
	NoCrawlers           bool              `key:"no_crawlers" doc:"true: robots.txt asks all crawlers to stay away, as it does where the audience is above clear"`
	Search               bool              `key:"search" doc:"false: readers cannot search the site; when not given, they can"`
	Hosts                []string          `key:"hosts" doc:"the services that the published tree is for and that read their settings from it: cloudflare-pages, github-pages, netlify"`
	Publish              []Target          `key:"publish,keyed" doc:"where the site is published to, by name"`
	Pos                  diag.Pos          `key:"-"`

	places strict.Places
	zone   *time.Location
}

// Series is a run of reports that follow each other, with what its desk promises of it.
type Series struct {
	Key     string            `key:"-"`
	Name    string            `key:"name" doc:"the name that readers see"`
	Names   map[string]string `key:"names" doc:"the name in other languages"`
	Cadence string            `key:"cadence" doc:"how often a report is due: daily, weekly …"`
	Owner   string            `key:"owner" doc:"who answers for the series"`
	Owners  map[string]string `key:"owners" doc:"who answers for the series, in other languages"`
	Gaps    []int             `key:"gaps" doc:"numbers that are known never to have been published"`
	Pos     diag.Pos          `key:"-"`
}

// ParseConfig reads site.yaml. Every fault in it is a finding; with an error among them the Config is not to be used.
func ParseConfig(file string, data []byte) (Config, []diag.Finding) {
	c := Config{Search: true}
	node, findings := strict.YAML(file, 1, data)
	if node == nil {
		return c, findings
	}
	places, more := strict.Decode(file, node, &c)
	c.places = places
	findings = append(findings, more...)
	if len(c.Languages) == 0 {
		c.Languages = []string{"en"}
	}
	c.Audience = cmp.Or(c.Audience, report.Clear)
	for _, check := range []func(*Config) []diag.Finding{checkZone, checkLanguages, checkAddresses, checkRules, checkColours, checkData, checkDigest, checkReliefWeb, checkTargets} {
		for _, f := range check(&c) {
			f.File, f.Severity = file, diag.Error
			findings = append(findings, f)
		}
	}
	return c, findings
}

func checkZone(c *Config) []diag.Finding {
	c.zone = time.UTC
	if c.Timezone == "" {
		return nil // its absence is told as a missing key
	}
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil || c.Timezone == "Local" {
		return []diag.Finding{{
			Pos: c.places.At("timezone"), Rule: "site/timezone", Text: fmt.Sprintf("%q is not a time zone", c.Timezone),
			Hint: "write an IANA name: UTC, Europe/Kyiv, Africa/Khartoum",
		}}
	}
	c.zone = zone
	return nil
}

func checkLanguages(c *Config) []diag.Finding {
	var findings []diag.Finding
	for i, tag := range c.Languages {
		pos := c.places.At(fmt.Sprintf("languages.%d", i))
		if parsed, err := language.Parse(tag); err != nil || parsed.String() != tag {
			findings = append(findings, diag.Finding{
				Pos: pos, Rule: "site/language", Text: fmt.Sprintf("%q is not a language tag", tag), Hint: "write a BCP 47 tag as in en, uk, pt-BR",
			})
		}
		if slices.Index(c.Languages, tag) < i {
			findings = append(findings, diag.Finding{Pos: pos, Rule: "site/language", Text: fmt.Sprintf("the language %s stands twice", tag)})
		}
	}
	return findings
}

func checkRules(c *Config) []diag.Finding {
	var findings []diag.Finding
	for rule, word := range c.Rules {
		if word != "error" && word != "warning" && word != "off" {
			findings = append(findings, diag.Finding{
				Pos: c.places.At("rules." + rule), Rule: "site/rules", Text: fmt.Sprintf("%q is not a way to treat a rule", word), Hint: "write error, warning or off",
			})
		}
	}
	return findings
}

// checkData wants kinds of data that there are, and on or off for each.
func checkData(c *Config) []diag.Finding {
	var findings []diag.Finding
	var kinds []string
	for _, d := range kindsOfData() {
		kinds = append(kinds, d.Key)
	}
	slices.Sort(kinds)
	for _, key := range slices.Sorted(maps.Keys(c.Data)) {
		f := diag.Finding{Pos: c.places.At("data." + key), Rule: "site/data"}
		switch word := c.Data[key]; {
		case !slices.Contains(kinds, key):
			f.Text, f.Hint = fmt.Sprintf("there is no kind of data called %q", key), "there are "+strings.Join(kinds, ", ")
		case word != "on" && word != "off":
			f.Text, f.Hint = fmt.Sprintf("%q is no way to switch data", word), "write on or off"
		default:
			continue
		}
		findings = append(findings, f)
	}
	return findings
}

// At is where a setting stands in site.yaml, by its path.
func (c *Config) At(path string) diag.Pos { return c.places.At(path) }

// Zone is the site's time zone. Civil days are days in it.
func (c *Config) Zone() *time.Location { return c.zone }

// Default is the language at the site's root.
func (c *Config) Default() string { return c.Languages[0] }

// TitleIn is the site's name in a language.
func (c *Config) TitleIn(lang string) string { return cmp.Or(c.Titles[lang], c.Title) }

// DescriptionIn is the site's description in a language.
func (c *Config) DescriptionIn(lang string) string {
	return cmp.Or(c.Descriptions[lang], c.Description)
}

// FooterIn is the site's own words at the foot of a page in a language.
func (c *Config) FooterIn(lang string) string { return cmp.Or(c.Footers[lang], c.Footer) }

// Prefix is where the pages of a language are in the published tree: "" for the default language, which "" stands for too, else
// "uk/".
func (c Config) Prefix(lang string) string {
	if lang == "" || lang == c.Default() {
		return ""
	}
	return lang + "/"
}
