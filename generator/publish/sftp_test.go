package publish

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// account is an account on an OpenSSH server that a test has started.
type account struct {
	address, user, key, known, folder string
	secret                            ed25519.PrivateKey
}

func (a account) options() SFTPOptions {
	return SFTPOptions{Host: a.address, User: a.user, Path: a.folder, Key: a.key, KnownHosts: []string{a.known}}
}

func (a account) open(t *testing.T) *SFTP {
	t.Helper()
	s, err := OpenSFTP(a.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// sshServer starts OpenSSH's server on loopback, with keys that are made for it.
func sshServer(t *testing.T) account {
	t.Helper()
	program, err := exec.LookPath("sshd")
	if err != nil {
		program = "/usr/sbin/sshd"
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("OpenSSH's server is not installed; make servers installs it")
	}
	if os.Getuid() == 0 { // it wants this folder then, which its service makes
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	a := account{user: me.Username, key: filepath.Join(dir, "key"), known: filepath.Join(dir, "known"), folder: filepath.Join(dir, "site")}
	host, _ := newKey(t, filepath.Join(dir, "host"))
	mine, secret := newKey(t, a.key)
	a.secret = secret
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.address = listener.Addr().String()
	listener.Close()
	ip, port, _ := net.SplitHostPort(a.address)
	put(t, filepath.Join(dir, "authorized"), string(ssh.MarshalAuthorizedKey(mine)))
	put(t, a.known, fmt.Sprintf("[%s]:%s %s", ip, port, ssh.MarshalAuthorizedKey(host)))
	put(t, filepath.Join(dir, "config"), fmt.Sprintf(`ListenAddress %s:%s
HostKey %[3]s/host
AuthorizedKeysFile %[3]s/authorized
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PermitRootLogin yes
PidFile none
Subsystem sftp internal-sftp
`, ip, port, dir))
	server := exec.Command(program, "-D", "-e", "-f", filepath.Join(dir, "config"))
	var said strings.Builder
	server.Stderr = &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for range 200 {
		if conn, err := net.Dial("tcp", a.address); err == nil {
			conn.Close()
			return a
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("sshd does not answer")
	return a
}

func newKey(t *testing.T, name string) (ssh.PublicKey, ed25519.PrivateKey) {
	t.Helper()
	public, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(secret, "")
	if err != nil {
		t.Fatal(err)
	}
	put(t, name, string(pem.EncodeToMemory(block)))
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return key, secret
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAServerKeepsItsWord(t *testing.T) {
	a := sshServer(t)
	s := a.open(t)
	targetKeepsItsWord(t, s)
	ctx := context.Background()
	for range 2 { // the second time both are one file already
		if err := s.Copy(ctx, "a/d ü.html", "twin.html", Header{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Remove(ctx, []string{"a/d ü.html", "twin.html", ".sitrep/kept/x"}); err != nil {
		t.Fatal(err)
	}
	var left []string
	_ = filepath.WalkDir(a.folder, func(name string, _ fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(a.folder, name)
		left = append(left, rel)
		return err
	})
	if got := strings.Join(left, " "); got != "." {
		t.Errorf("in the folder are left: %s", got)
	}
}

// TestOneOfManyWins has several connections write on the same condition.
func TestOneOfManyWins(t *testing.T) {
	a := sshServer(t)
	first := a.open(t)
	tag, err := first.Put(t.Context(), "manifest", []byte("former"), Header{}, When{})
	if err != nil {
		t.Fatal(err)
	}
	const many = 6
	errs := make([]error, many)
	var wg sync.WaitGroup
	for i := range many {
		s := a.open(t)
		wg.Go(func() {
			_, errs[i] = s.Put(context.Background(), "manifest", fmt.Appendf(nil, "by %d", i), Header{}, When{Tag: tag})
		})
	}
	wg.Wait()
	won := ""
	for i, err := range errs {
		switch {
		case err == nil && won == "":
			won = fmt.Sprintf("by %d", i)
		case !errors.Is(err, ErrTaken):
			t.Errorf("publisher %d: %v", i, err)
		}
	}
	if data, _, err := first.Get(t.Context(), "manifest"); err != nil || string(data) != won {
		t.Errorf("there is %q (%v), and %q won", data, err, won)
	}
}

// TestALockOfTheDeadIsBroken leaves a lock that is as old as that of a killed publisher, and one that is not.
func TestALockOfTheDeadIsBroken(t *testing.T) {
	a := sshServer(t)
	s := a.open(t)
	lock := filepath.Join(a.folder, own, "lock")
	put(t, lock, "")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := s.Put(ctx, "a", nil, Header{}, When{Absent: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("while another one has the lock: %v", err)
	}
	old := time.Now().Add(-2 * lockOld)
	if err := os.Chtimes(lock, old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), "a", nil, Header{}, When{Absent: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(lock); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock is still there: %v", err)
	}
}

func TestALostConnectionIsMadeAgain(t *testing.T) {
	a := sshServer(t)
	s := a.open(t)
	if _, err := s.Put(t.Context(), "a", []byte("one"), Header{}, When{}); err != nil {
		t.Fatal(err)
	}
	s.client.Close()
	_, _, err := s.Get(t.Context(), "a")
	var final Final
	if err == nil || errors.As(err, &final) {
		t.Fatalf("over a lost connection: %v, which would not be tried again", err)
	}
	if data, _, err := s.Get(t.Context(), "a"); err != nil || string(data) != "one" {
		t.Errorf("after that: %q, %v", data, err)
	}
}

// TestALostConnectionLeavesNothing has the line cut while a file is written beside its place.
func TestALostConnectionLeavesNothing(t *testing.T) {
	a := sshServer(t)
	s := a.open(t)
	err := s.do(t.Context(), func(c *sftp.Client) error {
		return s.place(c, "a/b.html", func(part string) error {
			return errors.Join(c.MkdirAll(path.Dir(part)), write(c, part, []byte("withdrawn later")), c.Close(), io.ErrUnexpectedEOF)
		}, c.PosixRename)
	})
	if err == nil {
		t.Fatal("the line was cut, and nothing is told")
	}
	unfinished := func() int {
		found, err := filepath.Glob(filepath.Join(a.folder, "a", "*"+suffix))
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if unfinished() != 1 {
		t.Fatal("nothing was left, so this test tests nothing")
	}
	if _, err := s.Put(t.Context(), recordName, nil, Header{}, When{Absent: true}); err != nil {
		t.Fatal(err)
	}
	if unfinished() > 0 {
		t.Error("when the record is written, an unfinished file is still there")
	}
}

// TestStrangersAreTurnedAway has hosts that are not known, or not the ones they were, and keys that open nothing. In each case the
// error says what to do.
func TestStrangersAreTurnedAway(t *testing.T) {
	a := sshServer(t)
	dir := t.TempDir()
	other, _ := newKey(t, filepath.Join(dir, "other"))
	ip, port, _ := net.SplitHostPort(a.address)
	put(t, filepath.Join(dir, "changed"), fmt.Sprintf("[%s]:%s %s", ip, port, ssh.MarshalAuthorizedKey(other)))
	block, err := ssh.MarshalPrivateKeyWithPassphrase(a.secret, "", []byte("sesame"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "locked"), string(pem.EncodeToMemory(block)))
	put(t, filepath.Join(dir, "mine.pub"), string(ssh.MarshalAuthorizedKey(other)))
	for name, c := range map[string]struct {
		change func(*SFTPOptions)
		want   string
	}{
		"unknown host":                 {func(o *SFTPOptions) { o.KnownHosts = []string{filepath.Join(dir, "none")} }, "is not known, so nothing was sent. It is SHA256:"},
		"no file of hosts":             {func(o *SFTPOptions) { o.KnownHosts = nil }, "add this line to a file of known hosts:\n[127.0.0.1]:" + port + " ssh-ed25519 "},
		"another host":                 {func(o *SFTPOptions) { o.KnownHosts = []string{filepath.Join(dir, "changed")} }, "is not the one that is known: somebody may be in between"},
		"another key":                  {func(o *SFTPOptions) { o.Key = filepath.Join(dir, "other") }, "does not let " + a.user + " in with the key SHA256:"},
		"a public key":                 {func(o *SFTPOptions) { o.Key = filepath.Join(dir, "mine.pub") }, "is the public key: name the secret one"},
		"no such key":                  {func(o *SFTPOptions) { o.Key = filepath.Join(dir, "nothing") }, "mend key in site.yaml"},
		"no key":                       {func(o *SFTPOptions) { o.Key = "" }, "start an SSH agent and add one with ssh-add"},
		"a key that is none":           {func(o *SFTPOptions) { o.Key = a.known }, "is no secret key"},
		"a locked key":                 {func(o *SFTPOptions) { o.Key = filepath.Join(dir, "locked") }, "SITREP_SSH_PASSPHRASE"},
		"a wrong passphrase":           {func(o *SFTPOptions) { o.Key, o.Passphrase = filepath.Join(dir, "locked"), "open" }, "is no secret key that can be used"},
		"a folder that cannot be made": {func(o *SFTPOptions) { o.Path = filepath.Join(a.known, "x") }, "mend path in site.yaml, or have the folder made for the account " + a.user},
	} {
		o := a.options()
		c.change(&o)
		_, err := OpenSFTP(o)
		var final Final
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &final) {
			t.Errorf("%s: got %v, want %q, and no further try", name, err, c.want)
		}
	}
	o := a.options()
	o.Key, o.Passphrase = filepath.Join(dir, "locked"), "sesame"
	if s, err := OpenSFTP(o); err != nil {
		t.Errorf("with the right passphrase: %v", err)
	} else {
		s.Close()
	}
	o = a.options()
	o.Key, o.Agent = "", agentWith(t, a.secret)
	if s, err := OpenSFTP(o); err != nil {
		t.Errorf("with an agent: %v", err)
	} else {
		s.Close()
	}
}

// agentWith is the socket of an agent that has a key.
func agentWith(t *testing.T, key ed25519.PrivateKey) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "agent") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	ring := agent.NewKeyring()
	if err := ring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go agent.ServeAgent(ring, conn)
		}
	}()
	return listener.Addr().String()
}
