package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryRuleHasItsRow holds that Rules lists what this room finds and nothing that no room finds.
func TestEveryRuleHasItsRow(t *testing.T) {
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "../*.go", "../*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || name == "rules.go" || strings.HasSuffix(name, "/lint/rules.go") {
				continue
			}
			for _, id := range rulesIn(t, name) {
				used[id] = true
				if known := slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == id }); !known && pattern == "*.go" {
					t.Errorf("%s: %s has no row", name, id)
				}
			}
		}
	}
	for _, r := range Rules() {
		if !used[r.ID] {
			t.Errorf("%s is found by nobody", r.ID)
		}
	}
}

var ruleID = regexp.MustCompile(`^[a-z]+/[a-z0-9-]+$`)

// rulesIn lists the strings of a source file that can be ids of rules.
func rulesIn(t *testing.T, name string) (ids []string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ImportSpec); ok && spec != nil {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, _ := strconv.Unquote(lit.Value); ruleID.MatchString(text) {
				ids = append(ids, text)
			}
		}
		return true
	})
	return ids
}

// TestGuideShowsEveryRule holds the guide to the rules: each has a heading there, with its own words below it, and no other has.
func TestGuideShowsEveryRule(t *testing.T) {
	data, err := os.ReadFile("../../content/pages/guide-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(data), "\n### ")
	var shown []string
	for _, section := range sections[1:] {
		id, text, _ := strings.Cut(section, "\n")
		shown = append(shown, id)
		i := slices.IndexFunc(Rules(), func(r Rule) bool { return r.ID == id })
		if i < 0 {
			t.Errorf("the guide has %s, which is no rule", id)
			continue
		}
		rule := Rules()[i]
		for _, want := range []string{strings.ToUpper(rule.Doc[:1]) + rule.Doc[1:] + ".", rule.Example, "\n**Do:** "} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the guide does not say %q", id, want)
			}
		}
	}
	for _, r := range Rules() {
		if !slices.Contains(shown, r.ID) {
			t.Errorf("%s is not in the guide", r.ID)
		}
	}
}

func TestKnown(t *testing.T) {
	if known, _ := Known("figure/falls"); !known {
		t.Error("figure/falls is not known")
	}
	if known, near := Known("figure/fals"); known || !slices.Contains(near, "figure/falls") {
		t.Error("figure/fals:", known, near)
	}
	if known, _ := Known("link/broken"); known {
		t.Error("an error can be silenced")
	}
}
