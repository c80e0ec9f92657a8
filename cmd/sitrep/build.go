package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
)

func (a *app) build() *cobra.Command {
	var flags buildFlags
	var out, zip string
	var again, explain, asJSON, watching bool
	var printing printing
	var signing signing
	var poll time.Duration
	c := &cobra.Command{
		Use:   "build",
		Short: "Write the site to public/",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			if poll != 0 && !watching {
				return errors.New("--poll is how often to look for changes: it needs --watch")
			}
			folder, err := a.folder(out, flags.cache)
			if err != nil {
				return err
			}
			if zip != "" {
				if err := a.checkBundle(zip, folder); err != nil {
					return err
				}
			}
			if err := printing.find(); err != nil {
				return err
			}
			if err := signing.find(); err != nil {
				return err
			}
			return a.with(flags, func(s *session) error {
				build := func(ctx context.Context) error { return s.publish(ctx, folder, zip, &signing, again, explain, asJSON) }
				once := func(ctx context.Context) error { return printing.during(ctx, s, build) }
				if !watching {
					s.mem.Once = true
					return once(c.Context())
				}
				return s.watch(c.Context(), poll, once)
			})
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&out, "out", "", "the `folder` to write to (default: public in the site's folder)")
	c.Flags().StringVar(&zip, "bundle", "", "a `file` to write the published tree to as well, as one zip")
	printing.add(c.Flags())
	signing.add(c.Flags())
	c.Flags().BoolVar(&again, "clean", false, "make every file again, whatever is remembered")
	c.Flags().BoolVar(&explain, "explain", false, "say why each report was parsed and each file written")
	c.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	c.Flags().BoolVar(&watching, "watch", false, "stay, and build again when a file changes")
	addPoll(c, &poll)
	return c
}

// folder is where the site goes: never into its own sources or above them, into another site, nor into the cache.
func (a *app) folder(flag, cache string) (string, error) {
	if flag == "" {
		flag = filepath.Join(a.dir, "public")
	}
	folder, err := within(flag)
	if err != nil {
		return "", err
	}
	site, err := within(a.dir)
	if err != nil {
		return "", err
	}
	for _, own := range []string{"content", "layouts"} {
		if inside(filepath.Join(site, own), folder) {
			return "", fmt.Errorf("--out %s lies within the site's %s: build into a folder of its own", flag, own)
		}
	}
	if inside(folder, site) {
		return "", fmt.Errorf("--out %s holds the site itself: build into a folder of its own", flag)
	}
	if err := a.checkNoOther(flag); err != nil {
		return "", err
	}
	if cache != "" && cache != "off" {
		if kept, err := within(cache); err != nil || inside(folder, kept) || inside(kept, folder) {
			return "", errors.Join(err, fmt.Errorf("--cache %s and the published tree are one folder: keep them apart", cache))
		}
	}
	return flag, nil
}

// checkNoOther wants a folder that is no other site's, wherever links lead.
func (a *app) checkNoOther(flag string) error {
	folder, err := resolved(flag)
	if err != nil {
		return err
	}
	site, err := resolved(a.dir)
	if err != nil {
		return err
	}
	if other := siteAround(folder); other != "" && other != site {
		return fmt.Errorf("--out %s belongs to another site, that in %s: build into a folder of its own", flag, other)
	}
	return nil
}

