package search

import (
	"crypto/sha256"
	"strconv"
	"strings"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

func itoa(n int) string { return strconv.Itoa(n) }

func sumOf(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }

// mostText is how many bytes of a report's text are there to be shown around the words that were found.
const mostText = 30 * 1000

// shown is what a result shows of a report.
type shown struct {
	URL, Title, Summary   string
	Tags, Regions, Topics []string
	Text                  string
}

// list is the same without names, to be small.
func (s shown) list() []any {
	plain := func(ids []string) string { return strings.Join(ids, "\n") }
	return []any{s.URL, s.Title, s.Summary, plain(s.Tags), plain(s.Regions), plain(s.Topics), s.Text}
}

// textFiles are the blocks of texts. What one is made from is named by its path, so its text is read only when it is wanted; and it is
// called by that alone, so that one that comes or goes leaves the others their names.
func (s *segment) textFiles() []output.File {
	blocks := s.blocks()
	list := make([]output.File, len(blocks))
	for i, b := range blocks {
		name := s.part("-x." + b.hash)
		list[i] = file(site.SearchFolder+name+".js", func() ([]byte, error) { return s.texts(name, s.entries[b.from:b.to]) })
	}
	return list
}

func (s *segment) texts(name string, entries []*site.Entry) ([]byte, error) {
	list := make([][]any, len(entries))
	var text, buffer []byte
	for i, e := range entries {
		said := s.saidBy(e)
		show := shown{URL: said.URL, Title: said.Title, Summary: said.Summary, Tags: said.Tags, Regions: said.Regions, Topics: said.Topics}
		if said.Body != "" {
			var err error
			if text, err = s.appendBody(text[:0], e, &buffer); err != nil {
				return nil, err
			}
			show.Text = clipped(text)
		}
		list[i] = show.list()
	}
	return part(name, small(list)), nil
}

func clipped(text []byte) string {
	if len(text) <= mostText {
		return string(text)
	}
	at := mostText
	for at > 0 && text[at] != ' ' {
		at--
	}
	if at == 0 {
		at = mostText
		for text[at]&0xC0 == 0x80 {
			at--
		}
	}
	return string(text[:at])
}
