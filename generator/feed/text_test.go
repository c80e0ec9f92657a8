package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTextIsXML holds that any text is well-formed XML once it is written, and reads as it was but for what XML does not know
// (XML 1.0, section 2.2).
func TestTextIsXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		var b bytes.Buffer
		open(&b, "x", "a", s)
		text(&b, s, inElement)
		markup(&b, "html", s)
		b.WriteString("</x>")
		var got struct {
			A    string `xml:"a,attr"`
			Text string `xml:",chardata"`
			HTML string `xml:"html"`
		}
		if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%q: %v", b.String(), err)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xfffe || r == 0xffff {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		if got.Text != want+"\n" {
			t.Fatalf("%q reads as %q", s, got.Text)
		}
		if got.HTML != strings.ReplaceAll(want, "\r", "") {
			t.Fatalf("%q as HTML reads as %q", s, got.HTML)
		}
		if s != "" && got.A != want {
			t.Fatalf("%q as an attribute reads as %q", s, got.A)
		}
	})
}
