package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"
)

// measurement is one run of this program.
type measurement struct {
	options
	temp           string
	table          table
	browserContext context.Context
	markers        int // how many have been given out
}

func (m *measurement) asked(part string) bool { return slices.Contains(m.only, part) }

// marker is a word that stands nowhere yet.
func (m *measurement) marker() string {
	m.markers++
	return fmt.Sprintf("marker%06dz", m.markers)
}

// measure measures all parts that were asked for on one site.
func (m *measurement) measure(ctx context.Context, size string) (err error) {
	if slices.Equal(m.only, []string{"floor"}) {
		return nil
	}
	s, err := m.makeSite(ctx, size)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(s.dir), os.RemoveAll(s.cache)) }()
	if m.asked("first") {
		if err := m.first(ctx, s); err != nil {
			return err
		}
	}
	v, err := m.serve(ctx, s)
	if err != nil {
		return err
	}
	defer v.stop()
	if _, err := v.answers(ctx, s.edited.page); err != nil {
		return err
	}
	return m.served(ctx, s, v)
}

// served measures the parts that edit while the preview is served, and what the server came to use.
func (m *measurement) served(ctx context.Context, s *site, v *server) error {
	before, err := settled(ctx, v.pid())
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name    string
		measure func(context.Context, *site, *server) error
	}{{"edit", m.edit}, {"index", m.index}, {"burst", m.burst}, {"idle", m.idle}, {"hostile", m.hostile}} {
		if !m.asked(part.name) {
			continue
		}
		progress("%s: %s", s.size, part.name)
		if err := part.measure(ctx, s, v); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	after, err := settled(ctx, v.pid())
	if err != nil {
		return err
	}
	m.table.add(row{site: s.size, what: "server, from its first page to the end", note: growth(before, after)})
	return nil
}

// growth says what a process used before and after.
func growth(before, after use) string {
	return fmt.Sprintf("RSS %.1f → %.1f MB; threads %d → %d; descriptors %d → %d", mega(before.rss), mega(after.rss),
		before.threads, after.threads, before.descriptors, after.descriptors)
}

func mega(kB int) float64 { return float64(kB) / 1024 }

// first measures the time from the start of the process to its first answers, in three starts.
func (m *measurement) first(ctx context.Context, s *site) error {
	pages := []string{s.edited.page, "index.html"}
	rows := []row{{site: s.size, what: "first page, a report"}, {site: s.size, what: "first page, home"}}
	for i := range 3 {
		progress("%s: first page, start %d", s.size, i+1)
		v, err := m.serve(ctx, s)
		if err != nil {
			return err
		}
		took, err := v.all(ctx, pages)
		v.stop()
		if err != nil {
			return err
		}
		for j := range rows {
			rows[j].times = append(rows[j].times, took[j])
		}
	}
	for _, r := range rows {
		r.note = "from the start of the process, warm Memory"
		m.table.add(r)
	}
	return nil
}

// all asks for pages at the same time and says when each was answered.
func (v *server) all(ctx context.Context, pages []string) ([]time.Duration, error) {
	type answer struct {
		page int
		took time.Duration
		err  error
	}
	answers := make(chan answer, len(pages))
	for i, page := range pages {
		go func() {
			took, err := v.answers(ctx, page)
			answers <- answer{i, took, err}
		}()
	}
	took, errs := make([]time.Duration, len(pages)), make([]error, len(pages))
	for range pages {
		a := <-answers
		took[a.page], errs[a.page] = a.took, a.err
	}
	return took, errors.Join(errs...)
}

// series changes something again and again and waits until each change is shown. change gives the moment just before its write.
func (m *measurement) series(ctx context.Context, t *tab, count int, change func(marker string) (time.Time, error)) (r row, err error) {
	const enough = 5
	reasons := map[string]int{}
	unseen := 0
	for i := 0; i < count && unseen < enough; i++ {
		marker := m.marker()
		start, err := change(marker)
		if err != nil {
			return r, err
		}
		took, why, err := t.sample(ctx, marker, start)
		if err != nil {
			return r, err
		}
		if why == "" {
			r.times, unseen = append(r.times, took), 0
		} else {
			reasons[why]++
			unseen++
		}
		if err := pause(ctx, time.Duration(150+rand.IntN(60))*time.Millisecond); err != nil {
			return r, err
		}
	}
	r.lost = count - len(r.times)
	clocks, err := t.clocks()
	notes := []string{clocks}
	for _, why := range slices.Sorted(maps.Keys(reasons)) {
		notes = append(notes, fmt.Sprintf("lost %d: %s", reasons[why], why))
	}
	if unseen == enough {
		notes = append(notes, fmt.Sprintf("given up after %d lost in a row", enough))
	}
	r.note = strings.Join(notes, "; ")
	return r, err
}

// sample waits for a marker, and says how long that took, or why it was lost.
func (t *tab) sample(ctx context.Context, marker string, start time.Time) (took time.Duration, why string, err error) {
	took, shown, err := t.wait(ctx, marker, start)
	if err == nil && !shown {
		why, err = t.lost(ctx, marker)
	}
	return took, why, err
}
