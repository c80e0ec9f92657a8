package site

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/report"
)

// Target is a place to publish to. What opens it, a password or a key, is never among its settings: those are in the site's repository.
type Target struct {
	Key      string     `key:"-"`
	Kind     string     `key:"kind,required" doc:"s3, dir, sftp or git"`
	Path     string     `key:"path" doc:"the folder of a dir or sftp target"`
	Endpoint string     `key:"endpoint" doc:"address of the object store; without one, Amazon's"`
	Bucket   string     `key:"bucket" doc:"bucket of the object store"`
	Prefix   string     `key:"prefix" doc:"what every key in the bucket starts with"`
	Region   string     `key:"region" doc:"region of the bucket, such as eu-central-1; us-east-1 without one"`
	Remote   string     `key:"remote" doc:"the git repository to push to"`
	Branch   string     `key:"branch" doc:"the git branch to push to"`
	History  bool       `key:"history" doc:"true: the git branch keeps a commit for each publishing; else it is always one commit"`
	Host     string     `key:"host" doc:"host of an sftp target, with its port when it is not 22"`
	User     string     `key:"user" doc:"user of an sftp target; whoever publishes without one"`
	Known    string     `key:"known_hosts" doc:"file of the host key of an sftp target; ~/.ssh/known_hosts without it"`
	Login    string     `key:"key" doc:"file of the key to log in to an sftp target with, when no SSH agent has it"`
	Audience report.TLP `key:"audience" doc:"the TLP level for which a tree must be built to go there; the site's without one"`
	BaseURL  string     `key:"base_url" doc:"the address for which a tree must be built to go there; the site's without one"`
	Keep     int        `key:"keep" doc:"how many former generations can be returned to; 5 without it"`
	Limits   string     `key:"limits" doc:"the host whose limits are to be kept: cloudflare-pages, cloudflare-pages-paid, github-pages or gitlab-pages"`
	Hook     string     `key:"hook" doc:"a command that gets the changed addresses on its standard input, one a line: to have caches forget them"`
	Pos      diag.Pos   `key:"-"`
}

// defaultKeep is how many former generations a target keeps.
const defaultKeep = 5

// needed and fitting are the settings that a kind of target must have, and may have.
var needed = map[string][]string{"s3": {"bucket"}, "dir": {"path"}, "sftp": {"host", "path"}, "git": {"remote", "branch"}}

var fitting = map[string][]string{"s3": {"endpoint", "prefix", "region"}, "sftp": {"user", "known_hosts", "key"}, "git": {"history"}}

// homeless is what to write instead of ~ in a path, which no shell reads.
var homeless = map[string]string{"dir": "write it whole, as in /home/you/www", "sftp": "write it whole, or without ~/: it starts from the account's folder"}

var limitsKnown = []string{"cloudflare-pages", "cloudflare-pages-paid", "github-pages", "gitlab-pages"}

// settings are those that belong to kinds of targets, as they were given.
func (t *Target) settings() map[string]string {
	history := ""
	if t.History {
		history = "true"
	}
	return map[string]string{
		"path": t.Path, "endpoint": t.Endpoint, "bucket": t.Bucket, "prefix": t.Prefix, "region": t.Region, "remote": t.Remote, "branch": t.Branch,
		"history": history, "host": t.Host, "user": t.User, "known_hosts": t.Known, "key": t.Login,
	}
}

// checkTargets fills in what a target has from the site, and finds what publishing could not work with.
func checkTargets(c *Config) []diag.Finding {
	var findings []diag.Finding
	for i := range c.Publish {
		t := &c.Publish[i]
		at := func(key string) diag.Pos { return c.places.At("publish." + t.Key + "." + key) }
		if !c.places.Has("publish." + t.Key + ".keep") {
			t.Keep = defaultKeep
		}
		for _, f := range t.faults() {
			findings = append(findings, diag.Finding{Pos: at(f.key), Rule: "site/publish", Text: "the target " + t.Key + " " + f.text, Hint: f.hint})
		}
		t.Audience, t.BaseURL = cmp.Or(t.Audience, c.Audience), cmp.Or(t.BaseURL, c.BaseURL) // after that: what is wrong with them is told of the site
	}
	return findings
}

// targetFault is what is wrong with one setting.
type targetFault struct{ key, text, hint string }

func (t *Target) faults() []targetFault {
	must, known := needed[t.Kind]
	if t.Kind == "" {
		return nil // its absence is told as a missing key
	}
	if !known {
		return []targetFault{{"kind", fmt.Sprintf("is of no kind called %q", t.Kind), "write s3, dir, sftp or git"}}
	}
	var faults []targetFault
	given := t.settings()
	for _, key := range must {
		if given[key] == "" {
			faults = append(faults, targetFault{"", fmt.Sprintf("has no %s, which one of kind %s needs", key, t.Kind), fmt.Sprintf("add %s: … below %s", key, t.Key)})
		}
	}
	if strings.HasPrefix(t.Path, "~") {
		faults = append(faults, targetFault{"path", fmt.Sprintf("has the path %s, in which ~ stands for no folder", t.Path), homeless[t.Kind]})
	}
	for _, key := range sortedKeys(given) {
		if given[key] != "" && !slices.Contains(must, key) && !slices.Contains(fitting[t.Kind], key) {
			faults = append(faults, targetFault{key, fmt.Sprintf("has a setting %s, which one of kind %s does not know", key, t.Kind),
				"its settings are " + strings.Join(append(slices.Clone(must), fitting[t.Kind]...), ", ")})
		}
	}
	return append(append(faults, t.addressFaults()...), t.otherFaults()...)
}

// addressFaults are about where it is. No address may hold a password.
func (t *Target) addressFaults() []targetFault {
	var faults []targetFault
	if u, err := url.Parse(t.Endpoint); t.Endpoint != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
		faults = append(faults, targetFault{"endpoint", "has an endpoint that is not the address of an object store", "write it as in https://s3.example.org, without the bucket"})
	}
	for _, key := range []string{"endpoint", "remote"} {
		if u, err := url.Parse(t.settings()[key]); err == nil && u.User != nil {
			if _, secret := u.User.Password(); secret || key == "endpoint" {
				faults = append(faults, targetFault{key, "has a password in its " + key, "take it out, and change it: credentials come from the environment or from your own files, never from the site's"})
			}
		}
	}
	if t.Prefix != "" && (path.Clean("/"+t.Prefix) != "/"+strings.Trim(t.Prefix, "/") || strings.HasPrefix(t.Prefix, ".sitrep")) {
		faults = append(faults, targetFault{"prefix", fmt.Sprintf("has the prefix %q, which is not a path", t.Prefix), "write it as in reports or sites/reports"})
	}
	if fault := siteAddress("base_url", t.BaseURL, wholeAddress); t.BaseURL != "" && fault != nil {
		faults = append(faults, targetFault{"base_url", "has a base_url that is none: " + fault.text, fault.hint})
	}
	return faults
}

func (t *Target) otherFaults() []targetFault {
	var faults []targetFault
	if t.Keep < 0 || t.Keep > 100 {
		faults = append(faults, targetFault{"keep", fmt.Sprintf("cannot keep %d former generations", t.Keep), "write a number from 0 to 100"})
	}
	if t.Limits != "" && !slices.Contains(limitsKnown, t.Limits) {
		faults = append(faults, targetFault{"limits", fmt.Sprintf("names a host whose limits are not known: %q", t.Limits), "write " + strings.Join(limitsKnown, ", ") + ", or leave it out"})
	}
	return faults
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
