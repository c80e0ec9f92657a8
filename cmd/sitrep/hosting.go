package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sitrep/generator/hosting"
	"sitrep/generator/output"
)

func (a *app) hosting() *cobra.Command {
	return &cobra.Command{
		Use:   "hosting nginx|caddy [DIR]",
		Short: "Print the configuration of a web server of your own",
		Long: "Hosting prints what the site's server block of nginx includes, or what its block of a Caddyfile imports: types, how long files may be " +
			"kept, security headers, the page for addresses that do not exist, and old addresses of reports. It reads the published tree DIR " +
			"(default: public in the site's folder), so build first. Services that read their settings from the tree itself are named by hosts in site.yaml.",
		Args: arguments(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			config, known := map[string]func(hosting.Site) string{"nginx": hosting.Nginx, "caddy": hosting.Caddy}[args[0]]
			if !known {
				return fmt.Errorf("nothing is known of the server %q: write nginx or caddy; any other serves the tree as it is", args[0])
			}
			m, err := a.manifest(a.published(args[1:]))
			if err != nil {
				return machine(err)
			}
			site, err := hosting.Of(m)
			if err != nil {
				return machine(err)
			}
			_, err = io.WriteString(a.out, config(site))
			return machine(err)
		},
	}
}

// published is the published tree that the arguments name, or the site's own.
func (a *app) published(args []string) string {
	if len(args) > 0 {
		return args[0]
	}
	return filepath.Join(a.dir, "public")
}

// manifest reads the manifest of a published tree.
func (a *app) manifest(folder string) (*output.Manifest, error) {
	file, err := os.Open(filepath.Join(folder, output.ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no published tree in %s: sitrep build makes it", folder)
	}
	if err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	defer file.Close()
	m, err := output.DecodeManifest(file)
	if err != nil {
		return nil, fmt.Errorf("%s in %s is damaged (%w): sitrep build writes it anew after the folder was emptied", output.ManifestName, folder, err)
	}
	return m, nil
}
