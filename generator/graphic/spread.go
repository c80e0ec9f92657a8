package graphic

// spread moves things of the given sizes apart along a line, so that none covers another, each as near as may be to where it
// wants its middle; they are given in that order. It is false when they do not fit between low and high.
func spread(want, size []float64, low, high float64) ([]float64, bool) {
	total := 0.0
	for _, s := range size {
		total += s
	}
	if total > high-low {
		return nil, false
	}
	var heaps []heap
	for i := range want {
		heaps = append(heaps, heap{n: 1, size: size[i], sum: want[i] - size[i]/2})
		for len(heaps) > 1 && heaps[len(heaps)-1].start(low, high) < heaps[len(heaps)-2].end(low, high) {
			last := heaps[len(heaps)-1]
			heaps = heaps[:len(heaps)-1]
			heaps[len(heaps)-1].take(last)
		}
	}
	var middles []float64
	for _, h := range heaps {
		at := h.start(low, high)
		for range h.n {
			s := size[len(middles)]
			middles = append(middles, at+s/2)
			at += s
		}
	}
	return middles, true
}

// heap is things that touch.
type heap struct {
	n    int
	size float64
	sum  float64 // of where each would have the heap begin
}

func (h heap) start(low, high float64) float64 {
	return min(max(h.sum/float64(h.n), low), high-h.size)
}

func (h heap) end(low, high float64) float64 { return h.start(low, high) + h.size }

// take puts a heap after this one.
func (h *heap) take(next heap) {
	h.sum += next.sum - float64(next.n)*h.size
	h.size += next.size
	h.n += next.n
}
