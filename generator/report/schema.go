package report

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/strict"
)

// Schema returns the JSON Schema (2020-12) of a report's header, made from the tags of Header, for editors that complete keys
// and mark mistakes. It is a little narrower than what is taken: a number in place of a text is fine with strict, as the text
// stays what was written.
func Schema() ([]byte, error) {
	root := schemaOf(reflect.TypeFor[Header]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "urn:sitrep:header"
	root["title"] = "Header of a situation report"
	return json.MarshalIndent(root, "", "  ")
}

type schema = map[string]any

// momentPattern is what a Moment looks like.
const momentPattern = `^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$`

func schemaOf(t reflect.Type) schema {
	switch {
	case t == reflect.TypeFor[strict.Any]():
		return schema{}
	case t == reflect.TypeFor[Moment]():
		return schema{"type": "string", "pattern": momentPattern}
	case t == reflect.TypeFor[Number]():
		return schema{"type": "number"}
	}
	switch t.Kind() {
	case reflect.Struct:
		return objectSchema(t)
	case reflect.Slice:
		return schema{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return schema{"type": "integer"}
	case reflect.Float64:
		return schema{"type": "number"}
	}
	s := schema{"type": "string"}
	if w, ok := reflect.Zero(t).Interface().(strict.Words); ok {
		s["enum"] = w.Words()
	}
	return s
}

func objectSchema(t reflect.Type) schema {
	properties, required, lone := schema{}, []string{}, false
	for _, f := range reflect.VisibleFields(t) {
		options := strings.Split(f.Tag.Get("key"), ",")
		if f.Anonymous || options[0] == "-" || options[0] == "" {
			continue
		}
		if slices.Contains(options, "required") {
			required = append(required, options[0])
		}
		lone = lone || slices.Contains(options, "lone")
		properties[options[0]] = fieldSchema(f, slices.Contains(options, "keyed"))
	}
	object := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		object["required"] = required
	}
	if lone {
		return schema{"anyOf": []schema{{"type": "string"}, object}}
	}
	return object
}

func fieldSchema(f reflect.StructField, keyed bool) schema {
	s := schemaOf(f.Type)
	if keyed {
		s = schema{"type": "object", "additionalProperties": s["items"]}
	}
	s["description"] = f.Tag.Get("doc")
	for _, limit := range [...]string{"minimum", "maximum"} {
		if n, err := strconv.Atoi(f.Tag.Get(limit)); err == nil {
			s[limit] = n
		}
	}
	if n, err := strconv.Atoi(f.Tag.Get("items")); err == nil {
		s["minItems"], s["maxItems"] = n, n
	}
	if pattern := f.Tag.Get("pattern"); pattern != "" {
		s["pattern"] = pattern
	}
	return s
}
