package output

import (
	"errors"

	"sitrep/generator/diag"
	"sitrep/generator/parallel"
)

// Folder is the destination of a build that is to be published: a tree on disk.
type Folder struct {
	Tree   *Tree
	Again  bool   // make every file again
	Plan   Plan   // what was to be done
	Result Result // what was done
}

// Take brings the tree to hold exactly the files, unless some of them cannot go there.
func (f *Folder) Take(files Files, head Head) ([]diag.Finding, error) {
	var findings []diag.Finding
	var err error
	f.Plan, findings, err = f.Tree.Plan(files.All(), f.Again || f.Tree.manifest.Head.Generator != head.Generator)
	if err != nil || diag.Failed(findings) {
		return findings, err
	}
	judge := func(made []Entry) error {
		found, refused := judged(files, made, f.Plan.Keep)
		if findings = append(findings, found...); refused {
			return errRefused
		}
		return nil
	}
	f.Result, err = f.Tree.Apply(f.Plan, head, judge)
	if errors.Is(err, errRefused) {
		err = nil
	}
	return findings, err
}

// Nowhere is the destination of a check: files are made and thrown away.
type Nowhere struct{}

// Take makes every file.
func (Nowhere) Take(files Files, _ Head) ([]diag.Finding, error) {
	all, findings := distinct(sorted(files.All()))
	made := make([]Entry, len(all))
	err := parallel.Each(len(all), func(i int) (err error) {
		made[i], err = weigh(&all[i])
		return err
	})
	if err != nil {
		return findings, err
	}
	found, _ := judged(files, made, nil)
	return append(findings, found...), nil
}
