//go:build unix

package source_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/generator/source"
)

// TestReadsAgainWhatIsDoubtful edits a file with its size, times and inode kept as far as can be: a scan in the same moment
// must not trust its looks.
func TestReadsAgainWhatIsDoubtful(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "content/reports/a.md")
	tree := open(t, dir)
	tree.Clock = time.Now
	var seen source.Seen
	sums := map[[32]byte]bool{}
	for i := range 20 {
		write(t, path, fmt.Sprintf("%02d", i))
		snapshot, now, err := tree.Scan(seen, nil)
		if err != nil {
			t.Fatal(err)
		}
		seen = now
		sums[snapshot.Reports[0].Sum] = true
	}
	if len(sums) != 20 {
		t.Errorf("20 texts have %d sums", len(sums))
	}
}

func TestDamagedSeenIsRefused(t *testing.T) {
	tree := open(t, archive(t, 50))
	_, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, _ := seen.MarshalBinary()
	for n := range whole {
		if err := new(source.Seen).UnmarshalBinary(whole[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes were taken for the whole", n, len(whole))
		}
	}
}

func FuzzSeen(f *testing.F) {
	whole, _ := source.Seen{}.MarshalBinary()
	f.Add(whole)
	f.Add([]byte("\x01\x01a\x01\x01b\x02\x02\x02\x02"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var seen source.Seen
		if seen.UnmarshalBinary(b) != nil {
			return
		}
		again, err := seen.MarshalBinary()
		var back source.Seen
		if err != nil || back.UnmarshalBinary(again) != nil || !reflect.DeepEqual(seen, back) {
			t.Errorf("%q does not come back", b)
		}
	})
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "content/reports/2024/a.md")
	write(t, path, "first")
	write(t, filepath.Join(dir, "content/reports/2024/b.md"), "")
	write(t, filepath.Join(dir, "secret.md"), "first")
	tree := open(t, dir)
	snapshot, _, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	file, empty := snapshot.Reports[0].Texts[0].File, snapshot.Reports[1].Texts[0].File
	check := func(f source.File, want string, wantErr error) {
		t.Helper()
		if b, err := tree.Read(f); string(b) != want || !errors.Is(err, wantErr) {
			t.Errorf("%s: got %q, %v", f.Path, b, err)
		}
	}
	check(file, "first", nil)
	check(empty, "", nil)
	write(t, path, "other")
	check(file, "", source.ErrChanged)
	write(t, path, "longer than before")
	check(file, "", source.ErrChanged)
	if err := os.Rename(filepath.Dir(path), filepath.Join(dir, "content/reports/2023")); err != nil {
		t.Fatal(err)
	}
	write(t, path, "first")
	check(file, "", source.ErrChanged) // within one scan, the folder that was scanned is the folder
	if _, _, err := tree.Scan(source.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	check(file, "first", nil)
	if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	check(empty, "", source.ErrChanged)
	file.Path = "../" + filepath.Base(dir) + "/secret.md"
	if b, err := tree.Read(file); err == nil {
		t.Errorf("read %q from outside the site", b)
	}
}

// TestReadsTogether opens more folders than the tree keeps, from several goroutines.
func TestReadsTogether(t *testing.T) {
	tree := open(t, archive(t, 20000/10))
	snapshot, _, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range snapshot.Reports {
				r := snapshot.Reports[(i*(worker+7))%len(snapshot.Reports)]
				if b, err := tree.Read(r.Texts[0].File); err != nil || len(b) == 0 {
					t.Error(r.Path, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := t.TempDir()
	for _, p := range []string{"content/reports/a.md", "content/reports/b.md", "content/reports/2024/c.md", "content/reports/2023/d.md"} {
		write(t, filepath.Join(dir, p), p)
	}
	for p, mode := range map[string]os.FileMode{"a.md": 0, "2024": 0, "2023": 0o400} {
		at := filepath.Join(dir, "content/reports", p)
		if err := os.Chmod(at, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(at, 0o700) })
	}
	tree := open(t, dir)
	snapshot, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil || len(snapshot.Reports) != 1 || len(snapshot.Findings) != 3 {
		t.Errorf("%v\n%s", err, show(snapshot))
	}
	for _, f := range snapshot.Findings {
		if f.Rule != "source/unreadable" {
			t.Errorf("%+v", f)
		}
	}
	// Rights change nothing in the folder itself: a watcher names the one that it is in.
	for _, turn := range []struct {
		mode    os.FileMode
		reports int
	}{{0o700, 2}, {0o400, 1}, {0, 1}, {0o700, 2}} {
		if err := os.Chmod(filepath.Join(dir, "content/reports/2024"), turn.mode); err != nil {
			t.Fatal(err)
		}
		if snapshot, seen, err = tree.Scan(seen, []string{"content/reports"}); err != nil || len(snapshot.Reports) != turn.reports {
			t.Errorf("%v: %v\n%s", turn.mode, err, show(snapshot))
		}
	}
}

// TestScansWhileFilesMove scans a site in which an editor saves one report after another by writing beside and renaming, a
// folder comes and goes, and files turn into links: the reports that stay are in every snapshot, and no error comes of it.
func TestScansWhileFilesMove(t *testing.T) {
	dir := archive(t, 400)
	month := filepath.Join(dir, "content/reports/2010/01")
	write(t, filepath.Join(dir, "secret"), "secret")
	tree := open(t, dir)
	tree.Clock = time.Now
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			at := filepath.Join(month, fmt.Sprintf("%02d-report-%06d.md", i%400/20+1, i%400))
			_ = os.WriteFile(at+".tmp", []byte(fmt.Sprint(i)), 0o666)
			_ = os.Rename(at+".tmp", at)
			fleeting := filepath.Join(dir, "content/reports/fleeting")
			_ = os.MkdirAll(fleeting, 0o777)
			_ = os.WriteFile(filepath.Join(fleeting, "x.md"), nil, 0o666)
			_ = os.RemoveAll(fleeting)
			_ = os.Symlink(filepath.Join(dir, "secret"), fleeting)
			_ = os.Remove(fleeting)
		}
	}()
	var seen source.Seen
	for range 50 {
		snapshot, now, err := tree.Scan(seen, nil)
		if err != nil {
			t.Fatal(err)
		}
		seen = now
		stay := 0
		for _, r := range snapshot.Reports {
			if strings.HasPrefix(r.Path, "2010/01/") {
				stay++
			}
		}
		if stay < 399 { // the system's own listing may miss a name that is renamed over while it is made
			t.Errorf("%d of 400 reports", stay)
		}
	}
	close(stop)
	<-done
}

func TestLongNames(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("й", 118) + ".md" // 239 bytes
	write(t, filepath.Join(dir, "content/reports", long), "")
	write(t, filepath.Join(dir, "content/reports", "ab"+long), "")
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.MkdirAll("content/reports/"+strings.Repeat(strings.Repeat("d", 200)+"/", 6), 0o777); err != nil {
		t.Fatal(err)
	}
	tree := open(t, dir)
	snapshot, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(snapshot.Reports) != 1 || len(snapshot.Findings) != 2 {
		t.Error(show(snapshot))
	}
	deep := "content/reports" + strings.Repeat("/"+strings.Repeat("d", 200), 5)
	again, _, err := tree.Scan(seen, []string{deep, deep + "/e"})
	if err != nil || !reflect.DeepEqual(again, snapshot) {
		t.Error(err, show(again))
	}
}
