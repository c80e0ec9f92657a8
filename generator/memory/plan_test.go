package memory

import (
	"bytes"
	"reflect"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sealed is a segment of some entries.
func sealed(entries []entry) []byte {
	records := make([]*record, len(entries))
	for i := range entries {
		records[i] = &record{entry: entries[i]}
	}
	return encodeSegment(records, 7)
}

func opened(t rapid.TB, data []byte) []entry {
	t.Helper()
	s, err := decodeSegment(data)
	if err != nil || s.bodies != 7 {
		t.Fatalf("a segment of %d bytes reads as one of %d bytes of bodies: %v", len(data), s.bodies, err)
	}
	entries := make([]entry, len(s.records))
	for i := range s.records {
		entries[i] = s.records[i].entry
	}
	return entries
}

// TestWhatIsWrittenIsRead draws entries with every field that a report has.
func TestWhatIsWrittenIsRead(t *testing.T) {
	entries := rapid.SliceOfN(rapid.Make[entry](), 0, 3)
	rapid.Check(t, func(t *rapid.T) {
		want := entries.Draw(t, "entries")
		for i := range want {
			want[i].Bodies = make([]place, len(want[i].Reports))
			for j := range want[i].Reports {
				want[i].Reports[j].Settle()
			}
		}
		if diff := cmp.Diff(want, opened(t, sealed(want))); diff != "" && len(want) > 0 {
			t.Fatalf("what was written is read as (-want +got):\n%s", diff)
		}
	})
}

func TestStringsAreWrittenOnce(t *testing.T) {
	one := entry{Path: "2026/03/01-a-path-that-is-quite-long", Reports: nil, Bodies: nil}
	if data := sealed([]entry{one, one, one}); bytes.Count(data, []byte(one.Path)) != 1 {
		t.Errorf("%q holds the path more than once, or not at all", data)
	}
}

// FuzzSegment holds that any bytes are refused or understood, that what was understood can be written and read again, and that a
// few bytes never take much memory.
func FuzzSegment(f *testing.F) {
	_, parsed := bundle(f, 1)
	e := entry{Path: "p", Bodies: make([]place, 1)}
	e.Reports = append(e.Reports, parsed[0].Report)
	f.Add(sealed([]entry{e, e}))
	f.Add(sealed(nil))
	f.Add([]byte{14, 14, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0}) // no end of records
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := decodeSegment(data)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 100*uint64(len(data))+1<<20 {
			t.Errorf("%d bytes took %d", len(data), took)
		}
		if err != nil {
			return
		}
		again := encodeSegment(pointers(s.records), s.bodies)
		if s, err = decodeSegment(again); err != nil {
			t.Fatal(err)
		}
		if third := encodeSegment(pointers(s.records), s.bodies); !bytes.Equal(again, third) {
			t.Errorf("%q is written, read and written again as %q", again, third)
		}
	})
}

func TestANumberTooLargeIsRefused(t *testing.T) {
	type small struct {
		I int8
		U uint8
	}
	cases := map[string]bool{"\xff\x01\x00": true, "\x80\x02\x00": false, "\x00\xff\x01": true, "\x00\x80\x02": false}
	for numbers, fits := range cases {
		var got small
		r := &reader{numbers: []byte(numbers)}
		planOf(reflect.TypeOf(got)).take(r, reflect.ValueOf(&got).Elem())
		if (r.end() == nil) != fits {
			t.Errorf("%x is taken for %+v: %v", numbers, got, r.end())
		}
	}
}

func TestWhatHasNoPlanIsRefused(t *testing.T) {
	for _, value := range []any{map[string]int{}, struct{ hidden int }{}, []any{}, [2]int{}, func() {}} {
		t.Run(reflect.TypeOf(value).String(), func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it would be forgotten in part")
				}
			}()
			planOf(reflect.TypeOf(value))
		})
	}
}
