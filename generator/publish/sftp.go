package publish

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/pkg/sftp"

	"sitrep/generator/parallel"
)

// SFTP is a folder on a server that is reached by SSH (draft-ietf-secsh-filexfer-02, with OpenSSH's extensions). Files are written
// beside their places and renamed.
type SFTP struct {
	options SFTPOptions
	mu      sync.Mutex
	client  *sftp.Client // nil while there is no connection
	lost    []string     // unfinished files that lost connections left
	part    atomic.Int64
	owner   string // names this publisher in the names of unfinished files
}

// SFTPOptions say which folder, and what proves who is who.
type SFTPOptions struct {
	Host       string   // with a port, when it is not 22
	User       string   // whose account it is
	Path       string   // the folder; where it does not begin with a slash, from the account's own
	KnownHosts []string // files of host keys; those that are not there are left out
	Key        string   // file of a secret key; "" for those of the agent alone
	Passphrase string   // of the key
	Agent      string   // the agent's socket; "" for none
}

// OpenSFTP connects to the server, and makes the folder when it is not there.
func OpenSFTP(o SFTPOptions) (*SFTP, error) {
	s := &SFTP{options: o, owner: strings.ToLower(rand.Text()[:10])}
	err := s.begin(func(c *sftp.Client) error {
		if _, has := c.HasExtension("posix-rename@openssh.com"); !has {
			return Final{fmt.Errorf("%s cannot rename one file over another (posix-rename@openssh.com), so a reader would meet a page that is not there: publish to a server that runs OpenSSH, or to a folder of kind dir", o.Host)}
		}
		if err := c.MkdirAll(path.Join(o.Path, own)); err != nil {
			return Final{fmt.Errorf("make the folder %s on %s: %w: mend path in site.yaml, or have the folder made for the account %s", o.Path, o.Host, err, o.User)}
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// begin does something over the first connection, which may be lost, too.
func (s *SFTP) begin(work func(*sftp.Client) error) error {
	_, err := backoff.Retry(context.Background(), func() (struct{}, error) {
		err := s.do(context.Background(), work)
		var final Final
		if errors.As(err, &final) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithMaxTries(firstTries))
	return err
}

// firstTries are those of the first connection.
const firstTries = 3

// Traits name the folder.
func (s *SFTP) Traits() Traits {
	return Traits{Place: "sftp://" + s.options.User + "@" + path.Join(s.options.Host, s.options.Path)}
}

// Close ends the connection.
func (s *SFTP) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return nil
	}
	client := s.client
	s.client = nil
	return client.Close()
}

// do has something done over a connection that works. One that breaks, or whose work is not wanted any more, is given up; the next
// call makes another.
func (s *SFTP) do(ctx context.Context, work func(*sftp.Client) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	client, err := s.connection()
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { s.drop(client) })
	defer stop()
	err = work(client)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.ErrClosedPipe) {
		s.drop(client)
		return fmt.Errorf("the connection to %s was lost: %w", s.options.Host, err)
	}
	if errors.Is(err, fs.ErrPermission) {
		return Final{err}
	}
	return err
}

func (s *SFTP) connection() (*sftp.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return s.client, nil
	}
	conn, err := dial(s.options)
	if err != nil {
		return nil, err
	}
	client, err := sftp.NewClient(conn, sftp.UseConcurrentWrites(true))
	if err != nil {
		return nil, errors.Join(Final{fmt.Errorf("%s does not speak SFTP: %w", s.options.Host, err)}, conn.Close())
	}
	s.client = client
	go func() { // the connection ends with its client
		_ = client.Wait()
		_ = conn.Close()
	}()
	return client, nil
}

func (s *SFTP) drop(client *sftp.Client) {
	s.mu.Lock()
	if s.client == client {
		s.client = nil
	}
	s.mu.Unlock()
	_ = client.Close()
}

// at is where a file of the tree lies on the server.
func (s *SFTP) at(name string) string { return path.Join(s.options.Path, name) }

