package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sitrep/generator/seal"
)

func (a *app) newKey() *cobra.Command {
	return &cobra.Command{
		Use:   "key FILE",
		Short: "Make a key to sign the published site with",
		Long: "New key writes a secret key to FILE and the public key to FILE.pub, in the format of minisign. The secret key is encrypted with the " +
			"password in " + passwordVariable + ", when there is one. Keep it out of the site's repository; hand the public key to those who check.",
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.makeKey(args[0]) },
	}
}

func (a *app) makeKey(name string) error {
	for _, taken := range []string{name, name + ".pub"} {
		if _, err := os.Lstat(taken); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(err, fmt.Errorf("%s is there already: a key is never written over, name another file", taken))
		}
	}
	secret, public, err := seal.NewKey(os.Getenv(passwordVariable))
	if err != nil {
		return machine(err)
	}
	if err := errors.Join(create(name, secret, 0o600), create(name+".pub", public, 0o666)); err != nil {
		return machine(fmt.Errorf("write the key: %w", err))
	}
	line := strings.Split(string(public), "\n")[1]
	fmt.Fprintf(a.out, "%s signs: sitrep build --sign %s\n%s.pub checks: sitrep verify --key %s\n", name, quote(name), name, line)
	if os.Getenv(passwordVariable) == "" {
		fmt.Fprintf(a.out, "the key has no password; with one in %s it would have\n", passwordVariable)
	}
	return nil
}

// create writes a file that is not there yet.
func create(name string, data []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
