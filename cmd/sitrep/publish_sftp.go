package main

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"sitrep/generator/publish"
	"sitrep/generator/site"
)

// passphraseVariable holds the passphrase of the key to log in with.
const passphraseVariable = "SITREP_SSH_PASSPHRASE"

// openSFTP connects to a target of kind sftp, with the keys of this machine's user.
func (a *app) openSFTP(t *site.Target) (publish.Target, error) {
	o := publish.SFTPOptions{Host: t.Host, User: t.User, Path: t.Path, Passphrase: os.Getenv(passphraseVariable), Agent: os.Getenv("SSH_AUTH_SOCK")}
	if o.User == "" {
		me, err := user.Current()
		if err != nil {
			return nil, fmt.Errorf("the target %s names no user, and yours is not known: %w", t.Key, err)
		}
		o.User = me.Username
	}
	var err error
	if o.KnownHosts, err = a.knownHosts(t); err != nil {
		return nil, err
	}
	if t.Login != "" {
		if o.Key, err = a.fileOf(t.Login); err != nil {
			return nil, err
		}
	}
	return publish.OpenSFTP(o)
}

// knownHosts are the files of host keys: the target's, or those that ssh itself goes by.
func (a *app) knownHosts(t *site.Target) ([]string, error) {
	if t.Known == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, fmt.Errorf("find your known_hosts: %w", err)
		}
		return []string{filepath.Join(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"}, nil
	}
	file, err := a.fileOf(t.Known)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("the target %s names %s as known_hosts, which cannot be read (%w): mend the name, or make the file empty; publish again, and the message has the line to put into it",
			t.Key, t.Known, err)
	}
	return []string{file}, nil
}

// fileOf is a file that site.yaml names: from the site's folder, or, with ~/, from the user's own.
func (a *app) fileOf(name string) (string, error) {
	if rest, own := strings.CutPrefix(name, "~/"); own {
		home, err := os.UserHomeDir()
		return filepath.Join(home, filepath.FromSlash(rest)), err
	}
	if filepath.IsAbs(name) {
		return name, nil
	}
	return filepath.Join(a.dir, filepath.FromSlash(name)), nil
}
