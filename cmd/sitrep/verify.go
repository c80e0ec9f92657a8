package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/output"
	"sitrep/generator/publish"
	"sitrep/generator/seal"
	"sitrep/generator/verify"
)

// verification is one check of a published tree.
type verification struct {
	app                 *app
	place               verify.Place
	name                string // of the place, for people
	against, key, since string
	ignore              []string
	asJSON              bool

	public   *seal.PublicKey
	earliest time.Time
	left     []string // files that publishing leaves in a folder for a while
}

func (a *app) verify() *cobra.Command {
	v := &verification{app: a}
	c := &cobra.Command{
		Use:   "verify [DIR|URL]",
		Short: "Check a published tree or a live site against its manifest",
		Long: "Verify looks at every file of a published tree (default: public in the site's folder), of a stick or of a live site, and says what is " +
			"missing, extra or altered by the manifest there. A server does not list its files, so that on a live site extra ones are not found.\n\n" +
			"A manifest is trusted more when its signature is checked with --key, or when it is compared with one at hand, by --against. A live site is compared with " +
			"public by itself where that was built for its address.",
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := v.open(args); err != nil {
				return err
			}
			return v.run(c.Context())
		},
	}
	c.Flags().StringVar(&v.against, "against", "", "the `folder` of the tree that should be there, or its manifest")
	c.Flags().StringVar(&v.key, "key", "", "the public `key` of minisign that must have signed the manifest, or its file")
	c.Flags().StringVar(&v.since, "since", "", "the `time` or day (from midnight UTC) before which the manifest must not have been signed: an older tree, put there again, is found; needs --key")
	c.Flags().StringSliceVar(&v.ignore, "ignore", nil, "a `path` in a folder, to a file or a folder, that may be there although it is not the site's")
	c.Flags().BoolVar(&v.asJSON, "json", false, "print the result as JSON")
	return c
}

// open reads what the flags name and finds the place.
func (v *verification) open(args []string) error {
	if v.key != "" {
		key, err := publicKey(v.key)
		if err != nil {
			return err
		}
		v.public = &key
	}
	if v.since != "" {
		var err error
		if v.earliest, err = sinceOf(v.since); err != nil {
			return err
		}
		if v.public == nil {
			return errors.New("--since goes by the signature: give the key that checks it, too, with --key")
		}
	}
	v.name = v.app.published(args)
	if strings.HasPrefix(v.name, "http://") || strings.HasPrefix(v.name, "https://") {
		return v.openWeb()
	}
	root, err := os.OpenRoot(v.name)
	if errors.Is(err, fs.ErrNotExist) && len(args) == 0 {
		return machine(fmt.Errorf("there is no published tree in %s: sitrep build makes it", v.name))
	}
	if err != nil {
		return machine(fmt.Errorf("open the published tree: %w", err))
	}
	v.place, v.left = verify.Folder{FS: root.FS()}, publish.Leftovers(root.FS())
	return nil
}

// sinceOf reads --since: a time, or a day, which begins at midnight UTC.
func sinceOf(flag string) (time.Time, error) {
	for _, form := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(form, flag); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("--since %s is no time and no day: write it as in 2024-11-10T18:00:00+02:00 or 2024-11-10", flag)
}

// openWeb finds a live site. The site's own tree is what should be there when it was built for that address.
func (v *verification) openWeb() error {
	web, err := verify.NewWeb(v.name, "sitrep-verify/"+programVersion(), time.Second)
	if err != nil {
		return err
	}
	v.place, v.name = web, web.Address()
	if ours := filepath.Join(v.app.dir, "public"); v.against == "" {
		if m, err := v.app.manifest(ours); err == nil && m.Head.BaseURL == web.Address() {
			v.against = ours
		}
	}
	return nil
}

// verdict is what a verification came to.
type verdict struct {
	verify.Result
	signed  seal.Signed // when signature says whether it was checked
	status  string      // "none", "unchecked", "good" or "bad"
	against string
}

