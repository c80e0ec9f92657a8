package report

// words lists the values of an enumeration.
func words[W ~string](values ...W) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// Severity is how bad it is (CAP 1.2 severity).
type Severity string

const (
	Extreme         Severity = "extreme"
	Severe          Severity = "severe"
	Moderate        Severity = "moderate"
	Minor           Severity = "minor"
	UnknownSeverity Severity = "unknown"
)

func (Severity) Words() []string { return words(Extreme, Severe, Moderate, Minor, UnknownSeverity) }

// Urgency is how soon to act (CAP 1.2 urgency).
type Urgency string

const (
	Immediate      Urgency = "immediate"
	Expected       Urgency = "expected"
	Future         Urgency = "future"
	Past           Urgency = "past"
	UnknownUrgency Urgency = "unknown"
)

func (Urgency) Words() []string { return words(Immediate, Expected, Future, Past, UnknownUrgency) }

// Certainty is how sure it is (CAP 1.2 certainty).
type Certainty string

const (
	Observed         Certainty = "observed"
	Likely           Certainty = "likely"
	Possible         Certainty = "possible"
	Unlikely         Certainty = "unlikely"
	UnknownCertainty Certainty = "unknown"
)

func (Certainty) Words() []string {
	return words(Observed, Likely, Possible, Unlikely, UnknownCertainty)
}

// Phase is where a report stands in the life of its series (EDXL-SitRep reportVersion).
type Phase string

const (
	Initial Phase = "initial"
	Update  Phase = "update"
	Final   Phase = "final"
)

func (Phase) Words() []string { return words(Initial, Update, Final) }

// Type is the kind of report. "" means Sitrep.
type Type string

const (
	Sitrep   Type = "sitrep"
	Flash    Type = "flash"
	NoChange Type = "no-change"
	Special  Type = "special"
	Rollup   Type = "rollup"
)

func (Type) Words() []string { return words(Sitrep, Flash, NoChange, Special, Rollup) }

// Status says whether a report is for the public. "" means Published.
type Status string

const (
	Draft     Status = "draft"
	Published Status = "published"
	Retracted Status = "retracted"
)

func (Status) Words() []string { return words(Draft, Published, Retracted) }

// Profile is the pattern that a report follows. What each asks for is the room profile's to say.
type Profile string

const (
	DailyConflict Profile = "daily-conflict"
	OCHA          Profile = "ocha"
	WHODON        Profile = "who-don"
	ICS209        Profile = "ics-209"
	Cyber         Profile = "cyber"
	LocalNews     Profile = "local-news"
	FlashUpdate   Profile = "flash"
)

func (Profile) Words() []string {
	return words(DailyConflict, OCHA, WHODON, ICS209, Cyber, LocalNews, FlashUpdate)
}
