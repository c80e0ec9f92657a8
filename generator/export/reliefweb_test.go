package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestPayloadsAreTaken holds every payload to what is known of ReliefWeb's schema, and that only reports that anybody may have are there.
func TestPayloadsAreTaken(t *testing.T) {
	data, err := os.ReadFile("testdata/reliefweb-schema.json")
	check(t, err)
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	check(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	check(t, compiler.AddResource("report.json", schema))
	compiled, err := compiler.Compile("report.json")
	check(t, err)
	_, files := exchanged(t)
	paths := files.of(".reliefweb.json")
	for _, path := range paths {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(files[path])))
		check(t, err)
		if err := compiled.Validate(value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		var p struct{ URL, UUID string }
		check(t, json.Unmarshal([]byte(files[path]), &p))
		if p.UUID != uuid.NewSHA1(uuid.MustParse("8e27a998-c362-5d1f-b152-d474e1d36af2"), []byte(p.URL)).String() {
			t.Errorf("%s: %s is not the name of %s", path, p.UUID, p.URL)
		}
	}
	want := []string{
		"ar/reports/2026/03/10-flood.reliefweb.json", "reports/2025/12/30-old.reliefweb.json", "reports/2026/03/08-first.reliefweb.json", "reports/2026/03/10-flood.reliefweb.json",
	}
	if !slices.Equal(paths, want) { // no exercise, nothing above clear, nothing that was taken back
		t.Errorf("%q", paths)
	}
	if value, _ := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(`{"url": "https://noria.example/", "title": "Too  short"}`))); compiled.Validate(value) == nil {
		t.Error("the schema takes everything")
	}
}
