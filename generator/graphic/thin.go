package graphic

// longest is how many points of a line are drawn.
const longest = 400

// thin shortens a long line. Its time is cut into equal spans; of each the lowest, the highest, the first missing and the first
// corrected point are kept, and so are the line's two ends.
func thin(points []Point) []Point {
	if len(points) <= longest {
		return points
	}
	const spans = longest/4 - 1
	first, last := points[0].At, points[len(points)-1].At
	width := max(1, (last-first)/spans+1)
	keep := map[int]bool{0: true, len(points) - 1: true}
	for i := 0; i < len(points); {
		n := i + 1
		for n < len(points) && (points[n].At-first)/width == (points[i].At-first)/width {
			n++
		}
		for _, k := range telling(points[i:n]) {
			keep[i+k] = true
		}
		i = n
	}
	return kept(points, keep)
}

// telling are the points of a span that must be seen.
func telling(span []Point) []int {
	low, high, missing, corrected := -1, -1, -1, -1
	for i, p := range span {
		if p.Missing {
			if missing < 0 {
				missing = i
			}
			continue
		}
		if low < 0 || p.Low < span[low].Low {
			low = i
		}
		if high < 0 || p.High > span[high].High {
			high = i
		}
		if p.Corrected && corrected < 0 {
			corrected = i
		}
	}
	var list []int
	for _, i := range []int{low, high, missing, corrected} {
		if i >= 0 {
			list = append(list, i)
		}
	}
	return list
}

// kept are the points that stay. A break before one that goes is one before the next that stays.
func kept(points []Point, keep map[int]bool) []Point {
	var list []Point
	apart := false
	for i, p := range points {
		apart = apart || p.Break
		if keep[i] {
			p.Break = apart
			list, apart = append(list, p), false
		}
	}
	return list
}