// siteAround is the site whose folder, sources or built tree a folder is or lies in; "" when there is none.
func siteAround(folder string) string {
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "content", "site.yaml")); err == nil {
			for _, part := range []string{"content", "layouts", "public"} {
				if at == folder || inside(filepath.Join(at, part), folder) {
					return at
				}
			}
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// inside reports whether a path is a folder or lies in it.
func inside(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// publish builds into a folder and, where one is named, into a zip, and says what it did.
func (s *session) publish(ctx context.Context, folder, zip string, signing *signing, again, explain, asJSON bool) error {
	start := time.Now()
	tree, err := output.Open(folder)
	if err != nil {
		return machine(err)
	}
	defer tree.Close()
	if again {
		if err := s.mem.Clear(); err != nil {
			return machine(err)
		}
	}
	dest := &output.Folder{Tree: tree, Again: again}
	result, err := s.build(ctx, dest)
	if err != nil {
		return err
	}
	if err := s.print(s.app.err, result.Findings); err != nil {
		return machine(err)
	}
	if !result.Failed {
		if err := signing.sign(tree, s.opt.Now); err != nil {
			return machine(err)
		}
	}
	var size int64
	if zip != "" && !result.Failed {
		if size, err = bundle(tree, zip); err != nil {
			return machine(err)
		}
	}
	if asJSON {
		return s.finish(result, printJSON(s.app.out, result, dest))
	}
	if explain {
		explainBuild(s.app.out, result, dest)
	}
	s.tellWithheld(result)
	if result.Failed {
		fmt.Fprintf(s.app.out, "%s: nothing was published, %s is as it was\n", diag.Summary(result.Findings), folder)
		s.tellWithdrawn(result, tree, folder)
		return errFaulty
	}
	fmt.Fprintf(s.app.out, "%s in %s: %d written, %d removed, in %s\n",
		counted(result.Reports, "report"), counted(len(tree.Manifest().Entries), "file"), len(dest.Result.Written), len(dest.Result.Removed), time.Since(start).Round(time.Millisecond))
	if zip != "" {
		fmt.Fprintf(s.app.out, "%s holds them all, in %d kB\n", zip, (size+999)/1000)
	}
	return nil
}

func (s *session) finish(result generator.Result, err error) error {
	if err == nil && result.Failed {
		return errFaulty
	}
	return machine(err)
}

// tellWithheld says what was left out, why, and until when.
func (s *session) tellWithheld(result generator.Result) {
	for _, w := range result.Withheld {
		fmt.Fprintf(s.app.out, "left out: %s: %s\n", w.File, because(w))
	}
	if !result.Due.IsZero() {
		fmt.Fprintf(s.app.out, "the site next changes by itself at %s\n", result.Due.Format(time.RFC3339))
	}
}

func because(w generator.Withheld) string {
	switch {
	case w.Detail != "":
		return fmt.Sprintf("%s (%s)", w.Reason, w.Detail)
	case !w.Until.IsZero():
		return fmt.Sprintf("%s until %s", w.Reason, w.Until.Format(time.RFC3339))
	}
	return string(w.Reason)
}

// tellWithdrawn names what a failed build leaves online of reports that are withheld by now.
func (s *session) tellWithdrawn(result generator.Result, tree *output.Tree, folder string) {
	exposed := generator.Exposed(result, tree.Manifest())
	for _, path := range exposed {
		fmt.Fprintf(s.app.out, "still published, though withheld by now: %s\n  rm %s\n", path, quote(filepath.Join(folder, filepath.FromSlash(path))))
	}
	if len(exposed) > 0 {
		fmt.Fprintln(s.app.out, "lists may still name what is withheld; sitrep build --keep-going publishes without it and without the faulty reports")
	}
}

func explainBuild(w io.Writer, result generator.Result, dest *output.Folder) {
	for _, p := range result.Parsed {
		fmt.Fprintf(w, "parsed %s: %s\n", p.File, p.Reason)
	}
	for _, step := range dest.Plan.Steps {
		verb := "wrote"
		if slices.Contains(dest.Result.Same, step.File.Path) {
			verb = "made, and found as it was,"
		}
		fmt.Fprintf(w, "%s %s: %s\n", verb, step.File.Path, step.Reason)
	}
	for _, path := range dest.Plan.Remove {
		fmt.Fprintf(w, "removed %s: nothing is published there any more\n", path)
	}
}

func printJSON(w io.Writer, result generator.Result, dest *output.Folder) error {
	type withheld struct {
		File   string `json:"file"`
		Reason string `json:"reason"`
		Until  string `json:"until,omitempty"`
	}
	out := struct {
		Published bool       `json:"published"`
		Reports   int        `json:"reports"`
		Written   []string   `json:"written"`
		Removed   []string   `json:"removed"`
		Withheld  []withheld `json:"withheld"`
		Due       string     `json:"due,omitempty"`
		Errors    int        `json:"errors"`
		Warnings  int        `json:"warnings"`
	}{Published: !result.Failed, Reports: result.Reports, Written: orEmpty(dest.Result.Written), Removed: orEmpty(dest.Result.Removed), Withheld: []withheld{}}
	for _, x := range result.Withheld {
		until := ""
		if !x.Until.IsZero() {
			until = x.Until.Format(time.RFC3339)
		}
		out.Withheld = append(out.Withheld, withheld{x.File, string(x.Reason), until})
	}
	for _, f := range result.Findings {
		if f.Severity == diag.Error {
			out.Errors++
		} else {
			out.Warnings++
		}
	}
	if !result.Due.IsZero() {
		out.Due = result.Due.Format(time.RFC3339)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func orEmpty(paths []string) []string {
	if paths == nil {
		return []string{}
	}
	return paths
}
