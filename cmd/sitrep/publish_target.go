package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/publish"
	"sitrep/generator/site"
)

// chooseTarget finds the target that is meant.
func chooseTarget(config *site.Config, args []string) (*site.Target, error) {
	var names []string
	for i := range config.Publish {
		if t := &config.Publish[i]; len(args) > 0 && t.Key == args[0] {
			return t, nil
		}
		names = append(names, config.Publish[i].Key)
	}
	switch {
	case len(names) == 0:
		return nil, fmt.Errorf("site.yaml names no target to publish to: add one, as in\n  publish:\n    live: {kind: dir, path: /srv/www/reports}")
	case len(args) > 0:
		hint := "the targets are " + strings.Join(names, ", ")
		if near := diag.Nearest(args[0], names); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		return nil, fmt.Errorf("no target is called %s: %s", args[0], hint)
	case len(names) > 1:
		return nil, fmt.Errorf("which target? Write one of %s after publish", strings.Join(names, ", "))
	}
	return &config.Publish[0], nil
}

// openTarget makes ready to speak to a target. Relative paths in site.yaml start from the site's folder.
func (a *app) openTarget(ctx context.Context, t *site.Target) (publish.Target, error) {
	switch t.Kind {
	case "s3":
		return publish.OpenS3(publish.S3Options{Endpoint: t.Endpoint, Bucket: t.Bucket, Prefix: t.Prefix, Region: t.Region})
	case "dir":
		folder := t.Path
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(a.dir, filepath.FromSlash(folder))
		}
		if err := a.checkPlace(folder); err != nil {
			return nil, err
		}
		return publish.OpenDir(folder)
	case "sftp":
		return a.openSFTP(t)
	case "git":
		return a.openGit(ctx, t)
	}
	return nil, fmt.Errorf("the target %s is of kind %s, which this program does not know", t.Key, t.Kind)
}

// checkPlace wants a folder to publish to that is neither the site's own nor the built tree.
func (a *app) checkPlace(folder string) error {
	place, err := resolved(folder)
	if err != nil {
		return err
	}
	for _, name := range []string{"content", "layouts", "public"} {
		own, err := resolved(filepath.Join(a.dir, name))
		if err != nil {
			return err
		}
		if inside(own, place) || inside(place, own) {
			return fmt.Errorf("the folder to publish to, %s, and the site's own %s are one, or one holds the other: publish elsewhere", folder, name)
		}
	}
	return nil
}
