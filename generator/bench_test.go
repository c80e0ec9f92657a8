package generator_test

import (
	"fmt"
	"os"
	"testing"

	"sitrep/generator"
)

// BenchmarkBuild measures whole builds of an archive of 3,000 reports, per report: into an empty folder, with nothing changed, and
// with one report edited. The other benchmarks of the rooms measure the stages.
func BenchmarkBuild(b *testing.B) {
	const count = 3000
	n := newNewsroom(b)
	at := n.archive(count)
	perReport := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/count, "µs/report")
	}
	b.Run("clean", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			if err := os.RemoveAll(n.path("public")); err != nil {
				b.Fatal(err)
			}
			fresh, _, err := generator.OpenMemory("", "test")
			if err != nil {
				b.Fatal(err)
			}
			n.mem.Close()
			n.mem = fresh
			b.StartTimer()
			n.publish()
		}
		perReport(b)
	})
	b.Run("nothing changed", func(b *testing.B) {
		n.publish()
		for b.Loop() {
			n.publish()
		}
		perReport(b)
	})
	b.Run("one edited", func(b *testing.B) {
		n.publish()
		for i := 0; b.Loop(); i++ {
			n.write(at(count/2), filed(n.day(count/2), "Edited", "town-1-1", "flood", "")+fmt.Sprint(i))
			n.publish()
		}
		perReport(b)
	})
}
