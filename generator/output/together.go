package output

import "sitrep/generator/diag"

// Together are several Files as one. No two of them have a file of one path.
type Together []Files

// All lists every file.
func (t Together) All() []File {
	var list []File
	for _, files := range t {
		list = append(list, files.All()...)
	}
	return list
}

// Find looks a file up in each of them.
func (t Together) Find(path string) (File, bool) {
	for _, files := range t {
		if file, found := files.Find(path); found {
			return file, true
		}
	}
	return File{}, false
}

// Judge asks all of them.
func (t Together) Judge(sent func(path string) int64) (findings []diag.Finding, refused bool) {
	for _, files := range t {
		more, no := files.Judge(sent)
		findings, refused = append(findings, more...), refused || no
	}
	return findings, refused
}
