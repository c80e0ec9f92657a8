package feed_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The names of JSON Feed 1.1, by what has them, and the kind of value that each wants.
var jsonNames = map[string]map[string]string{
	"feed": {
		"version": "string", "title": "string", "home_page_url": "url", "feed_url": "url", "description": "string", "user_comment": "string", "next_url": "url",
		"icon": "url", "favicon": "url", "authors": "authors", "language": "language", "expired": "bool", "hubs": "hubs", "items": "items",
	},
	"item": {
		"id": "string", "url": "url", "external_url": "url", "title": "string", "content_html": "string", "content_text": "string", "summary": "string", "image": "url",
		"banner_image": "url", "date_published": "time", "date_modified": "time", "authors": "authors", "tags": "strings", "language": "language", "attachments": "attachments",
	},
	"author":     {"name": "string", "url": "url", "avatar": "url"},
	"hub":        {"type": "string", "url": "url"},
	"attachment": {"url": "url", "mime_type": "media", "title": "string", "size_in_bytes": "number", "duration_in_seconds": "number"},
}

// jsonRequired are those that must be there (JSON Feed 1.1, "Top-level", "Items", "Attachments"), and what we promise beyond them.
var jsonRequired = map[string][]string{
	"feed": {"version", "title", "items", "home_page_url", "feed_url", "language", "authors"},
	"item": {"id", "url", "title", "content_html", "date_published", "date_modified", "language", "_sitrep"}, "hub": {"type", "url"}, "attachment": {"url", "mime_type"},
}

type jsonCheck struct{ faults []string }

func (c *jsonCheck) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

// jsonFaults is what is wrong with a JSON Feed.
func jsonFaults(text string) []string {
	c := &jsonCheck{}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var feed map[string]any
	if err := d.Decode(&feed); err != nil || d.More() {
		return []string{fmt.Sprint("no JSON object: ", err)}
	}
	c.object("feed", feed)
	if feed["version"] != "https://jsonfeed.org/version/1.1" {
		c.fault("the version is %v", feed["version"])
	}
	ids := map[any]bool{}
	items, _ := feed["items"].([]any)
	for _, item := range items {
		item, _ := item.(map[string]any)
		if ids[item["id"]] {
			c.fault("the id %v stands twice", item["id"])
		}
		ids[item["id"]] = true
		html, _ := item["content_html"].(string)
		for _, fault := range contentFaults(html) {
			c.fault("%v: %s", item["id"], fault)
		}
	}
	return c.faults
}

// object holds an object to the names of its kind. Names of our own begin with an underscore and a letter, and have no point.
func (c *jsonCheck) object(kind string, o map[string]any) {
	for _, name := range jsonRequired[kind] {
		if _, there := o[name]; !there {
			c.fault("a %s has no %s: %v", kind, name, o["id"])
		}
	}
	if kind == "author" && len(o) == 0 {
		c.fault("an author says nothing")
	}
	for name, value := range o {
		want, known := jsonNames[kind][name]
		switch {
		case known && !c.is(want, value):
			c.fault("%s of a %s is no %s: %v", name, kind, want, value)
		case !known && (len(name) < 2 || name[0] != '_' || !strings.Contains("abcdefghijklmnopqrstuvwxyz", name[1:2]) || strings.Contains(name, ".")):
			c.fault("a %s has an unknown %q", kind, name)
		}
	}
}

// is holds a value to its kind.
func (c *jsonCheck) is(kind string, value any) bool {
	text, isText := value.(string)
	list, isList := value.([]any)
	switch kind {
	case "string":
		return isText && text != ""
	case "url":
		return isWhole(text)
	case "language":
		return isLanguage(text)
	case "time":
		return isDateTime(text)
	case "media":
		return isMediaType(text)
	case "number":
		_, ok := value.(json.Number)
		return ok
	case "strings":
		return isList && !slices.ContainsFunc(list, func(v any) bool { s, ok := v.(string); return !ok || s == "" })
	case "authors", "hubs", "items", "attachments":
		for _, v := range list {
			o, ok := v.(map[string]any)
			isList = isList && ok
			c.object(strings.TrimSuffix(kind, "s"), o)
		}
		return isList && (len(list) > 0 || kind == "items")
	}
	return false
}

func jsonIsValid(t *testing.T, sites map[string]published) {
	for name, site := range sites {
		paths := site.paths(".feed.json", "/feed.json")
		if len(paths) < 5 || len(site["feed.json"]) == 0 {
			t.Errorf("%s: only %q", name, paths)
		}
		for _, path := range append(paths, "feed.json") {
			for _, fault := range jsonFaults(site[path]) {
				t.Errorf("%s: %s: %s", name, path, fault)
			}
			if !strings.Contains(site[path], `/`+path+`"`) || !bytes.HasSuffix([]byte(site[path]), []byte("}\n")) {
				t.Errorf("%s: %s does not say what it is", name, path)
			}
		}
	}
}

// bothFormatsSayTheSame holds that a feed has the same entries in Atom and JSON, in the same order.
func bothFormatsSayTheSame(t *testing.T, sites map[string]published) {
	for name, site := range sites {
		for _, path := range append(site.paths(".feed.json"), "feed.json") {
			atom := strings.TrimSuffix(strings.TrimSuffix(path, ".feed.json"), ".json") + ".atom"
			feed, err := parseXML(site[atom])
			if err != nil {
				t.Fatal(atom, err)
			}
			var items struct {
				Items []struct {
					ID, Title, URL string
					Content        string `json:"content_html"`
					Modified       string `json:"date_modified"`
				}
			}
			if err := json.Unmarshal([]byte(site[path]), &items); err != nil {
				t.Fatal(path, err)
			}
			entries := feed.all(atomSpace, "entry")
			if len(entries) != len(items.Items) {
				t.Fatalf("%s: %s has %d, %s %d", name, path, len(items.Items), atom, len(entries))
			}
			for i, item := range items.Items {
				e := entries[i]
				got := []string{item.ID, item.Title, item.URL, item.Content, item.Modified}
				want := []string{e.one(atomSpace, "id"), e.one(atomSpace, "title"), links(e, "alternate")[0], e.one(atomSpace, "content"), e.one(atomSpace, "updated")}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s, entry %d: %q, in Atom %q", name, path, i, got, want)
				}
			}
		}
	}
}
