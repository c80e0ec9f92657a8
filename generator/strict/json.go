package strict

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"sitrep/generator/diag"
)

// JSON reads one JSON object (RFC 8259) whose first line is line firstLine of the file. It returns as YAML does.
func JSON(file string, firstLine int, data []byte) (*Node, []diag.Finding) {
	f := &faults{file: file}
	text := f.readable(firstLine, data)
	j := jsonReader{faults: f, text: text, decoder: json.NewDecoder(strings.NewReader(text)), places: newLocator(firstLine, []byte(text))}
	j.decoder.UseNumber()
	root, err := j.value(1)
	if err == nil {
		if _, after := j.decoder.Token(); after != io.EOF {
			j.add(j.places.at(j.start(int(j.decoder.InputOffset()))), "syntax", "something stands after the end of the JSON object", "remove it")
		}
	}
	switch {
	case err == io.EOF && strings.TrimSpace(text) == "":
		return f.read(emptyDocument(firstLine))
	case err != nil && !errors.Is(err, errDeep):
		j.partial = true
		j.add(j.places.at(j.faultAt(err)), "syntax", "not JSON: "+err.Error(), "keys and texts stand in double quotes, commas between them, none after the last")
	}
	if root.Kind == Null {
		return f.read(emptyDocument(firstLine))
	}
	return f.read(&root)
}

type jsonReader struct {
	*faults
	text    string
	decoder *json.Decoder
	places  *locator
}

// token returns the next token and where it starts.
func (j *jsonReader) token() (json.Token, diag.Pos, error) {
	before := j.start(int(j.decoder.InputOffset()))
	t, err := j.decoder.Token()
	if err != nil {
		return nil, diag.Pos{}, err
	}
	return t, j.places.at(before), nil
}

// start skips what may stand between two tokens.
func (j *jsonReader) start(offset int) int {
	return len(j.text) - len(strings.TrimLeft(j.text[min(offset, len(j.text)):], " \t\r\n,:"))
}

// faultAt returns the offset of a fault of syntax: the byte that the library could not take.
func (j *jsonReader) faultAt(err error) int {
	var syntax *json.SyntaxError
	at := j.start(int(j.decoder.InputOffset()))
	if errors.As(err, &syntax) {
		at = max(at, int(syntax.Offset)-1)
	}
	return min(at, max(0, len(strings.TrimRight(j.text, " \t\r\n"))-1))
}

func (j *jsonReader) value(depth int) (Node, error) {
	t, pos, err := j.token()
	if err != nil {
		return Node{Pos: pos}, err
	}
	n := Node{Kind: Scalar, Pos: pos}
	switch t := t.(type) {
	case nil:
		n.Kind = Null
	case bool:
		n.Text = map[bool]string{true: "true", false: "false"}[t]
	case json.Number:
		n.Text = t.String()
	case string:
		n.Text, n.Quoted = t, true
		j.checkEscaped(t, pos)
	case json.Delim:
		if depth > maxDepth {
			j.tooDeep(pos)
			return n, errDeep
		}
		if t == '[' {
			n.Kind = Sequence
		} else {
			n.Kind = Mapping
		}
		return n, j.children(&n, depth)
	}
	return n, nil
}

// children reads what stands between the brackets of n, and the closing one.
func (j *jsonReader) children(n *Node, depth int) error {
	for j.decoder.More() {
		var child Node
		var key Node
		if n.Kind == Mapping {
			t, pos, err := j.token()
			if err != nil {
				return err
			}
			key.Key, _ = t.(string)
			key.KeyPos = pos
			j.checkEscaped(key.Key, pos)
		}
		child, err := j.value(depth + 1)
		child.Key, child.KeyPos = key.Key, key.KeyPos
		if err == nil || child.Pos.Line > 0 {
			n.Children = append(n.Children, child)
		}
		if err != nil {
			return err
		}
	}
	_, err := j.decoder.Token()
	return err
}
