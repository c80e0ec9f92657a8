package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/diag"
)

func file(path, text string) File {
	return File{
		Path: path, From: "content/" + path, Content: Bytes(text),
	}
}

// listed are files of which no single one is looked up.
type listed struct {
	Files
	files []File
}

func (l listed) All() []File { return l.files }

func (l listed) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }

// take brings the tree in dir to hold the files, as a build does.
func take(t *testing.T, dir string, again bool, files ...File) (*Folder, []diag.Finding, error) {
	t.Helper()
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	f := &Folder{Tree: tree, Again: again}
	findings, err := f.Take(listed{files: files}, Head{Audience: "clear", BaseURL: "https://sitrep.example/"})
	return f, findings, err
}

func mustTake(t *testing.T, dir string, files ...File) *Folder {
	t.Helper()
	f, findings, err := take(t, dir, false, files...)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return f
}

// contents reads all files below dir, but for the manifest.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ManifestName {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		found[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rekeyed is a content that is made from something else, and equal.
type rekeyed struct{ Content }

func (rekeyed) Key() Sum { return sha256.Sum256([]byte("something else")) }

// unmakable is a content that cannot be made.
type unmakable struct{ fault error }

func (unmakable) Key() Sum                   { return Sum{} }
func (u unmakable) Make(*bytes.Buffer) error { return u.fault }

