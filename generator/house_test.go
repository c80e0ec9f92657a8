package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms are the rooms of the house from the first to the last, each with the rooms it may import. What a room does not know
// cannot break it: output, watch and preview do not know what a report is; layout is the only one that knows how pages look.
var rooms = []struct {
	name string
	may  string
}{
	{"diag", ""},
	{"parallel", ""},
	{"strict", "diag"},
	{"source", "diag"},
	{"vocabulary", "diag strict"},
	{"gazetteer", "diag strict vocabulary"},
	{"markdown", "diag"},
	{"media", ""},
	{"cite", ""},
	{"card", ""},
	{"report", "diag strict source vocabulary markdown media"},
	{"profile", "diag vocabulary report"},
	{"memory", "parallel source markdown report"},
	{"site", "diag parallel strict source vocabulary gazetteer markdown cite report"},
	{"lint", "diag parallel source vocabulary gazetteer markdown media card report site"},
	{"locale", ""},
	{"graphic", ""},
	{"output", "diag parallel"},
	{"key", "output"},
	{"paper", ""},
	{"layout", "diag parallel strict source vocabulary gazetteer markdown media card cite report site locale graphic output key paper"},
	{"export", "diag parallel strict vocabulary gazetteer markdown cite report site locale output key source"},
	{"search", "diag parallel markdown report site output key"},
	{"hosting", "output"},
	{"feed", "diag markdown report site locale output key hosting"},
	{"seal", ""},
	{"verify", "parallel output hosting"},
	{"publish", "diag parallel hosting output"},
	{"watch", ""},
	{"preview", "diag output"},
	{"", "diag parallel source vocabulary gazetteer markdown report profile memory site lint output paper layout export feed search hosting"}, // generator itself
}

// liberties are what few rooms may use, and which.
var liberties = []struct {
	what  string
	uses  func(file *ast.File) bool
	rooms string
}{
	{"the clock", calls("time", "Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"), "watch publish"},
	{"the environment", calls("os", "Getenv", "LookupEnv", "Environ", "ExpandEnv", "UserCacheDir", "UserHomeDir", "Getwd"), ""},
	{"the disk", imports("os"), "source memory output watch paper publish"},
	{"the network", imports("net", "net/http"), "preview verify publish"},
	{"other programs", imports("os/exec"), "paper publish"},
	{"the machine's own time zone", calls("time", "Local"), ""},
}

func TestTheHouse(t *testing.T) {
	files := sources(t)
	for _, room := range rooms {
		if len(files[room.name]) == 0 {
			t.Errorf("the room %q is empty", room.name)
		}
		for name, file := range files[room.name] {
			checkImports(t, name, file, strings.Fields(room.may))
			for _, l := range liberties {
				if l.uses(file) && !slices.Contains(strings.Fields(l.rooms), room.name) {
					t.Errorf("%s uses %s, which only these rooms may: %q", name, l.what, l.rooms)
				}
			}
		}
		delete(files, room.name)
	}
	for room := range files {
		t.Errorf("the room %q has no place in the table", room)
	}
}

func checkImports(t *testing.T, name string, file *ast.File, may []string) {
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		room, ours := strings.CutPrefix(imported, "sitrep/generator")
		if ours && !slices.Contains(may, strings.TrimPrefix(room, "/")) {
			t.Errorf("%s imports %s, which is not an earlier room that it may know", name, imported)
		}
		if strings.HasPrefix(imported, "sitrep/") && !ours {
			t.Errorf("%s imports %s: the generator is given layouts and content, it does not fetch them", name, imported)
		}
	}
}

// TestTheSameWordsAreFixed holds that these three modules are used, each in one room.
func TestFixedModulesHaveOneRoom(t *testing.T) {
	for module, room := range map[string]string{
		"github.com/yuin/goldmark": "markdown", "github.com/adrg/frontmatter": "report", "github.com/fsnotify/fsnotify": "watch",
		"github.com/chromedp/chromedp": "paper", "github.com/go-text/typesetting": "card", "github.com/minio/minio-go/v7": "publish",
	} {
		var users []string
		for name, files := range sources(t) {
			for _, file := range files {
				if imports(module)(file) && !slices.Contains(users, name) {
					users = append(users, name)
				}
			}
		}
		if !slices.Equal(users, []string{room}) {
			t.Errorf("%s is used in %q, want it in %q alone", module, users, room)
		}
	}
}

// sources parses the Go files of every room, without tests and without programs that only make files of the repository.
func sources(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	files := map[string]map[string]*ast.File{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(name), nil, 0)
		if err != nil || file.Name.Name == "main" {
			return err
		}
		room, _, below := strings.Cut(name, "/")
		if !below {
			room = ""
		}
		if files[room] == nil {
			files[room] = map[string]*ast.File{}
		}
		files[room][name] = file
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func imports(paths ...string) func(*ast.File) bool {
	return func(file *ast.File) bool {
		return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
			imported, _ := strconv.Unquote(spec.Path.Value)
			return slices.ContainsFunc(paths, func(p string) bool {
				return imported == p || strings.Contains(p, ".") && strings.HasPrefix(imported, p+"/")
			})
		})
	}
}

func calls(pkg string, names ...string) func(*ast.File) bool {
	return func(file *ast.File) bool {
		found := false
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == pkg && slices.Contains(names, s.Sel.Name) {
					found = true
				}
			}
			return !found
		})
		return found
	}
}
