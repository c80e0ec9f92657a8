package site

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"sitrep/generator/diag"
)

// addressFault is what is wrong with an address and what to write instead.
type addressFault struct{ text, hint string }

// webAddress looks at an address of the web, by the name of its setting; nil: it is one. What it says shows no password.
func webAddress(key, address, hint string) *addressFault {
	u, err := url.Parse(address)
	switch {
	case err == nil && u.User != nil:
		return &addressFault{key + " has a user name or a password in it", "take it out, and change the password: this address stands on public pages"}
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return &addressFault{fmt.Sprintf("%q is not a web address", address), hint}
	case strings.ContainsFunc(address, foreign):
		return &addressFault{fmt.Sprintf("%q has a blank or a mark that no address may have", address), "write a blank as %20, or leave it out"}
	}
	return nil
}

// siteAddress looks at an address that paths of the published tree are put behind.
func siteAddress(key, address, hint string) *addressFault {
	if fault := webAddress(key, address, hint); fault != nil {
		return fault
	}
	if !strings.HasSuffix(address, "/") || strings.ContainsAny(address, "?#") {
		return &addressFault{fmt.Sprintf("%q is not the address of a site", address), hint}
	}
	return nil
}

// foreign are the characters that neither a URI nor an IRI may have (RFC 3986, appendix A; RFC 3987, section 2.2).
func foreign(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("\"<>\\^`{|}", r)
}

// wholeAddress is how the address of a site is written.
const wholeAddress = "write it with its scheme and a slash at the end: https://example.org/reports/"

// CheckAddress looks at an address that is given instead of base_url; nil: it can be one.
func CheckAddress(address string) error {
	if fault := siteAddress("the address", address, wholeAddress); fault != nil {
		return fmt.Errorf("%s: %s", fault.text, fault.hint)
	}
	return nil
}

// checkAddresses wants addresses that can stand on public pages, and those of sites such that paths can be put behind them.
func checkAddresses(c *Config) []diag.Finding {
	var findings []diag.Finding
	for _, a := range []struct {
		key, is, rule string
		look          func(key, address, hint string) *addressFault
		hint          string
	}{
		{"base_url", c.BaseURL, "site/base-url", siteAddress, wholeAddress},
		{"feed_ids", c.FeedIDs, "site/feeds", siteAddress, "write the base_url that the site had when its feeds were first read, with its slash at the end: https://old.example.org/"},
		{"feed_hub", c.FeedHub, "site/feeds", webAddress, "write the address of the hub: https://hub.example.org/"},
		{"licence_url", c.LicenceURL, "site/licence-url", webAddress, "write it whole: https://creativecommons.org/licenses/by/4.0/"},
	} {
		if a.is == "" {
			continue
		}
		if fault := a.look(a.key, a.is, a.hint); fault != nil {
			findings = append(findings, diag.Finding{Pos: c.places.At(a.key), Rule: a.rule, Text: fault.text, Hint: fault.hint})
		}
	}
	return findings
}
