//go:build darwin || freebsd || netbsd

package source

import (
	"io/fs"
	"syscall"
)

// changed gives a file's change time in nanoseconds, and its inode.
func changed(info fs.FileInfo) (ctime int64, inode uint64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0
	}
	return s.Ctimespec.Nano(), uint64(s.Ino)
}
