package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/generator/source"
)

// archive writes n reports of 3.5 kB into folders by year and month.
func archive(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	body := strings.Repeat("84 drones were reported over four regions in one night.\n", 62)
	for i := range n {
		day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/20)
		path := filepath.Join(dir, "content/reports", day.Format("2006/01"), fmt.Sprintf("%s-report-%06d.md", day.Format("02"), i))
		write(tb, path, fmt.Sprintf("---\ntitle: %d\n---\n%s", i, body))
	}
	return dir
}

func write(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// later is a clock by which all that a test wrote has been at rest for long.
func later() time.Time { return time.Now().Add(time.Hour) }

func open(tb testing.TB, dir string) *source.Tree {
	tb.Helper()
	tree, err := source.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tree.Clock = later
	tb.Cleanup(func() { tree.Close() })
	return tree
}

const reports = 5000

func perReport(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*reports), "ns/report")
	b.ReportAllocs()
}

func BenchmarkScanCold(b *testing.B) {
	tree := open(b, archive(b, reports))
	for b.Loop() {
		if _, _, err := tree.Scan(source.Seen{}, nil); err != nil {
			b.Fatal(err)
		}
	}
	perReport(b)
}

func BenchmarkScanWarm(b *testing.B) {
	tree := open(b, archive(b, reports))
	_, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := tree.Scan(seen, nil); err != nil {
			b.Fatal(err)
		}
	}
	perReport(b)
}

// BenchmarkScanChanged scans after an edit, in a site of any size: one month of 600 reports is looked at.
func BenchmarkScanChanged(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := archive(b, n)
			tree := open(b, dir)
			_, seen, err := tree.Scan(source.Seen{}, nil)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				write(b, filepath.Join(dir, "content/reports/2010/05/01-report-002400.md"), fmt.Sprint(i))
				if _, seen, err = tree.Scan(seen, []string{"content/reports/2010/05"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	tree := open(b, archive(b, reports))
	snapshot, _, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if _, err := tree.Read(snapshot.Reports[i%reports].Texts[0].File); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkSeen(b *testing.B) {
	tree := open(b, archive(b, reports))
	_, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		bytes, err := seen.MarshalBinary()
		if err != nil {
			b.Fatal(err)
		}
		if err := new(source.Seen).UnmarshalBinary(bytes); err != nil {
			b.Fatal(err)
		}
	}
	perReport(b)
}
