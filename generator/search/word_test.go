package search

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// wordsOf lists the words of a text.
func wordsOf(text string) []string {
	list := []string{}
	words([]byte(text), func(word []byte) { list = append(list, string(word)) })
	return list
}

// TestWords goes through the table that the script is held to as well (cmd/sitrep, TestWordsInTheBrowser).
func TestWords(t *testing.T) {
	data, err := os.ReadFile("testdata/words.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text  string
		Words []string
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if got := wordsOf(c.Text); !slices.Equal(got, c.Words) {
			t.Errorf("%q\n got %q\nwant %q", c.Text, got, c.Words)
		}
	}
}

// TestWordsOfWords holds that a word is read again as itself, so that a query finds what it shows. Two words of scripts without spaces,
// and words that lose an article, are what they come to at the first reading.
func TestWordsOfWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aZéß'’ йїЁґ 5٣ Σς ıİ œŁ ﬁ ё- .\u0301\u200b한서"))).Draw(t, "text")
		for _, word := range wordsOf(text) {
			if again := wordsOf(word); !slices.Equal(again, []string{word}) {
				t.Fatalf("%q is read as %q", word, again)
			}
		}
	})
}
