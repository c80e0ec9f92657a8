package site

import (
	"fmt"
	"strings"
	"testing"
)

func TestTargetsAreCheckedWhenTheyAreRead(t *testing.T) {
	const head = "title: S\ntimezone: UTC\nbase_url: https://site.example/\npublish:\n"
	for _, c := range []struct{ yaml, want string }{
		{"  live: {kind: s3, bucket: site, endpoint: https://s3.example, prefix: a/b, region: auto, keep: 2, limits: cloudflare-pages, hook: ./purge}", ""},
		{"  stick: {kind: dir, path: /mnt/stick}\n  host: {kind: sftp, host: h.example, user: web, path: /srv}\n  pages: {kind: git, remote: git@h.example:site.git, branch: pages, history: true}", ""},
		{"  live: {bucket: site}", "the key kind is missing in live"},
		{"  live: {kind: ftp, path: x}", `5:16: the target live is of no kind called "ftp": write s3, dir, sftp or git`},
		{"  live:\n    kind: s3", "the target live has no bucket, which one of kind s3 needs: add bucket: … below live"},
		{"  live:\n    kind: dir\n    path: x\n    bucket: y", "8:13: the target live has a setting bucket, which one of kind dir does not know: its settings are path"},
		{"  live: {kind: s3, bucket: b, endpoint: s3.example}", "not the address of an object store"},
		{"  live: {kind: s3, bucket: b, endpoint: 'https://key:word@s3.example'}", "has a password in its endpoint"},
		{"  live: {kind: git, branch: b, remote: 'https://me:word@git.example/a.git'}", "has a password in its remote"},
		{"  live: {kind: s3, bucket: b, prefix: ../x}", "is not a path"},
		{"  live: {kind: dir, path: x, base_url: 'https://site.example'}", "not the address of a site"},
		{"  live: {kind: dir, path: ~/x}", "the target live has the path ~/x, in which ~ stands for no folder: write it whole"},
		{"  live: {kind: sftp, host: h, path: ~/x}", "or without ~/"},
		{"  live: {kind: dir, path: x, base_url: 'https://site.example/a b/'}", "5:40: the target live has a base_url that is none: \"https://site.example/a b/\" has a blank or a mark"},
		{"  live: {kind: dir, path: x, base_url: 'https://me:word@site.example/'}", "the target live has a base_url that is none: base_url has a user name or a password in it"},
		{"  live: {kind: dir, path: x, keep: -1}", "cannot keep -1 former generations"},
		{"  live: {kind: dir, path: x, limits: geocities}", "limits are not known"},
		{"  live: {kind: dir, path: x, audience: purple}", "purple"},
		{"  live: {kind: s3, bucket: b, secret_key: x}", "secret_key"},
	} {
		config, findings := ParseConfig("content/site.yaml", []byte(head+c.yaml+"\n"))
		var got strings.Builder
		for _, f := range findings {
			fmt.Fprintf(&got, "%d:%d: %s: %s\n", f.Pos.Line, f.Pos.Col, f.Text, f.Hint)
		}
		if c.want == "" && got.Len() > 0 || c.want != "" && !strings.Contains(got.String(), c.want) {
			t.Errorf("%s\ngot  %swant %s", c.yaml, got.String(), c.want)
		}
		if strings.Contains(got.String(), "word@") {
			t.Errorf("a password is shown: %s", got.String())
		}
		if c.want == "" && (config.Publish[0].Audience != "clear" || config.Publish[0].BaseURL != "https://site.example/") {
			t.Errorf("the target has not what the site has: %+v", config.Publish[0])
		}
	}
}

// TestAnAddressIsWrongOnce has targets that take the site's base_url, which is wrong.
func TestAnAddressIsWrongOnce(t *testing.T) {
	_, findings := ParseConfig("content/site.yaml", []byte("title: T\ntimezone: UTC\nbase_url: reports.example\npublish:\n  one: {kind: dir, path: x}\n  two: {kind: dir, path: y}\n"))
	if len(findings) != 1 || findings[0].Rule != "site/base-url" {
		t.Errorf("got %+v", findings)
	}
}
