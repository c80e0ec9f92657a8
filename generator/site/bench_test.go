package site

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkNew makes the site of 20,000 reports, from nothing and after one of them was edited.
func BenchmarkNew(b *testing.B) {
	a := newArchive(b, 1)
	a.span = 4000
	for range 20000 {
		a.put()
	}
	inputs := a.inputs()
	make := func(former *Site) *Site {
		return New(former, a.desk, inputs, nil)
	}
	b.Run("from nothing", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			make(nil)
		}
	})
	b.Run("one edited", func(b *testing.B) {
		b.ReportAllocs()
		former := make(nil)
		for b.Loop() {
			i := rand.IntN(len(inputs))
			edited := *inputs[i]
			inputs[i] = &edited
			former = make(former)
		}
	})
}
