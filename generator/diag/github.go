package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub prints findings as workflow commands, which GitHub's runner (and Forgejo's and Gitea's) turns into notes beside the
// lines of a change: ::error file=…,line=…,col=…,title=…::text
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
func GitHub(w io.Writer, findings []Finding) error {
	out := bufio.NewWriter(w)
	for _, f := range findings {
		var properties []string
		add := func(key, value string) { properties = append(properties, key+"="+property.Replace(visible(value))) }
		if f.File != "" {
			add("file", f.File)
		}
		if f.Pos.Line > 0 {
			add("line", fmt.Sprint(f.Pos.Line))
		}
		if f.Pos.Line > 0 && f.Pos.Col > 0 {
			add("col", fmt.Sprint(f.Pos.Col))
		}
		add("title", f.Rule)
		fmt.Fprintf(out, "::%s %s::%s\n", f.Severity, strings.Join(properties, ","), content.Replace(message(f)))
	}
	return out.Flush()
}

// What the runner would take for its own punctuation.
var (
	content  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
