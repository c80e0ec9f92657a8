package report

// Claim is something that somebody says is so. It stays a claim: who said it, how sure, and what became of it. Its id is the
// same in every report, so that the site can follow it.
type Claim struct {
	ID       string      `key:"id,required" doc:"a name that stays the same in all reports, one for the whole site"`
	Text     string      `key:"text,required,words" doc:"the claim, in one sentence"`
	By       string      `key:"by" doc:"who makes it: an id of the site's actors, or a name"`
	Source   string      `key:"source" doc:"key of a source"`
	Place    string      `key:"place" doc:"the region it is about"`
	Status   ClaimStatus `key:"status" doc:"what is known of it"`
	Grade    string      `key:"grade" doc:"Admiralty code of source and information, such as B3" pattern:"^[A-F][1-6]$"`
	Figure   string      `key:"figure" doc:"id of the figure that goes with it"`
	Disputes []string    `key:"disputes" doc:"ids of the claims that it contradicts"`
	Basis    string      `key:"basis,words" doc:"why it has this status"`
}

// ClaimStatus says what is known of a claim or a figure. The first six are the Admiralty code's second character in words.
type ClaimStatus string

const (
	Confirmed    ClaimStatus = "confirmed"
	Corroborated ClaimStatus = "corroborated"
	Claimed      ClaimStatus = "claimed"
	Unverified   ClaimStatus = "unverified"
	Disputed     ClaimStatus = "disputed"
	Doubtful     ClaimStatus = "doubtful"
	Refuted      ClaimStatus = "refuted"
	Withdrawn    ClaimStatus = "withdrawn"
)

func (ClaimStatus) Words() []string {
	return words(Confirmed, Corroborated, Claimed, Unverified, Disputed, Doubtful, Refuted, Withdrawn)
}
