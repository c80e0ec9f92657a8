package search

import (
	"crypto/sha256"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// desk is a site of invented reports, and their bodies.
type desk struct {
	desk    *site.Desk
	reports []*site.Input
	bodies  map[report.BodySum]string
	store   shelf
}

const regionsFile = `
- {id: ardenia, name: Ardenia, names: {uk: Арденія, ar: أردينيا, zh: 阿登尼亚}, aliases: [Old Ardenia]}
- {id: north, name: North Ardenia, parent: ardenia, names: {uk: Північна Арденія}}
- {id: vale, name: Port Vale, parent: north, names: {uk: Порт Вейл, ar: ميناء فيل}}
- {id: flats, name: Salt Flats, names: {uk: Солончак}}
`

const topicsFile = `
- {id: flood, name: Flood, names: {uk: Повінь, ar: فيضان}, aliases: [inundation]}
- {id: health, name: Health}
- {id: cholera, name: Cholera, parent: health, names: {uk: Холера}}
`

func newDesk(t testing.TB, languages string) *desk {
	config, findings := site.ParseConfig("site.yaml", []byte("title: Test\ntimezone: UTC\nlanguages: "+languages+"\nseries: {daily: {name: Daily brief, names: {uk: Щоденний звіт}}}\n"))
	failOn(t, findings)
	rows, findings := gazetteer.ParseRegions("regions.yaml", []byte(regionsFile))
	failOn(t, findings)
	regions, findings := gazetteer.New(rows, config.Languages...)
	failOn(t, findings)
	topics, findings := vocabulary.ParseTopics("topics.yaml", []byte(topicsFile))
	failOn(t, findings)
	return &desk{desk: &site.Desk{Config: config, Regions: regions, Topics: topics}, bodies: map[report.BodySum]string{}, store: shelf{new(sync.Map)}}
}

func failOn(t testing.TB, findings []diag.Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Severity == diag.Error {
			t.Fatal(f)
		}
	}
}

// add adds a report of a day with a body.
func (d *desk) add(r report.Report, day time.Time, body string) *site.Input {
	r.Path = fmt.Sprintf("%s-%05d", day.Format("2006/01/02"), len(d.reports))
	if r.Details == nil {
		r.Details = new(report.Details)
	}
	if f := r.Date.UnmarshalScalar(day.Format(time.DateOnly)); f != nil {
		panic(f.Text)
	}
	sum := sha256.Sum256([]byte(body))
	copy(r.BodySum[:], sum[:])
	d.bodies[r.BodySum] = body
	in := &site.Input{Report: &r, Regions: r.Regions, Topics: r.Topics}
	d.reports = append(d.reports, in)
	return in
}

func (d *desk) site() *site.Site { return site.New(nil, d.desk, d.reports, nil) }

func (d *desk) options() Options {
	return Options{Store: d.store, Bodies: func(r *report.Report) (markdown.Body, error) {
		return markdown.Body{Blocks: []markdown.Block{{HTML: "<p>" + d.bodies[r.BodySum] + "</p>\n"}}}, nil
	}}
}

// shelf is a store in a map.
type shelf struct{ *sync.Map }

type kept struct {
	sum  [32]byte
	data []byte
}

func (s shelf) Recall(name string, sum [32]byte) ([]byte, bool) {
	found, known := s.Load(name)
	k, _ := found.(kept)
	return k.data, known && k.sum == sum
}

func (s shelf) Keep(name string, sum [32]byte, _ []string, data []byte) error {
	s.Store(name, kept{sum, data})
	return nil
}

func (s shelf) Retain(string, []string) {}

// vocabularyOfTexts is what invented texts are made of: words that begin alike, in several scripts.
var vocabularyOfTexts = []string{
	"flood", "Floods", "flooded", "fire", "fires", "а", "a", "no", "north", "road", "roads", "Ardenia", "повінь", "повені", "Ґанок", "ганок", "п'ять", "пять",
	"المدينة", "مدينة", "مُساعدات", "أردينيا", "洪水警报", "警报", "水", "2024", "11", "Vale", "café", "CAFE", "Холера", "Straße",
}

func drawText(t *rapid.T, most int, name string) string {
	list := rapid.SliceOfN(rapid.SampledFrom(vocabularyOfTexts), 0, most).Draw(t, name)
	text := ""
	for i, word := range list {
		if i > 0 {
			text += []string{" ", ", ", "-"}[i%3]
		}
		text += word
	}
	return text
}

// drawDesk draws a site of some reports.
func drawDesk(t *rapid.T, tb testing.TB, most int) *desk {
	d := newDesk(tb, "[en]")
	for range rapid.IntRange(0, most).Draw(t, "reports") {
		d.addDrawn(t)
	}
	return d
}

func (d *desk) addDrawn(t *rapid.T) {
	regions := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"ardenia", "north", "vale", "flats", "ua", "ua-51"}), 1, 3, rapid.ID).Draw(t, "regions")
	topics := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"flood", "health", "cholera"}), 1, 2, rapid.ID).Draw(t, "topics")
	day := time.Date(2025, 12, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(-400, 60).Draw(t, "day"))
	r := report.Report{Header: report.Header{
		Title: drawText(t, 4, "title"), Summary: drawText(t, 5, "summary"), Regions: regions, Topics: topics,
		Series: rapid.SampledFrom([]string{"", "daily", "a b"}).Draw(t, "series"), Details: new(report.Details),
	}}
	r.Type = rapid.SampledFrom([]report.Type{"", report.Flash}).Draw(t, "type")
	if rapid.IntRange(0, 3).Draw(t, "claims") == 0 {
		r.Claims = []report.Claim{{ID: "c", Text: drawText(t, 3, "claim"), By: "Harbour Office"}}
	}
	d.add(r, day, drawText(t, 12, "body"))
}

func drawQuery(t *rapid.T) query {
	q := query{
		Q:      drawText(t, 2, "q"),
		Region: rapid.SampledFrom([]string{"", "", "", "ardenia", "north", "vale", "ua", "151", "150"}).Draw(t, "region"),
		Topic:  rapid.SampledFrom([]string{"", "", "", "flood", "health", "cholera"}).Draw(t, "topic"),
		Series: rapid.SampledFrom([]string{"", "", "", "daily", "a b"}).Draw(t, "series"),
		Type:   rapid.SampledFrom([]string{"", "", "", "flash", "sitrep"}).Draw(t, "type"),
		Weight: rapid.Bool().Draw(t, "weight"),
	}
	if rapid.Bool().Draw(t, "part") && q.Q != "" { // a beginning
		runes := []rune(q.Q)
		q.Q = string(runes[:rapid.IntRange(1, len(runes)).Draw(t, "letters")])
	}
	if rapid.Bool().Draw(t, "names") {
		q.Q += " " + rapid.SampledFrom([]string{"Україна", "Odesa", "Арденія", "Європа", "阿登尼亚", "інундація", "inundation", "Щоденний", "Harbour", "Old"}).Draw(t, "name")
	}
	if rapid.Bool().Draw(t, "dated") {
		base := day(time.Date(2025, 12, 20, 0, 0, 0, 0, time.UTC))
		q.From = base + rapid.IntRange(-400, 0).Draw(t, "from")
		q.To = q.From + rapid.IntRange(0, 200).Draw(t, "to")
	}
	return q
}
