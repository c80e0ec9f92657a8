package hosting

import (
	"fmt"
	"strings"
)

// redirectsName is the file of redirects that Netlify and Cloudflare Pages read.
const redirectsName = "_redirects"

// Limits of Cloudflare Pages (developers.cloudflare.com, "Pages: Redirects").
const (
	mostRedirects    = 2000
	longestRedirects = 1000 // characters a line
)

// redirectsText is the text of _redirects: a line for each old address. Those beyond Cloudflare's limits are left out; the page at
// such an address leads on by itself. GitLab Pages reads the file, too, but never where a page is.
//
// Netlify follows a rule where a page is only when its status has an exclamation mark, which Cloudflare does not understand.
func redirectsText(site Site, cloudflare bool) string {
	status, most := "301!", int(^uint(0)>>1)
	if cloudflare {
		status, most = "301", mostRedirects
	}
	var b strings.Builder
	b.WriteString("# Written by sitrep: old addresses of reports, for Netlify and Cloudflare Pages.\n")
	written, left := 0, 0
	for _, m := range site.Moved {
		var lines []string
		for _, from := range m.addresses() {
			lines = append(lines, fmt.Sprintf("%s %s %s\n", escaped(site.Base+from), escaped(site.Base+m.To), status))
		}
		if written+len(lines) > most || cloudflare && len(lines[len(lines)-1]) > longestRedirects {
			left++
			continue
		}
		written += len(lines)
		b.WriteString(strings.Join(lines, ""))
	}
	if left > 0 {
		fmt.Fprintf(&b, "# %d more are beyond what Cloudflare Pages takes: the pages at those addresses lead on by themselves.\n", left)
	}
	return b.String()
}
