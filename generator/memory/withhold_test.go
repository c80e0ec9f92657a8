package memory

import (
	"errors"
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
			if hideAsDraft(t, m, b); m.recall {
				t.Error("the files are to be written afresh, though nothing in them is withheld")
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
