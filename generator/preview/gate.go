package preview

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"html"
	"net/http"
	"net/url"
	"strings"
)

// gate says who is answered. A preview holds what the public must not see, on a machine whose browser is open to the web:
//
//   - A Host that is not ours is refused: a name of somebody else's that leads to this machine makes their page one of ours
//     (DNS rebinding).
//   - A request from another site's page is refused. One thing other sites may do: lead the writer here by a link, as a chat or a
//     ticket does. They learn nothing by it, for the page is cut off from them (Cross-Origin-Opener-Policy, frame-ancestors).
//   - Where other machines reach the preview, every request needs the token, as a cookie that came with the link on the terminal.
//   - The line of events and the switch of the audience want the token that this run's pages carry.
type gate struct {
	hosts     map[string]bool
	public    bool
	token     string // opens the gate
	pageToken string // is written into pages; does not open the gate
	cookie    string // name, one for each run: cookies do not tell ports apart
}

func newGate(o Options) gate {
	g := gate{hosts: map[string]bool{}, public: o.Public, token: o.Token, pageToken: derived(o.Token, "page"), cookie: "sitrep-" + derived(o.Token, "cookie")[:12]}
	for _, host := range o.Hosts {
		g.hosts[strings.ToLower(host)] = true
	}
	return g
}

// derived is a token for another use, from which the first cannot be found.
func derived(token, use string) string {
	sum := hmac.New(sha256.New, []byte(token))
	sum.Write([]byte(use))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// refusal is why a request is not answered; status 0 when it is.
type refusal struct {
	status int
	why    string
}

func (g *gate) refuse(r *http.Request) refusal {
	post := r.URL.Path == viewPath
	switch {
	case !g.ours(r.Host):
		return refusal{http.StatusMisdirectedRequest, "this preview answers only to its own address on this machine"}
	case foreign(r):
		return refusal{http.StatusForbidden, "this preview does not answer to pages of other sites"}
	case post && r.Method != http.MethodPost, !post && r.Method != http.MethodGet && r.Method != http.MethodHead:
		return refusal{http.StatusMethodNotAllowed, "a preview is only read"}
	}
	return refusal{}
}

// ours reports whether a Host header is one of our names.
func (g *gate) ours(host string) bool {
	host = strings.ToLower(host)
	if g.hosts[host] {
		return true
	}
	end := strings.LastIndexByte(host, ':')
	return end > 0 && isPort(host[end+1:]) && g.hosts[host[:end]]
}

func isPort(s string) bool {
	return len(s) > 0 && len(s) <= 5 && strings.Trim(s, "0123456789") == ""
}

// foreign reports whether the page of another site is behind a request.
func foreign(r *http.Request) bool {
	for _, origin := range r.Header["Origin"] {
		if !strings.EqualFold(origin, "http://"+r.Host) {
			return true
		}
	}
	for _, site := range r.Header["Sec-Fetch-Site"] {
		if site != "same-origin" && site != "none" && !goesThere(r) {
			return true
		}
	}
	return false
}

// goesThere reports whether somebody follows a link in a window, and no page asks for its own ends.
func goesThere(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// reads reports whether a page is wanted and not a part of one.
func reads(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Dest") == "document" || strings.HasPrefix(r.Header.Get("Accept"), "text/html")
}

// known reports whether a browser has opened the link of this run.
func (g *gate) known(r *http.Request) bool {
	for _, cookie := range r.CookiesNamed(g.cookie) {
		if same(cookie.Value, g.token) {
			return true
		}
	}
	return false
}

// pages reports whether a request has the token of this run's pages.
func (g *gate) pages(token string) bool { return same(token, g.pageToken) }

func same(a, b string) bool { return b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// enter takes the token from an address, leaves it as a cookie, and leads to the address without it.
func (g *gate) enter(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if r.Method == http.MethodPost || !same(query.Get("token"), g.token) {
		http.Error(w, "open the link that sitrep serve has printed on its terminal: it holds the key to this preview", http.StatusForbidden)
		return
	}
	query.Del("token")
	to := (&url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, `/\`), RawQuery: query.Encode()}).String()
	http.SetCookie(w, &http.Cookie{Name: g.cookie, Value: g.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	// Along a redirect that began at another site, a webmail or a chat, browsers do not send a strict cookie: so a page of ours leads on.
	w.Header().Set("Content-Type", htmlType)
	w.Header().Set("Refresh", "0; url="+to)
	w.Write([]byte(`<!doctype html><title>Preview</title><p><a href="` + html.EscapeString(to) + `">Open the preview</a></p>`))
}

// protect keeps what is served from being stored, framed, read by other sites, or taken for the published site.
func protect(h http.Header, path string) {
	form := "'none'"
	if path == deskPath {
		form = "'self'" // its filter
	}
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "+
		"connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action "+form)
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	h.Set("X-Sitrep-Preview", "1")
}
