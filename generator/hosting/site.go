package hosting

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"sitrep/generator/output"
)

// Site is what a host must know of a published tree as a whole.
type Site struct {
	Base  string   // the path of its address, with a slash at either end: "/" or "/reports/"
	Host  string   // the host of its address, with the port if one is given; "" when the site does not say it
	Moved []Moved  // pages at old addresses, by From
	Lost  []string // folders that have a page for what does not exist of their own, as in "uk/"; the root has one as well
}

// Moved is a page that is there for an old address, and the page that it leads to. Both are paths in the tree.
type Moved struct{ From, To string }

// Of takes what a host must know from the manifest of a tree.
func Of(m *output.Manifest) (Site, error) {
	var list []output.File
	for i := range m.Entries {
		list = append(list, output.File{Path: m.Entries[i].Path, Leads: m.Entries[i].Leads})
	}
	return of(m.Head.BaseURL, list)
}

func of(base string, files []output.File) (Site, error) {
	address, err := url.Parse(base)
	if err != nil {
		return Site{}, fmt.Errorf("the site's base_url is no address: %w", err)
	}
	s := Site{Base: cmp.Or(address.Path, "/"), Host: address.Host}
	for i := range files {
		f := &files[i]
		if f.Leads != "" {
			s.Moved = append(s.Moved, Moved{f.Path, f.Leads})
		}
		if folder, is := strings.CutSuffix(f.Path, "/404.html"); is && !strings.Contains(folder, "/") {
			s.Lost = append(s.Lost, folder+"/")
		}
	}
	slices.SortFunc(s.Moved, func(a, b Moved) int { return cmp.Compare(a.From, b.From) })
	slices.Sort(s.Lost)
	return s, nil
}

// addresses are those at which a page for an old address is asked for, from the tree's root: that of a folder with its slash and
// without.
func (m Moved) addresses() []string {
	if folder, is := strings.CutSuffix(m.From, "/index.html"); is {
		return []string{folder, folder + "/"}
	}
	return []string{m.From}
}

// escaped is a path as an address has it (RFC 3986): all but unreserved characters and slashes is written in hexadecimal, so that no
// configuration takes any of it for syntax of its own.
func escaped(path string) string { return escape(path, plain) }

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"

func escape(path, plain string) string {
	var b strings.Builder
	for i := range len(path) {
		if strings.IndexByte(plain, path[i]) >= 0 {
			b.WriteByte(path[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", path[i])
		}
	}
	return b.String()
}
