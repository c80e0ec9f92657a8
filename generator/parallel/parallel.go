// Package parallel is the one place where the generator is concurrent: Each runs a function for every index of a slice, on as
// many goroutines as there are processors. Results land by index, so that their order never depends on the schedule; everything
// else in the generator is synchronous.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f(0) … f(n-1) and returns when all calls have returned. Once a call has failed no further ones are started; the
// error of the lowest failed index is returned, as a loop would have it.
func Each(n int, f func(i int) error) error { return Wide(runtime.GOMAXPROCS(0), n, f) }

// Wide does the same on a number of goroutines of the caller's choice: for work that waits for others.
func Wide(width, n int, f func(i int) error) error {
	var (
		next, failed atomic.Int64
		mu           sync.Mutex
		first        error
		wg           sync.WaitGroup
	)
	failed.Store(int64(n))
	work := func() {
		for i := next.Add(1) - 1; i < failed.Load(); i = next.Add(1) - 1 {
			err := f(int(i))
			if err == nil {
				continue
			}
			mu.Lock()
			if i < failed.Load() {
				failed.Store(i)
				first = err
			}
			mu.Unlock()
		}
	}
	for range min(width, n) {
		wg.Go(work)
	}
	wg.Wait()
	return first
}
