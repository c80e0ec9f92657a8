package publish

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const begunMagic = "sitrep publishing 1"

// aliveName is where the publisher at work says from time to time that it is.
const aliveName = own + "/alive.txt"

// begun is what a publisher leaves on a target before it changes anything, under a name that only one can take: who it is, and which
// paths may hold something else from then on. With it a publisher that comes later knows what an interrupted one may have done.
type begun struct {
	By        string
	At        time.Time
	Generator string // that made the tree
	Over      bool   // it has given up
	Touches   []string
}

func begunName(generation int) string { return own + "/begun-" + strconv.Itoa(generation) + ".txt" }

// begunNumber is the generation of such a name; 0 when it is another file's.
func begunNumber(name string) int {
	number, ours := strings.CutPrefix(name, own+"/begun-")
	number, text := strings.CutSuffix(number, ".txt")
	n, err := strconv.Atoi(number)
	if !ours || !text || err != nil {
		return 0
	}
	return n
}

func (b *begun) encode() []byte {
	var s strings.Builder
	fmt.Fprintf(&s, "%s\nby %s\nat %s\nwith %s\nover %t\n", begunMagic, b.By, b.At.UTC().Format(time.RFC3339), b.Generator, b.Over)
	for _, path := range b.Touches {
		fmt.Fprintf(&s, "touches %s\n", path)
	}
	return []byte(s.String() + "end\n")
}

func decodeBegun(data []byte) (*begun, error) {
	text, whole := strings.CutSuffix(string(data), "\nend\n")
	lines := strings.Split(text, "\n")
	if lines[0] != begunMagic || !whole {
		return nil, errors.New("it is not whole, or none of this version")
	}
	b := &begun{}
	for _, line := range lines[1:] {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "by":
			b.By = rest
		case "at":
			at, err := time.Parse(time.RFC3339, rest)
			if err != nil {
				return nil, err
			}
			b.At = at
		case "with":
			b.Generator = rest
		case "over":
			b.Over = rest == "true"
		case "touches":
			b.Touches = append(b.Touches, rest)
		}
	}
	return b, nil
}

// Busy says that another publisher is at work on a target.
type Busy struct {
	By   string    // "" when that is not known
	Seen time.Time // when it last gave a sign of life
	Wait time.Duration
}

func (b Busy) Error() string {
	who, _, _ := strings.Cut(b.By, " ")
	switch {
	case who == "":
		return "another publisher was faster: nothing was changed by this one; run it again"
	case b.Seen.IsZero():
		return fmt.Sprintf("another publisher, %s, was faster: nothing was changed by this one; run it again", who)
	}
	return fmt.Sprintf("another publisher is at work: %s, last seen at %s; nothing was changed. If it was killed, run this again %s after that",
		who, b.Seen.UTC().Format(time.RFC3339), b.Wait)
}
