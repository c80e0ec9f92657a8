package layout

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"sync"
	"text/template/parse"
)

// A program is a template made ready for the type of its view: what html/template works out anew for every value, by name and by
// reflection, is worked out once. It writes what html/template writes, byte for byte. A template that uses more of the
// language than a program knows is left to html/template, and so is a page on which something goes wrong, so that it is
// html/template that says what.

// step writes one node of a template; it is false where that cannot be done.
type step func(b *bytes.Buffer, at frame) bool

// frame is where a step stands: what $ and the dot are.
type frame struct{ root, dot reflect.Value }

// scope is the types of a frame.
type scope struct{ root, dot reflect.Type }

type program struct{ steps []step }

func (p *program) run(b *bytes.Buffer, at frame) bool {
	for _, s := range p.steps {
		if !s(b, at) {
			return false
		}
	}
	return true
}

// set is the templates of a language, with its words in them.
type set struct {
	*template.Template
	programs sync.Map // name -> func() *program
}

// execute writes a page or fragment.
func (s *set) execute(b *bytes.Buffer, name string, view any) error {
	ready, known := s.programs.Load(name)
	if !known {
		ready, _ = s.programs.LoadOrStore(name, sync.OnceValue(func() *program { return s.compile(name, view) }))
	}
	start, value := b.Len(), reflect.ValueOf(view)
	if p := ready.(func() *program)(); p != nil && p.run(b, frame{value, value}) {
		return nil
	}
	b.Truncate(start)
	return s.ExecuteTemplate(b, name, view)
}

// compile makes a program of a template; nil where it cannot. Its first execution is what makes html/template escape it.
func (s *set) compile(name string, view any) *program {
	_ = s.ExecuteTemplate(io.Discard, name, view)
	c := compiler{templates: s.Template, programs: map[called]*program{}}
	p, ok := c.call(name, reflect.TypeOf(view))
	if !ok {
		return nil
	}
	return p
}

// called is a template for a type of dot. One may call itself.
type called struct {
	name string
	dot  reflect.Type
}

type compiler struct {
	templates *template.Template
	programs  map[called]*program
}

func (c *compiler) call(name string, dot reflect.Type) (*program, bool) {
	if p, known := c.programs[called{name, dot}]; known {
		return p, true
	}
	t := c.templates.Lookup(name)
	if t == nil || t.Tree == nil {
		return nil, false
	}
	p := &program{}
	c.programs[called{name, dot}] = p
	return p, c.list(p, t.Tree.Root, scope{dot, dot})
}

func (c *compiler) list(p *program, list *parse.ListNode, in scope) bool {
	if list == nil {
		return true
	}
	for _, node := range list.Nodes {
		s, ok := c.node(node, in)
		if !ok {
			return false
		}
		p.steps = append(p.steps, s)
	}
	return true
}

func (c *compiler) node(node parse.Node, in scope) (step, bool) {
	switch node := node.(type) {
	case *parse.TextNode:
		return func(b *bytes.Buffer, _ frame) bool { b.Write(node.Text); return true }, true
	case *parse.ActionNode:
		return action(node.Pipe, in)
	case *parse.IfNode:
		return c.choice(&node.BranchNode, in)
	case *parse.WithNode:
		return c.with(&node.BranchNode, in)
	case *parse.RangeNode:
		return c.loop(&node.BranchNode, in)
	case *parse.TemplateNode:
		return c.template(node, in)
	}
	return nil, false
}

func (c *compiler) branches(node *parse.BranchNode, then, otherwise scope) (yes, no *program, ok bool) {
	yes, no = &program{}, &program{}
	return yes, no, c.list(yes, node.List, then) && c.list(no, node.ElseList, otherwise)
}

func (c *compiler) choice(node *parse.BranchNode, in scope) (step, bool) {
	holds, known := condition(node.Pipe, in)
	yes, no, ok := c.branches(node, in, in)
	return func(b *bytes.Buffer, at frame) bool {
		switch truth, ok := holds(at); {
		case !ok:
			return false
		case truth:
			return yes.run(b, at)
		}
		return no.run(b, at)
	}, known && ok
}

func (c *compiler) with(node *parse.BranchNode, in scope) (step, bool) {
	get, t, known := plainValue(node.Pipe, in)
	if !known || !hasTruth(t) {
		return nil, false
	}
	yes, no, ok := c.branches(node, scope{in.root, t}, in)
	return func(b *bytes.Buffer, at frame) bool {
		switch v, ok := get(at); {
		case !ok:
			return false
		case truth(v):
			return yes.run(b, frame{at.root, v})
		}
		return no.run(b, at)
	}, ok
}

func (c *compiler) loop(node *parse.BranchNode, in scope) (step, bool) {
	get, t, known := plainValue(node.Pipe, in)
	if !known || t.Kind() != reflect.Slice {
		return nil, false
	}
	each, no, ok := c.branches(node, scope{in.root, t.Elem()}, in)
	return func(b *bytes.Buffer, at frame) bool {
		v, ok := get(at)
		if ok && v.Len() == 0 {
			return no.run(b, at)
		}
		for i := 0; ok && i < v.Len(); i++ {
			ok = each.run(b, frame{at.root, v.Index(i)})
		}
		return ok
	}, ok
}

func (c *compiler) template(node *parse.TemplateNode, in scope) (step, bool) {
	if node.Pipe == nil {
		p, ok := c.call(node.Name, nil)
		return func(b *bytes.Buffer, _ frame) bool { return p.run(b, frame{}) }, ok
	}
	get, t, known := plainValue(node.Pipe, in)
	if !known {
		return nil, false
	}
	p, ok := c.call(node.Name, t)
	return func(b *bytes.Buffer, at frame) bool {
		v, ok := get(at)
		return ok && p.run(b, frame{v, v})
	}, ok
}
