package key

import (
	"fmt"
	"testing"

	"sitrep/generator/output"
)

func TestKeyTellsApart(t *testing.T) {
	var h Hasher
	type pair struct{ A, B string }
	type lists struct{ A, B []string }
	for _, c := range [][2]any{
		{pair{"ab", "c"}, pair{"a", "bc"}},
		{pair{"", "a"}, pair{"a", ""}},
		{lists{A: []string{"a"}}, lists{B: []string{"a"}}},
		{lists{A: []string{"a", "b"}}, lists{A: []string{"ab"}}},
		{lists{A: []string{""}}, lists{}},
	} {
		if h.Sum(output.Sum{}, "", c[0]) == h.Sum(output.Sum{}, "", c[1]) {
			t.Errorf("%#v and %#v have one key", c[0], c[1])
		}
	}
	if h.Sum(output.Sum{}, "a", "b") == h.Sum(output.Sum{1}, "a", "b") || h.Sum(output.Sum{}, "a", "b") == h.Sum(output.Sum{}, "b", "b") {
		t.Error("the theme or the template is not in the key")
	}
}

func TestKeyRefusesWhatComputes(t *testing.T) {
	for _, v := range []any{struct{ F func() }{}, struct{ M map[string]int }{}, struct{ hidden int }{}, struct{ C chan int }{}, struct{ A any }{}} {
		t.Run(fmt.Sprintf("%T", v), func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("a view may hold %T", v)
				}
			}()
			new(Hasher).Sum(output.Sum{}, "", v)
		})
	}
}
