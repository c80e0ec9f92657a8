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
		n.publishClean(b)
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

// publishClean builds into an empty folder with an empty memory.
func (n *newsroom) publishClean(b *testing.B) {
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
}

// BenchmarkRichBuild measures whole builds of an archive whose every report has a series, sources, figures and claims, into an empty
// folder.
func BenchmarkRichBuild(b *testing.B) {
	const count = 1000
	n := newNewsroom(b)
	at := n.archive(count)
	for i := range count {
		n.write(at(i), filed(n.day(i), fmt.Sprintf("Report %d", i), fmt.Sprintf("town-%d-%d", i%6, i/6%5), []string{"flood", "cholera", "power", "roads"}[i%4], rich(i)))
	}
	n.publishClean(b)
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/count, "µs/report")
}

// rich is what else the header of a report says: where it stands in one of ten series, whom it has it from, four figures and three
// claims, of which two were made before.
func rich(i int) string {
	series, number := i%10, i/10+1
	text := fmt.Sprintf("series: watch-%d\nnumber: %d\nsources:\n  office: {title: Regional office, url: \"https://example.org/%d\"}\n  team: {org: Field team}\nfigures:\n", series, number, i)
	for j, metric := range []string{"convoys", "wells-open", "people-moved", "houses-lost"} {
		text += fmt.Sprintf("  - {id: %s, value: %d, source: %s}\n", metric, 100+(i*37+j*101)%900, []string{"office", "team"}[(i/10+j)%2])
	}
	text += "claims:\n"
	for j := range 3 {
		status := []string{"claimed", "unverified", "disputed", "confirmed"}[(number+j)%4]
		text += fmt.Sprintf("  - {id: watch-%d-%d, text: The road to town %d is open, by: Road office, source: office, status: %s}\n", series, number+j, number+j, status)
	}
	return text
}
