package main

import (
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// editor is the address by which an editor opens a place in a file, with {file}, {line} and {col} in it; "" is none.
type editor string

// editorNamed gives the editor of a name, or the one that an address describes.
func editorNamed(name string) (editor, error) {
	known := map[string]editor{
		"none":            "",
		"vscode":          "vscode://file{file}:{line}:{col}",
		"vscode-insiders": "vscode-insiders://file{file}:{line}:{col}",
		"cursor":          "cursor://file{file}:{line}:{col}",
		"zed":             "zed://file{file}:{line}:{col}",
		"idea":            "idea://open?file={file}&line={line}&column={col}",
		"subl":            "subl://open?url=file://{file}&line={line}&column={col}",
		"txmt":            "txmt://open?url=file://{file}&line={line}&column={col}",
		"nova":            "nova://open?path={file}&line={line}&column={col}",
		"emacs":           "emacs://open?url=file://{file}&line={line}&column={col}",
	}
	if e, found := known[name]; found {
		return e, nil
	}
	scheme := regexp.MustCompile(`^([a-z][a-z0-9+.-]*):`).FindStringSubmatch(name)
	if scheme == nil || !strings.Contains(name, "{file}") || slices.Contains([]string{"javascript", "data", "vbscript", "blob", "file"}, scheme[1]) {
		return "", fmt.Errorf("--editor %s: write one of %s, or an address like myeditor://open?file={file}&line={line}",
			name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
	}
	return editor(name), nil
}

// opens is the address that opens a place in a file below a folder; line and column count from 1, and 0 is none.
func (e editor) opens(folder, file string, line, col int) string {
	if e == "" || file == "" {
		return ""
	}
	path := filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(file)))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/reports
	}
	address := strings.ReplaceAll(string(e), "{line}", strconv.Itoa(max(line, 1)))
	address = strings.ReplaceAll(address, "{col}", strconv.Itoa(max(col, 1)))
	return strings.ReplaceAll(address, "{file}", escapeFile(path)) // last: its name may hold anything
}

// escapeFile makes a file's path fit into the path and into the query of an address alike.
func escapeFile(path string) string {
	escaped := strings.ReplaceAll(url.QueryEscape(path), "+", "%20")
	return strings.ReplaceAll(strings.ReplaceAll(escaped, "%2F", "/"), "%3A", ":")
}
