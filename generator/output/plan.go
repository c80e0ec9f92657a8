package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"sitrep/generator/diag"
	"sitrep/generator/parallel"
)

// Reasons why a file is made.
const (
	New      = "new"
	Changed  = "what it is made from has changed"
	Missing  = "it is missing in the published tree"
	Altered  = "it was altered in the published tree"
	Asked    = "everything is made again, as asked"
	Unsealed = "the former build was interrupted"
)

// Plan is what must be done so that a tree holds exactly the wanted files.
type Plan struct {
	Steps  []Step   // by path
	Keep   []Entry  // files that stay as they are, by path
	Remove []string // files of ours that are no longer wanted, by path
}

// Step is one file to be made.
type Step struct {
	File   *File
	Was    *Entry // the entry it replaces; nil when there is none or the file on disk is not what the entry says
	Reason string // one of the reasons above
}

// Plan compares the wanted files with the tree; it sorts them in place. With again, keys are ignored and every file is made. Two
// files for one path, and a file of somebody else where one of ours must go, are findings; the plan then leaves those files out.
func (t *Tree) Plan(files []File, again bool) (Plan, []diag.Finding, error) {
	files, findings := distinct(sorted(files))
	decisions := make([]decision, len(files))
	groups := byFolder(len(files), func(i int) string { return files[i].Path })
	err := parallel.Each(len(groups), func(g int) error {
		folder, err := t.root.OpenRoot(cmp.Or(groups[g].folder, "."))
		switch {
		case err == nil:
			defer folder.Close()
		case errors.Is(err, syscall.ENOTDIR):
			for _, i := range groups[g].members {
				decisions[i].foreign = true // a file stands where the folder must be
			}
			return nil
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("open %s in the published tree: %w", groups[g].folder, err)
		}
		for _, i := range groups[g].members {
			decisions[i] = t.decide(folder, &files[i], again)
		}
		return nil
	})
	if err != nil {
		return Plan{}, findings, err
	}
	plan := Plan{Remove: t.stale(files)}
	foreign := 0
	for i, d := range decisions {
		switch {
		case d.foreign:
			if foreign++; foreign <= mostInTheWay {
				findings = append(findings, inTheWay(t.dir, files[i]))
			}
		case d.reason == "":
			plan.Keep = append(plan.Keep, *d.was)
		default:
			plan.Steps = append(plan.Steps, Step{File: &files[i], Was: d.was, Reason: d.reason})
		}
	}
	if foreign > mostInTheWay {
		findings = append(findings, manyInTheWay(t.dir, foreign))
	}
	return plan, findings, nil
}

// mostInTheWay is how many foreign files are named one by one.
const mostInTheWay = 5

func manyInTheWay(dir string, n int) diag.Finding {
	return diag.Finding{
		File: dir, Rule: "output/in-the-way", Severity: diag.Error,
		Text: fmt.Sprintf("%d files stand where ours must go, and %s does not say that sitrep wrote them", n, ManifestName),
		Hint: "if the manifest was lost, empty the folder and build again; if it is somebody else's folder, build into another with --out",
	}
}

// decision is what must be done about one file: nothing without a reason.
type decision struct {
	was     *Entry
	reason  string
	foreign bool // somebody else's file stands there
}

// decide looks at one file; folder is nil when the file's folder does not exist.
func (t *Tree) decide(folder *os.Root, file *File, again bool) decision {
	entry := t.manifest.Find(file.Path)
	_, pending := slices.BinarySearch(t.pending, file.Path)
	var info fs.FileInfo
	if folder != nil {
		info, _ = folder.Lstat(path.Base(file.Path))
	}
	switch {
	case info == nil && entry != nil:
		return decision{reason: Missing}
	case info == nil:
		return decision{reason: New}
	case entry == nil && !pending:
		return decision{foreign: true}
	case pending:
		return decision{reason: Unsealed}
	case !info.Mode().IsRegular() || info.Size() != entry.Size:
		return decision{reason: Altered}
	case again:
		return decision{was: entry, reason: Asked}
	case entry.Key != file.Key():
		return decision{was: entry, reason: Changed}
	}
	kept, err := weighed(folder, file, entry)
	if err != nil {
		return decision{reason: Altered}
	}
	return decision{was: kept}
}

// stale lists the files of ours that are not among the wanted ones, which are sorted by path.
func (t *Tree) stale(wanted []File) []string {
	var ours []string
	for _, e := range t.manifest.Entries {
		ours = append(ours, e.Path)
	}
	ours = append(ours, t.pending...)
	slices.Sort(ours)
	return slices.DeleteFunc(slices.Compact(ours), func(path string) bool {
		_, found := slices.BinarySearchFunc(wanted, path, func(f File, path string) int { return cmp.Compare(f.Path, path) })
		return found
	})
}

func sorted(files []File) []File {
	slices.SortFunc(files, func(a, b File) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.From, b.From)) })
	return files
}

// distinct drops every file whose path an earlier one has already, on a system that folds case or composes accents too.
func distinct(files []File) ([]File, []diag.Finding) {
	var findings []diag.Finding
	holder := make(map[string]int, len(files))
	kept := files[:0]
	for _, f := range files {
		key := foldPath(f.Path)
		if i, taken := holder[key]; taken {
			findings = append(findings, clash(kept[i], f))
			continue
		}
		holder[key] = len(kept)
		kept = append(kept, f)
	}
	return kept, findings
}

func clash(first, second File) diag.Finding {
	text := fmt.Sprintf("%s would be published at %s, and so would %s", second.From, second.Path, first.From)
	if first.Path != second.Path {
		text = fmt.Sprintf("%s would be published at %s, which many systems cannot tell from %s of %s", second.From, second.Path, first.Path, first.From)
	}
	return diag.Finding{File: second.From, Rule: "output/two-sources", Severity: diag.Error, Text: text, Hint: "give one of them another name"}
}

func inTheWay(dir string, f File) diag.Finding {
	return diag.Finding{
		File: f.From, Rule: "output/in-the-way", Severity: diag.Error,
		Text: fmt.Sprintf("%s must go to %s, where a file stands that sitrep did not write", f.From, f.Path),
		Hint: fmt.Sprintf("move %s away, or build into another folder with --out", path.Join(dir, f.Path)),
	}
}

// foldPath gives equal keys to paths that some file system takes for one: equal after NFC and case folding.
func foldPath(p string) string {
	for i := range len(p) {
		if p[i] >= 0x80 {
			return cases.Fold().String(norm.NFC.String(p))
		}
	}
	return strings.ToLower(p)
}

// group is the files of one folder, at most a few hundred, so that folders are opened once and work is spread evenly.
type group struct {
	folder  string // "" for the root
	members []int
}

func byFolder(n int, name func(int) string) []group {
	const most = 256
	open := map[string]int{} // folder -> its group that still has room
	var groups []group
	for i := range n {
		folder := ""
		if slash := strings.LastIndexByte(name(i), '/'); slash >= 0 {
			folder = name(i)[:slash]
		}
		g, found := open[folder]
		if !found || len(groups[g].members) == most {
			g = len(groups)
			open[folder] = g
			groups = append(groups, group{folder: folder})
		}
		groups[g].members = append(groups[g].members, i)
	}
	return groups
}
