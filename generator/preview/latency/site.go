package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// site is what is edited, in a temporary folder.
type site struct {
	size       string
	dir, cache string
	edited     document // the newest report of its region
	region     string   // the page of that region
	other      document // another report, to be saved with what is hard to read
}

// document is a report: its file, what stood in it at first, and its page.
type document struct {
	file string
	text []byte
	page string
}

var title = regexp.MustCompile(`(?m)^title:.*$`)

// withWord is the text with one more paragraph in its last section.
func (d document) withWord(word string) []byte {
	at := bytes.LastIndex(d.text, []byte("\n## "))
	return fmt.Appendf(nil, "%s\nThe word of the hour is %s, and nobody knows why.\n%s", d.text[:at], word, d.text[at:])
}

// withTitle is the text under another title.
func (d document) withTitle(word string) []byte {
	return title.ReplaceAllLiteral(d.text, []byte(`title: "The word of the hour is `+word+`"`))
}

// withMore is the text with more at its end; its headings stay, for others may link to them.
func (d document) withMore(more string) []byte { return fmt.Appendf(nil, "%s\n%s\n", d.text, more) }

func (d document) restore() error { return inPlace(d.file, d.text) }

// makeSite writes the sources of a site, and builds it once, so that its Memory is warm.
func (m *measurement) makeSite(ctx context.Context, size string) (*site, error) {
	progress("%s: writing the site", size)
	s := &site{size: size, dir: filepath.Join(m.temp, size), cache: filepath.Join(m.temp, size+"-memory")}
	edited, other := "2026/03/10-ilvetta-flood", "2026/03/08-ilvetta-flood"
	s.region = "regions/ulvandar.html"
	var err error
	if size == "sample" {
		err = m.sitrepDo(ctx, "new", "site", s.dir)
	} else {
		edited, other, err = s.invent(ctx)
	}
	if err != nil {
		return nil, err
	}
	if s.edited, err = s.document(edited); err != nil {
		return nil, err
	}
	if s.other, err = s.document(other); err != nil {
		return nil, err
	}
	progress("%s: building it once", size)
	out := filepath.Join(m.temp, size+"-published")
	if err := m.sitrepDo(ctx, "-C", s.dir, "build", "--cache", s.cache, "--out", out); err != nil {
		return nil, err
	}
	return s, os.RemoveAll(out) // a preview does not read it
}

func (s *site) document(name string) (document, error) {
	d := document{file: filepath.Join(s.dir, "content", "reports", filepath.FromSlash(name)+".md"), page: "reports/" + name + ".html"}
	var err error
	d.text, err = os.ReadFile(d.file)
	if err == nil && !bytes.Contains(d.text, []byte("\n## ")) {
		err = fmt.Errorf("%s has no heading", d.file)
	}
	return d, err
}

// invent writes an archive of ten years, and names its newest report and one from its midst.
func (s *site) invent(ctx context.Context) (newest, other string, err error) {
	count, err := strconv.Atoi(s.size)
	if err != nil {
		return "", "", err
	}
	if err := s.inventSettings(); err != nil {
		return "", "", err
	}
	s.region = "regions/" + regionOf(count-1) + ".html"
	for i := range count {
		if err := errors.Join(s.inventReport(i, count), ctx.Err()); err != nil {
			return "", "", err
		}
	}
	return reportName(count-1, count), reportName(count/2, count), nil
}

func (s *site) inventSettings() error {
	var regions, topicList strings.Builder
	for _, province := range provinces {
		fmt.Fprintf(&regions, "- id: %s\n  name: %s\n", id(province), province)
		for _, district := range districts {
			fmt.Fprintf(&regions, "- id: %s\n  name: %s, %s\n  parent: %s\n", id(province+" "+district), district, province, id(province))
		}
	}
	for _, topic := range topics {
		fmt.Fprintf(&topicList, "- id: %s\n  name: %s%s\n", topic, strings.ToUpper(topic[:1]), topic[1:])
	}
	for name, text := range map[string]string{
		"site.yaml":    "title: Exercise desk\nbase_url: https://exercise.example/\ntimezone: UTC\nlanguages: [en]\n",
		"regions.yaml": regions.String(), "topics.yaml": topicList.String(),
	} {
		if err := put(filepath.Join(s.dir, "content", name), text); err != nil {
			return err
		}
	}
	return nil
}

func day(i, count int) time.Time {
	const days = 3652
	return time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*days/count)
}

func reportName(i, count int) string {
	return day(i, count).Format("2006/01/02") + fmt.Sprintf("-report-%06d", i)
}

func regionOf(i int) string {
	return id(provinces[i%len(provinces)] + " " + districts[i/len(provinces)%len(districts)])
}

func (s *site) inventReport(i, count int) error {
	w := &writing{Rand: rand.New(rand.NewPCG(1, uint64(i)))}
	fmt.Fprintf(w, "---\ntitle: \"Exercise: report %d on %s\"\ndate: %s\n", i, topics[i%len(topics)], day(i, count).Format(time.DateOnly))
	fmt.Fprintf(w, "regions: [%s]\ntopics: [%s, %s]\n", regionOf(i), topics[i%len(topics)], topics[(i+1+i/10%9)%len(topics)])
	fmt.Fprintf(w, "exercise: true\nsummary: %q\n---\n\n", w.sentence())
	if i%2 == 1 {
		fmt.Fprintf(w, "This report follows [the one before](report:%s).\n\n", reportName(i-1, count))
	}
	w.body()
	return put(filepath.Join(s.dir, "content", "reports", filepath.FromSlash(reportName(i, count))+".md"), w.String())
}

func put(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

// inPlace saves a file as most programs do: it is emptied, then written.
func inPlace(file string, text []byte) error { return os.WriteFile(file, text, 0o644) }

// byRename saves a file as careful editors do: written beside, then renamed over it.
func byRename(file string, text []byte) error {
	beside := filepath.Join(filepath.Dir(file), "."+path.Base(filepath.ToSlash(file))+".tmp")
	if err := os.WriteFile(beside, text, 0o644); err != nil {
		return err
	}
	return os.Rename(beside, file)
}
