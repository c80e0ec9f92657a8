//go:build !linux && !darwin && !freebsd && !netbsd

package source

import "io/fs"

// changed has nothing to tell on this system: a change that keeps size and modification time goes unseen here.
func changed(fs.FileInfo) (ctime int64, inode uint64) { return 0, 0 }
