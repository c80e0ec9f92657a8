package lint

// GoodTexts are those of the good corpus, by name, for a test that builds a whole site of them.
func GoodTexts() map[string]string { return goodCorpus().texts }

// The words of the good corpus.
const (
	GoodPlaces  = places
	GoodMetrics = metrics
)

// Seeded counts the faults that TestSeededFaults puts into the good corpus, by rule.
func Seeded() map[string]int {
	count := map[string]int{}
	for _, s := range seeds() {
		count[s.rule]++
	}
	return count
}

// LineOf is the number of the first line that begins so; 0 where none does.
var LineOf = lineOf
