package lint

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"sitrep/generator/site"
)

// A jump is a move of more than jumpFactor times the median of the moves before it, of which there are at least jumpMoves: the line
// has six points or more with it. Both are this program's own; libhxl's outliers are three standard deviations from the mean, which one
// slip of the keyboard moves too far to be found by. And it is more than twice the largest of them: a line that is used to leap may leap.
const (
	jumpFactor = 5
	jumpMoves  = 4
	jumpLeap   = 2
)

// jump finds a figure that moves much further than its line is used to, without a note: figure/jump. A line that mostly stands still
// has no measure.
func (l *line) jump(before, now site.Point, _ *site.Point) *slip {
	m, comparable := l.site.Moved(before, now)
	if !comparable || now.Note != "" || len(l.moves) < jumpMoves {
		return nil
	}
	usual := median(l.moves)
	if usual == 0 || math.Abs(m.By) <= max(jumpFactor*usual, jumpLeap*slices.Max(l.moves)) {
		return nil
	}
	return &slip{"value", "figure/jump", fmt.Sprintf("%s moves from %s in %s to %s, by %s; half of its moves are of %s or less", now.ID,
		before.Value.Text, before.Entry.Path, now.Value.Text, plainNumber(math.Abs(m.By)), plainNumber(usual)),
		"check the number for a slip of the keyboard; when it is right, say in note what happened"}
}

func median(numbers []float64) float64 {
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}

// plainNumber shows a number as briefly as it can be.
func plainNumber(n float64) string {
	return strconv.FormatFloat(math.Round(n*1e6)/1e6, 'f', -1, 64)
}
