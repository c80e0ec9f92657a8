package feed

import (
	_ "embed"
	"slices"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// aboutPath is what the about of every JSON Feed leads to.
const aboutPath = "feeds.txt"

//go:embed about.txt
var aboutText []byte

// about says in plain words what is in our feeds that no standard describes. Where there is no feed there is none.
func (d *desk) about() []output.File {
	if !slices.ContainsFunc(d.Trees, func(t *site.Tree) bool { return t.Feed() != nil }) {
		return nil
	}
	return []output.File{{Path: aboutPath, From: "what feeds say of themselves", Content: output.Bytes(aboutText)}}
}
