package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/profile"
	"sitrep/generator/report"
)

// wish is what the writer of a new report asks for.
type wish struct {
	title, series, profile string
	carry                  bool // on from the report before
}

func (a *app) newReport() *cobra.Command {
	var flags buildFlags
	var w wish
	var from string
	c := &cobra.Command{
		Use:   "report TITLE",
		Short: "Start a report of today, as a draft",
		Long:  newReportHelp(),
		Example: `  sitrep new report "Market fire: two streets closed"
  sitrep new report "Flood in the north" --profile ocha --series north-flood
  sitrep new report "Flood: river falling" --series north-flood --from previous
  sitrep new report --profile flash`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("one title, please: put it in quotes, as in sitrep new report %q", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" && from != "previous" {
				return fmt.Errorf("--from %s: only --from previous is known", from)
			}
			w.title, w.carry = strings.Join(args, ""), from != ""
			return a.with(flags, func(s *session) error { return s.start(c.Context(), w) })
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&w.profile, "profile", "", "the `pattern` it follows: its headings and the fields to fill")
	c.Flags().StringVar(&w.series, "series", "", "the `key` of the series it belongs to; its number follows on the last one's")
	c.Flags().StringVar(&from, "from", "", "previous: carry on from the report before, of the same series if there is one")
	return c
}

func newReportHelp() string {
	var b strings.Builder
	b.WriteString("Report starts a report of today. It is a draft: nobody but you sees it until you remove the line status: draft.\n\n")
	b.WriteString("--profile gives it the headings and fields that readers of such reports expect; sitrep check then says what is still missing:\n\n")
	for _, p := range profile.All() {
		fmt.Fprintf(&b, "  %-15s %s\n", p.ID, p.Purpose)
	}
	b.WriteString(`
--from previous carries on from the last published report: series and the next number, the period that follows, regions, topics,
profile, marks, contacts, claims that are still open, the sources in use, and its headings. Figures come without their values.`)
	return b.String()
}

// start writes a new report.
func (s *session) start(ctx context.Context, w wish) error {
	p, err := profileNamed(w.profile)
	if err != nil {
		return err
	}
	s.opt.Everything = true // a number that a draft or an embargoed report has is taken
	result, err := s.build(ctx, output.Nowhere{})
	if err != nil {
		return err
	}
	if result.Site == nil {
		return errors.Join(s.print(s.app.err, result.Findings), errFaulty)
	}
	d, err := newDraft(w, p, s.opt.Now, result.Site)
	if err != nil {
		return err
	}
	return d.write(s.app)
}

// profileNamed finds a profile; the zero one for no name.
func profileNamed(name string) (profile.Profile, error) {
	p, known := profile.Get(report.Profile(name))
	if known || name == "" {
		return p, nil
	}
	names := report.Profile("").Words()
	if near := diag.Nearest(name, names); len(near) > 0 {
		return p, fmt.Errorf("--profile %s is not known: did you mean %s?", name, near[0])
	}
	return p, fmt.Errorf("--profile %s is not known: write %s", name, strings.Join(names, ", "))
}

// write makes the report's file, under the first name that is free.
func (d draft) write(a *app) error {
	path, err := d.free(a.dir)
	if err != nil {
		return err
	}
	name := filepath.Join(a.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return machine(err)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return machine(err)
	}
	_, err = file.WriteString(d.text())
	if err := errors.Join(err, file.Close()); err != nil {
		return machine(err)
	}
	fmt.Fprintln(a.out, name)
	d.tell(a, path)
	return nil
}

// free is the path of the draft, numbered where a report of that name is there already, as a file, a folder or a translation.
func (d draft) free(dir string) (string, error) {
	for n := 1; n <= 1000; n++ {
		bundle := d.bundle
		if n > 1 {
			bundle = fmt.Sprintf("%s-%d", d.bundle, n)
		}
		taken, err := takenIn(os.DirFS(dir), bundle)
		if err != nil {
			return "", machine(err)
		}
		if !taken {
			return bundle + ".md", nil
		}
	}
	return "", fmt.Errorf("%s.md is there already: give the report another title", d.bundle)
}

func takenIn(site fs.FS, bundle string) (bool, error) {
	texts, err := fs.Glob(site, bundle+".*md")
	if err != nil || len(texts) > 0 {
		return true, err
	}
	_, err = fs.Stat(site, bundle)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return true, err
}

// tell says what comes next. Standard output holds the path alone, for an editor to open.
func (d draft) tell(a *app, path string) {
	if d.before != nil {
		fmt.Fprintf(a.err, "carried on from %s\n", d.before.File)
	}
	serve, check := "sitrep serve --open", "sitrep check"
	if a.dir != "." {
		serve, check = "sitrep -C "+quote(a.dir)+" serve --open", "sitrep -C "+quote(a.dir)+" check"
	}
	page := strings.TrimSuffix(strings.TrimPrefix(path, "content/"), ".md") + ".html"
	fmt.Fprintf(a.err, "to see it while you write: %s (page %s)\n", serve, page)
	fmt.Fprintf(a.err, "to see what is missing:    %s\n", check)
}
