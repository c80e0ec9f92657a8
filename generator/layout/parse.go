package layout

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"

	"sitrep/generator/diag"
)

// functions are all that a template can call beside the language's own: put and items for fragments, and t for a word of the interface.
var functions = map[string]any{
	"put": put, "items": items,
	"t": func(key string) (string, error) {
		return "", fmt.Errorf("t takes one word in quotes and stands alone, as in {{t %q}}", "nav.regions")
	},
}

// parseAll reads the templates. A file may define further ones.
func parseAll(sources map[string]string) (map[string]*parse.Tree, []diag.Finding) {
	trees := map[string]*parse.Tree{}
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		t, err := texttemplate.New(name).Funcs(functions).Parse(sources[name])
		if err != nil {
			findings = append(findings, fault(err, sources))
			continue
		}
		for _, defined := range t.Templates() {
			trees[defined.Name()] = defined.Tree
		}
	}
	return trees, findings
}

// assemble makes the templates for a language: every {{t "word"}} becomes that word's text, so that it costs nothing when
// pages are made.
func assemble(trees map[string]*parse.Tree, m *Messages, sources map[string]string) (*template.Template, []diag.Finding) {
	set := template.New("").Funcs(functions).Option("missingkey=error")
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		tree := trees[name].Copy()
		w := worder{Messages: m, tree: tree}
		w.list(tree.Root)
		for _, f := range w.findings {
			findings = append(findings, fault(f, sources))
		}
		if _, err := set.AddParseTree(name, tree); err != nil {
			findings = append(findings, fault(err, sources))
		}
	}
	return set, findings
}

// worder puts the words of a language into a template.
type worder struct {
	*Messages
	tree     *parse.Tree
	findings []error
}

func (w *worder) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			if key, pos, ok := wordOf(node); ok {
				list.Nodes[i] = w.text(key, pos)
			}
		case *parse.IfNode:
			w.branch(&node.BranchNode)
		case *parse.RangeNode:
			w.branch(&node.BranchNode)
		case *parse.WithNode:
			w.branch(&node.BranchNode)
		}
	}
}

func (w *worder) branch(node *parse.BranchNode) {
	w.list(node.List)
	w.list(node.ElseList)
}

// wordOf returns the key of {{t "key"}}.
func wordOf(node *parse.ActionNode) (key string, pos parse.Node, ok bool) {
	if len(node.Pipe.Decl) > 0 || len(node.Pipe.Cmds) != 1 || len(node.Pipe.Cmds[0].Args) != 2 {
		return "", nil, false
	}
	args := node.Pipe.Cmds[0].Args
	name, isName := args[0].(*parse.IdentifierNode)
	text, isText := args[1].(*parse.StringNode)
	if !isName || !isText || name.Ident != "t" {
		return "", nil, false
	}
	return text.Text, text, true
}

func (w *worder) text(key string, at parse.Node) *parse.TextNode {
	word, known := w.words[key]
	if !known {
		where, _ := w.tree.ErrorContext(at)
		hint := ""
		if near := diag.Nearest(key, slices.Sorted(maps.Keys(w.words))); len(near) > 0 {
			hint = ": did you mean " + strings.Join(near, " or ") + "?"
		}
		w.findings = append(w.findings, fmt.Errorf("template: %s: no word %q in messages/%s.yaml%s", where, key, w.Lang, hint))
	}
	return &parse.TextNode{NodeType: parse.NodeText, Pos: at.Position(), Text: []byte(template.HTMLEscapeString(word))}
}
