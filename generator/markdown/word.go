package markdown

// Words are the words of the interface that a WordHole may ask for. A theme has each in every language of the site.
var Words = []string{
	"callout.note", "callout.tip", "callout.important", "callout.warning", "callout.caution", // a callout's title, where the writer gave none
	"footnote.list", // names the list of footnotes to a screen reader
	"footnote.back", // names the way back from a footnote to where it was referred to
}

func (w *writer) word(name string) { w.hole(WordHole, 0, name) }
