package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sitrep/generator/publish"
	"sitrep/generator/site"
)

// openGit fetches the branch of a target of kind git. A remote that is a folder starts from the site's.
func (a *app) openGit(ctx context.Context, t *site.Target) (publish.Target, error) {
	remote := t.Remote
	if local, err := a.fileOf(t.Remote); err == nil {
		if info, err := os.Stat(local); err == nil && info.IsDir() {
			if remote, err = filepath.Abs(local); err != nil {
				return nil, fmt.Errorf("the remote of the target %s: %w", t.Key, err)
			}
		}
	}
	return publish.OpenGit(ctx, publish.GitOptions{Remote: remote, Branch: t.Branch, History: t.History})
}
