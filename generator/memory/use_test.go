package memory

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

// add remembers a report, public or secret.
func add(t testing.TB, m *Memory, i int, secret bool) source.Bundle {
	t.Helper()
	b, parsed := bundle(t, i)
	if err := m.Remember(b, []report.Report{parsed[0].Report}, []markdown.Body{parsed[0].Body}, secret); err != nil {
		t.Fatal(err)
	}
	return b
}

func begin(t testing.TB, m *Memory, forgotten bool) {
	t.Helper()
	if got, err := m.Begin(); err != nil || got != forgotten {
		t.Fatalf("Begin says %t (%v), want %t", got, err, forgotten)
	}
}

func save(t testing.TB, m *Memory) {
	t.Helper()
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
}

func shut(t testing.TB, m *Memory) {
	t.Helper()
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
}

// fill remembers reports and leaves the process.
func fill(t testing.TB, dir string, n int) {
	t.Helper()
	m := open(t, dir)
	begin(t, m, true)
	for i := range n {
		add(t, m, i, false)
	}
	save(t, m)
	shut(t, m)
}

func TestABodyThatWasDroppedIsNoDamage(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		m := open(t, dir)
		begin(t, m, true)
		for i := range 300 {
			add(t, m, i, false)
		}
		save(t, m)
		for i := range 250 {
			b, _ := bundle(t, i)
			m.Release(b)
		}
		_, parsed := bundle(t, 7)
		if _, err := m.Body(parsed[0].BodySum); err != nil {
			t.Errorf("before Save: %v", err)
		}
		save(t, m)
		if _, err := m.Body(parsed[0].BodySum); !errors.Is(err, ErrReleased) {
			t.Errorf("after Save: %v, want %v", err, ErrReleased)
		}
		begin(t, m, false)
		if !knows(t, m, 299) || knows(t, m, 7) {
			t.Error("not what is used is remembered")
		}
		shut(t, m)
	}
}

func TestADamagedBodyMakesEverythingForgotten(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 3)
	name := filepath.Join(dir, bodiesName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1 // in the second body
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	m := open(t, dir)
	defer shut(t, m)
	begin(t, m, false)
	_, parsed := bundle(t, 1)
	if _, err := m.Body(parsed[0].BodySum); !errors.Is(err, ErrLost) {
		t.Fatalf("a damaged body: %v, want %v", err, ErrLost)
	}
	begin(t, m, true)
	if knows(t, m, 0) {
		t.Error("not everything was forgotten")
	}
	begin(t, m, true)
}

// TestDamageFoundInRewriting loses a body before any page asked for it.
func TestDamageFoundInRewriting(t *testing.T) {
	m := open(t, t.TempDir())
	defer shut(t, m)
	begin(t, m, true)
	for i := range 3 {
		add(t, m, i, false)
	}
	save(t, m)
	_, parsed := bundle(t, 1)
	if _, err := m.bodies.file.WriteAt([]byte("?"), m.bodies.places[parsed[0].BodySum].Offset); err != nil {
		t.Fatal(err)
	}
	b, _ := bundle(t, 0)
	m.Withhold(b)
	save(t, m)
	if _, err := m.Body(parsed[0].BodySum); !errors.Is(err, ErrLost) {
		t.Errorf("a body that was lost in rewriting: %v, want %v", err, ErrLost)
	}
	begin(t, m, true)
}

func TestSavingNothingNewWritesNothing(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 5)
	m := open(t, dir)
	defer shut(t, m)
	for range 3 {
		begin(t, m, false)
		for i := range 5 {
			if !knows(t, m, i) {
				t.Fatalf("%d is forgotten", i)
			}
		}
		before := stats(t, dir)
		save(t, m)
		if after := stats(t, dir); !reflect.DeepEqual(before, after) {
			t.Errorf("the folder was\n%v, and is\n%v", before, after)
		}
	}
}

func stats(t testing.TB, dir string) (files []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, e.Name()+" "+info.ModTime().String())
	}
	return files
}

// TestSeenIsWrittenFirstAndLast scans a real folder, because only a scan makes a Seen.
func TestSeenIsWrittenFirstAndLast(t *testing.T) {
	dir, site := t.TempDir(), t.TempDir()
	m := open(t, dir)
	for i, name := range []string{"a.md", "b.md", "c.md"} {
		begin(t, m, i == 0)
		add(t, m, i, false)
		m.Seen = scanWith(t, site, name)
		save(t, m)
	}
	onDisk(t, dir, map[string]bool{"a.md": true, "b.md": false, "c.md": false})
	shut(t, m)
	onDisk(t, dir, map[string]bool{"a.md": true, "b.md": true, "c.md": true})
}

// scanWith is what a scan sees once there is one report more.
func scanWith(t testing.TB, site, name string) source.Seen {
	t.Helper()
	folder := filepath.Join(site, "content", "reports")
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, name), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	tree, err := source.Open(site)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	tree.Clock = func() time.Time { return time.Now().Add(time.Hour) } // so that all is at rest
	_, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func TestWhatAnInterruptedBuildLeftGoes(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 3)
	file, err := os.OpenFile(filepath.Join(dir, bodiesName), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString("a secret"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(file.Close(), os.WriteFile(filepath.Join(dir, bodiesName+".new"), []byte("a secret"), 0o600)); err != nil {
		t.Fatal(err)
	}
	m := open(t, dir)
	defer shut(t, m)
	onDisk(t, dir, map[string]bool{"a secret": false})
	if _, err := os.Stat(filepath.Join(dir, bodiesName+".new")); err == nil {
		t.Error("a half-made file stays")
	}
	if !knows(t, m, 2) {
		t.Error("the rest is forgotten")
	}
}

// TestBodiesAreReadWhileBuildsRun reads bodies all the time while reports come, go, are withheld and unheld, and the files are
// written afresh or cleared. Each reader gets the right body, or is told that it was released.
func TestBodiesAreReadWhileBuildsRun(t *testing.T) {
	m := open(t, t.TempDir())
	defer shut(t, m)
	var bundles [40]source.Bundle
	var bodies [len(bundles)]report.Parsed
	for i := range bundles {
		b, parsed := bundle(t, i)
		bundles[i], bodies[i] = b, parsed[0]
	}
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		readers.Go(func() { readAll(t, m, bodies[:], stop) })
	}
	for round := range 60 {
		churn(t, m, round, bundles[:])
	}
	close(stop)
	readers.Wait()
}

func readAll(t *testing.T, m *Memory, want []report.Parsed, stop chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		p := &want[i%len(want)]
		if body, err := m.Body(p.BodySum); err == nil && !reflect.DeepEqual(body, p.Body) || err != nil && !errors.Is(err, ErrReleased) {
			t.Errorf("%s: %+v, %v", p.Path, body, err)
			return
		}
	}
}

// churn is a build of which half the reports are others than in the one before.
func churn(t *testing.T, m *Memory, round int, bundles []source.Bundle) {
	if _, err := m.Begin(); err != nil {
		t.Fatal(err)
	}
	for i, b := range bundles {
		if (i+round)%2 == 0 {
			m.Release(b)
		} else if _, known := m.Reports(b); !known {
			add(t, m, i, i%5 == 0)
		} else if (i+round)%3 == 0 {
			m.Withhold(b)
		} else {
			m.Unhold(b)
		}
	}
	if round%20 == 19 {
		if err := m.Clear(); err != nil {
			t.Fatal(err)
		}
	}
	save(t, m)
}
