package report

import (
	"fmt"
	"net/url"
	"strings"
)

// checkAddresses wants addresses of people that a reader can follow; those of sources are judged with these.
func checkAddresses(r *Report) {
	for i := range r.Contacts {
		r.checkPerson(item("contacts", i, ""), &r.Contacts[i])
	}
	r.checkPerson("prepared_by", &r.PreparedBy)
	r.checkPerson("authorized_by", &r.AuthorizedBy)
}

func (r *Report) checkPerson(at string, p *Person) {
	if text, hint := addressFault(p.URL); text != "" {
		r.fault(at+".url", "address", text, hint)
	}
	if name, host, ok := strings.Cut(p.Email, "@"); p.Email != "" && (!ok || name == "" || host == "" || strings.ContainsAny(p.Email, " \t\n<>") || strings.Contains(host, "@")) {
		r.fault(at+".email", "address", "this is no e-mail address", "write it as in desk@example.org")
	}
}

// addressFault says why a reader cannot follow an address; "" when one can, or when there is none. It does not repeat the address:
// that of a protected source is nobody's business.
func addressFault(address string) (text, hint string) {
	if address == "" {
		return "", ""
	}
	switch u, err := url.Parse(address); {
	case err != nil || u.Scheme == "" || u.Host == "" && (u.Scheme == "http" || u.Scheme == "https"):
		return "this is no address of a page", "write all of it, as in https://example.org/page"
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("an address with %s: is not published", shorten(u.Scheme)), "write the address of a page, as in https://example.org/page"
	}
	return "", ""
}
