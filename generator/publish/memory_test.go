package publish

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sync"
)

// memory is a target in memory. After every change somebody may look at it.
type memory struct {
	mu     sync.Mutex
	files  map[string][]byte
	looked func(files map[string][]byte) // after each change
	left   int                           // calls until it breaks for good; negative: never
	lose   bool                          // the call that breaks it is carried out, and its answer is lost
	calls  int
	writes int // bytes
}

func newMemory() *memory {
	return &memory{files: map[string][]byte{}, left: -1, looked: func(map[string][]byte) {}}
}

var errBroken = errors.New("the line is cut")

// enter counts a call; done is to be called at its end. A broken one carries nothing out, unless its answer alone is lost.
func (m *memory) enter() (carry bool, done func(changed bool) error) {
	m.mu.Lock()
	m.calls++
	broken := m.left == 0
	last := m.left == 1
	if m.left > 0 {
		m.left--
	}
	carry = !broken && (!last || m.lose)
	return carry, func(changed bool) error {
		defer m.mu.Unlock()
		if carry && changed {
			m.looked(m.files)
		}
		if broken || last {
			return Final{errBroken}
		}
		return nil
	}
}

func (m *memory) Get(_ context.Context, path string) ([]byte, string, error) {
	_, done := m.enter()
	data, there := m.files[path]
	if err := done(false); err != nil {
		return nil, "", err
	}
	if !there {
		return nil, "", Final{fs.ErrNotExist}
	}
	return bytes.Clone(data), tagOf(data), nil
}

func (m *memory) Put(_ context.Context, path string, data []byte, _ Header, when When) (string, error) {
	carry, done := m.enter()
	old, there := m.files[path]
	if when.Absent && there || when.Tag != "" && (!there || tagOf(old) != when.Tag) {
		return "", errors.Join(done(false), Final{ErrTaken})
	}
	if carry {
		m.files[path] = bytes.Clone(data)
		m.writes += len(data)
	}
	return tagOf(data), done(true)
}

func (m *memory) Copy(_ context.Context, from, to string, _ Header) error {
	carry, done := m.enter()
	data, there := m.files[from]
	if !there {
		return errors.Join(done(false), Final{fs.ErrNotExist})
	}
	if carry {
		m.files[to] = data
	}
	return done(true)
}

func (m *memory) Remove(_ context.Context, paths []string) error {
	carry, done := m.enter()
	if carry {
		for _, p := range paths {
			delete(m.files, p)
		}
	}
	return done(true)
}

func (m *memory) List(context.Context) ([]Found, error) {
	_, done := m.enter()
	var found []Found
	for p, data := range m.files {
		sum := md5.Sum(data)
		found = append(found, Found{Path: p, Size: int64(len(data)), MD5: hex.EncodeToString(sum[:])})
	}
	return found, done(false)
}

func (m *memory) Traits() Traits { return Traits{Headers: true, Place: "memory"} }
func (m *memory) Close() error   { return nil }

// crawl reads the site from its home page on, and returns a fault of what a reader would find: a page or a file that is not there.
func crawl(files map[string][]byte) error {
	if _, begun := files["index.html"]; !begun {
		return nil
	}
	seen := map[string]bool{}
	for todo := []string{"index.html"}; len(todo) > 0; {
		page := todo[0]
		if todo = todo[1:]; seen[page] {
			continue
		}
		seen[page] = true
		for _, to := range linksOf(page, files[page]) {
			if _, there := files[to]; !there {
				return fmt.Errorf("%s leads to %s, which is not there", page, to)
			}
			if isPage(to) {
				todo = append(todo, to)
			}
		}
	}
	return nil
}
