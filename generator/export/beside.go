package export

import (
	"bytes"

	"sitrep/generator/key"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// beside is the format of a kind of data that lies beside the page of each report, made of a view of that report alone.
func beside[V any](kind site.Data, view func(*desk, *site.Entry) V, write func(*bytes.Buffer, V) error) format {
	file := func(d *desk, e *site.Entry) output.File {
		return key.File(d.hasher, site.Beside(e.URL, kind.Ending), e.File, func() V { return view(d, e) }, write)
	}
	return format{
		all: func(d *desk) []output.File {
			if !d.Config.Publishes(kind) {
				return nil
			}
			var files []output.File
			for _, t := range d.Trees {
				for _, e := range t.Entries {
					if d.Has(e, kind) {
						files = append(files, file(d, e))
					}
				}
			}
			return files
		},
		find: func(d *desk, path string) (output.File, bool) {
			e := d.ReportAt(path, kind.Ending)
			if e == nil || !d.Has(e, kind) {
				return output.File{}, false
			}
			return file(d, e), true
		},
	}
}
