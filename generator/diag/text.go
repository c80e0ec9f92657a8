package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// TextOptions say how Text prints.
type TextOptions struct {
	Color bool                                       // use ANSI colours: for a terminal that wants them
	Line  func(file string, line int) (string, bool) // gives a line of a source file, to be shown with a caret; nil shows none
}

// Text prints findings as a compiler would, in the order given:
//
//	content/reports/2024/11/10-moscow.md:4:11: no region named "Kharkw" [region/unknown]
//	  did you mean Kharkiv (Ukraine)?
//	    regions: [Kharkw]
//	              ^
//
// A warning has the word before its text. Nothing in a finding or a source line can play with the terminal: control
// characters and those that turn the direction of writing are shown by their numbers.
func Text(w io.Writer, findings []Finding, opts TextOptions) error {
	out := bufio.NewWriter(w)
	paint := palette(opts.Color)
	for _, f := range findings {
		word := ""
		if f.Severity == Warning {
			word = paint.warning + "warning:" + paint.off + " "
		}
		rule := ""
		if f.Rule != "" {
			rule = fmt.Sprintf(" %s[%s]%s", paint.rule, f.Rule, paint.off)
		}
		fmt.Fprintf(out, "%s%s:%s %s%s%s\n", paint.place, visible(place(f)), paint.off, word, visible(f.Text), rule)
		if f.Hint != "" {
			fmt.Fprintf(out, "  %s\n", visible(f.Hint))
		}
		if opts.Line == nil || f.Pos.Line < 1 {
			continue
		}
		if line, ok := opts.Line(f.File, f.Pos.Line); ok {
			shown, mark := excerpt(strings.TrimRight(line, "\r\n"), f.Pos.Col)
			fmt.Fprintf(out, "    %s\n", shown)
			if mark != "" {
				fmt.Fprintf(out, "    %s%s%s\n", paint.mark, mark, paint.off)
			}
		}
	}
	return out.Flush()
}

// place is file:line:column, as far as they are known.
func place(f Finding) string {
	file := f.File
	if file == "" {
		file = "site"
	}
	switch {
	case f.Pos.Line < 1:
		return file
	case f.Pos.Col < 1:
		return fmt.Sprintf("%s:%d", file, f.Pos.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, f.Pos.Line, f.Pos.Col)
}

// colors are the ANSI sequences of Text; all empty when no colour is wanted.
type colors struct{ place, warning, mark, rule, off string }

func palette(color bool) colors {
	if !color {
		return colors{}
	}
	return colors{place: "\x1b[1m", warning: "\x1b[33m", mark: "\x1b[31m", rule: "\x1b[2m", off: "\x1b[0m"}
}

// Summary counts findings: "2 errors, 1 warning"; "nothing to report" when there are none.
func Summary(findings []Finding) string {
	counts := map[Severity]int{}
	for _, f := range findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range []Severity{Error, Warning} {
		switch n := counts[s]; n {
		case 0:
		case 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if len(parts) == 0 {
		return "nothing to report"
	}
	return strings.Join(parts, ", ")
}
