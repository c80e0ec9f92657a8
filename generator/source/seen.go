package source

// Seen is what one scan knew of each file, so that the next need not read an unchanged one again. It can be stored with gob.
type Seen struct {
	Files map[string]Stat // by slash path from the site's root
}

// Stat is a file's looks when its bytes were summed.
type Stat struct {
	Size  int64
	Mtime int64 // nanoseconds since 1970
	Ctime int64 // likewise; 0 where the system has none
	Inode uint64
	Sum   [32]byte
}
