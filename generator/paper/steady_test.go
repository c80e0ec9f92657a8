package paper

import (
	"testing"
	"time"
)

func TestSteady(t *testing.T) {
	at := time.Date(2024, 11, 10, 18, 0, 0, 0, time.FixedZone("", 2*60*60))
	for _, c := range []struct{ pdf, want string }{
		{"/CreationDate (D:20261124035741+00'00')\n/ModDate (D:20261124035741-03'30')>>", "/CreationDate (D:20241110160000+00'00')\n/ModDate (D:20241110160000+00'00')>>"},
		{"/ID (node00000123) /Headers [(node00000007) (node00000123)]", "/ID (node00000002) /Headers [(node00000001) (node00000002)]"},
		{"/CreationDate (D:2026) (node1) (Title)", "/CreationDate (D:2026) (node1) (Title)"},
		{"", ""},
	} {
		if got := string(steady([]byte(c.pdf), at)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.pdf, got, c.want)
		}
	}
}
