package search

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// segment is the reports of a period, numbered from the oldest.
type segment struct {
	*index
	name    string // 2024, or 2024-11 in the newest year
	entries []*site.Entry
	span    span

	sums func() []output.Sum // of what each report says
	sum  func() [sha256.Size]byte

	head  func() head
	terms func() (termShards, error) // all of them; dear, unless they are kept
}

// span is what part of the calendar a segment is.
type span int

const (
	year span = iota
	month
	newestMonth // in which reports still come
)

// period is the name of an entry's segment.
func period(e *site.Entry, newest int) string {
	if e.Day.Year() == newest {
		return e.Day.Format("2006-01")
	}
	return fmt.Sprintf("%04d", e.Day.Year())
}

// cut makes the segments, the newest first.
func (x *index) cut() []*segment {
	var list []*segment
	left := x.tree.Entries // newest first
	for len(left) > 0 {
		newest := x.tree.Entries[0].Day.Year()
		name, n := period(left[0], newest), 1
		for n < len(left) && period(left[n], newest) == name {
			n++
		}
		entries := slices.Clone(left[:n])
		slices.Reverse(entries)
		list, left = append(list, x.segment(name, entries, spanOf(len(list), left[0], newest))), left[n:]
	}
	return list
}

// spanOf is the span of the next segment, after so many.
func spanOf(before int, e *site.Entry, newest int) span {
	switch {
	case before == 0:
		return newestMonth
	case e.Day.Year() == newest:
		return month
	}
	return year
}

func (x *index) segment(name string, entries []*site.Entry, part span) *segment {
	s := &segment{index: x, name: name, entries: entries, span: part}
	s.sums = sync.OnceValue(func() []output.Sum {
		sums := make([]output.Sum, len(entries))
		for i, e := range entries {
			sums[i] = x.hasher.Sum(output.Sum{}, "said", x.saidBy(e))
		}
		return sums
	})
	s.sum = sync.OnceValue(func() [sha256.Size]byte {
		return x.hasher.Sum(output.Sum{}, format, segmentView{name, part, s.sums()})
	})
	built := sync.OnceValues(s.build)
	s.head = sync.OnceValue(func() head { return s.recallHead(built) })
	s.terms = sync.OnceValues(func() (termShards, error) { return s.recallTerms(built) })
	return s
}

func (s *segment) recallHead(built func() (built, error)) head {
	data, known := s.Store.Recall(s.kept(headKept), s.sum())
	h, ok := readHead(data)
	if !known || !ok {
		b, err := built()
		if err != nil {
			return head{fault: err}
		}
		h = b.head
	}
	h.hash = hash(append([]byte(s.part("")), plain(h)...))
	return h
}

func (s *segment) recallTerms(built func() (built, error)) (termShards, error) {
	data, known := s.Store.Recall(s.kept(termsKept), s.sum())
	if shards, ok := readShards(data); known && ok {
		return shards, nil
	}
	b, err := built()
	return b.shards, err
}

// segmentView is all that a segment is made from.
type segmentView struct {
	Name string
	Span span
	Said []output.Sum
}

// What is kept of a segment.
const (
	headKept  = "head"
	termsKept = "terms"
)

func (s *segment) kept(what string) string { return s.prefix() + s.name + "/" + what }

// part is the name of a part of the segment.
func (s *segment) part(what string) string { return s.tree.Lang + "-" + s.name + what }

func (s *segment) paths() []string {
	list := make([]string, len(s.entries))
	for i, e := range s.entries {
		list[i] = e.Path
	}
	return list
}

// built is what a segment came to.
type built struct {
	head   head
	shards termShards
}

// build reads all words of the segment, and keeps what they came to.
func (s *segment) build() (built, error) {
	shards, firsts, err := s.gather()
	if err != nil {
		return built{}, err
	}
	h := s.newHead(firsts, shards)
	data, _ := json.Marshal(h) // texts, which JSON has
	paths := s.paths()
	if err := s.Store.Keep(s.kept(termsKept), s.sum(), paths, shards.bytes()); err != nil {
		return built{}, err
	}
	if err := s.Store.Keep(s.kept(headKept), s.sum(), paths, data); err != nil {
		return built{}, err
	}
	return built{h, shards}, nil
}

// files lists those of the segment.
func (s *segment) files() []output.File {
	h := s.head()
	if h.fault != nil {
		return nil // the directory tells
	}
	list := []output.File{file(named(s.part(""), h.hash), func() ([]byte, error) { return h.bytes(s), nil })}
	for i, t := range h.Terms {
		name := s.part(fmt.Sprintf("-t%d", i))
		list = append(list, file(named(name, t[1]), func() ([]byte, error) {
			shards, err := s.terms()
			if err != nil {
				return nil, err
			}
			return part(name, small(shards[i])), nil
		}))
	}
	return append(list, s.textFiles()...)
}

// day is a civil day as a number, for differences.
func day(t time.Time) int { return int(t.Unix() / (24 * 60 * 60)) }
