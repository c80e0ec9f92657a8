package feed

import (
	_ "embed"

	"sitrep/generator/output"
)

// aboutPath is what the about of every JSON Feed leads to.
const aboutPath = "feeds.txt"

//go:embed about.txt
var aboutText []byte

// about says in plain words what is in our feeds that no standard describes.
func (d *desk) about() output.File {
	return output.File{Path: aboutPath, From: "what feeds say of themselves", Content: output.Bytes(aboutText)}
}
