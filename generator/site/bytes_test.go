package site

import "testing"

func TestBytes(t *testing.T) {
	for text, want := range map[string]Bytes{"100 kB": 100000, "100kB": 100000, "1.5 MB": 1500000, "80000": 80000, "512 B": 512, "64 KB": 64000} {
		var got Bytes
		if fault := got.UnmarshalScalar(text); fault != nil || got != want {
			t.Errorf("%q is %d bytes (%v), want %d", text, got, fault, want)
		}
	}
	for _, text := range []string{"", "kB", "0", "-1 kB", "NaN", "Inf MB", "100 kilo", "1e99", "0.1 B", "10 GB", "1 kB kB"} {
		var got Bytes
		if fault := got.UnmarshalScalar(text); fault == nil {
			t.Errorf("%q was taken for %d bytes", text, got)
		}
	}
	for b, want := range map[Bytes]string{999: "999 bytes", 1499: "1 kB", 99_600: "100 kB", 9_999_499: "9999 kB", 12_400_000: "12 MB"} {
		if got := b.String(); got != want {
			t.Errorf("%d: %s, want %s", b, got, want)
		}
	}
}
