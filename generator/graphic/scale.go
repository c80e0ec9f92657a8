package graphic

import (
	"math"
	"time"
)

// scale turns values into coordinates.
type scale struct{ from, to, low, high float64 } // from and to are values, low and high their coordinates

func (s scale) at(v float64) float64 {
	if s.to == s.from {
		return (s.low + s.high) / 2
	}
	return s.low + (v-s.from)/(s.to-s.from)*(s.high-s.low)
}

// steps are round values from at or below low to at or above high, about n of them and at least two. Whole ones are integers.
func steps(low, high float64, n int, whole bool) []float64 {
	if high-low <= max(math.Abs(low), math.Abs(high))*1e-9 || high-low < 1e-290 {
		low, high = around(low, high, whole)
	}
	size, power := roundStep((high-low)/float64(n), whole)
	step := size * math.Pow(10, power)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	var list []float64
	for i := first; i <= last; i++ {
		if power < 0 {
			list = append(list, i*size/math.Pow(10, -power)) // 3/10 is 0.3, 3*0.1 is not
		} else {
			list = append(list, i*step)
		}
	}
	return list
}

// around opens a span about a single value.
func around(low, high float64, whole bool) (float64, float64) {
	room := max(math.Abs(low), math.Abs(high)) * 0.1
	if room < 1e-290 || whole {
		room = max(room, 1)
	}
	if low >= 0 && low < room {
		return 0, high + room
	}
	return low - room, high + room
}

// roundStep is the smallest round number that is not below a step: 1, 2 or 5 times a power of ten.
func roundStep(step float64, whole bool) (size, power float64) {
	if whole {
		step = max(step, 1)
	}
	power = math.Floor(math.Log10(step))
	for _, size = range []float64{1, 2, 5} {
		if size*math.Pow(10, power) >= step*(1-1e-9) {
			return size, power
		}
	}
	return 1, power + 1
}

// Step is the unit of an axis of time, which says how its dates are worded.
type Step int

const (
	Hours Step = iota
	Days
	Months
	Years
)

// The moments that have dates: those of the years 1 to 9999.
const (
	firstMoment = -62135596800
	lastMoment  = 253402300799
)

// Axis proposes the dates of an axis of time from one moment to another, about six, in UTC, and the unit they are counted in. The
// caller words them.
func Axis(from, to int64) ([]int64, Step) {
	const day = 24 * 60 * 60
	if from, to = max(from, firstMoment), min(to, lastMoment); from > to {
		return nil, Days
	}
	switch span := to - from; {
	case span <= 2*day:
		return every(from, to, fit(span, 3600, 1, 2, 3, 6, 12), 0), Hours
	case span <= 84*day:
		return every(from, to, fit(span, day, 1, 2, 7, 14), 4*day), Days // 1970 began on a Thursday, weeks begin on Monday
	case span <= 3*365*day:
		return months(from, to, int(fit(span, 1, 30*day, 60*day, 91*day, 183*day)/(30*day))), Months
	default:
		return months(from, to, 12*int(max(1, span/(365*day)/6))), Years
	}
}

// fit is the first multiple of a unit that cuts a span into no more than seven.
func fit(span, unit int64, times ...int64) int64 {
	for _, n := range times {
		if span/(n*unit) <= 6 {
			return n * unit
		}
	}
	return times[len(times)-1] * unit
}

// every is all multiples of a step, counted from a start.
func every(from, to, step, start int64) []int64 {
	var list []int64
	first := from
	if r := (((from - start) % step) + step) % step; r > 0 {
		first += step - r
	}
	for t := first; t <= to; t += step {
		list = append(list, t)
	}
	return list
}

func months(from, to int64, step int) []int64 {
	var list []int64
	start := time.Unix(from, 0).UTC()
	t := time.Date(start.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	if step > 12 {
		years := step / 12
		t = time.Date(start.Year()/years*years, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for ; t.Unix() <= to && len(list) < 100; t = t.AddDate(0, step, 0) {
		if t.Unix() >= from {
			list = append(list, t.Unix())
		}
	}
	return list
}
