package report

import (
	"fmt"

	"sitrep/generator/diag"
)

func finding(f diag.Finding) string {
	return fmt.Sprintf("%d:%d %s: %s | %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint)
}
