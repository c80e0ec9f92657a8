package export

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"sitrep/generator/output"
	"sitrep/generator/site"
	"sitrep/generator/strict"
)

// schemaPath is where the schema of a report's JSON lies.
const schemaPath = site.SchemaPath

// Schema is the JSON Schema (2020-12) of the files beside reports, made from the types that are written into them: it cannot say anything else.
// id is its own address.
func Schema(id string) ([]byte, error) {
	root := schemaOf(reflect.TypeFor[Document]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	if strings.Contains(id, "://") {
		root["$id"] = id
	}
	root["title"] = "A situation report"
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(root)
	return b.Bytes(), err
}

// whenPattern is what a When looks like.
const whenPattern = `^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$`

func schemaOf(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[When]():
		return map[string]any{"type": "string", "pattern": whenPattern}
	case reflect.TypeFor[json.Number]():
		return map[string]any{"type": "number"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Struct:
		return objectSchema(t)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	s := map[string]any{"type": "string"}
	if w, ok := reflect.Zero(t).Interface().(strict.Words); ok {
		s["enum"] = w.Words()
	}
	return s
}

func objectSchema(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		s := schemaOf(f.Type)
		s["description"] = f.Tag.Get("doc")
		properties[name] = s
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// schema is the format of the schema's file.
var schema = format{all: schemaFiles, find: func(d *desk, path string) (output.File, bool) {
	if files := schemaFiles(d); path == schemaPath && len(files) > 0 {
		return files[0], true
	}
	return output.File{}, false
}}

func schemaFiles(d *desk) []output.File {
	if !d.Config.Publishes(site.JSON) {
		return nil
	}
	text, err := Schema(d.Address(schemaPath))
	if err != nil {
		panic(err) // it is made of nothing but our own types
	}
	return []output.File{{Path: schemaPath, From: "the schema of reports", Content: output.Bytes(text)}}
}
