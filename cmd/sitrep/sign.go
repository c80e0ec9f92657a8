package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"

	"sitrep/generator/output"
	"sitrep/generator/seal"
)

// Where a key to sign with and its password may come from, beside a file.
const (
	keyVariable      = "SITREP_SIGN_KEY"
	passwordVariable = "SITREP_SIGN_PASSWORD"
)

// signing is whether the manifest is signed, and with which key.
type signing struct {
	from string
	key  seal.Key
}

func (s *signing) add(flags *pflag.FlagSet) {
	flags.StringVar(&s.from, "sign", "", "sign the manifest with the secret key in a `file` of minisign's, or, with the word env, in "+keyVariable+"; its password is in "+passwordVariable)
}

// find reads the key, before anything is done.
func (s *signing) find() error {
	if s.from == "" {
		return nil
	}
	text, err := s.text()
	if err != nil {
		return err
	}
	s.key, err = seal.ParseKey(text, os.Getenv(passwordVariable))
	switch {
	case errors.Is(err, seal.ErrNoPassword):
		return fmt.Errorf("--sign %s: %w: put it into the environment as %s", s.from, err, passwordVariable)
	case errors.Is(err, seal.ErrPassword):
		return fmt.Errorf("--sign %s: %w: mend %s", s.from, err, passwordVariable)
	case err != nil:
		return fmt.Errorf("--sign %s: %w: sitrep new key FILE makes one", s.from, err)
	}
	return nil
}

func (s *signing) text() ([]byte, error) {
	if s.from != "env" {
		text, err := os.ReadFile(s.from)
		if err != nil {
			return nil, fmt.Errorf("--sign: read the key: %w", err)
		}
		return text, nil
	}
	text := os.Getenv(keyVariable)
	if text == "" {
		return nil, fmt.Errorf("--sign env: there is no key in %s: put the whole text of the key's file there", keyVariable)
	}
	return []byte(text), nil
}

// sign signs the manifest of a tree, when that is wanted. A signature of the same manifest and key stays, so that a build which changes
// nothing changes nothing here.
func (s *signing) sign(tree *output.Tree, now time.Time) error {
	if s.from == "" {
		return nil
	}
	return tree.Sign(func(manifest, former []byte) []byte {
		if _, err := s.key.Public().Check(manifest, former); err == nil {
			return former
		}
		return s.key.Sign(manifest, output.ManifestName, now)
	})
}

// publicKey is the key of --key: a file of minisign's, or the line in it that is the key itself.
func publicKey(flag string) (seal.PublicKey, error) {
	if key, err := seal.ParsePublicKey(flag); err == nil {
		return key, nil
	}
	text, err := os.ReadFile(flag)
	if err != nil {
		return seal.PublicKey{}, fmt.Errorf("--key: neither a public key, which is a line that begins with RW, nor a file of one: %w", err)
	}
	key, err := seal.ParsePublicKey(string(text))
	if err != nil {
		return key, fmt.Errorf("--key %s: %w", flag, err)
	}
	return key, nil
}
