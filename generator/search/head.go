package search

import (
	"encoding/json"
	"slices"
	"strings"

	"sitrep/generator/output"
)

// head is how many reports a segment has on each day, and where the rest of it is.
type head struct {
	First  int         `json:"first"`  // the first day, counted from 1970
	Days   string      `json:"days"`   // for each day with reports: the step from the day before, how many
	Terms  [][2]string `json:"terms"`  // of each shard its first term and its hash
	Blocks string      `json:"blocks"` // how many reports each block of texts has
	Hashes string      `json:"hashes"` // of the blocks

	hash  string // of its own file
	fault error
}

func readHead(data []byte) (h head, ok bool) {
	return h, json.Unmarshal(data, &h) == nil
}

func (h head) bytes(s *segment) []byte { return part(s.part(""), small(h)) }

// newHead makes the head of a segment whose terms are cut into the given shards.
func (s *segment) newHead(firsts []string, shards termShards) head {
	h := head{First: day(s.entries[0].Day), Terms: [][2]string{}}
	h.Days = s.days(h.First)
	for i, first := range firsts {
		name := s.part("-t" + itoa(i))
		h.Terms = append(h.Terms, [2]string{first, hash(append([]byte(name), plain(shards[i])...))})
	}
	var blocks []byte
	var hashes strings.Builder
	for _, b := range s.blocks() {
		blocks = appendNumber(blocks, uint32(b.to-b.from))
		hashes.WriteString(b.hash)
	}
	h.Blocks, h.Hashes = string(blocks), hashes.String()
	return h
}

// days counts the reports of each day.
func (s *segment) days(last int) string {
	var b []byte
	for i := 0; i < len(s.entries); {
		d, n := day(s.entries[i].Day), 1
		for i+n < len(s.entries) && day(s.entries[i+n].Day) == d {
			n++
		}
		b = appendNumber(appendNumber(b, uint32(d-last)), uint32(n))
		last = d
		i += n
	}
	return string(b)
}

// block is some reports that follow each other, with their texts in one file.
type block struct {
	from, to int
	hash     string
}

// How many reports a block has, and how many words at most beside the last report's. Past the fewest, one report in some ends it.
const (
	fewestReports = 4
	mostReports   = 10
	oneReportIn   = 3
	blockWords    = 4000
)

// blocks cuts the reports into blocks. Whether one ends after a report is a matter of that report, as far as it goes: so one that comes or
// goes changes its own block, and few others.
func (s *segment) blocks() []block {
	var list []block
	from, words := 0, 0
	for i, e := range s.entries {
		words += e.Text.Words
		n, sum := i+1-from, sumOf(e.URL)
		ends := n >= mostReports || n >= fewestReports && sum[0]%oneReportIn == 0 || words > blockWords
		if ends || i+1 == len(s.entries) {
			list = append(list, s.block(from, i+1))
			from, words = i+1, 0
		}
	}
	return list
}

func (s *segment) block(from, to int) block {
	sum := s.hasher.Sum(output.Sum{}, "texts "+format, slices.Clone(s.sums()[from:to]))
	return block{from, to, short(sum)}
}
