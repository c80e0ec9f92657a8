package parallel

import (
	"errors"
	"fmt"
	"testing"
)

func TestEachCoversEveryIndexOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		got := make([]int, n)
		if err := Each(n, func(i int) error { got[i]++; return nil }); err != nil {
			t.Fatal(err)
		}
		for i, calls := range got {
			if calls != 1 {
				t.Errorf("n=%d: index %d was visited %d times", n, i, calls)
			}
		}
	}
}

func TestEachReturnsTheErrorOfTheLowestIndex(t *testing.T) {
	err := Each(1000, func(i int) error {
		if i%100 == 7 {
			return fmt.Errorf("index %d", i)
		}
		return nil
	})
	if err == nil || err.Error() != "index 7" {
		t.Errorf("got %v, want the error of index 7", err)
	}
	if err := Each(3, func(int) error { return errors.ErrUnsupported }); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}
