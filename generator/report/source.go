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
