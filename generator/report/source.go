package report

import (
	"fmt"
	"strings"
)

// Source is where something is known from. Of a protected source only the Label may ever be shown.
type Source struct {
	Key       string `key:"-"`
	Title     string `key:"title,words" doc:"title of the document"`
	Org       string `key:"org,words" doc:"who says it"`
	URL       string `key:"url" doc:"its address"`
	Archived  string `key:"archived" doc:"address of an archived copy"`
	Accessed  Moment `key:"accessed" doc:"when it was read"`
	Type      string `key:"type" doc:"a word for the kind of source"`
	Grade     string `key:"grade" doc:"Admiralty letter for the reliability of the source, A to F" pattern:"^[A-F]$"`
	Protected bool   `key:"protected" doc:"true: only the label is shown"`
	Label     string `key:"label,words" doc:"what to call a protected source"`
}

// SourceFault is what is wrong with a source, wherever it is written.
type SourceFault struct {
	Key        string // which of its values, with a point before it; empty: the source as a whole
	Rule       string // without header/
	Text, Hint string
}

// Faults are what is wrong with a source by itself: it wants a grade of the Admiralty code, a label where it is protected, as
// nothing else of it may be shown, and addresses that a reader can follow.
func (s *Source) Faults() []SourceFault {
	var list []SourceFault
	if s.Grade != "" && (len(s.Grade) != 1 || s.Grade[0] < 'A' || s.Grade[0] > 'F') {
		list = append(list, SourceFault{".grade", "grade", fmt.Sprintf("%q is not a grade of a source", shorten(s.Grade)), "write a letter from A to F"})
	}
	if s.Protected && strings.TrimSpace(s.Label) == "" {
		list = append(list, SourceFault{"", "source", "a protected source has no label", "write what readers may know of it, as in label: a doctor at the hospital"})
	}
	for _, address := range []struct{ key, is string }{{".url", s.URL}, {".archived", s.Archived}} {
		if text, hint := addressFault(address.is); text != "" {
			list = append(list, SourceFault{address.key, "address", text, hint})
		}
	}
	return list
}

// Shown is what may be known of a source beyond its writers: of a protected one no more than its label.
func (s *Source) Shown() Source {
	if s.Protected {
		return Source{Key: s.Key, Type: s.Type, Grade: s.Grade, Protected: true, Label: s.Label}
	}
	return *s
}

// protect forgets what nobody but the writers may know of a protected source, so that no view and no memory can ever hold it.
// It comes last of all: the items of a translation are known by what the original says.
func (r *Report) protect() {
	for i := range r.Sources {
		r.Sources[i] = r.Sources[i].Shown()
	}
}
