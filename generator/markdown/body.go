package markdown

import "sitrep/generator/diag"

// A Body is a converted Markdown text: its top-level blocks in order, and what the rest of the site must know of it.
// It is a pure function of the text. What only the site knows (addresses, whether a target is published) is left open as
// Holes in the blocks' HTML, and filled by Body.Write.
type Body struct {
	Blocks []Block
}

// Block is one top-level block: a paragraph, a heading, a list, a table, a callout, the footnotes.
type Block struct {
	Sum   uint64 // fingerprint of the block's HTML and holes; equal blocks have equal sums in every build
	HTML  string
	Holes []Hole // by At
}

// HoleKind says what a hole stands for.
type HoleKind uint8

const (
	LinkHole    HoleKind = iota // a link to something of the site: its open and close tags are left out at At and End
	PictureHole                 // a picture of the bundle: the src attribute's value is left out at At; End equals At
)

// Hole is a place in a block's HTML that only the site can fill.
type Hole struct {
	Kind HoleKind
	At   int // byte offset in Block.HTML where the open tag (LinkHole) or the attribute value (PictureHole) goes
	End  int // byte offset where the close tag goes
	Link int // index into Facts.Links
}

// Facts is what the rest of the site needs to know of a body.
type Facts struct {
	Headings []Heading
	Anchors  []string // every id of the body that is not a heading's (footnotes and their references), sorted
	Links    []Link   // every link and picture that is not to another host, in order of appearance
	Lead     string   // plain text of the first paragraph, at most 300 runes, cut at a word with "…"
	Words    int      // words of plain text
}

// Heading is a heading of the body with its id.
type Heading struct {
	Level int
	ID    string
	Text  string
	Pos   diag.Pos
}

// Link is a link or picture whose target is of this site.
type Link struct {
	Scheme string // "report", "region", "topic", "page", "claim", "figure", "source"; "" for a relative path
	Target string // percent-decoded, without the fragment: a report's path, a region's name, a relative slash path; "" for #anchor alone
	Anchor string // the fragment, percent-decoded, without "#"
	Title  string // the title attribute, plain
	Image  bool
	Pos    diag.Pos // of the opening bracket, in the file
}
