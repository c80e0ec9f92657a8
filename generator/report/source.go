package report

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

// protect forgets what nobody but the writers may know of a protected source, so that no view and no memory can ever hold it.
// It comes last of all: the items of a translation are known by what the original says.
func (r *Report) protect() {
	for i, s := range r.Sources {
		if s.Protected {
			r.Sources[i] = Source{Key: s.Key, Type: s.Type, Grade: s.Grade, Protected: true, Label: s.Label}
		}
	}
}
