package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sitrep/generator/diag"
)

// TestSchema holds the schema to what Parse takes: each header, given as JSON, is judged alike by both.
func TestSchema(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("urn:sitrep:header", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("urn:sitrep:header")
	if err != nil {
		t.Fatal(err)
	}
	const base = `"title": "T", "date": "2024-11-10", "regions": ["NO"], "topics": ["a"]`
	for _, fields := range []string{
		base,
		`"title": "T"`,
		base + `, "nmber": 4`,
		base + `, "number": 4, "phase": "initial", "type": "no-change", "tlp": "amber+strict"`,
		base + `, "number": 0`,
		base + `, "number": "4"`,
		base + `, "status": "Draft"`,
		base + `, "exercise": true, "x": {"a": [1, null]}, "internal": null`,
		base + `, "exercise": "yes"`,
		base + `, "prepared_by": "A. Relke", "contacts": [{"name": "Desk", "email": "desk@example.org"}]`,
		base + `, "prepared_by": {"nme": "A"}`,
		base + `, "sources": {"uk": {"title": "t", "grade": "B"}}`,
		base + `, "sources": {"uk": {"grade": "B3"}}`,
		base + `, "sources": [{"title": "t"}]`,
		base + `, "figures": [{"id": "a", "value": 1.5, "as_of": "2024-11-10T18:00+02:00", "estimate": "about"}]`,
		base + `, "figures": [{"value": 1.5}]`,
		base + `, "figures": [{"id": "a", "value": 1, "estimate": "roughly"}]`,
		base + `, "claims": [{"id": "a", "text": "b", "grade": "B3", "disputes": ["c"]}]`,
		base + `, "claims": [{"id": "a", "text": "b", "grade": "G3"}]`,
		base + `, "events": [{"time": "2024-11-10", "title": "t", "at": [49.9, 36.2], "precision": 2}]`,
		base + `, "events": [{"time": "2024-11-10", "title": "t", "at": [49.9]}]`,
		base + `, "events": [{"time": "2024-11-10", "title": "t", "precision": 4}]`,
		base + `, "period": {"from": "2024-11-09"}`,
		base + `, "cutoff": "2024-11-10T18:00"`,
		base + `, "regions": "NO"`,
		base + `, "image": {"src": "a.png", "alt": "A map"}, "silence": [{"rule": "a/b", "reason": "c"}]`,
	} {
		header := "{" + fields + "}"
		var value any
		if strings.Count(fields, `"regions"`) < 2 {
			if err := json.Unmarshal([]byte(header), &value); err != nil {
				t.Fatal(err)
			}
		} else {
			continue // repeated keys are lost on a JSON reader
		}
		findings := parse(t, testText{"", header + "\n"})[0].Findings
		if valid := schema.Validate(value) == nil; valid == diag.Failed(findings) {
			t.Errorf("%s: valid by schema: %v; findings:\n%s", header, valid, lines(findings))
		}
	}
}

// TestSchemaDescribes holds that every field of the header is described.
func TestSchemaDescribes(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var top struct {
		Properties map[string]struct{ Description string }
		Required   []string
	}
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	if len(top.Properties) < 45 || strings.Join(top.Required, " ") != "title date regions topics" {
		t.Errorf("%d properties, required %v", len(top.Properties), top.Required)
	}
	for key, p := range top.Properties {
		if p.Description == "" {
			t.Errorf("%s has no description", key)
		}
	}
}
