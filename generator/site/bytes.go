package site

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep/generator/strict"
)

// Bytes is a size. The zero Bytes are not given.
type Bytes int64

// UnmarshalScalar takes 100 kB, 1.5 MB and a plain number of bytes.
func (b *Bytes) UnmarshalScalar(text string) *strict.Fault {
	number, unit := strings.TrimSpace(strings.TrimRight(text, "BbKkMm ")), int64(1)
	switch strings.ToLower(strings.TrimSpace(strings.TrimPrefix(text, number))) {
	case "", "b":
	case "kb", "k":
		unit = 1000
	case "mb", "m":
		unit = 1000 * 1000
	default:
		number = ""
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n*float64(unit) >= 1 && n*float64(unit) < 1e12) {
		return &strict.Fault{Text: fmt.Sprintf("%q is not a size", text), Hint: "write a number and its unit: 100 kB, 1.5 MB"}
	}
	*b = Bytes(n * float64(unit))
	return nil
}

// String is the size for messages: 87 kB.
func (b Bytes) String() string {
	if b < 1000 {
		return fmt.Sprintf("%d bytes", int64(b))
	}
	if b >= 10*1000*1000 {
		return fmt.Sprintf("%d MB", (b+500*1000)/(1000*1000))
	}
	return fmt.Sprintf("%d kB", (b+500)/1000)
}
