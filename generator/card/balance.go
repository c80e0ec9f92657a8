package card

import (
	"math"

	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// piece is what stands between two places where a line may end.
type piece struct {
	last fixed.Int26_6 // its width at the end of a line
	full fixed.Int26_6 // with the space after it
}

// balanced breaks a text into as many lines as it was broken into, so that they are as long as each other as far as they can be.
func (s *setter) balanced(text []rune, runs []shaping.Output, wide int, lines []line) []line {
	if len(lines) < 2 {
		return lines
	}
	var wrapper shaping.LineWrapper
	wrapper.Prepare(shaping.WrapConfig{Direction: s.direction, BreakPolicy: shaping.Never}, text, shaping.NewSliceIterator(copied(runs)))
	var better []line
	for _, width := range evened(s.pieces(text, runs), fixed.I(wide), len(lines)) {
		next, _ := wrapper.WrapNextLineF(width)
		better = append(better, visual(next.Line))
	}
	if len(better) != len(lines) {
		return lines
	}
	return better
}

// pieces takes a text apart at all places where a line may end.
func (s *setter) pieces(text []rune, runs []shaping.Output) []piece {
	var pieces []piece
	start := 0
	for _, l := range s.wrapped(text, runs, heading, 1, 0) {
		end := start
		var p piece
		for _, run := range l {
			p.last += run.Advance
			end = max(end, run.Runes.Offset+run.Runes.Count)
		}
		p.full = advance(runs, start, end)
		pieces, start = append(pieces, p), end
	}
	return pieces
}

// advance is the width of some letters of a text.
func advance(runs []shaping.Output, from, to int) (w fixed.Int26_6) {
	for i := range runs {
		for _, g := range runs[i].Glyphs {
			if at := g.TextIndex(); from <= at && at < to {
				w += g.Advance
			}
		}
	}
	return w
}

// evened are the widths of n lines, none wider than wide, whose squares add up to the least: those of lines about as long as each
// other. There are none when the pieces do not fit.
func evened(pieces []piece, wide fixed.Int26_6, n int) []fixed.Int26_6 {
	// least[i] is the best way to set the first i pieces, for the number of lines reached so far.
	type way struct {
		cost   float64
		widths []fixed.Int26_6
	}
	least := make([]way, len(pieces)+1)
	for i := range least[1:] {
		least[i+1].cost = math.Inf(1)
	}
	for range n {
		next := make([]way, len(pieces)+1)
		for end := range next {
			next[end].cost = math.Inf(1)
			var w fixed.Int26_6
			for start := end - 1; start >= 0; start-- {
				if start == end-1 {
					w = pieces[start].last
				} else {
					w += pieces[start].full
				}
				if w > wide {
					break
				}
				if cost := least[start].cost + float64(w)*float64(w); cost < next[end].cost {
					next[end] = way{cost, append(least[start].widths[:len(least[start].widths):len(least[start].widths)], w)}
				}
			}
		}
		least = next
	}
	return least[len(pieces)].widths
}
