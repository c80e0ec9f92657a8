package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// burst saves one file as fast as it goes, in three rounds.
func (m *measurement) burst(ctx context.Context, s *site, v *server) error {
	t, closing, err := m.open(ctx, v.pid(), v.at(s.edited.page))
	if err != nil {
		return err
	}
	defer closing()
	for round := range 3 {
		r, err := m.round(ctx, s, v, t)
		if err != nil {
			return err
		}
		r.what = fmt.Sprintf("the last of 1,000 rapid saves, round %d", round+1)
		m.table.add(r)
	}
	return s.calm(ctx, v)
}

func (m *measurement) round(ctx context.Context, s *site, v *server, t *tab) (row, error) {
	const saves = 1000
	before, err := settled(ctx, v.pid())
	if err != nil {
		return row{}, err
	}
	_, faultsBefore := v.printed()
	begin := time.Now()
	var last time.Time
	var marker string
	for range saves {
		marker = m.marker()
		text := s.edited.withWord(marker)
		last = time.Now()
		if err := inPlace(s.edited.file, text); err != nil {
			return row{}, err
		}
	}
	saving := time.Since(begin)
	r := row{site: s.size}
	took, why, err := t.sample(ctx, marker, last)
	if err != nil {
		return r, err
	}
	if why == "" {
		r.times = []time.Duration{took}
	} else {
		r.lost, r.note = 1, "lost: "+why+"; "
	}
	after, err := settled(ctx, v.pid())
	_, faults := v.printed()
	r.note += fmt.Sprintf("saved in %s; %s; %s", saving.Round(time.Millisecond), complaints(faults[len(faultsBefore):]), growth(before, after))
	return r, err
}

// complaints says how much stands on standard error, and how it begins.
func complaints(lines []string) string {
	if len(lines) == 0 {
		return "nothing on standard error"
	}
	return fmt.Sprintf("%d lines on standard error, the first: `%s`", len(lines), cell(lines[0]))
}

// idle looks at what the server uses while a page is open and nothing happens.
func (m *measurement) idle(ctx context.Context, s *site, v *server) error {
	_, closing, err := m.open(ctx, v.pid(), v.at(s.edited.page))
	if err != nil {
		return err
	}
	defer closing()
	const length = 20 * time.Second
	before, err := settled(ctx, v.pid())
	if err != nil {
		return err
	}
	start := time.Now()
	if err := pause(ctx, length); err != nil {
		return err
	}
	after, err := using(v.pid())
	if err != nil {
		return err
	}
	percent := func(d time.Duration) float64 { return 100 * d.Seconds() / time.Since(start).Seconds() }
	m.table.add(row{site: s.size, what: "idle for 20 s, a page open", note: fmt.Sprintf("CPU %.2f %% of a core, in steps of %.2f %%; %s",
		percent(after.cpu-before.cpu), percent(tick), growth(before, after))})
	return nil
}

// hostile saves another report with what is hard to read, up to a tenth of a second before the open one is edited.
func (m *measurement) hostile(ctx context.Context, s *site, v *server) error {
	t, closing, err := m.open(ctx, v.pid(), v.at(s.edited.page))
	if err != nil {
		return err
	}
	defer closing()
	for _, shape := range shapes {
		outBefore, errBefore := v.printed()
		r, err := m.series(ctx, t, 20, func(marker string) (time.Time, error) {
			text := s.other.withMore(fmt.Sprintf("Save %d.\n\n%s", m.markers, shape.text))
			if err := inPlace(s.other.file, text); err != nil {
				return time.Time{}, err
			}
			if err := pause(ctx, time.Duration(rand.IntN(100))*time.Millisecond); err != nil {
				return time.Time{}, err
			}
			text, start := s.edited.withWord(marker), time.Now()
			return start, inPlace(s.edited.file, text)
		})
		if err != nil {
			return err
		}
		out, faults := v.printed()
		r.site, r.what = s.size, "an edit while another report is saved with "+shape.name
		r.note += "; " + naming(filepath.Base(s.other.file), slices.Concat(out[len(outBefore):], faults[len(errBefore):]))
		m.table.add(r)
		if err := s.calm(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

// naming says whether lines name a file, and shows the first that does.
func naming(file string, lines []string) string {
	at := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, file) })
	if at < 0 {
		return "the output does not name the file"
	}
	return fmt.Sprintf("the output names the file: `%s`", cell(lines[at]))
}
