package diag

import (
	"io"
	"net/url"
	"slices"
	"strings"
)

// SARIF 2.1.0, as far as we use it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
)

// SARIF prints findings as a log of the Static Analysis Results Interchange Format, version 2.1.0. Paths are relative to
// %SRCROOT%, the site's root; columns count code points; a hint follows its fault on a line of its own.
func SARIF(w io.Writer, findings []Finding) error {
	rules := ruleIDs(findings)
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "sitrep", Rules: []sarifRule{}}
	for _, id := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{id})
	}
	for _, f := range findings {
		index, _ := slices.BinarySearch(rules, f.Rule)
		run.Results = append(run.Results, sarifResult{
			RuleID: f.Rule, RuleIndex: index, Level: f.Severity.String(),
			Message: sarifMessage{message(f)}, Locations: sarifLocations(f),
		})
	}
	return writeJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// ruleIDs are the rules that the findings name, sorted, each once.
func ruleIDs(findings []Finding) []string {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// message is fault and hint, a line each.
func message(f Finding) string {
	if f.Hint == "" {
		return visible(f.Text)
	}
	return visible(f.Text) + "\n" + visible(f.Hint)
}

// sarifLocations is the place of a finding; none when it is about the site as a whole.
func sarifLocations(f Finding) []sarifLocation {
	if f.File == "" {
		return nil
	}
	at := sarifPhysical{Artifact: sarifArtifact{pathURI(f.File), "%SRCROOT%"}}
	if f.Pos.Line > 0 {
		at.Region = &sarifRegion{f.Pos.Line, max(f.Pos.Col, 0)}
	}
	return []sarifLocation{{at}}
}

// pathURI is a slash path as a relative reference.
func pathURI(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		// A colon in the first part would make a scheme of it.
		parts[i] = strings.ReplaceAll(url.PathEscape(parts[i]), ":", "%3A")
	}
	return strings.Join(parts, "/")
}
