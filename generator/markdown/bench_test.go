package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// typical is a report of about 3 kB as they come: paragraphs, headings, a list, a table, a quotation, links.
var typical = func() []byte {
	var b strings.Builder
	b.WriteString("The emergency services confirmed *delays at the border crossing* despite the announced pause.\nA convoy of eleven trucks documented the closure of the airport for the third day — «евакуація».\n\n")
	b.WriteString("## Key figures\n\n| Indicator | Value | Change |\n|:----------|------:|:------:|\n")
	for i := range 5 {
		fmt.Fprintf(&b, "| settlements-without-power | %d | +%d%% |\n", 9081*i, 29+i)
	}
	b.WriteString("\n## Key developments\n\n")
	for i := range 5 {
		fmt.Fprintf(&b, "- Local authorities reported [new checkpoints on the main road](https://example.org/ref/%d) with **no casualties** confirmed so far.\n", 81796+i)
	}
	b.WriteString("\n> Railway operators confirmed a power cut lasting nine hours in line with the seasonal pattern.\n> — Rail dispatch\n\n")
	for i := range 5 {
		fmt.Fprintf(&b, "### Sector %d\n\nHospital staff recorded an increase in market prices shortly after midnight (`INC-77%d`).\nThe regional administration disputed [the arrival of relief supplies](region:kurakhove) despite the announced pause — «населення».\nTwo independent witnesses confirmed **new checkpoints** according to preliminary data.\n\n", i, i)
	}
	return []byte(b.String())
}()

func BenchmarkConvert(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(typical)))
	for b.Loop() {
		Convert("report.md", 12, typical, nil)
	}
}

// BenchmarkGoldmark is the yardstick: goldmark alone, with its own HTML.
func BenchmarkGoldmark(b *testing.B) {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	b.ReportAllocs()
	b.SetBytes(int64(len(typical)))
	for b.Loop() {
		var out bytes.Buffer
		if err := markdown.Convert(typical, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	body, _, _ := Convert("report.md", 12, typical, nil)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = body.AppendTo(buf[:0], func(*Hole) (string, string) { return `<a href="../../regions/kurakhove.html">`, "</a>" })
	}
}
