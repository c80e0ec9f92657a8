package main

import (
	"context"
	"strings"
	"time"
)

// savings are the ways in which a file is saved.
var savings = []struct {
	name string
	save func(file string, text []byte) error
}{{"saved in place", inPlace}, {"renamed over", byRename}}

// edit changes a word in the body of the report whose page is open.
func (m *measurement) edit(ctx context.Context, s *site, v *server) error {
	return m.editing(ctx, s, v, s.edited.page, "a report’s body on its page", s.edited.withWord)
}

// index changes a report's title while a page is open that lists it.
func (m *measurement) index(ctx context.Context, s *site, v *server) error {
	if err := m.editing(ctx, s, v, "index.html", "a title on the home page", s.edited.withTitle); err != nil {
		return err
	}
	return m.editing(ctx, s, v, s.region, "a title on a region’s page", s.edited.withTitle)
}

func (m *measurement) editing(ctx context.Context, s *site, v *server, page, what string, with func(word string) []byte) error {
	t, closing, err := m.open(ctx, v.pid(), v.at(page))
	if err != nil {
		return err
	}
	defer closing()
	for _, saving := range savings {
		r, err := m.series(ctx, t, m.samples, func(marker string) (time.Time, error) {
			text, start := with(marker), time.Now()
			return start, saving.save(s.edited.file, text)
		})
		if err != nil {
			return err
		}
		r.site, r.what = s.size, what+", "+saving.name
		m.table.add(r)
	}
	return s.calm(ctx, v)
}

// calm puts back what was edited, and waits until the server rests.
func (s *site) calm(ctx context.Context, v *server) error {
	for _, d := range []document{s.edited, s.other} {
		if err := d.restore(); err != nil {
			return err
		}
	}
	_, err := settled(ctx, v.pid())
	return err
}

// shapes are 24 kB each of what is hard to read. Without the x, the second were but a thematic break.
var shapes = []struct{ name, text string }{
	{"a list one level deeper in each line", deeper(24 << 10)},
	{"- - - - x in one line", strings.Repeat("- ", 12<<10) + "x"},
}

func deeper(size int) string {
	var b strings.Builder
	for depth := 0; b.Len() < size; depth++ {
		b.WriteString(strings.Repeat("  ", depth) + "- x\n")
	}
	return b.String()
}
