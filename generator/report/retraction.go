package report

// Retraction says why a report was taken back. It goes with the status retracted.
type Retraction struct {
	Date       Moment `key:"date,required" doc:"when it was taken back"`
	Reason     string `key:"reason,required,words" doc:"why, in words for readers"`
	ReplacedBy string `key:"replaced_by" doc:"path of the report that takes its place"`
}