func TestATreeHoldsWhatWasTakenLast(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), []byte("ours.example"), 0o666); err != nil {
		t.Fatal(err)
	}
	for step := range 60 {
		want, files := map[string]string{"CNAME": "ours.example"}, []File(nil)
		for range r.IntN(40) {
			path := fmt.Sprintf("%c/%c/%d.html", 'a'+r.IntN(3), 'a'+r.IntN(3), r.IntN(6))
			if _, twice := want[path]; twice {
				continue
			}
			text := fmt.Sprint(r.IntN(3))
			want[path], files = text, append(files, file(path, text))
		}
		if r.IntN(4) == 0 && len(files) > 0 { // somebody meddles with our files
			_ = os.Remove(filepath.Join(dir, files[0].Path))
		}
		mustTake(t, dir, files...)
		if got := contents(t, dir); !maps.Equal(got, want) {
			t.Fatalf("seed %d, step %d: the tree holds %v, want %v", seed, step, got, want)
		}
		manifest, err := os.ReadFile(filepath.Join(dir, ManifestName))
		if err != nil {
			t.Fatal(err)
		}
		read, err := DecodeManifest(bytes.NewReader(manifest))
		if err != nil || !bytes.Equal(encoded(read), manifest) || len(read.Entries) != len(files) {
			t.Fatalf("seed %d, step %d: the manifest is wrong: %v\n%s", seed, step, err, manifest)
		}
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	mustTake(t, dir, file("a.html", "a"), file("b.html", "b"))
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	for _, name := range []string{"a.html", "b.html", ManifestName} {
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	same := file("b.html", "b")
	same.Content = rekeyed{same.Content}
	f := mustTake(t, dir, file("a.html", "a"), same)
	if len(f.Result.Written) > 0 || !slices.Equal(f.Result.Same, []string{"b.html"}) {
		t.Errorf("written %v, same %v", f.Result.Written, f.Result.Same)
	}
	for _, name := range []string{"a.html", "b.html"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || !info.ModTime().Equal(past) {
			t.Errorf("%s was touched: %v %v", name, info.ModTime(), err)
		}
	}
}

func TestAFailureLeavesTheTreeAsItWas(t *testing.T) {
	dir := t.TempDir()
	mustTake(t, dir, file("a.html", "old"), file("gone.html", "old"))
	before := contents(t, dir)
	broken := errors.New("a template is wrong")
	bad := File{Path: "new/bad.html", Content: unmakable{broken}}
	if _, _, err := take(t, dir, false, file("a.html", "new"), file("new/b.html", "new"), bad); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if got := contents(t, dir); !maps.Equal(got, before) {
		t.Errorf("the tree changed to %v", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("an empty folder was left behind")
	}
}

func TestAnInterruptedBuildIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	mustTake(t, dir, file("a.html", "one"))
	// As a kill leaves it: announced, one file renamed into place, one still beside its place, the manifest not written.
	for name, text := range map[string]string{
		pendingName: "a.html\nb.html\nc.html", "a.html": "two", "b.html": "two", "c.html" + beside: "tw", "b.html" + beside: "t",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	mustTake(t, dir, file("a.html", "one"), file("c.html", "two"))
	if got, want := contents(t, dir), map[string]string{"a.html": "one", "c.html": "two"}; !maps.Equal(got, want) {
		t.Errorf("the tree holds %v, want %v", got, want)
	}
}

func TestAnInterruptedFirstBuildIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{pendingName: "a/b.html\nc.html", "c.html": "half of the renaming done", beginName + "/a/b.html": "waits"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	mustTake(t, dir, file("a/b.html", "one"), file("c.html", "two"))
	if got, want := contents(t, dir), map[string]string{"a/b.html": "one", "c.html": "two"}; !maps.Equal(got, want) {
		t.Errorf("the tree holds %v, want %v", got, want)
	}
}

func TestAFailedFirstBuildLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	bad := File{Path: "new/bad.html", Content: unmakable{errors.New("a template is wrong")}}
	if _, _, err := take(t, dir, false, file("a.html", "a"), bad); err == nil {
		t.Fatal("no error")
	}
	if got := contents(t, dir); len(got) > 0 {
		t.Errorf("the tree holds %v", got)
	}
}

func TestForeignFilesStay(t *testing.T) {
	dir := t.TempDir()
	mustTake(t, dir, file("a.html", "a"))
	if err := os.WriteFile(filepath.Join(dir, "b.html"), []byte("theirs"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, findings, err := take(t, dir, false, file("a.html", "changed"), file("b.html", "b"))
	if err != nil || len(findings) != 1 || findings[0].File != "content/b.html" || !strings.Contains(findings[0].Text, "did not write") {
		t.Fatalf("got %v, %v", findings, err)
	}
	if got, want := contents(t, dir), map[string]string{"a.html": "a", "b.html": "theirs"}; !maps.Equal(got, want) {
		t.Errorf("the tree holds %v, want %v", got, want)
	}
}

func TestTwoSourcesForOnePathAreNamed(t *testing.T) {
	for _, c := range []struct{ first, second string }{
		{"a.html", "a.html"}, {"a.html", "A.html"}, {"ö.html", "o\u0308.html"}, {"straße.html", "STRASSE.html"}, {"Σ.html", "ς.html"},
	} {
		first, second := file(c.first, "1"), file(c.second, "2")
		first.From, second.From = "content/one.md", "content/two.md"
		_, findings, err := take(t, t.TempDir(), false, first, second)
		if err != nil || len(findings) != 1 || !strings.Contains(findings[0].Text, "content/one.md") || !strings.Contains(findings[0].Text, "content/two.md") {
			t.Errorf("%s and %s: got %v, %v", c.first, c.second, findings, err)
		}
	}
}

func TestALinkInTheTreeLeadsNowhere(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "reports")); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	_, _, err := take(t, dir, false, file("reports/a.html", "a"))
	if entries, _ := os.ReadDir(outside); len(entries) > 0 || err == nil {
		t.Errorf("wrote through a link out of the tree: %v, %v", entries, err)
	}
}

func TestADamagedManifestIsNotTrusted(t *testing.T) {
	good := encoded(&Manifest{Head: Head{Audience: "clear"}, Entries: []Entry{{Path: "a.html", Size: 1}, {Path: "b.html", Leads: "a.html"}}})
	if _, err := DecodeManifest(bytes.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	for cut := range good {
		if _, err := DecodeManifest(bytes.NewReader(good[:cut])); err == nil {
			t.Errorf("cut at %d, it was taken for whole", cut)
		}
	}
	for _, bad := range []string{"../a", "/a", "a/../b", ""} {
		text := encoded(&Manifest{Entries: []Entry{{Path: bad}}})
		if _, err := DecodeManifest(bytes.NewReader(text)); err == nil {
			t.Errorf("a manifest with the path %q was taken", bad)
		}
	}
	for i := range good {
		for bit := range 8 {
			flipped := bytes.Clone(good)
			flipped[i] ^= 1 << bit
			if _, err := DecodeManifest(bytes.NewReader(flipped)); err == nil {
				t.Errorf("bit %d of byte %d was flipped, and it was taken for whole", bit, i)
			}
		}
	}
	if _, err := DecodeManifest(bytes.NewReader(append(good, '\n'))); err == nil {
		t.Error("with a line after its end, it was taken for whole")
	}
}

func BenchmarkPlanOfAnUnchangedTree(b *testing.B) {
	dir := b.TempDir()
	tree, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	var files []File
	for i := range 5000 {
		files = append(files, file(fmt.Sprintf("reports/%d/%d.html", i%50, i), fmt.Sprint(i)))
	}
	folder := &Folder{Tree: tree}
	if _, err := folder.Take(listed{files: files}, Head{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := folder.Take(listed{files: files}, Head{}); err != nil || len(folder.Plan.Steps) > 0 {
			b.Fatal(err, len(folder.Plan.Steps))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/5000, "ns/file")
}

func BenchmarkWriteANewTree(b *testing.B) {
	text := strings.Repeat("x", 8000)
	n := 0
	for b.Loop() {
		dir := b.TempDir()
		tree, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		var files []File
		for i := range 2000 {
			files = append(files, file(fmt.Sprintf("reports/%d/%d.html", i%20, i), text))
		}
		if _, err := (&Folder{Tree: tree}).Take(listed{files: files}, Head{}); err != nil {
			b.Fatal(err)
		}
		n += 2000
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/file")
}

func encoded(m *Manifest) []byte {
	var b bytes.Buffer
	_ = m.Encode(&b) // a buffer takes everything
	return b.Bytes()
}

// TestATreeThatCannotBeLockedIsNotBusy has something in the lock's place that cannot be opened.
func TestATreeThatCannotBeLockedIsNotBusy(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, lockName), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || strings.Contains(err.Error(), "another sitrep") {
		t.Errorf("got %v", err)
	}
}
