package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sitrep/content"
)

func (a *app) newCommand() *cobra.Command {
	c := &cobra.Command{Use: "new", Short: "Start a site or a report, or make a key"}
	c.AddCommand(a.newSite(), a.newReport(), a.newKey())
	return c
}

func (a *app) newSite() *cobra.Command {
	return &cobra.Command{
		Use:   "site DIR",
		Short: "Make a site to start from: the sample site, with its guide",
		Args:  arguments(1, 1),
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
			if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("/public/\n/.sitrep-cache/\n/.sitrep-due\n"), 0o666); err != nil {
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
