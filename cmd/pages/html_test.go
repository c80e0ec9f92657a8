package main

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// html has the Nu HTML checker read every page of the sites. A page with a known fault beside them shows that it reads at all.
func (s *sites) html(t *testing.T) {
	checker, err := filepath.Abs(filepath.Join(tools, "vnu-jar/build/dist/vnu.jar"))
	if err != nil {
		t.Fatal(err)
	}
	missing(t, exists(checker), "there is no Nu HTML checker; make pages installs it")
	if !*all {
		t.Skip("the Nu HTML checker takes ten seconds; make pages runs it")
	}
	faulty := filepath.Join(s.dir, "faulty", "faulty.html")
	if err := put(faulty, []byte(`<!doctype html><html lang="en"><title>Faulty</title><p><div title=a title=b></p>`)); err != nil {
		t.Fatal(err)
	}
	// It ends with 1 when it has something to say, as it must here.
	command := exec.CommandContext(t.Context(), "java", "-jar", checker, "--skip-non-html", "--format", "json", filepath.Dir(faulty), filepath.Join(s.dir, "published"))
	var said strings.Builder
	command.Stderr = &said
	command.Run()
	var report struct {
		Messages []struct {
			Type, URL, Message, Extract string
			LastLine                    int
		}
	}
	if err := json.Unmarshal([]byte(said.String()), &report); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	planted := 0
	for _, m := range report.Messages {
		if strings.HasSuffix(m.URL, "/faulty.html") {
			planted++
			continue
		}
		t.Errorf("%s:%d: %s: %s: %s", m.URL, m.LastLine, m.Type, m.Message, m.Extract)
	}
	if planted == 0 {
		t.Error("the checker passes over faults")
	}
}
