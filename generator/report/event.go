package report

// Event is something that happened at a time and a place.
type Event struct {
	Time          Moment        `key:"time,required" doc:"when it happened: a day, or a time with its offset"`
	TimePrecision TimePrecision `key:"time_precision" doc:"how exact the time is"`
	Type          string        `key:"type,words" doc:"a word for the kind of event"`
	Title         string        `key:"title,required,words" doc:"what happened"`
	Place         string        `key:"place" doc:"the region where it happened"`
	At            []float64     `key:"at" doc:"where it happened, in place of a region: latitude and longitude in degrees (WGS 84)" items:"2"`
	Precision     int           `key:"precision" doc:"how exact the place is: 1 exact, 2 near it, 3 somewhere in the region" minimum:"1" maximum:"3"` // ACLED geo_precision
	Source        string        `key:"source" doc:"key of a source"`
	Claim         string        `key:"claim" doc:"id of the claim that goes with it"`
}

// TimePrecision says how exact the time of an event is.
type TimePrecision string

const (
	ToTheMinute TimePrecision = "exact"
	ToTheHour   TimePrecision = "hour"
	ToTheDay    TimePrecision = "day"
	ToTheWeek   TimePrecision = "week"
	ToTheMonth  TimePrecision = "month"
)

func (TimePrecision) Words() []string {
	return words(ToTheMinute, ToTheHour, ToTheDay, ToTheWeek, ToTheMonth)
}
