package generator

import (
	"sitrep/generator/lint"
	"sitrep/generator/memory"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// Memory is what one build leaves for the next: on disk what was parsed, and in the process what was made of it. What is kept in
// the process is as good as new: it is used again only for the same bytes, under the same words and the same policy.
type Memory struct {
	*memory.Memory
	former former
}

// OpenMemory takes up the Memory in a folder, or without one a Memory that ends with the process. It is for the given version of
// the generator. A note, if any, is a line for the user.
func OpenMemory(dir, version string) (m *Memory, note string, err error) {
	kept, note, err := memory.Open(dir, version)
	return &Memory{Memory: kept}, note, err
}

// former is what the last build of this process made.
type former struct {
	desk     *desk
	themed   themed
	policy   Policy
	subjects []*subject // by the path of their bundles
	pages    map[[32]byte][]pageSubject
	plain    []*source.Bundle
	site     *site.Site
	checked  *lint.Checked
	moves    moves
}
