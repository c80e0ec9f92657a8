package watch

import "syscall"

// writing reports whether a program has a file open for writing, if the system says so. It is asked for a lease, which it only
// grants while nobody has; we let go of it at once. A program that opens the file in between waits for that, unharmed.
// See F_SETLEASE in fcntl(2): the file must be our own, and not on every file system is there such a thing.
func writing(path string) (busy, known bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOFOLLOW|syscall.O_CLOEXEC, 0)
	if err != nil {
		return false, false
	}
	defer syscall.Close(fd) // and with it goes the lease
	_, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_SETLEASE, syscall.F_RDLCK)
	return errno == syscall.EAGAIN, errno == syscall.EAGAIN || errno == 0
}
