package diag

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	words := strings.Fields("title date regions topics summary sources series status number next Kharkiv Kherson Kyiv Zürich")
	for _, c := range []struct{ word, want string }{
		{"sumary", "summary"},
		{"tilte", "title"},
		{"serise", "series"},
		{"Kharkw", "Kharkiv"},
		{"kharkiv", "Kharkiv"},
		{"zurich", "Zürich"},
		{"nex", "next"},
		{"souces", "sources"},
		{"dat", "date"},
		{"x", ""},
		{"", ""},
		{"slug", ""},
		{"url", ""},
		{strings.Repeat("title", 20), ""},
	} {
		if got := strings.Join(Nearest(c.word, words), " "); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
	if got := strings.Join(Nearest("cat", strings.Fields("rat hat cat bat at cats mat")), " "); got != "cat at bat" {
		t.Errorf("at most three, the nearest first: %q", got)
	}
}

func BenchmarkNearest(b *testing.B) {
	var names []string
	for i := range 5000 {
		names = append(names, "Region "+strings.Repeat("x", i%20)+strings.Repeat("y", i%7))
	}
	for b.Loop() {
		Nearest("Regoin xxxxyy", names)
	}
}
