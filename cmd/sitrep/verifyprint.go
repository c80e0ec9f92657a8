package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"sitrep/generator/verify"
)

func (v *verification) print(found verdict) error {
	if v.asJSON {
		return v.printJSON(found)
	}
	for _, d := range found.Differences {
		fmt.Fprintln(v.app.out, strings.TrimSuffix(fmt.Sprintf("%s %s: %s", d.Kind, d.Path, d.Text), ": "))
	}
	fmt.Fprintf(v.app.out, "%s: %s, %d kB: %s\n", v.name, counted(found.Files, "file"), (found.Bytes+999)/1000, conclusion(found))
	notes := []string{}
	if len(v.left) > 0 {
		notes = append(notes, fmt.Sprintf("publishing has left %s of the former site there for a while", counted(len(v.left), "file")))
	}
	if found.Files > 0 && !found.Listed {
		notes = append(notes, "a server does not list its files: extra ones were not looked for")
	}
	switch found.status {
	case "none":
		notes = append(notes, "the manifest is not signed")
	case "unchecked":
		notes = append(notes, "the manifest is signed; give the public key with --key to check by whom")
	case "good":
		notes = append(notes, fmt.Sprintf("signed with %s on %s", v.public, stamp(found.signed.At)))
	}
	for _, note := range notes {
		fmt.Fprintln(v.app.out, note)
	}
	return nil
}

func conclusion(found verdict) string {
	than := "the manifest"
	if found.against != "" {
		than = found.against
	}
	switch n := len(found.Differences); n {
	case 0:
		return "all as in " + than
	case 1:
		return "1 difference from " + than
	default:
		return fmt.Sprintf("%d differences from %s", n, than)
	}
}

func (v *verification) printJSON(found verdict) error {
	out := struct {
		Place       string              `json:"place"`
		Good        bool                `json:"good"`
		Files       int                 `json:"files"`
		Bytes       int64               `json:"bytes"`
		Listed      bool                `json:"listed"`
		Against     string              `json:"against,omitempty"`
		Signature   string              `json:"signature"`
		Signed      string              `json:"signed,omitempty"`
		Differences []verify.Difference `json:"differences"`
	}{v.name, len(found.Differences) == 0, found.Files, found.Bytes, found.Listed, found.against, cmp.Or(found.status, "none"), "", found.Differences}
	if !found.signed.At.IsZero() {
		out.Signed = stamp(found.signed.At)
	}
	if out.Differences == nil {
		out.Differences = []verify.Difference{}
	}
	e := json.NewEncoder(v.app.out)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
