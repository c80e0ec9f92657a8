package report

// Period is the span of time that a report covers (EDXL-SitRep forTimePeriod).
type Period struct {
	From Moment `key:"from,required" doc:"when it begins"`
	To   Moment `key:"to,required" doc:"when it ends"`
}
