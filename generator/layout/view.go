package layout

import "html/template"

// A view is all that a template sees: one plain struct for each kind of page, made anew for every page, a tree without maps
// and without methods that compute. What a view holds is in the page's key (hash.go), so it holds nothing that the page does
// not show.

// Frame is what every page has around its content.
type Frame struct {
	Title       string        // of the document
	Description string        // one sentence, plain
	Canonical   template.URL  // the page's full address; empty without a base_url
	Social      *Social       // nil without a base_url
	Linked      template.HTML // JSON-LD
	Feeds       []Feed        // that follow what the page lists
	Data        []DataLink    // files of what the page of a region or a series lists
	NoIndex     bool          // search engines are to leave the page out
	Up          string        // from the page to the root of the published tree: "", "../", "../../"
	Open        *Fragment     // the document's beginning
	Languages   []Language    // the page in the site's languages; none when there is one language
	Described   *Link         // how browsers may search the site; nil on most pages
	Masthead    *Fragment
	Footer      *Fragment
}

// Feed leads to a feed of what the page lists, in both formats.
type Feed struct {
	Title      string // for a program that offers to follow it
	Atom, JSON template.URL
}

// Language leads to the page in another language, or to the nearest one where it does not exist there.
type Language struct {
	Lang, Dir string
	Name      string // in that language
	Href      template.URL
	Full      template.URL // the full address, where it is the same page; empty without a base_url
	Current   bool
}

// Open is the beginning of every document.
type Open struct {
	Lang  string // BCP 47
	Dir   string // ltr or rtl
	Style template.URL

	Script template.URL // empty on a site that browsers are not asked to keep
}

// Masthead is the head of every page.
type Masthead struct {
	Site string       // its name
	Logo template.URL // empty: the site has none
	Home template.URL
	Nav  []NavItem

	Search    template.URL // empty: the site cannot be searched
	Searching bool         // this is where one does
}

// NavItem is a way into the site.
type NavItem struct {
	Name    string
	Href    template.URL
	Current bool // the page belongs to it
}

// Footer is the foot of every page.
type Footer struct {
	Publisher  string
	Licence    string
	LicenceURL template.URL
	Text       string // the site's own
	More       []Link // to what not every site has: corrections, incidents, data
}

// Link is a name that leads somewhere: a region, a topic, a series, a period.
type Link struct {
	Name string
	Href template.URL
	In   *Tongue // the name is in another language, or the page is
}

// Date is a day, a time or a period, for machines and in words.
type Date struct {
	ISO   string // as the time element wants it
	Words string
}

// Word is a term of a vocabulary: its key, fit for a class attribute, and the word that readers see.
type Word struct {
	Key  string
	Word string
}

// Entry is a report in a list.
type Entry struct {
	Href    template.URL
	Title   string
	Date    Date
	Tags    []Word // exercise, retracted, flash, final
	Summary string
	Names   []string // of its first regions and topics
	In      *Tongue
}

// Neighbour is a report as the ones before and after it, in time and in its series, show it.
type Neighbour struct {
	Href  template.URL
	Title string
	Date  Date
}

// List is what an index page shows: reports, periods, or the latest reports and the periods.
type List struct {
	Up      string
	Cut     bool        // these are only the latest
	Entries []*Fragment // Entry, newest first
	Periods []*Fragment // Link
}

// Terms is regions.html or topics.html: the hierarchy of names, and nothing that changes with a report.
type Terms struct {
	Frame Frame
	Terms []Term
}

// Term is a region or topic in its hierarchy.
type Term struct {
	Name       string
	Href       template.URL
	Definition string
	Below      []Term
}

// TermPage is the page of a region or a topic.
type TermPage struct {
	Frame      Frame
	Trail      []*Fragment // Link, from the list of all down to the term above this one
	Name       string
	Definition string
	List       List
	Below      []*Fragment  // Link; the terms right below
	Pairs      []*Fragment  // Link; where it meets the terms of the other vocabulary
	Claims     []ClaimList  // of a region: those that are open
	Ledger     template.URL // of a region of which no claim is open: to those that are settled; empty: there are none
	Timelines  []HappeningList
	Map        *MapView // of a region
}

// PairPage is where a region and a topic meet.
type PairPage struct {
	Frame         Frame
	Trail         []*Fragment // Link
	Region, Topic string
	Related       []*Fragment // Link
	List          List
}

// Dates is dates.html: the years and their months.
type Dates struct {
	Frame Frame
	Years []Year
}

// Year is a year with those of its months that have reports.
type Year struct {
	Year   *Fragment   // Link
	Months []*Fragment // Link
}

// PeriodPage is a year, month or day, of all reports or of a term's.
type PeriodPage struct {
	Frame  Frame
	Trail  []*Fragment // Link
	Term   string      // empty for all reports
	Period Date
	Months []Month // calendars, for all reports
	Steps  []Word  // of the days in the calendars, explained
	List   List
	Pager  Pager
}

// Pager leads to the neighbouring periods that have reports.
type Pager struct {
	Up           string
	Older, Newer *Fragment // Link
}

// Month is the calendar of a month. Its days with reports are links.
type Month struct {
	Name     string
	Href     template.URL // empty on the month's own page
	Weekdays []string     // from Monday on
	Weeks    [][]Day
}

// Day is a day of a calendar; the zero Day is one of another month.
type Day struct {
	Number string
	Href   template.URL // empty when it has no reports
	Step   string       // n1, n2 or n3: one report, two, more
	Size   string       // how many reports, in words
}

// Page is a plain page.
type Page struct {
	Frame    Frame
	Title    string
	Body     *Fragment
	Family   []NavItem // the pages it belongs with
	Contents []Heading
}

// Heading leads to a heading of the page.
type Heading struct {
	Level int // 2 or 3
	Href  template.URL
	Text  string
}

// NotFound is 404.html. Servers show it at any address, so its links start from the site's root.
type NotFound struct {
	Frame Frame
	Homes []Language
}
