package memory

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

const text = `---
title: Report %d
date: 2026-03-0%d
regions: [UA, Kharkiv]
topics: [flood]
summary: Water is rising.
sources:
  s1: {title: Regional Monitor, url: "https://example.org/1"}
internal: {note: for us}
x: [1, 2]
---

Water stood at **%d** cm. See [the other](report:2026/03/01-x) and ![a map](map.png).

## Outlook

- One
- Two
`

func bundle(t testing.TB, i int) (source.Bundle, []report.Parsed) {
	t.Helper()
	data := fmt.Appendf(nil, text, i, 1+i%9, i)
	path := fmt.Sprintf("2026/03/%d", i)
	b := source.Bundle{Path: path, Sum: sha256.Sum256(data), Texts: []source.Text{{File: source.File{Path: "content/reports/" + path + ".md", Size: int64(len(data))}}}}
	parsed, err := report.Parse(b, func(source.File) ([]byte, error) { return data, nil })
	if err != nil || len(parsed[0].Findings) > 0 {
		t.Fatal(err, parsed[0].Findings)
	}
	return b, parsed
}

func open(t testing.TB, dir string) *Memory {
	t.Helper()
	m, note, err := Open(dir, "1")
	if err != nil || note != "" {
		t.Fatal(err, note)
	}
	return m
}

// remember builds a Memory of some reports, of which those that hidden names are secret.
func remember(t testing.TB, m *Memory, hidden func(i int) bool, from, to int) {
	t.Helper()
	if _, err := m.Begin(); err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		b, parsed := bundle(t, i)
		if _, known := m.Reports(b); known {
			if hidden(i) {
				m.Withhold(b)
			} else {
				m.Unhold(b)
			}
			continue
		}
		if err := m.Remember(b, []report.Report{parsed[0].Report}, []markdown.Body{parsed[0].Body}, hidden(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
}

func none(int) bool { return false }

// knows checks that a report and its body are remembered as they were parsed.
func knows(t *testing.T, m *Memory, i int) bool {
	t.Helper()
	b, parsed := bundle(t, i)
	reports, known := m.Reports(b)
	if !known {
		return false
	}
	if !reflect.DeepEqual(reports[0], parsed[0].Report) {
		t.Errorf("report %d is remembered as\n%+v, want\n%+v", i, reports[0], parsed[0].Report)
	}
	body, err := m.Body(reports[0].BodySum)
	if err != nil || !reflect.DeepEqual(body, parsed[0].Body) {
		t.Errorf("the body of %d is remembered as %+v (%v), want %+v", i, body, err, parsed[0].Body)
	}
	return true
}

func TestWhatIsRememberedOutlivesTheProcess(t *testing.T) {
	dir := t.TempDir()
	for round := range 5 { // each a process that adds some
		m := open(t, dir)
		for i := range round * 10 {
			if !knows(t, m, i) {
				t.Errorf("round %d: report %d was forgotten", round, i)
			}
		}
		remember(t, m, none, 0, (round+1)*10)
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWithoutAFolderItEndsWithTheProcess(t *testing.T) {
	m := open(t, "")
	remember(t, m, none, 0, 3)
	temp := m.temp
	if !knows(t, m, 2) {
		t.Error("forgotten within the process")
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(temp); err == nil {
		t.Errorf("%s was left behind", temp)
	}
}

func TestUnusedReportsAreLeftBehindInTime(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	remember(t, m, none, 0, 400)
	for i := range 350 {
		b, _ := bundle(t, i)
		m.Release(b)
	}
	remember(t, m, none, 350, 400)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m = open(t, dir)
	defer m.Close()
	if knows(t, m, 0) || !knows(t, m, 399) {
		t.Error("the files were not written afresh with what is used")
	}
}

func TestWhatIsWithheldIsNotOnDisk(t *testing.T) {
	dir := t.TempDir()
	odd := func(i int) bool { return i%2 == 1 }
	m := open(t, dir)
	remember(t, m, odd, 0, 10)
	if !knows(t, m, 1) {
		t.Error("a withheld report is remembered within the process")
	}
	onDisk(t, dir, map[string]bool{"Report 2": true, "Report 3": false, "<strong>2</strong>": true, "<strong>3</strong>": false})

	// What was on disk is taken away when it is withheld, in the same process or a later one.
	remember(t, m, func(i int) bool { return odd(i) || i == 2 }, 0, 10)
	onDisk(t, dir, map[string]bool{"Report 2": false, "<strong>2</strong>": false, "<strong>4</strong>": true})
	if !knows(t, m, 2) || !knows(t, m, 4) {
		t.Error("forgotten within the process")
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m = open(t, dir)
	defer m.Close()
	remember(t, m, func(i int) bool { return odd(i) || i == 4 }, 0, 10)
	onDisk(t, dir, map[string]bool{"Report 4": false, "<strong>4</strong>": false, "<strong>6</strong>": true})
	if !knows(t, m, 4) || !knows(t, m, 6) {
		t.Error("forgotten within the process")
	}
}

func onDisk(t *testing.T, dir string, want map[string]bool) {
	t.Helper()
	var all []byte
	for _, name := range []string{factsName, bodiesName, seenName} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	for word, there := range want {
		if bytes.Contains(all, []byte(word)) != there {
			t.Errorf("%q on disk: %t, want %t", word, !there, there)
		}
	}
}

func TestADamagedMemoryIsDroppedOrRight(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	remember(t, m, none, 0, 5)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{factsName, bodiesName, seenName} {
		good, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(good); at += 1 + len(good)/40 {
			flipped := bytes.Clone(good)
			flipped[at] ^= 0x10
			for _, bad := range [][]byte{flipped, good[:at], append(bytes.Clone(good), 'x')} {
				tryDamaged(t, dir, name, bad, good)
			}
		}
	}
}

func tryDamaged(t *testing.T, from, name string, bad, good []byte) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), bad, 0o600); err != nil {
		t.Fatal(err)
	}
	m, _, err := Open(dir, "1")
	if err != nil {
		t.Fatalf("%s damaged: %v", name, err)
	}
	defer m.Close()
	for i := range 5 {
		b, parsed := bundle(t, i)
		reports, known := m.Reports(b)
		if !known {
			continue
		}
		body, err := m.Body(reports[0].BodySum)
		if err == nil && !reflect.DeepEqual(body, parsed[0].Body) || !reflect.DeepEqual(reports[0], parsed[0].Report) {
			t.Fatalf("a damaged %s was trusted", name)
		}
	}
}

func TestAForeignMemoryIsDropped(t *testing.T) {
	dir := t.TempDir()
	m := open(t, dir)
	remember(t, m, none, 0, 3)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	other, note, err := Open(dir, "2")
	if err != nil || !strings.Contains(note, "another version") {
		t.Fatal(err, note)
	}
	defer other.Close()
	if knows(t, other, 0) {
		t.Error("it was trusted")
	}
}

func TestTwoProcessesDoNotShareAMemory(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	defer first.Close()
	second, note, err := Open(dir, "1")
	if err != nil || !strings.Contains(note, "in use by another") {
		t.Fatal(err, note)
	}
	defer second.Close()
	remember(t, second, none, 0, 3)
	if !knows(t, second, 1) {
		t.Error("the second one does not remember at all")
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	m := open(b, dir)
	const n = 10000
	remember(b, m, none, 0, n)
	if err := m.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		open(b, dir).Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/report")
}
