package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sitrep/content"
	"sitrep/generator/profile"
	"sitrep/generator/report"
)

// TestTheGuideTellsTheProfiles holds the tables of the guide to what the profiles ask for.
func TestTheGuideTellsTheProfiles(t *testing.T) {
	guide, err := content.FS.ReadFile("pages/guide-profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profile.All() {
		var sections []string
		for _, s := range p.Sections {
			heading := s.En.Heading
			if s.Optional {
				heading = "*" + heading + "*"
			}
			sections = append(sections, heading)
		}
		for _, row := range []string{
			fmt.Sprintf("| `%s` | `%s` |\n", p.ID, strings.Join(p.Fields, "`, `")),
			fmt.Sprintf("| `%s` | %s |\n", p.ID, strings.Join(sections, " · ")),
		} {
			if !strings.Contains(string(guide), row) {
				t.Errorf("the guide has no row\n%s", row)
			}
		}
	}
}

// TestTheGuideTellsTheHeader holds the tables of the guide to the fields that a header may have, at every level.
func TestTheGuideTellsTheHeader(t *testing.T) {
	guide, err := content.FS.ReadFile("pages/guide-header.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := report.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for _, key := range keysOf(schema) {
		if !regexp.MustCompile("[`{ ]" + key + "[`:,} ]").Match(guide) {
			t.Errorf("the guide does not tell of %s", key)
		}
	}
}

// keysOf are the names of the properties of a JSON Schema, of all objects in it.
func keysOf(schema any) (keys []string) {
	switch s := schema.(type) {
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		keys = slices.Collect(maps.Keys(properties))
		for _, value := range s {
			keys = append(keys, keysOf(value)...)
		}
	case []any:
		for _, value := range s {
			keys = append(keys, keysOf(value)...)
		}
	}
	return keys
}
