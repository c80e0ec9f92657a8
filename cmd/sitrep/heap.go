package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// roof is where, in bytes, the heap should end its growth at Go's own pace: from there on garbage is collected more often, so that a
// large archive takes little more than what it holds. Where far more is in use, as with a hundred thousand reports and all their
// data, collecting that often would take half of the time. A memory limit would do the same, but would also hand pages back to the
// system all the time, only to ask for them again: that cost a fifth of a build.
const roof = 340 << 20

// keepHeapLow sets the pace anew after every collection, unless GOGC or GOMEMLIMIT set it.
func keepHeapLow() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	var again func(*[16]byte)
	again = func(*[16]byte) { // runs when a collection finds it garbage
		debug.SetGCPercent(pace(liveHeap()))
		runtime.SetFinalizer(new([16]byte), again)
	}
	runtime.SetFinalizer(new([16]byte), again)
}

// liveHeap is what the latest collection found in use, in bytes.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// pace is by how many percent the heap may grow before the next collection: 100, as is usual, but not above the roof, and never
// less than 25, or than 50 once the roof is far below.
func pace(live uint64) int {
	switch {
	case live*2 <= roof:
		return 100
	case live*2 > roof*3:
		return 50
	}
	return max(25, int((int64(roof)-int64(live))*100/int64(live)))
}
