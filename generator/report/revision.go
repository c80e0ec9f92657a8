package report

// Revision is one entry of a report's history (CSAF tracking.revision_history).
type Revision struct {
	Version int          `key:"version,required" doc:"the version that the change led to" minimum:"1"`
	Date    Moment       `key:"date,required" doc:"when it was changed"`
	Kind    RevisionKind `key:"kind,required" doc:"the kind of change"`
	Summary string       `key:"summary,required,words" doc:"what was changed, in one sentence"`
}

// RevisionKind says what sort of change a revision was.
type RevisionKind string

const (
	Correction    RevisionKind = "correction"
	Clarification RevisionKind = "clarification"
	Addition      RevisionKind = "addition"
	Redaction     RevisionKind = "redaction"
	Editorial     RevisionKind = "editorial"
)

func (RevisionKind) Words() []string {
	return words(Correction, Clarification, Addition, Redaction, Editorial)
}
