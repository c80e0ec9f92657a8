package search

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// term is a word with the reports that have it: number and weight of each, in the order of the numbers.
type term struct {
	text string
	docs []uint32
}

// shard is some of the terms in their order: their texts, each without what it shares with the one before, the length of which is a
// letter before it; and their lists of reports, each a length and the steps from one report to the next, with the weight in the lowest two bits.
type shard [2]string

// termShards are all terms of a segment.
type termShards []shard

// How large a shard may become, about, in bytes; and how many a month has. A new report changes almost every shard of its month, so the
// newest month has few. In those before, small ones spare readers most: a question loads three or so of each.
const (
	shardBytes   = 12 * 1000
	newestShards = 9
	monthShards  = 64
)

// shardSize is how many bytes a shard of the segment is cut at, of so many bytes in all.
func (s *segment) shardSize(total int) int {
	switch s.span {
	case newestMonth:
		return max(s.most, total/newestShards+1)
	case month:
		return max(s.most/5, total/monthShards+1)
	}
	return s.most
}

// appendDocs writes a list of reports.
func appendDocs(dst []byte, docs []uint32) []byte {
	dst = appendNumber(dst, uint32(len(docs)))
	last := uint32(0)
	for _, d := range docs {
		doc := d >> 2
		dst = appendNumber(dst, (doc-last)<<2|d&3)
		last = doc
	}
	return dst
}

// appendTerm writes a text after the one before.
func appendTerm(dst []byte, before, text string) []byte {
	shared := 0
	for shared < len(before) && shared < len(text) && shared < len(digits)-1 && before[shared] == text[shared] {
		shared++
	}
	for shared > 0 && !utf8.RuneStart(text[shared:][0]) {
		shared--
	}
	runes := utf8.RuneCountInString(text[:shared])
	return append(append(dst, digits[runes]), text[shared:]...)
}

// shardsOf cuts terms, which are in their order, into shards.
func shardsOf(terms []term, size func(total int) int) (shards termShards, firsts []string) {
	lists, total := make([][]byte, len(terms)), 0
	for i, t := range terms {
		lists[i] = appendDocs(nil, t.docs)
		total += len(lists[i]) + len(t.text)/2 + 2
	}
	most := size(total)
	for len(terms) > 0 {
		n, bytes := 1, len(lists[0])+len(terms[0].text)
		for n < len(terms) && bytes < most {
			bytes += len(lists[n]) + len(terms[n].text)/2 + 2
			n++
		}
		shards, firsts = append(shards, shardOf(terms[:n], lists[:n])), append(firsts, terms[0].text)
		terms, lists = terms[n:], lists[n:]
	}
	return shards, firsts
}

func shardOf(terms []term, lists [][]byte) shard {
	var texts, docs []byte
	before := ""
	for i, t := range terms {
		if i > 0 {
			texts = append(texts, ' ')
		}
		texts, docs, before = appendTerm(texts, before, t.text), append(docs, lists[i]...), t.text
	}
	return shard{string(texts), string(docs)}
}

// bytes are the shards as they are kept.
func (t termShards) bytes() []byte {
	var b []byte
	for _, s := range t {
		for _, text := range s {
			b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
		}
	}
	return b
}

// readShards reads what bytes wrote.
func readShards(data []byte) (termShards, bool) {
	rest := string(data)
	next := func() (string, bool) {
		n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		if size <= 0 || n > uint64(len(rest)-size) {
			return "", false
		}
		text := rest[size:][:n]
		rest = rest[size+int(n):]
		return text, true
	}
	var shards termShards
	for rest != "" {
		texts, ok := next()
		docs, also := next()
		if !ok || !also {
			return nil, false
		}
		shards = append(shards, shard{strings.Clone(texts), strings.Clone(docs)})
	}
	return shards, true
}
