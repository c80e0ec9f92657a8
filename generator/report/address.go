package report

import (
	"fmt"
	"net/url"
	"strings"
)

// checkAddresses wants addresses that a reader can follow.
func checkAddresses(r *Report) {
	for _, s := range r.Sources {
		r.checkURL("sources."+s.Key+".url", s.URL)
		r.checkURL("sources."+s.Key+".archived", s.Archived)
	}
	for i := range r.Contacts {
		r.checkPerson(item("contacts", i, ""), &r.Contacts[i])
	}
	r.checkPerson("prepared_by", &r.PreparedBy)
	r.checkPerson("authorized_by", &r.AuthorizedBy)
}

func (r *Report) checkPerson(at string, p *Person) {
	r.checkURL(at+".url", p.URL)
	if name, host, ok := strings.Cut(p.Email, "@"); p.Email != "" && (!ok || name == "" || host == "" || strings.ContainsAny(p.Email, " \t\n<>") || strings.Contains(host, "@")) {
		r.fault(at+".email", "address", "this is no e-mail address", "write it as in desk@example.org")
	}
}

// checkURL does not repeat the address: that of a protected source is nobody's business.
func (r *Report) checkURL(at, address string) {
	if address == "" {
		return
	}
	switch u, err := url.Parse(address); {
	case err != nil || u.Scheme == "" || u.Host == "" && (u.Scheme == "http" || u.Scheme == "https"):
		r.fault(at, "address", "this is no address of a page", "write all of it, as in https://example.org/page")
	case u.Scheme != "http" && u.Scheme != "https":
		r.fault(at, "address", fmt.Sprintf("an address with %s: is not published", shorten(u.Scheme)), "write the address of a page, as in https://example.org/page")
	}
}
