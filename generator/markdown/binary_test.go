package markdown

import (
	"reflect"
	"testing"
)

const mixed = "# Water\n\nSee [the other](report:2026/03/01-x#a) and ![a map](map.png).\n\n> [!WARNING]\n> Rising.[^1]\n\n[^1]: Says the ministry.\n"

func TestABodyIsReadAsItWasWritten(t *testing.T) {
	for _, text := range []string{"", "one", mixed} {
		body, _, _ := Convert("content/reports/a.md", 1, []byte(text), nil)
		data := body.AppendBinary(nil)
		read, err := DecodeBody(data)
		if err != nil || len(read.Blocks) != len(body.Blocks) || len(body.Blocks) > 0 && !reflect.DeepEqual(read, body) {
			t.Errorf("%q: read %+v, want %+v (%v)", text, read, body, err)
		}
		for cut := range data {
			if _, err := DecodeBody(data[:cut]); err == nil {
				t.Errorf("%q: the first %d of %d bytes were taken for a body", text, cut, len(data))
			}
		}
	}
}

func FuzzDecodeBody(f *testing.F) {
	body, _, _ := Convert("content/reports/a.md", 1, []byte(mixed), nil)
	f.Add(body.AppendBinary(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		body, err := DecodeBody(data)
		if err != nil {
			return
		}
		for _, b := range body.Blocks {
			for _, h := range b.Holes {
				if h.At > h.End || h.End > len(b.HTML) {
					t.Fatalf("a hole from %d to %d in %d bytes", h.At, h.End, len(b.HTML))
				}
			}
		}
	})
}