// Get reads a file. Its tag is the sum of its bytes.
func (s *SFTP) Get(ctx context.Context, name string) (data []byte, tag string, err error) {
	err = s.do(ctx, func(c *sftp.Client) error {
		data, err = s.read(c, name)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return data, tagOf(data), nil
}

func (s *SFTP) read(c *sftp.Client, name string) ([]byte, error) {
	file, err := c.Open(s.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Final{fmt.Errorf("read %s: %w", name, fs.ErrNotExist)}
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// Put writes a file beside its place and renames it. A conditional one holds the folder's lock while it looks and renames, and clears
// away what lost connections left: so nothing is left when the record is written.
func (s *SFTP) Put(ctx context.Context, name string, data []byte, _ Header, when When) (tag string, err error) {
	err = s.do(ctx, func(c *sftp.Client) error {
		rename := c.PosixRename
		if when != (When{}) {
			if err := s.clear(c); err != nil {
				return err
			}
			rename = func(part, at string) error {
				return s.locked(ctx, c, func() error {
					if err := s.check(c, name, when); err != nil {
						return err
					}
					return c.PosixRename(part, at)
				})
			}
		}
		return s.place(c, name, func(part string) error { return write(c, part, data) }, rename)
	})
	if err != nil {
		return "", err
	}
	return tagOf(data), nil
}

// check wants a condition to hold.
func (s *SFTP) check(c *sftp.Client, name string, when When) error {
	former, err := s.read(c, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if there := err == nil; when.Absent && there || when.Tag != "" && (!there || tagOf(former) != when.Tag) {
		return Final{ErrTaken}
	}
	return nil
}

func write(c *sftp.Client, part string, data []byte) error {
	file, err := c.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// place has a file made beside its place, and renamed when it is whole.
func (s *SFTP) place(c *sftp.Client, name string, make func(part string) error, rename func(part, at string) error) error {
	part := s.at(name) + "." + s.owner + "-" + strconv.FormatInt(s.part.Add(1), 36) + suffix
	err := make(part)
	if errors.Is(err, fs.ErrNotExist) {
		if err = c.MkdirAll(path.Dir(part)); err == nil {
			err = make(part)
		}
	}
	if err == nil {
		err = rename(part, s.at(name))
	}
	if err != nil {
		if fault := c.Remove(part); fault != nil && !errors.Is(fault, fs.ErrNotExist) {
			s.mu.Lock()
			s.lost = append(s.lost, part)
			s.mu.Unlock()
		}
		return fmt.Errorf("write %s: %w", name, advised(err))
	}
	return nil
}

// clear removes the unfinished files that lost connections left.
func (s *SFTP) clear(c *sftp.Client) error {
	s.mu.Lock()
	lost := s.lost
	s.lost = nil
	s.mu.Unlock()
	for i, part := range lost {
		if err := c.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			s.mu.Lock()
			s.lost = append(s.lost, lost[i:]...)
			s.mu.Unlock()
			return fmt.Errorf("clear an unfinished file away: %w", err)
		}
	}
	return nil
}

// Copy makes a second name of the same file where the server can do that, else it reads and writes. Files are replaced and never
// written in place, so that both names may have one file.
func (s *SFTP) Copy(ctx context.Context, from, to string, _ Header) error {
	return s.do(ctx, func(c *sftp.Client) error {
		if _, can := c.HasExtension("hardlink@openssh.com"); can {
			err := s.link(c, from, to)
			if err == nil || errors.Is(err, sftp.ErrSSHFxConnectionLost) {
				return err
			}
		}
		data, err := s.read(c, from)
		if err != nil {
			return err
		}
		return s.place(c, to, func(part string) error { return write(c, part, data) }, c.PosixRename)
	})
}

func (s *SFTP) link(c *sftp.Client, from, to string) error {
	var part string
	err := s.place(c, to, func(name string) error {
		part = name
		return c.Link(s.at(from), part)
	}, c.PosixRename)
	if err == nil { // where both names had one file already, renaming did nothing
		_ = c.Remove(part)
	}
	return err
}

// Remove removes files, and folders that are empty after that.
func (s *SFTP) Remove(ctx context.Context, paths []string) error {
	return s.do(ctx, func(c *sftp.Client) error {
		err := parallel.Wide(atOnce, len(paths), func(i int) error {
			if err := c.Remove(s.at(paths[i])); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("remove %s: %w", paths[i], advised(err))
			}
			return nil
		})
		full := map[string]bool{".": true}
		for _, name := range paths {
			for folder := path.Dir(name); !full[folder] && err == nil; folder = path.Dir(folder) {
				full[folder] = c.RemoveDirectory(s.at(folder)) != nil
			}
		}
		return err
	})
}

// atOnce is how many requests one call has on the way.
const atOnce = 8

// List walks through the folder. What a killed publisher left beside its place is cleared away.
func (s *SFTP) List(ctx context.Context) (found []Found, err error) {
	err = s.do(ctx, func(c *sftp.Client) error {
		found, err = s.walk(c, ".")
		return err
	})
	return found, err
}

func (s *SFTP) walk(c *sftp.Client, folder string) ([]Found, error) {
	entries, err := c.ReadDir(s.at(folder))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", folder, err)
	}
	var found []Found
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		switch {
		case entry.IsDir():
			below, err := s.walk(c, name)
			if err != nil {
				return nil, err
			}
			found = append(found, below...)
		case strings.HasSuffix(name, suffix):
			if err := c.Remove(s.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("clear %s away: %w", name, err)
			}
		default:
			found = append(found, Found{Path: name, Size: entry.Size()})
		}
	}
	return found, nil
}

// locked does something while no other publisher does. SFTP has no locks: whoever makes the lock's file has it. It is held for a few
// requests, so that one which is older than a minute, by the server's clock, is that of a publisher who was killed.
func (s *SFTP) locked(ctx context.Context, c *sftp.Client, work func() error) error {
	lock := s.at(own + "/lock")
	for {
		err := s.take(c, lock)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := s.breakOld(c, lock); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		time.Sleep(lockPause)
	}
	defer func() { _ = c.Remove(lock) }()
	return work()
}

const (
	lockPause = 50 * time.Millisecond
	lockOld   = time.Minute
)

// take makes the lock's file. A server says no more than that it failed when the file is there.
func (s *SFTP) take(c *sftp.Client, lock string) error {
	file, err := c.OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err == nil {
		return file.Close()
	}
	if _, stat := c.Lstat(lock); stat == nil || errors.Is(err, fs.ErrExist) {
		return fs.ErrExist
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errors.Join(c.MkdirAll(path.Dir(lock)), fs.ErrExist) // and then try again
	}
	return fmt.Errorf("lock the folder on %s: %w", s.options.Host, advised(err))
}

// breakOld takes away a lock that nobody holds any more. Renaming it first sees to it that of two who do so one gets it.
func (s *SFTP) breakOld(c *sftp.Client, lock string) error {
	info, err := c.Lstat(lock)
	if err != nil {
		return nil // it is gone
	}
	probe := lock + "." + s.owner + "-" + strconv.FormatInt(s.part.Add(1), 36) + suffix
	file, err := c.OpenFile(probe, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return fmt.Errorf("lock the folder on %s: %w", s.options.Host, advised(err))
	}
	defer func() { _ = c.Remove(probe) }()
	now, err := c.Lstat(probe)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("lock the folder on %s: %w", s.options.Host, advised(err))
	}
	if now.ModTime().Sub(info.ModTime()) > lockOld {
		_ = c.PosixRename(lock, probe)
	}
	return nil
}
