package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Bounds of names, in bytes. File systems take 255; a published file's name adds an ending to the report's, and is written
// beside its place first.
const (
	maxName = 240
	maxPath = 1000
)

// Ignored reports whether a file or folder of that name is no source: hidden, a backup, or what an editor or the system
// leaves beside a file while it is open.
func Ignored(name string) bool {
	switch name {
	case "4913", "Thumbs.db", "desktop.ini", "___jb_tmp___", "___jb_old___": // vim, Windows, JetBrains
		return true
	}
	switch {
	case name == "", name[0] == '.', strings.HasPrefix(name, "~$"): // hidden; Office's locks
		return true
	case name[0] == '#' && name[len(name)-1] == '#': // Emacs
		return true
	}
	for _, ending := range endings {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// A Go file beside sources embeds them into a program; it is none of them. What the published tree calls unfinished cannot be
// published under that name.
var endings = []string{".go", "~", ".swp", ".swo", ".swx", ".tmp", ".sitrep-new", "___jb_tmp___", "___jb_old___"}

// NameFault says what keeps a name from being an address on every system, and the way out; "" when nothing does.
func NameFault(name string) (text, hint string) {
	switch {
	case !utf8.ValidString(name):
		return fmt.Sprintf("the name %q is not UTF-8", name), "rename it"
	case len(name) > maxName:
		return fmt.Sprintf("a name of %d bytes", len(name)), fmt.Sprintf("write at most %d", maxName)
	}
	for _, r := range name {
		if what := runeFault(r); what != "" {
			return fmt.Sprintf("the name %q holds %s", name, what), "rename it to " + cleaned(name)
		}
	}
	if last := name[len(name)-1]; last == '.' || last == ' ' {
		return fmt.Sprintf("the name %q ends in a dot or a space", name), "rename it to " + cleaned(name)
	}
	if base, _, _ := strings.Cut(name, "."); reserved(strings.TrimRight(base, " ")) {
		return fmt.Sprintf("%q is a device on Windows, where no file can have that name", base), "add a word: " + base + "-report"
	}
	return "", ""
}

// runeFault says why a rune may not stand in a name; "" when it may.
func runeFault(r rune) string {
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '.':
		return ""
	case strings.ContainsRune(`\:*?"<>|`, r):
		return fmt.Sprintf("%q, which not every system allows", r)
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return fmt.Sprintf("a control character (%U)", r)
	case unicode.Is(unicode.Bidi_Control, r):
		return fmt.Sprintf("a character that turns the direction of writing (%U)", r)
	}
	return ""
}

// cleaned is a name with its faults taken out, quoted when it is of use, and a word of advice otherwise.
func cleaned(name string) string {
	clean := strings.Map(func(r rune) rune {
		if runeFault(r) != "" {
			return '-'
		}
		return r
	}, name)
	return fmt.Sprintf("%q", strings.TrimRight(clean, ". "))
}

// reserved reports whether Windows takes a name, without its ending, for a device.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
func reserved(base string) bool {
	if len(base) < 3 || len(base) > 7 {
		return false
	}
	upper := strings.ToUpper(base)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, upper) {
		return true
	}
	number, ok := strings.CutPrefix(upper, "COM")
	if !ok {
		number, ok = strings.CutPrefix(upper, "LPT")
	}
	return ok && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}

// folded is what a name is to a system that does not tell case or composition apart. Two names that fold alike are one
// address.
func folded(name string) string {
	if plain(name) {
		return name
	}
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
}

// plain reports whether a name folds to itself for being ASCII without capitals, as nearly all are.
func plain(name string) bool {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
