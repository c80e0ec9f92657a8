package seal

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	manifest = []byte("sitrep manifest 2\nand what it says\n")
	noon     = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
)

func pair(t *testing.T, password string) (Key, PublicKey, []byte, []byte) {
	t.Helper()
	secret, public, err := NewKey(password)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParseKey(secret, password)
	if err != nil {
		t.Fatal(err)
	}
	check, err := ParsePublicKey(string(public))
	if err != nil {
		t.Fatal(err)
	}
	return key, check, secret, public
}

func TestASignatureFitsWhatWasSigned(t *testing.T) {
	key, public, _, _ := pair(t, "")
	signature := key.Sign(manifest, "sitrep-manifest.txt", noon)
	signed, err := public.Check(manifest, signature)
	if err != nil || !signed.At.Equal(noon) || !strings.Contains(signed.Comment, "file:sitrep-manifest.txt") {
		t.Fatalf("got %v, %v", signed, err)
	}
	if again := key.Sign(manifest, "sitrep-manifest.txt", noon); !bytes.Equal(again, signature) {
		t.Error("the same gave other bytes")
	}
	if claimed, ok := Claimed(signature); !ok || claimed != signed {
		t.Errorf("it claims %v", claimed)
	}
	if key.Public().String() != public.String() {
		t.Error("the key has two public keys")
	}
	_, other, _, _ := pair(t, "")
	if _, err := other.Check(manifest, signature); err == nil || !strings.Contains(err.Error(), "another key") {
		t.Errorf("with another key: %v", err)
	}
}

// TestNothingElseFits flips each bit of the manifest and of the signature. The untrusted comment alone may be altered.
func TestNothingElseFits(t *testing.T) {
	key, public, _, _ := pair(t, "")
	signature := key.Sign(manifest, "sitrep-manifest.txt", noon)
	untrusted := bytes.IndexByte(signature, '\n')
	for bit := range 8 * len(manifest) {
		altered := bytes.Clone(manifest)
		altered[bit/8] ^= 1 << (bit % 8)
		if _, err := public.Check(altered, signature); err == nil {
			t.Errorf("bit %d of the manifest was flipped, and the signature fits", bit)
		}
	}
	for bit := 8 * untrusted; bit < 8*len(signature); bit++ {
		altered := bytes.Clone(signature)
		altered[bit/8] ^= 1 << (bit % 8)
		if signed, err := public.Check(manifest, altered); err == nil && !(signed.At.Equal(noon) && signed.Comment == "timestamp:1773144000\tfile:sitrep-manifest.txt") {
			t.Errorf("bit %d of the signature was flipped, and it says %v", bit, signed)
		}
	}
}

func TestKeysAreRead(t *testing.T) {
	t.Parallel()
	key, public, secret, _ := pair(t, "open sesame")
	for wrong, want := range map[string]error{"": ErrNoPassword, "open": ErrPassword} {
		if _, err := ParseKey(secret, wrong); !errors.Is(err, want) {
			t.Errorf("with the password %q: %v", wrong, err)
		}
	}
	if _, err := public.Check(manifest, key.Sign(manifest, "m", noon)); err != nil {
		t.Error(err)
	}
	plain, check, secret, text := pair(t, "")
	again, err := ParseKey(bytes.ReplaceAll(secret, []byte("\n"), []byte("\r\n")), "a password that it does not have")
	if err != nil || again.Public().String() != plain.Public().String() {
		t.Errorf("with the line ends of Windows: %v", err)
	}
	one := strings.Split(string(text), "\n")[1]
	if p, err := ParsePublicKey(one); err != nil || p.String() != one || check.String() != one {
		t.Errorf("the key as one line: %v, %v", p, err)
	}
	if _, err := ParseKey(text, ""); err == nil {
		t.Error("a public key signs")
	}
	if _, err := ParsePublicKey(string(secret)); err == nil {
		t.Error("a secret key is taken for a public one")
	}
}

// TestMinisignAgrees has the public tool check what is signed here, and signs with keys that the tool made.
func TestMinisignAgrees(t *testing.T) {
	tool, err := exec.LookPath("minisign")
	if err != nil {
		t.Skip("minisign is not installed; make servers installs it")
	}
	dir := t.TempDir()
	run := func(args ...string) (string, error) {
		c := exec.Command(tool, args...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		return string(out), err
	}
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, _, secret, public := pair(t, "")
	write("m", manifest)
	write("ours.pub", public)
	write("ours.key", secret)
	write("m.minisig", key.Sign(manifest, "m", noon))
	if out, err := run("-V", "-p", "ours.pub", "-m", "m"); err != nil || !strings.Contains(out, "timestamp:1773144000") {
		t.Errorf("minisign refuses our signature: %v\n%s", err, out)
	}
	write("m", append(bytes.Clone(manifest), ' '))
	if out, err := run("-V", "-p", "ours.pub", "-m", "m"); err == nil {
		t.Errorf("minisign takes our signature for another manifest\n%s", out)
	}
	write("m", manifest)
	if out, err := run("-S", "-s", "ours.key", "-m", "m", "-x", "theirs"); err != nil {
		t.Errorf("minisign cannot use our key: %v\n%s", err, out)
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "theirs"))
	if err != nil {
		t.Fatal(err)
	}
	if signed, err := key.Public().Check(manifest, theirs); err != nil || signed.At.IsZero() {
		t.Errorf("what minisign signs is refused: %v, %v", signed, err)
	}
	if out, err := run("-G", "-W", "-p", "their.pub", "-s", "their.key"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made, err := os.ReadFile(filepath.Join(dir, "their.key"))
	if err != nil {
		t.Fatal(err)
	}
	key, err = ParseKey(made, "")
	if err != nil {
		t.Fatal(err)
	}
	write("m.minisig", key.Sign(manifest, "m", noon))
	if out, err := run("-V", "-p", "their.pub", "-m", "m"); err != nil {
		t.Errorf("minisign refuses a signature with its own key: %v\n%s", err, out)
	}
}
