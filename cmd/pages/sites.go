package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// policy is the Content-Security-Policy that published pages satisfy.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'"

// siteNames are the sites that pages are taken from: the sample site, the invented one, and one that has no report yet.
var siteNames = []string{"sample", "invented", "empty"}

// now is the moment at which the sites are built: a day after the last report of the sample site's series was due.
const now = "2026-03-12T12:00:00Z"

// sites are published in a folder, each below its name, and served below that name under the policy.
type sites struct {
	dir  string
	base string // of the server, with a slash at its end
}

// publish builds all sites below dir with the program, and serves them on loopback until stop is called.
func publish(ctx context.Context, sitrep, dir string) (s *sites, stop func(), err error) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, nil, err
	}
	s = &sites{dir: dir, base: "http://" + listener.Addr().String() + "/"}
	for _, name := range siteNames {
		if err := s.build(ctx, sitrep, name); err != nil {
			listener.Close()
			return nil, nil, fmt.Errorf("building the %s site: %w", name, err)
		}
	}
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go web.Serve(listener) // ends with the Close below
	return s, func() { web.Close() }, nil
}

// build writes the sources of a site, and publishes it.
func (s *sites) build(ctx context.Context, sitrep, name string) error {
	sources := filepath.Join(s.dir, "sources", name)
	var err error
	switch name {
	case "sample":
		err = do(ctx, sitrep, "new", "site", sources)
	case "invented":
		err = inventSite(sources)
	case "empty":
		err = put(filepath.Join(sources, "content", "site.yaml"), []byte("title: A desk that begins\nbase_url: https://exercise.example/\ntimezone: UTC\nlanguages: [en, ar]\n"))
	}
	if err != nil {
		return err
	}
	return do(ctx, sitrep, "-C", sources, "build", "--cache", "off", "--now", now, "--base-url", s.base+name+"/", "--out", s.root(name))
}

// root is the folder that a site is published in.
func (s *sites) root(name string) string { return filepath.Join(s.dir, "published", name) }

// ServeHTTP answers as a static host does that sends the policy.
func (s *sites) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy)
	http.FileServer(http.Dir(filepath.Join(s.dir, "published"))).ServeHTTP(w, r)
}

// compile makes the program of the module's own sources.
func compile(ctx context.Context, dir string) (sitrep string, err error) {
	sitrep = filepath.Join(dir, "sitrep")
	return sitrep, do(ctx, "go", "build", "-o", sitrep, "sitrep/cmd/sitrep")
}

// do runs a program, whose last words are in the error when it fails.
func do(ctx context.Context, name string, args ...string) error {
	if said, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", filepath.Base(name), args, err, said[max(0, len(said)-2000):])
	}
	return nil
}

// exists reports whether there is a file or folder of that name.
func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
