package markdown

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// siteSchemes lead to what the site itself has; openSchemes lead elsewhere. There are no others: javascript: runs, data: and
// file: show what we did not publish, and of the rest we know nothing.
var (
	siteSchemes = []string{"report", "region", "topic", "page", "claim", "figure", "source"}
	openSchemes = []string{"https", "http", "mailto"}
)

// badAddress is what is wrong with an address.
type badAddress struct{ rule, text, hint string }

// external reports whether a resolved link leads off the site.
func (l *Link) external() bool { return slices.Contains(openSchemes, l.Scheme) }

// resolve reads an address as goldmark escapes it.
func resolve(address string) (Link, *badAddress) {
	scheme := schemeOf(address)
	rest := address
	if scheme != "" {
		rest = address[len(scheme)+1:]
	}
	switch {
	case len(scheme) == 1:
		return Link{}, windowsPath(rest)
	case scheme == "http" || scheme == "https":
		return Link{Scheme: scheme}, checkHost(scheme, rest)
	case scheme == "mailto":
		return Link{Scheme: scheme}, nil
	case scheme == "":
		if fault := checkRelative(address); fault != nil {
			return Link{}, fault
		}
	case !slices.Contains(siteSchemes, scheme):
		return Link{}, unknownScheme(scheme)
	}
	target, anchor, _ := strings.Cut(rest, "#")
	return Link{Scheme: scheme, Target: decoded(target), Anchor: decoded(anchor)}, nil
}

// schemeOf is the scheme of an address in lower case, "" if it has none (RFC 3986, 3.1). Space before it counts for nothing,
// as in browsers.
func schemeOf(address string) string {
	for i := range len(address) {
		switch c := address[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(address[:i])
		default:
			return ""
		}
	}
	return ""
}

func checkHost(scheme, rest string) *badAddress {
	if host, ok := strings.CutPrefix(rest, "//"); ok && host != "" && host[0] != '/' {
		return nil
	}
	return &badAddress{"address", "an address without a host", fmt.Sprintf("write %s://example.org/…", scheme)}
}

func checkRelative(address string) *badAddress {
	switch {
	case strings.Contains(address, "%5C"):
		return windowsPath(address)
	case address == "":
		return &badAddress{"empty", "no address", "write it between the parentheses: [text](other.md)"}
	case strings.HasPrefix(address, "//"):
		return &badAddress{"address", "an address without a scheme", "write https:" + address}
	case strings.HasPrefix(strings.ToLower(address), "www."):
		return &badAddress{"address", "this is read as a file beside the report", "write https://" + address}
	case strings.HasPrefix(address, "%20"):
		return &badAddress{"address", "an address that begins with a space", "delete the space"}
	}
	return nil
}

func windowsPath(path string) *badAddress {
	path = strings.ReplaceAll(decoded(path), `\`, "/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	return &badAddress{"windows-path", "a path as Windows writes it", fmt.Sprintf("put the file beside the report and write %s; names of folders are parted by /", name)}
}

func unknownScheme(scheme string) *badAddress {
	allowed := strings.Join(openSchemes, ", ") + ", " + strings.Join(siteSchemes, ", ")
	f := &badAddress{"scheme", fmt.Sprintf("%s: is not allowed in an address", scheme), "allowed are " + allowed + " and paths of files"}
	if near := nearest(scheme, slices.Concat(openSchemes, siteSchemes)); near != "" {
		f.hint = fmt.Sprintf("did you mean %s:? %s", near, f.hint)
	}
	return f
}

func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// nearest is the word of at most two slips of the pen, "" if there is none.
func nearest(word string, words []string) string {
	best, least := "", 3
	for _, candidate := range words {
		if d := distance(word, candidate); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// distance counts the letters to put in, take out or exchange to make b of a (Levenshtein). Long words are not compared.
func distance(a, b string) int {
	if len(a) > 20 || len(b) > 20 {
		return 20
	}
	var row [21]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
