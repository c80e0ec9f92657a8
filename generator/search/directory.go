package search

import (
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// directory is the one file of a language's index whose name never changes.
type directory struct {
	Format   string      `json:"format"`
	Subjects string      `json:"subjects"` // hash of the names' table
	Names    [][2]string `json:"names"`    // of each shard of names its first term and its hash
	Segments []inside    `json:"segments"` // the newest first
}

// inside is a segment as the directory has it: where its head is, how many reports it has, and from which day to which.
type inside struct {
	Name  string `json:"name"`
	Hash  string `json:"hash"`
	Size  int    `json:"size"`
	First int    `json:"first"` // counted from 1970
	Last  int    `json:"last"`
}

func (x *index) directory() output.File {
	f := output.File{Path: site.SearchDirectory(x.tree.Lang), From: from}
	d := directory{Format: format, Names: [][2]string{}, Segments: []inside{}}
	n := x.names()
	_, table := n.table()
	d.Subjects = hash(table)
	for i, first := range n.firsts {
		_, data := n.shard(i)
		d.Names = append(d.Names, [2]string{first, hash(data)})
	}
	for _, s := range x.segments() {
		h := s.head()
		if h.fault != nil {
			f.Content = broken{h.fault}
			return f
		}
		d.Segments = append(d.Segments, inside{s.name, h.hash, len(s.entries), h.First, day(s.entries[len(s.entries)-1].Day)})
	}
	f.Content = output.Bytes(part(x.tree.Lang, plain(d)))
	return f
}
