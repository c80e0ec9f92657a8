package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/skeema/knownhosts"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// patience is how long a server may take to answer at all.
const patience = 30 * time.Second

// dial opens an SSH connection to a host whose key is known.
func dial(o SFTPOptions) (*ssh.Client, error) {
	address := o.Host
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(strings.Trim(address, "[]"), "22")
	}
	signers, hangUp, err := o.signers()
	if err != nil {
		return nil, err
	}
	defer hangUp()
	hosts, err := o.hosts()
	if err != nil {
		return nil, err
	}
	conn, err := ssh.Dial("tcp", address, &ssh.ClientConfig{
		User: o.User, Timeout: patience,
		Auth:              []ssh.AuthMethod{ssh.PublicKeys(signers...)},
		HostKeyCallback:   o.checkHost(hosts),
		HostKeyAlgorithms: hosts.HostKeyAlgorithms(address),
	})
	var stranger hostError
	switch {
	case errors.As(err, &stranger):
		return nil, Final{stranger}
	case err != nil && strings.Contains(err.Error(), "unable to authenticate"):
		return nil, Final{fmt.Errorf("%s does not let %s in with %s: have the public key put into the account's .ssh/authorized_keys", address, o.User, o.offered(signers))}
	case err != nil:
		return nil, noAnswer(address, "host", err)
	}
	return conn, nil
}

// signers are the keys that may open the door: that of the file first, since a server allows few tries. Those of the agent sign as long as
// its connection is there.
func (o SFTPOptions) signers() (list []ssh.Signer, hangUp func(), err error) {
	hangUp = func() {}
	if o.Key != "" {
		key, err := o.readKey()
		if err != nil {
			return nil, hangUp, Final{err}
		}
		list = append(list, key)
	}
	if o.Agent != "" {
		if conn, err := net.DialTimeout("unix", o.Agent, patience); err == nil {
			hangUp = func() { conn.Close() }
			keys, _ := agent.NewClient(conn).Signers() // an agent that fails has none
			list = append(list, keys...)
		}
	}
	if len(list) == 0 {
		return nil, hangUp, Final{fmt.Errorf("there is no key to log in to %s with: start an SSH agent and add one with ssh-add, or name its file as key", o.Host)}
	}
	return list, hangUp, nil
}

func (o SFTPOptions) readKey() (ssh.Signer, error) {
	text, err := os.ReadFile(o.Key)
	if err != nil {
		return nil, fmt.Errorf("read the key for %s: %w: mend key in site.yaml", o.Host, err)
	}
	key, err := ssh.ParsePrivateKey(text)
	var locked *ssh.PassphraseMissingError
	if errors.As(err, &locked) {
		if o.Passphrase == "" {
			return nil, fmt.Errorf("the key %s has a passphrase: add the key to an agent with ssh-add, or put the passphrase into the environment as SITREP_SSH_PASSPHRASE", o.Key)
		}
		key, err = ssh.ParsePrivateKeyWithPassphrase(text, []byte(o.Passphrase))
	}
	if strings.HasSuffix(o.Key, ".pub") && err != nil {
		return nil, fmt.Errorf("%s is the public key: name the secret one, whose file has no .pub at its end, as key in site.yaml", o.Key)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no secret key that can be used: %w", o.Key, err)
	}
	return key, nil
}

func (o SFTPOptions) offered(signers []ssh.Signer) string {
	var names []string
	for _, s := range signers {
		names = append(names, ssh.FingerprintSHA256(s.PublicKey()))
	}
	return "the key " + strings.Join(names, " or ")
}

// hosts reads the keys of hosts that are known.
func (o SFTPOptions) hosts() (*knownhosts.HostKeyDB, error) {
	files := slices.DeleteFunc(slices.Clone(o.KnownHosts), func(name string) bool {
		_, err := os.Stat(name)
		return errors.Is(err, fs.ErrNotExist)
	})
	db, err := knownhosts.NewDB(files...)
	if err != nil {
		return nil, Final{fmt.Errorf("read the keys of known hosts: %w", err)}
	}
	return db, nil
}

// hostError says that a host may not be the one that was meant.
type hostError struct{ text string }

func (e hostError) Error() string { return e.text }

func (o SFTPOptions) checkHost(db *knownhosts.HostKeyDB) ssh.HostKeyCallback {
	known := db.HostKeyCallback()
	return func(address string, remote net.Addr, key ssh.PublicKey) error {
		err := known(address, remote, key)
		file := "a file of known hosts"
		if len(o.KnownHosts) > 0 {
			file = o.KnownHosts[0]
		}
		switch {
		case err == nil:
			return nil
		case knownhosts.IsHostKeyChanged(err):
			return hostError{fmt.Sprintf("the host key of %s is not the one that is known: somebody may be in between, or the server was set up anew. Nothing was sent. "+
				"Its key now is %s; when its owner confirms that, replace the old one in %s", address, ssh.FingerprintSHA256(key), file)}
		case knownhosts.IsHostUnknown(err):
			return hostError{fmt.Sprintf("the host key of %s is not known, so nothing was sent. It is %s; when the server's owner confirms that, add this line to %s:\n%s",
				address, ssh.FingerprintSHA256(key), file, knownhosts.Line([]string{address}, key))}
		}
		return hostError{fmt.Sprintf("the host key of %s cannot be checked: %v", address, err)}
	}
}
