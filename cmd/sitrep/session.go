package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/layouts"
)

// buildFlags are the flags of every verb that builds.
type buildFlags struct {
	baseURL, audience, now, cache string
	drafts, keepGoing             bool
}

func (f *buildFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.baseURL, "base-url", "", "the site's `address`, instead of base_url in site.yaml")
	flags.StringVar(&f.audience, "audience", "", "the highest TLP `level` to publish, instead of the site's")
	flags.BoolVar(&f.drafts, "drafts", false, "put drafts in")
	flags.BoolVar(&f.keepGoing, "keep-going", false, "leave faulty reports out and publish the rest")
	flags.StringVar(&f.now, "now", "", "the `time` to build for (default: SOURCE_DATE_EPOCH, else the clock)")
	flags.StringVar(&f.cache, "cache", "", "the `folder` that remembers former builds, or off (default: in your cache folder)")
}

// session is a site that is being worked on: its sources, its memory, and how it is to be built.
type session struct {
	app   *app
	tree  *source.Tree
	mem   *generator.Memory
	opt   generator.Options
	fixed bool      // --now or SOURCE_DATE_EPOCH says the time
	due   time.Time // when the site as built last changes by itself
	look  []string  // the folders in which something may have changed since the last build; nil: anywhere

	as     string        // how a preview shows the site
	wishes <-chan string // how else the writer wants to see it
}

func (a *app) open(f buildFlags) (*session, error) {
	opt, err := f.options()
	if err != nil {
		return nil, err
	}
	tree, err := source.Open(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s: sitrep new site %s makes a site there", a.dir, a.dir)
	}
	if err != nil {
		return nil, machine(err)
	}
	tree.Clock = time.Now
	dir, err := cacheFolder(f.cache, a.dir)
	if err != nil {
		return nil, err
	}
	mem, note, err := generator.OpenMemory(dir, opt.Version)
	if err != nil {
		return nil, machine(errors.Join(err, tree.Close()))
	}
	if note != "" {
		fmt.Fprintf(a.err, "sitrep: %s\n", note)
	}
	return &session{app: a, tree: tree, mem: mem, opt: opt, fixed: f.now != "" || os.Getenv("SOURCE_DATE_EPOCH") != ""}, nil
}

// with opens the site, does something with it, and closes it.
func (a *app) with(f buildFlags, do func(*session) error) error {
	s, err := a.open(f)
	if err != nil {
		return err
	}
	if err := do(s); err != nil {
		return errors.Join(err, s.close())
	}
	return s.close()
}

func (s *session) close() error { return machine(errors.Join(s.mem.Close(), s.tree.Close())) }

func (f *buildFlags) options() (generator.Options, error) {
	now, err := moment(f.now)
	if err != nil {
		return generator.Options{}, err
	}
	opt := generator.Options{Version: generatorVersion(), Now: now, Theme: layouts.FS, BaseURL: f.baseURL, Drafts: f.drafts, KeepGoing: f.keepGoing}
	if f.baseURL != "" {
		if err := site.CheckAddress(f.baseURL); err != nil {
			return opt, fmt.Errorf("--base-url: %w", err)
		}
	}
	if f.audience != "" {
		if opt.Audience, err = report.ParseTLP(f.audience); err != nil {
			return opt, fmt.Errorf("--audience %w", err)
		}
	}
	return opt, nil
}

// build builds once, unless ctx ends before. Between builds of one session only the time moves on, unless it was fixed.
func (s *session) build(ctx context.Context, dest generator.Destination) (generator.Result, error) {
	if !s.fixed {
		s.opt.Now = time.Now()
	}
	opt := s.opt
	opt.Look = s.look
	result, err := generator.Build(ctx, s.tree, s.mem, opt, dest)
	s.due = result.Due
	return result, machine(err)
}

// print prints findings in the form that people read.
func (s *session) print(w io.Writer, findings []diag.Finding) error {
	options := diag.TextOptions{Color: s.app.colour}
	if terminal(w) {
		options.Line = s.lines()
	}
	return diag.Text(w, findings, options)
}

// lines gives lines of the site's sources. It reads each file once.
func (s *session) lines() func(file string, n int) (string, bool) {
	lines := map[string][]string{}
	return func(file string, n int) (string, bool) {
		if _, read := lines[file]; !read {
			data, _ := os.ReadFile(filepath.Join(s.app.dir, filepath.FromSlash(file)))
			lines[file] = strings.Split(string(data), "\n")
		}
		if n < 1 || n > len(lines[file]) {
			return "", false
		}
		return lines[file][n-1], true
	}
}

// cacheFolder is where a site's memory lives: what --cache says, or a folder of the user's cache named after the site's place.
func cacheFolder(flag, site string) (string, error) {
	switch flag {
	case "off":
		return "", nil
	case "":
	default:
		return within(flag)
	}
	home, err := os.UserCacheDir()
	if err != nil {
		return "", nil // no home, no cache
	}
	place, err := within(site)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(place); err == nil {
		place = real
	}
	sum := sha256.Sum256([]byte(place))
	return filepath.Join(home, "sitrep", hex.EncodeToString(sum[:8])), nil
}

// generatorVersion names the program that made a memory. A build that no version names is named by its own bytes.
func generatorVersion() string {
	version := programVersion()
	if version != "(devel)" && !strings.HasSuffix(version, "+dirty") {
		return version
	}
	path, err := os.Executable()
	if err != nil {
		return version
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return version
	}
	sum := sha256.Sum256(data)
	return version + " " + hex.EncodeToString(sum[:])
}

func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
