package lint

import (
	"fmt"
	"regexp"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// notVerified says that nobody has verified a claim; verifiedSince that somebody has by now.
var (
	notVerified = regexp.MustCompile(`(?i)\b(?:unverified|unconfirmed|unsubstantiated|(?:not|never|cannot|could not|can't|couldn't)(?: (?:yet|been|be|independently|fully))* (?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|substantiated))\b`)

	verifiedSince = regexp.MustCompile(`(?i)\b(?:no longer|(?:since|now|later|then) (?:been )?(?:verified|confirmed|corroborated)|(?:verified|confirmed|corroborated) (?:by|on|from|through|with))\b`)
)

// claimBasis finds claims whose status is not what their basis says: claim/basis. A settled claim says why it is. (A claim may well be
// corroborated that nobody could verify.)
func (c *checks) claimBasis(e *site.Entry) {
	for i := range e.Claims {
		claim := &e.Claims[i]
		fault := func(at, text, hint string) { c.warn(e, item("claims", i, at), "claim/basis", text, hint) }
		switch claim.Status {
		case report.Confirmed:
			if said := notVerified.FindString(claim.Basis); said != "" && !verifiedSince.MatchString(claim.Basis) {
				fault("status", fmt.Sprintf("%s is confirmed, and its basis says %q", claim.ID, said), "write status: unverified, or the basis that it has by now")
			} else if claim.Basis == "" && claim.Source == "" {
				fault("status", fmt.Sprintf("%s is confirmed, with neither basis nor source", claim.ID), "say in basis what confirms it")
			}
		case report.Refuted, report.Withdrawn:
			if claim.Basis == "" {
				fault("status", fmt.Sprintf("%s is %s, and nothing says why", claim.ID, claim.Status), "say in basis who found it so, and how")
			}
		}
	}
}
