package memory

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

func TestWhatIsUnheldIsWrittenDown(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	begin(t, m, true)
	b := add(t, m, 1, true)
	save(t, m)
	onDisk(t, dir, map[string]bool{"Report 1": false, "<strong>1</strong>": false})
	begin(t, m, false)
	m.Unhold(b)
	if !knows(t, m, 1) {
		t.Error("what is unheld is forgotten before Save")
	}
	save(t, m)
	onDisk(t, dir, map[string]bool{"Report 1": true, "<strong>1</strong>": true})
	shut(t, m)
	m = open(t, dir)
	defer shut(t, m)
	if !knows(t, m, 1) {
		t.Error("what was unheld did not outlive the process")
	}
}

// TestWithholdingTakesBackAtOnce goes through the ways in which something may have come to the disk before it is withheld.
func TestWithholdingTakesBackAtOnce(t *testing.T) {
	gone := map[string]bool{"Report 1": false, "<strong>1</strong>": false}
	cases := map[string]func(m *Memory){
		"in the same build":  func(m *Memory) { m.Withhold(add(t, m, 1, false)) },
		"in the next build":  func(m *Memory) { b := add(t, m, 1, false); save(t, m); begin(t, m, false); m.Withhold(b) },
		"and then released":  func(m *Memory) { b := add(t, m, 1, false); save(t, m); m.Withhold(b); m.Release(b) },
		"held, not withheld": func(m *Memory) { b := add(t, m, 1, true); m.Unhold(b); save(t, m); m.Withhold(b) },
		"as another text of its path": func(m *Memory) {
			b := add(t, m, 1, false)
			save(t, m)
			m.Release(b)
			hideAsDraft(t, m, b)
		},
		"after a build that was given up": func(m *Memory) {
			b := add(t, m, 1, false)
			if err := m.bodies.sync(); err != nil {
				t.Fatal(err)
			}
			begin(t, m, false)
			hideAsDraft(t, m, b)
		},
		"after a build that was given up took it for public": func(m *Memory) {
			b, _ := bundle(t, 1)
			hideAsDraft(t, m, b)
			add(t, m, 1, false)
			if err := m.bodies.sync(); err != nil {
				t.Fatal(err)
			}
		},
		"before what was there is released": func(m *Memory) {
			b := add(t, m, 1, false)
			save(t, m)
			begin(t, m, false)
			hideAsDraft(t, m, b)
			_, parsed := bundle(t, 1)
			save(t, m)
			if _, err := m.Body(parsed[0].BodySum); err != nil {
				t.Errorf("the body cannot be shown any more: %v", err)
			}
			m.Release(b)
		},
	}
	for name, withhold := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			m := open(t, dir)
			begin(t, m, true)
			for i := 2; i < 5; i++ {
				add(t, m, i, false)
			}
			withhold(m)
			save(t, m)
			onDisk(t, dir, gone)
			begin(t, m, false)
			b, _ := bundle(t, 1)
			b.Sum[1]++
			if hideAsDraft(t, m, b); len(m.recalled) > 0 {
				t.Error("something on disk is to be taken back, though nothing there is withheld")
			}
			if !knows(t, m, 2) {
				t.Error("the others are forgotten")
			}
			shut(t, m)
			m = open(t, dir)
			defer shut(t, m)
			if !knows(t, m, 4) || knows(t, m, 1) {
				t.Error("the next process knows other reports than those that may be on disk")
			}
		})
	}
}

// hideAsDraft remembers other bytes of a bundle's path, withheld, with the same body.
func hideAsDraft(t *testing.T, m *Memory, b source.Bundle) {
	t.Helper()
	_, parsed := bundle(t, 1)
	b.Sum[0]++
	if err := m.Remember(b, []report.Report{parsed[0].Report}, []markdown.Body{parsed[0].Body}, true); err != nil {
		t.Fatal(err)
	}
}

// TestAnotherReportOfTheSameTextStays withholds one of two reports whose bodies are the same.
func TestAnotherReportOfTheSameTextStays(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	begin(t, m, true)
	b, parsed := bundle(t, 1)
	add(t, m, 1, false)
	add(t, m, 2, false)
	twin := source.Bundle{Path: "twin", Sum: [32]byte{1}}
	if err := m.Remember(twin, []report.Report{parsed[0].Report}, []markdown.Body{parsed[0].Body}, false); err != nil {
		t.Fatal(err)
	}
	save(t, m)
	m.Withhold(twin)
	m.Withhold(b)
	m.Unhold(b)
	save(t, m)
	shut(t, m)
	m = open(t, dir)
	defer shut(t, m)
	if !knows(t, m, 1) || !knows(t, m, 2) {
		t.Error("what is not withheld was taken back, too")
	}
	if _, known := m.Reports(twin); known {
		t.Error("what is withheld outlived its process")
	}
}

func TestWithholdingTakesBackWithoutAFolder(t *testing.T) {
	m := open(t, "")
	defer shut(t, m)
	begin(t, m, true)
	b := add(t, m, 1, false)
	add(t, m, 2, false)
	save(t, m)
	m.Withhold(b)
	save(t, m)
	data, err := os.ReadFile(m.file(bodiesName))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("<strong>1</strong>")) || !bytes.Contains(data, []byte("<strong>2</strong>")) {
		t.Errorf("the file of bodies holds %q", data)
	}
	if !knows(t, m, 1) || !knows(t, m, 2) {
		t.Error("forgotten within the process")
	}
}

func TestADraftIsWrittenDownOncePublished(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	begin(t, m, true)
	b, _ := bundle(t, 1)
	hideAsDraft(t, m, b)
	save(t, m)
	begin(t, m, false)
	add(t, m, 1, false)
	save(t, m)
	onDisk(t, dir, map[string]bool{"Report 1": false, "<strong>1</strong>": false}) // the draft was not released
	b.Sum[0]++
	m.Release(b)
	save(t, m)
	onDisk(t, dir, map[string]bool{"Report 1": true, "<strong>1</strong>": true})
	shut(t, m)
	m = open(t, dir)
	defer shut(t, m)
	if !knows(t, m, 1) {
		t.Error("forgotten by the next process")
	}
}

func TestTwoWithheldReportsOfOneText(t *testing.T) {
	m := open(t, t.TempDir())
	defer shut(t, m)
	begin(t, m, true)
	b := add(t, m, 1, true)
	_, parsed := bundle(t, 1)
	other := b
	other.Path, other.Sum[0] = "other", b.Sum[0]+1
	if err := m.Remember(other, []report.Report{parsed[0].Report}, []markdown.Body{parsed[0].Body}, true); err != nil {
		t.Fatal(err)
	}
	m.Release(b)
	if _, err := m.Body(parsed[0].BodySum); err != nil {
		t.Errorf("the body that the other one has: %v", err)
	}
	m.Release(other)
	if _, err := m.Body(parsed[0].BodySum); !errors.Is(err, ErrReleased) {
		t.Errorf("the body that none has: %v", err)
	}
}
