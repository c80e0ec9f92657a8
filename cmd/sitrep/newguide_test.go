package main

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/content"
	"sitrep/generator/profile"
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
