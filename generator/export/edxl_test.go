package export_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/export"
)

// numericOffset is the pattern of EDXL's times.
var numericOffset = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$`)

// TestMessagesKeepTheOrder holds every message to the order of elements that is known of the schema, to its words and to its times.
func TestMessagesKeepTheOrder(t *testing.T) {
	_, files := exchanged(t)
	paths := files.of(".edxl.xml")
	order := append(export.MessageElements(), "report")
	required := []string{
		"messageID", "preparedBy", "authorizedBy", "reportPurpose", "reportNumber", "reportVersion", "forTimePeriod", "incidentID", "reportConfidence", "severity", "report",
	}
	for _, path := range paths {
		elements, texts := messageOf(t, files[path])
		last := -1
		for _, name := range elements {
			at := slices.Index(order, name)
			if at < last || at < 0 || at == last && name != "incidentID" && name != "precedingMessageID" {
				t.Errorf("%s: %s is out of order", path, name)
			}
			last = at
		}
		for _, name := range required {
			if !slices.Contains(elements, name) {
				t.Errorf("%s has no %s", path, name)
			}
		}
		for name, words := range map[string]string{
			"reportVersion": "Initial Update Final", "urgency": "Immediate Expected Future Past Unknown", "reportConfidence": "HighlyConfident SomewhatConfident Unsure NoConfidence",
			"severity": "Extreme Severe Moderate Minor Unknown",
		} {
			if text := texts[name]; text != "" && !slices.Contains(strings.Fields(words), text) {
				t.Errorf("%s: %s is %q", path, name, text)
			}
		}
		for _, name := range []string{"timeValue", "fromDateTime", "toDateTime", "nextContact"} {
			if text, there := texts[name]; there && !numericOffset.MatchString(text) {
				t.Errorf("%s: %s is %q", path, name, text)
			}
		}
	}
	if len(paths) != 6 || slices.Contains(paths, "reports/2026/03/12-wrong.edxl.xml") {
		t.Errorf("%q", paths)
	}
	_, flash := messageOf(t, files["reports/2026/03/11-flash.edxl.xml"])
	if flash["observationText"] != `Waves < 3 m "seen".` || flash["reportConfidence"] != "SomewhatConfident" || !strings.HasPrefix(flash["reportTitle"], "TLP:GREEN ") {
		t.Errorf("%v", flash)
	}
	if _, drill := messageOf(t, files["reports/2026/03/09-drill.edxl.xml"]); !strings.HasPrefix(drill["reportPurpose"], "EXERCISE EXERCISE EXERCISE ") {
		t.Errorf("%v", drill)
	}
}

// messageOf reads a message: the elements right below the root, and all texts by the name of their element.
func messageOf(t *testing.T, text string) (elements []string, texts map[string]string) {
	t.Helper()
	texts = map[string]string{}
	var open []string
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, texts
		}
		check(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			if open = append(open, token.Name.Local); len(open) == 2 {
				elements = append(elements, token.Name.Local)
			}
			if len(open) == 1 && token.Name != (xml.Name{Space: "urn:oasis:names:tc:emergency:EDXL:SitRep:1.0", Local: "sitRep"}) {
				t.Errorf("the root is %v", token.Name)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if said := strings.TrimSpace(string(token)); said != "" {
				texts[open[len(open)-1]] = said
			}
		}
	}
}

// TestGuideHasTheTable holds the guide's table to the elements that are written, in their order.
func TestGuideHasTheTable(t *testing.T) {
	data, err := os.ReadFile("../../content/pages/guide-exchange.md")
	check(t, err)
	_, table, _ := strings.Cut(string(data), "\n## EDXL-SitRep\n")
	var rows []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([A-Za-z]+)` \\|").FindAllStringSubmatch(table, -1) {
		rows = append(rows, row[1])
	}
	if want := append(append(export.MessageElements(), "report"), export.ObservationElements()...); !slices.Equal(rows, want) {
		t.Errorf("the guide has %q,\nwant %q", rows, want)
	}
	if !strings.Contains(string(data), "untested against the schema") {
		t.Error("the guide does not say that it is untested against the schema")
	}
}
