package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sitrep/generator/output"
)

// bundleBeside is the suffix of a bundle that is not whole yet.
const bundleBeside = ".sitrep-new"

// checkBundle wants a bundle to lie neither in the published tree, which holds nothing that is not published, nor in the site's
// sources.
func (a *app) checkBundle(flag, folder string) error {
	bundle, err := resolved(flag)
	if err != nil {
		return err
	}
	if info, err := os.Stat(bundle); err == nil && info.IsDir() {
		return fmt.Errorf("--bundle %s is a folder: name the file to write, as in %s", flag, filepath.Join(flag, "site.zip"))
	}
	for _, not := range []string{folder, filepath.Join(a.dir, "content"), filepath.Join(a.dir, "layouts")} {
		own, err := resolved(not)
		if err != nil {
			return err
		}
		if inside(own, bundle) {
			return fmt.Errorf("--bundle %s lies within %s: write it elsewhere", flag, not)
		}
	}
	return nil
}

// resolved is a path of a flag, absolute and without links as far as it exists.
func resolved(path string) (string, error) {
	path, err := within(path)
	if err != nil {
		return "", err
	}
	for at, rest := path, ""; ; at, rest = filepath.Dir(at), filepath.Join(filepath.Base(at), rest) {
		if there, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(there, rest), nil
		}
		if at == filepath.Dir(at) {
			return path, nil
		}
	}
}

// bundle writes the published tree as one zip beside the file's place, and renames it when it is whole. It returns its size.
func bundle(tree *output.Tree, name string) (size int64, err error) {
	file, err := os.Create(name + bundleBeside)
	if err != nil {
		return 0, fmt.Errorf("write the bundle: %w", err)
	}
	err = tree.Bundle(file)
	if info, told := file.Stat(); told == nil {
		size = info.Size()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return 0, fmt.Errorf("write the bundle: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return size, nil
}
