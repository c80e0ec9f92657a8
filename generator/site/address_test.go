package site

import (
	"fmt"
	"strings"
	"testing"
)

// faultsOf are what is found in a site.yaml, one a line.
func faultsOf(yaml string) string {
	_, findings := ParseConfig("content/site.yaml", []byte(yaml))
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%d:%d: %s: %s\n", f.Pos.Line, f.Pos.Col, f.Text, f.Hint)
	}
	return b.String()
}

func TestAddressesCanStandOnPublicPages(t *testing.T) {
	const head = "title: S\ntimezone: UTC\n"
	for _, c := range []struct{ yaml, want string }{
		{"base_url: https://example.org/reports/", ""},
		{"base_url: http://localhost:8080/", ""},
		{"base_url: https://приклад.example/звіти/", ""},
		{"base_url: https://example.org/a%20b/", ""},
		{"base_url: https://example.org", `3:11: "https://example.org" is not the address of a site: write it with its scheme and a slash at the end`},
		{"base_url: https://example.org/?", "is not the address of a site"},
		{"base_url: 'https://example.org/#'", "is not the address of a site"},
		{"base_url: example.org/", "is not a web address: write it with its scheme"},
		{"base_url: 'https://:80/'", "is not a web address"},
		{"base_url: https://example.org/a b/", `3:11: "https://example.org/a b/" has a blank or a mark that no address may have: write a blank as %20`},
		{"base_url: 'https://example.org/\"/'", "has a blank or a mark"},
		{"base_url: https://me:word@example.org/", "3:11: base_url has a user name or a password in it: take it out, and change the password"},
		{"base_url: https://me@example.org/", "base_url has a user name or a password in it"},
		{"base_url: https://n.example/\nfeed_ids: https://old.example/", ""},
		{"base_url: https://n.example/\nfeed_ids: https://old.example", `4:11: "https://old.example" is not the address of a site: write the base_url that the site had when its feeds were first read, with its slash at the end`},
		{"base_url: https://n.example/\nfeed_ids: 'https://old.example/?x#f'", "is not the address of a site"},
		{"base_url: https://n.example/\nfeed_ids: https://me:word@old.example/", "feed_ids has a user name or a password in it"},
		{"base_url: https://n.example/\nfeed_hub: https://hub.example/push?for=n", ""},
		{"base_url: https://n.example/\nfeed_hub: https://me:word@hub.example/", "feed_hub has a user name or a password in it"},
		{"base_url: https://n.example/\nfeed_hub: https://hub.example/a b", "has a blank or a mark"},
		{"licence_url: https://me:word@licence.example/", "licence_url has a user name or a password in it"},
	} {
		got := faultsOf(head + c.yaml + "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s\ngot  %swant %s", c.yaml, got, c.want)
		}
		if strings.Contains(got, "word@") {
			t.Errorf("a password is shown: %s", got)
		}
	}
}

// TestWhatWantsAnAddress: what comes to nothing without base_url is told, and may have the address from elsewhere.
func TestWhatWantsAnAddress(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"cards: true", "3:8: cards is on, and the site has no address: write base_url: networks look for a card"},
		{"feed_ids: https://old.example/", "3:11: feed_ids is on, and the site has no address: write base_url: without one there are no feeds"},
		{"feed_hub: https://hub.example/", "3:11: feed_hub is on"},
		{"news_sitemap: true", "3:15: news_sitemap is on"},
		{"digest: {every: day, from: d@desk.example}", "digest is on, and the site has no address: write base_url: who reads it elsewhere"},
		{"reliefweb: {sources: [1], countries: {UA: 1}}", "reliefweb is on"},
		{"data: {edxl: on}", "3:14: edxl is on"},
		{"cards: false\nnews_sitemap: false\ndata: {edxl: off}", ""},
	} {
		config, findings := ParseConfig("content/site.yaml", []byte("title: S\ntimezone: UTC\n"+c.yaml+"\n"))
		got := ""
		for _, f := range append(findings, config.Unaddressed()...) {
			got += fmt.Sprintf("%d:%d: %s: %s\n", f.Pos.Line, f.Pos.Col, f.Text, f.Hint)
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s\ngot  %swant %s", c.yaml, got, c.want)
		}
		if config.BaseURL = "https://given.example/"; len(config.Unaddressed()) > 0 {
			t.Errorf("%s: with an address it has none", c.yaml)
		}
	}
}
