package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sitrep/content"
	"sitrep/generator"
	"sitrep/generator/output"
	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

func (a *app) newCommand() *cobra.Command {
	c := &cobra.Command{Use: "new", Short: "Start a site or a report"}
	c.AddCommand(a.newSite(), a.newReport())
	return c
}

func (a *app) newSite() *cobra.Command {
	return &cobra.Command{
		Use:   "site DIR",
		Short: "Make a site to start from: the sample site, with its guide",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := within(args[0])
			if err != nil {
				return err
			}
			if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
				return fmt.Errorf("%s is not empty: name a new folder", args[0])
			}
			if err := unpack(content.FS, filepath.Join(dir, "content")); err != nil {
				return machine(err)
			}
			if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("/public/\n/.sitrep-cache/\n"), 0o666); err != nil {
				return machine(err)
			}
			fmt.Fprintf(a.out, "made %s; now:\n  cd %s && sitrep serve\n", args[0], quote(args[0]))
			return nil
		},
	}
}

// unpack writes the files of a file system below dir.
func unpack(from fs.FS, dir string) error {
	return fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, path)
		if err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o666)
	})
}

func (a *app) newReport() *cobra.Command {
	var flags buildFlags
	var series, from string
	c := &cobra.Command{
		Use:   "report TITLE",
		Short: "Start a report of today, as a draft",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("one title, please: put it in quotes, as in sitrep new report %q", strings.Join(args, " "))
			}
			return cobra.ExactArgs(1)(nil, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" && from != "previous" {
				return fmt.Errorf("--from %s: only --from previous is known", from)
			}
			return a.with(flags, func(s *session) error { return s.start(c.Context(), args[0], series, from != "") })
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&series, "series", "", "the `key` of the series it belongs to; its number follows on the last one's")
	c.Flags().StringVar(&from, "from", "", "previous: take regions, topics, series and the mark of an exercise from the report before")
	return c
}

// start writes a new report; with carry it takes from the report before what carries forward.
func (s *session) start(ctx context.Context, title, series string, carry bool) error {
	result, err := s.build(ctx, output.Nowhere{})
	if err != nil {
		return err
	}
	if result.Site == nil {
		return errors.Join(s.print(s.app.err, result.Findings), errFaulty)
	}
	draft, err := newDraft(title, s.opt.Now, result, series, carry)
	if err != nil {
		return err
	}
	return draft.write(s.app)
}

// draft is a report to be started.
type draft struct {
	path     string // content/reports/….md
	title    string
	day      time.Time
	regions  []string
	topics   []string
	series   string
	number   int
	exercise bool
}

func newDraft(title string, now time.Time, result generator.Result, series string, carry bool) (draft, error) {
	day := now.In(result.Site.Config.Zone())
	slug := vocabulary.Slug(title)
	switch {
	case strings.TrimSpace(title) == "":
		return draft{}, errors.New("a report needs a title")
	case slug == "":
		return draft{}, fmt.Errorf("the title %q has no letter or digit that a file could be named by", title)
	case len(slug) > 100:
		slug = strings.TrimRight(strings.ToValidUTF8(slug[:100], ""), "-")
	}
	d := draft{title: title, day: day, series: series, path: fmt.Sprintf("content/reports/%s-%s.md", day.Format("2006/01/02"), slug)}
	previous := previousOf(result.Site, series)
	if previous == nil {
		if carry {
			return d, errors.New("there is no report before this one")
		}
		if series != "" {
			d.number = 1
		}
		return d, nil
	}
	if series != "" {
		d.number = previous.Number + 1
	}
	if carry {
		d.series = cmp.Or(series, previous.Series)
		d.regions, d.topics, d.exercise = previous.Regions, previous.Topics, previous.Exercise
		if d.series == previous.Series && d.series != "" {
			d.number = previous.Number + 1
		}
	}
	return d, nil
}

// previousOf returns the latest report of a series, or of the whole site when no series is named; nil when there is none.
func previousOf(s *site.Site, series string) *site.Entry {
	tree := s.Trees[0]
	var latest *site.Entry
	for _, e := range tree.Entries {
		if series == "" {
			return e
		}
		if e.Series == series && (latest == nil || e.Number > latest.Number) {
			latest = e
		}
	}
	return latest
}

func (d draft) write(a *app) error {
	name := filepath.Join(a.dir, filepath.FromSlash(d.path))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return machine(err)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: give the report another title", d.path)
	}
	if err != nil {
		return machine(err)
	}
	_, err = file.WriteString(d.text())
	if err := errors.Join(err, file.Close()); err != nil {
		return machine(err)
	}
	fmt.Fprintf(a.out, "%s\n", name)
	return nil
}

func (d draft) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: %s\n", strconv.Quote(d.title), d.day.Format(time.DateOnly))
	fmt.Fprintf(&b, "regions: [%s]\ntopics: [%s]\n", strings.Join(d.regions, ", "), strings.Join(d.topics, ", "))
	if d.series != "" {
		fmt.Fprintf(&b, "series: %s\nnumber: %d\n", d.series, max(1, d.number))
	}
	if d.exercise {
		b.WriteString("exercise: true\n")
	}
	b.WriteString("status: draft\n---\n\nWhat happened, where, as of when, and who says so.\n")
	return b.String()
}
