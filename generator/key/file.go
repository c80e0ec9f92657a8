package key

import (
	"bytes"
	"reflect"

	"sitrep/generator/output"
)

// File is a file that is made of a view alone: a plain value that holds all it shows, and so names it. The view is made for the key and let
// go of; it is made again, with its file, when the file is wanted.
func File[V any](h *Hasher, path, from string, view func() V, write func(*bytes.Buffer, V) error) output.File {
	return output.File{Path: path, From: from, Content: made[V]{h, view, write}}
}

type made[V any] struct {
	hasher *Hasher
	view   func() V
	write  func(*bytes.Buffer, V) error
}

func (m made[V]) Key() output.Sum {
	return m.hasher.Sum(output.Sum{}, reflect.TypeFor[V]().String(), m.view())
}

func (m made[V]) Make(b *bytes.Buffer) error { return m.write(b, m.view()) }
