package report

// Figure is one value of a metric. The metric itself (label, unit, kind) is defined once for the site, by its id; the line that
// a figure belongs to is its id, place and source. It has a Value, or a range of Low and High, or says by Missing why there is
// none: blank is not zero.
type Figure struct {
	ID       string      `key:"id,required" doc:"id of the metric"`
	Value    Number      `key:"value" doc:"the number"`
	Low      Number      `key:"low" doc:"lower end of a range, in place of value"`
	High     Number      `key:"high" doc:"upper end of a range, in place of value"`
	Estimate Estimate    `key:"estimate" doc:"how exact the number is; exact when not given"`
	Unit     string      `key:"unit,words" doc:"unit, if it is not the metric's"`
	Source   string      `key:"source" doc:"key of a source"`
	AsOf     Moment      `key:"as_of" doc:"when it was true"`
	Place    string      `key:"place" doc:"the region it is about"`
	Of       string      `key:"of" doc:"id of the total that it is part of"`
	Status   ClaimStatus `key:"status" doc:"how sure it is, in the words of claims"`
	Missing  Missing     `key:"missing" doc:"why there is no number"`
	Note     string      `key:"note,words" doc:"a short remark"`
}

// Estimate says how exact a number is.
type Estimate string

const (
	Exact   Estimate = "exact"
	About   Estimate = "about"
	AtLeast Estimate = "at_least"
	UpTo    Estimate = "up_to"
)

func (Estimate) Words() []string { return words(Exact, About, AtLeast, UpTo) }

// Missing says why a figure has no number.
type Missing string

const (
	NotReported  Missing = "not_reported"
	NotCollected Missing = "not_collected"
	Suppressed   Missing = "suppressed"
)

func (Missing) Words() []string { return words(NotReported, NotCollected, Suppressed) }
