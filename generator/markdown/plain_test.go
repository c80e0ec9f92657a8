package markdown

import "testing"

func TestPlainText(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"## Water & *power*\n\nIt **rose** to 4 < 5.\n", "Water & power\n\nIt rose to 4 < 5.\n\n"},
		{"- one\n- [two](report:a)\n", "one\ntwo\n"},
		{"| a | b |\n|---|---|\n|  | 2 |\n", "a\tb\n\t2\n\n"},
		{"![A \"map\"](map.png) and `x<y>`\n", "A \"map\" and x<y>\n\n"},
		{"a\\\nb\n", "a\nb\n\n"},
	} {
		body, _, _ := Convert("a.md", 1, []byte(c.source), nil)
		var got []byte
		for i := range body.Blocks {
			got = body.Blocks[i].AppendText(got, nil)
		}
		if string(got) != c.want {
			t.Errorf("%q became %q, want %q", c.source, got, c.want)
		}
	}
}
