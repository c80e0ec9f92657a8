package source

import "sitrep/generator/diag"

// File is one file of the site as a scan saw it. The Sum is its name for the rest of the house; the bytes are had with Tree.Read.
type File struct {
	Path string   // slash path from the site's root: content/reports/2024/11/10-moscow/map.png
	Sum  [32]byte // SHA-256 of the bytes
	Size int64    // bytes
}

// Text is a report or page in one language.
type Text struct {
	Lang    string // the suffix of NAME.LANG.md; "" for the original, which has none
	Version int    // of NAME.v1.md or NAME.v1.LANG.md, the text of a report before it was changed; 0 for the current one
	File
}

// Bundle is a report or page with all that belongs to it: its original, the translations, and the files of its folder. It is
// never changed once it is made.
type Bundle struct {
	Path  string   // below content/reports or content/pages, without .md, in NFC: 2024/11/10-moscow-drones
	Texts []Text   // the original first, then by language; after the current ones the earlier, by version; never empty
	Files []File   // every other file of the bundle's folder, by path
	Sum   [32]byte // names every byte the report may see: the bundle's path, and name and sum of each text and file
}

// Snapshot is the site's sources at one moment. Two scans of the same tree give the same Snapshot, whatever was remembered; a
// Bundle that is what it was in the scan before, in one process, is the same pointer. Snapshots share what they list, so that
// nobody may change it.
type Snapshot struct {
	Reports  []*Bundle // below content/reports, by Path
	Pages    []*Bundle // below content/pages, by Path
	Content  []File    // the known files directly in content/: site.yaml, regions.yaml, …; by path
	Layouts  []File    // below layouts/, by path
	Findings []diag.Finding
}
