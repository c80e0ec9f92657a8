package main

import "testing"

func TestPaceOfCollecting(t *testing.T) {
	for _, c := range []struct {
		live uint64 // MiB
		want int
	}{{0, 100}, {10, 100}, {170, 100}, {200, 70}, {250, 36}, {272, 25}, {510, 25}, {511, 50}, {9000, 50}} {
		if got := pace(c.live << 20); got != c.want {
			t.Errorf("with %d MiB in use: %d %%, want %d %%", c.live, got, c.want)
		}
	}
}
