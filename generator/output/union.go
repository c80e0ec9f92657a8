package output

import "sitrep/generator/diag"

// Union is the files of several rooms as one. The first that has a file at a path is asked for it.
type Union []Files

// All lists the files of all.
func (u Union) All() []File {
	var list []File
	for _, files := range u {
		list = append(list, files.All()...)
	}
	return list
}

// Find looks up one file.
func (u Union) Find(path string) (File, bool) {
	for _, files := range u {
		if file, found := files.Find(path); found {
			return file, true
		}
	}
	return File{}, false
}

// Judge asks all.
func (u Union) Judge(sent func(path string) int64) (findings []diag.Finding, refused bool) {
	for _, files := range u {
		found, no := files.Judge(sent)
		findings, refused = append(findings, found...), refused || no
	}
	return findings, refused
}
