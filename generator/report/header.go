package report

import (
	"reflect"

	"sitrep/generator/strict"
)

// Header is what a report says of itself. Title, Date, Regions and Topics publish it; every other field switches on something
// that a reader sees. A zero field was not given.
//
// The tags: key is the field's name in the header, as strict reads it, with two words of this package's own for translations:
// words (may be given anew in another language) and own (belongs to the file and is not inherited). doc describes the field in
// the JSON Schema.
type Header struct {
	Title      string   `key:"title,required,words" doc:"the report's title, one line of up to 255 characters"`
	Date       Moment   `key:"date,required" doc:"the civil day that the report is about, or a time with its offset"`
	Regions    []string `key:"regions,required" doc:"the places it is about, by id, code or name; the first is the primary one"`
	Topics     []string `key:"topics,required" doc:"the topics it is about, by id or name"`
	Series     string   `key:"series" doc:"key of the series it belongs to"`
	Number     int      `key:"number" doc:"its number in the series, from 1" minimum:"1"` // EDXL-SitRep reportNumber
	Status     Status   `key:"status" doc:"published when not given; a draft is not published, a retracted report gives way to a notice"`
	TLP        TLP      `key:"tlp" doc:"level of the Traffic Light Protocol 2.0; clear when not given"`
	Exercise   bool     `key:"exercise" doc:"true in a drill"` // CAP status Exercise
	Summary    string   `key:"summary,words" doc:"one to three sentences"`
	Highlights []string `key:"highlights,words" doc:"two to five sentences that say the most important things"`
	Sources    []Source `key:"sources,keyed" doc:"the sources, by key"`

	// Details is never nil in a report that was parsed; its fields are the header's own.
	*Details
}

// Details are the fields that most reports do without. Reports without any share one value, so that they cost nothing in an
// archive of a hundred thousand; like all of a report, it is never changed.
type Details struct {
	// Identity.
	Profile   Profile   `key:"profile" doc:"the pattern that the report follows: the fields and sections that readers of such reports expect"`
	Incidents []string  `key:"incidents" doc:"numbers of the incidents it is about: GLIDE, CVE or your own"`
	Severity  Severity  `key:"severity" doc:"how bad it is, in the words of CAP"`
	Urgency   Urgency   `key:"urgency" doc:"how soon to act, in the words of CAP"`
	Certainty Certainty `key:"certainty" doc:"how sure it is, in the words of CAP"`
	Phase     Phase     `key:"phase" doc:"where it stands in the life of its series"` // EDXL-SitRep reportVersion
	Type      Type      `key:"type" doc:"the kind of report; sitrep when not given"`
	Lang      string    `key:"lang,own" doc:"BCP 47 tag of its language, as in the file's name; for a file without one, the site's first language"`

	// Time.
	Period    Period `key:"period" doc:"the span of time that it covers"`
	Cutoff    Moment `key:"cutoff" doc:"nothing later is in the report"`
	Published Moment `key:"published" doc:"when it was first published"`
	Updated   Moment `key:"updated" doc:"when it was last changed"`
	Embargo   Moment `key:"embargo" doc:"it is not published before this time"`
	Next      Moment `key:"next" doc:"when the next report is due"`
	Expires   Moment `key:"expires" doc:"it is not published any more from this time on"`

	// Handling.
	Internal strict.Any `key:"internal,own" doc:"notes for colleagues, never published"`

	// Control.
	Version    int        `key:"version" doc:"version of the report; 1 when not given" minimum:"1"` // CSAF tracking.version
	Revisions  []Revision `key:"revisions" doc:"what was changed, and when"`                        // CSAF tracking.revision_history
	Translates int        `key:"translates,own" doc:"in a translation: the version of the original that it follows" minimum:"1"`
	Silence    []Silence  `key:"silence,own" doc:"warnings that were judged and are not to be shown"`
	Supersedes []string   `key:"supersedes" doc:"paths of the reports that this one replaces"`
	Retraction Retraction `key:"retraction" doc:"why and when it was taken back"`
	Aliases    []string   `key:"aliases,own" doc:"old addresses that lead here"`

	// People.
	PreparedBy   Person   `key:"prepared_by" doc:"who wrote it"`     // EDXL-SitRep preparedBy
	AuthorizedBy Person   `key:"authorized_by" doc:"who cleared it"` // EDXL-SitRep authorizedBy
	Contacts     []Person `key:"contacts" doc:"whom to ask"`
	Publisher    string   `key:"publisher" doc:"who publishes it, if that is not the site's publisher"`

	// Content.
	Figures     []Figure     `key:"figures" doc:"key figures, each with its source"`
	Claims      []Claim      `key:"claims" doc:"what is claimed, by whom, and how sure it is"`
	Events      []Event      `key:"events" doc:"what happened, when and where"`
	Image       Image        `key:"image" doc:"the main picture"`
	Attachments []Attachment `key:"attachments" doc:"files to download"`
	Data        Data         `key:"data" doc:"CSV files of the report's folder that hold figures or events"`
	Tables      []Table      `key:"-"` // what those files hold is among Figures and Events; a translation has its original's
	Media       Media        `key:"-"` // the pictures of the bundle; a translation has its original's

	// Free.
	X strict.Any `key:"x,own" doc:"anything, never interpreted"`
}

// noDetails is what reports without any share.
var noDetails Details

// settle makes a header without details share the one value for that.
func (h *Header) settle() {
	if h.Details == nil || reflect.ValueOf(h.Details).Elem().IsZero() {
		h.Details = &noDetails
	}
}
