package publish

import "io/fs"

// Leftovers are the files in a folder that was published to which belong to the site no more and lie there still: pages of a reader may
// refer to them for a while. None where there is no record.
func Leftovers(files fs.FS) []string {
	data, err := fs.ReadFile(files, recordName)
	if err != nil {
		return nil
	}
	r, err := decodeRecord(data)
	if err != nil {
		return nil
	}
	var paths []string
	for _, l := range r.Left {
		paths = append(paths, l.Path)
	}
	return paths
}