func (v *verification) run(ctx context.Context) error {
	found, seen, err := v.look(ctx)
	if err == nil && len(found.Differences) > 0 && !found.Listed { // it may just be published anew
		if now, err := v.place.Read(ctx, output.ManifestName); err == nil && !bytes.Equal(now, seen) {
			found, _, err = v.look(ctx)
			if err != nil {
				return machine(err)
			}
		}
	}
	if err != nil {
		return machine(err)
	}
	if err := v.print(found); err != nil {
		return machine(err)
	}
	if len(found.Differences) > 0 {
		return errFaulty
	}
	return nil
}

// look checks the place once. It returns the manifest that was there, too.
func (v *verification) look(ctx context.Context) (verdict, []byte, error) {
	found := verdict{against: v.against}
	m, data, wrong, err := verify.ReadManifest(ctx, v.place)
	if err != nil {
		return found, data, err
	}
	if wrong.Kind != "" {
		found.Differences = append(found.Differences, wrong)
	}
	signature, bad, err := v.signature(ctx, &found, data)
	if err != nil {
		return found, data, err
	}
	found.Differences = append(found.Differences, bad...)
	if v.against != "" {
		ours, other, err := v.expected(data, signature)
		if err != nil {
			return found, data, err
		}
		if m != nil {
			found.Differences = append(found.Differences, other...)
		}
		m = ours
	}
	if m == nil {
		return found, data, nil
	}
	result, err := verify.Tree(ctx, v.place, m, v.ignored)
	result.Differences = append(found.Differences, result.Differences...)
	found.Result = result
	return found, data, err
}

// ignored reports whether a path is one that may be there.
func (v *verification) ignored(path string) bool {
	if path == ".git" || strings.HasPrefix(path, ".git/") { // the tree is a checkout
		return true
	}
	return slices.Contains(v.left, path) || slices.ContainsFunc(v.ignore, func(name string) bool {
		name = strings.Trim(filepath.ToSlash(name), "/")
		return path == name || strings.HasPrefix(path, name+"/")
	})
}

// signature looks at the manifest's signature.
func (v *verification) signature(ctx context.Context, found *verdict, manifest []byte) ([]byte, []verify.Difference, error) {
	if manifest == nil && v.public == nil {
		return nil, nil, nil
	}
	text, err := v.place.Read(ctx, output.SignatureName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	differs := func(text string) []verify.Difference {
		found.status = "bad"
		return []verify.Difference{{Kind: verify.Signature, Path: output.SignatureName, Text: text}}
	}
	switch {
	case text == nil && v.public == nil:
		found.status = "none"
		return nil, nil, nil
	case text == nil:
		return nil, differs("the manifest is not signed"), nil
	case v.public == nil:
		found.status = "unchecked"
		found.signed, _ = seal.Claimed(text)
		return text, nil, nil
	}
	found.status = "good"
	if found.signed, err = v.public.Check(manifest, text); err != nil {
		return text, differs(err.Error()), nil
	}
	if found.signed.At.Before(v.earliest) {
		return text, differs(fmt.Sprintf("it was signed on %s, which is before %s: an older tree", stamp(found.signed.At), stamp(v.earliest))), nil
	}
	return text, nil, nil
}

// expected is the manifest that should be there, and how the one that is differs from it.
func (v *verification) expected(there, signature []byte) (*output.Manifest, []verify.Difference, error) {
	name := v.against
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, output.ManifestName)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, fmt.Errorf("--against: read the manifest: %w", err)
	}
	m, err := output.DecodeManifest(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("--against: %s is damaged: %w", name, err)
	}
	if bytes.Equal(data, there) {
		return m, nil, nil
	}
	text := "it is not that of " + v.against
	ours, _ := os.ReadFile(filepath.Join(filepath.Dir(name), output.SignatureName)) // there may be none
	if here, there := claimed(ours), claimed(signature); !here.IsZero() && !there.IsZero() {
		age := map[int]string{-1: "an older one", 0: "another one", 1: "a newer one"}[there.Compare(here)]
		text = fmt.Sprintf("%s: %s, signed on %s, where that was signed on %s", text, age, stamp(there), stamp(here))
	}
	return m, []verify.Difference{{Kind: verify.Manifest, Path: output.ManifestName, Text: text}}, nil
}

func claimed(signature []byte) time.Time {
	s, _ := seal.Claimed(signature)
	return s.At
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
