package publish

import (
	"fmt"
	"slices"
	"strings"
)

// limits are what a host takes. Zero is no limit.
type limits struct {
	files      int
	file, site int64 // bytes
}

// hosts are limits of hosts, by the name that site.yaml has for them, as their documentation gave them in 2026.
var hosts = map[string]limits{
	"cloudflare-pages":      {files: 20_000, file: 25 << 20},
	"cloudflare-pages-paid": {files: 100_000, file: 25 << 20},
	"github-pages":          {file: 100 << 20, site: 1 << 30},
	"gitlab-pages":          {files: 200_000, site: 1 << 30},
	"s3":                    {file: 5 << 30},
}

// Hosts are the names of hosts whose limits are known.
func Hosts() []string {
	var names []string
	for name := range hosts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Exceeds says what of a record's files a host would not take, in words; nothing when it takes all. Former versions count, for they lie
// there, too.
func (r *Record) Exceeds(host string) []string {
	l := hosts[host]
	var faults []string
	files, bytes := 0, int64(0)
	seen := sums{}
	count := func(e Entry) {
		files, bytes = files+1, bytes+e.Size
		if l.file > 0 && e.Size > l.file && len(faults) < 5 {
			faults = append(faults, fmt.Sprintf("%s has %s; %s takes %s a file", e.Path, inWords(e.Size), host, inWords(l.file)))
		}
	}
	for _, e := range r.Live {
		count(e)
	}
	for _, f := range r.Former {
		if !f.Gone && !seen[f.Sum] {
			seen[f.Sum] = true
			count(f.Entry)
		}
	}
	if l.files > 0 && files > l.files {
		faults = append(faults, fmt.Sprintf("there are %d files, former versions among them; %s takes %d", files, host, l.files))
	}
	if l.site > 0 && bytes > l.site {
		faults = append(faults, fmt.Sprintf("the site and its former versions have %s; %s takes %s", inWords(bytes), host, inWords(l.site)))
	}
	return faults
}

func inWords(bytes int64) string {
	for _, unit := range []struct {
		name string
		size int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"kiB", 1 << 10}} {
		if bytes >= unit.size {
			return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(bytes)/float64(unit.size)), ".0") + " " + unit.name
		}
	}
	return fmt.Sprintf("%d bytes", bytes)
}
