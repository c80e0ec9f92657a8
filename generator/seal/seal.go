// Package seal signs the manifest of a published tree, and checks such signatures: whoever has the public key knows that the tree is
// the publisher's, wherever it was found. The format is that of minisign (https://jedisct1.github.io/minisign/): a detached Ed25519
// signature that anybody can check with that program alone.
//
// The nouns: a Key signs and is secret, a PublicKey checks and is not, and Signed is what a signature that fits says.
package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aead.dev/minisign"
)

// Key signs manifests.
type Key struct{ key minisign.PrivateKey }

// What keeps a key that has a password from being used.
var (
	ErrNoPassword = errors.New("the key has a password")
	ErrPassword   = errors.New("the password does not open the key")
)

// ParseKey reads a secret key as minisign writes it. The password is that of a key which has one; it takes a second to try.
func ParseKey(text []byte, password string) (Key, error) {
	text = lines(text)
	if !minisign.IsEncrypted(text) {
		var k Key
		if err := k.key.UnmarshalText(text); err != nil {
			return Key{}, errors.New("this is no secret key of minisign")
		}
		return k, nil
	}
	if password == "" {
		return Key{}, ErrNoPassword
	}
	key, err := minisign.DecryptKey(password, text)
	if err != nil {
		return Key{}, ErrPassword
	}
	return Key{key}, nil
}

// lines are a text with the line ends that minisign knows. A key that went through a form or an editor may have others.
func lines(text []byte) []byte {
	return append(bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))), '\n')
}

// NewKey makes a secret key, encrypted when there is a password, and its public key, as files have them.
func NewKey(password string) (secret, public []byte, err error) {
	pub, key, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make a key: %w", err)
	}
	if password == "" {
		secret, err = key.MarshalText()
	} else {
		secret, err = minisign.EncryptKey(password, key)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("make a key: %w", err)
	}
	public, _ = pub.MarshalText() // never fails
	return lines(secret), lines(public), nil
}

// Public is the key that checks what this one signs.
func (k Key) Public() PublicKey { return PublicKey{k.key.Public().(minisign.PublicKey)} }

// Sign signs a manifest. That is the text of the signature, with the file's name and the moment in its trusted comment, which is signed,
// too. The same manifest, key, name and moment give the same bytes.
func (k Key) Sign(manifest []byte, name string, at time.Time) []byte {
	trusted := fmt.Sprintf("%s%d\tfile:%s", timestamp, at.Unix(), name)
	return minisign.SignWithComments(k.key, manifest, trusted, "signature of a site published with sitrep")
}

// timestamp is how minisign, too, begins a trusted comment.
const timestamp = "timestamp:"

// PublicKey checks signatures.
type PublicKey struct{ key minisign.PublicKey }

// ParsePublicKey reads a public key: a file of minisign, or the one line in it that is the key itself.
func ParsePublicKey(text string) (PublicKey, error) {
	var p PublicKey
	if err := p.key.UnmarshalText(lines([]byte(text))); err != nil {
		return PublicKey{}, errors.New("this is no public key of minisign, which is a line that begins with RW")
	}
	return p, nil
}

// String is the key as one line.
func (p PublicKey) String() string { return p.key.String() }

// Signed is what a signature says that fits.
type Signed struct {
	At      time.Time // when it was made, by the signer's clock; zero when it does not say
	Comment string    // the trusted comment, whole
}

// Check checks the signature of a manifest. The error says what is wrong with it.
func (p PublicKey) Check(manifest, signature []byte) (Signed, error) {
	var s minisign.Signature
	if err := s.UnmarshalText(signature); err != nil {
		return Signed{}, errors.New("the signature is damaged: it is not in minisign's format")
	}
	if s.KeyID != p.key.ID() {
		return Signed{}, fmt.Errorf("it was signed with another key, %016X, and not with %016X", s.KeyID, p.key.ID())
	}
	if !minisign.Verify(p.key, manifest, signature) {
		return Signed{}, errors.New("the signature does not fit the manifest: one of them was altered")
	}
	return Signed{At: moment(s.TrustedComment), Comment: s.TrustedComment}, nil
}

// Claimed is what a signature says that nobody has checked.
func Claimed(signature []byte) (Signed, bool) {
	var s minisign.Signature
	if s.UnmarshalText(signature) != nil {
		return Signed{}, false
	}
	return Signed{At: moment(s.TrustedComment), Comment: s.TrustedComment}, true
}

func moment(comment string) time.Time {
	for field := range strings.FieldsSeq(comment) {
		if text, is := strings.CutPrefix(field, timestamp); is {
			if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
				return time.Unix(seconds, 0).UTC()
			}
		}
	}
	return time.Time{}
}
