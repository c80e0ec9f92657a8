package memory

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// keptIn returns the store of a Memory in a folder.
func keptIn(t *testing.T, dir, version string) (*Memory, Kept) {
	t.Helper()
	m, note, err := Open(dir, version)
	if err != nil || note != "" {
		t.Fatal(err, note)
	}
	t.Cleanup(func() { m.Close() })
	return m, m.Kept(false)
}

// recalls holds what is kept under a name for a sum; "" stands for nothing.
func recalls(t *testing.T, k Kept, name string, sum byte, want string) {
	t.Helper()
	got, known := k.Recall(name, Sum{sum})
	if string(got) != want && known || known != (want != "") {
		t.Errorf("%s of sum %d: %q, %t, want %q", name, sum, got, known, want)
	}
}

func keep(t *testing.T, k Kept, name string, sum byte, data string, paths ...string) {
	t.Helper()
	if err := k.Keep(name, Sum{sum}, paths, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func TestKeptOutlivesTheProcess(t *testing.T) {
	dir := t.TempDir()
	m, k := keptIn(t, dir, "1")
	keep(t, k, "search/en/2024", 1, "words of 2024", "2024/11/10-a", "2024/11/11-b")
	keep(t, k, "search/en/2025", 2, "words of 2025", "2025/01/01-c")
	keep(t, k, "search/en/2025", 3, "other words of 2025", "2025/01/01-c", "2025/01/02-d")
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	_, k = keptIn(t, dir, "1")
	recalls(t, k, "search/en/2024", 1, "words of 2024")
	recalls(t, k, "search/en/2024", 2, "")
	recalls(t, k, "search/en/2025", 2, "")
	recalls(t, k, "search/en/2025", 3, "other words of 2025")
	k.Retain("search/en/", []string{"search/en/2025"})
	recalls(t, k, "search/en/2024", 1, "")
	recalls(t, k, "search/en/2025", 3, "other words of 2025")
}

func TestKeptOfAnotherVersionIsDropped(t *testing.T) {
	dir := t.TempDir()
	m, k := keptIn(t, dir, "1")
	keep(t, k, "a", 1, "words", "p")
	check(t, m.Close())
	m, note, err := Open(dir, "2")
	if err != nil {
		t.Fatal(err, note)
	}
	defer m.Close()
	recalls(t, m.Kept(false), "a", 1, "")
	left, err := os.ReadDir(filepath.Join(dir, keptFolder))
	check(t, err)
	if len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}

// TestDamagedKeptIsDropped changes any byte of what is kept, or cuts it: it is what it was, or it is not there.
func TestDamagedKeptIsDropped(t *testing.T) {
	dir := t.TempDir()
	m, k := keptIn(t, dir, "1")
	keep(t, k, "a", 1, "the words of a segment", "p", "q")
	name := filepath.Join(dir, keptFolder, fileOf("a"))
	check(t, m.Close())
	whole, err := os.ReadFile(name)
	check(t, err)
	rapid.Check(t, func(rt *rapid.T) {
		data := slices.Clone(whole)
		if at := rapid.IntRange(0, len(data)-1).Draw(rt, "at"); rapid.Bool().Draw(rt, "cut") {
			data = data[:at]
		} else {
			data[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		}
		check(t, os.WriteFile(name, data, 0o600))
		var s keptStore
		s.dir, s.head = filepath.Join(dir, keptFolder), m.head()
		if f, sum, got, err := s.read(fileOf("a"), true); err == nil && (f.name != "a" || sum != Sum{1} || string(got) != "the words of a segment") {
			rt.Fatalf("%q of %v is taken for what was kept", got, f)
		}
	})
}

// TestKeptOfWithheldGoes withholds a bundle whose words are kept: they are nowhere on disk when the build ends, whatever else it comes to.
func TestKeptOfWithheldGoes(t *testing.T) {
	dir := t.TempDir()
	m, k := keptIn(t, dir, "1")
	keep(t, k, "a", 1, "the canary sings", "2024/11/10-a")
	keep(t, k, "b", 1, "the river rises", "2024/11/11-b")
	m.veiled["2024/11/10-a"] = 1
	check(t, m.Save())
	recalls(t, k, "a", 1, "")
	recalls(t, k, "b", 1, "the river rises")
	hidden := m.Kept(true)
	keep(t, hidden, "a", 2, "the canary is hidden", "2024/11/10-a")
	recalls(t, hidden, "a", 2, "the canary is hidden")
	if err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte("canary")) {
			t.Errorf("%s has the canary", name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestClearForgetsTheKept(t *testing.T) {
	m, k := keptIn(t, t.TempDir(), "1")
	keep(t, k, "a", 1, "words", "p")
	check(t, m.Clear())
	recalls(t, k, "a", 1, "")
}

// TestKeptWithoutAFolder ends with the process.
func TestKeptWithoutAFolder(t *testing.T) {
	_, k := keptIn(t, "", "1")
	keep(t, k, "a", 1, "words", "p")
	recalls(t, k, "a", 1, "words")
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
