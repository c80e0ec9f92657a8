package source

import (
	"cmp"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// kind is what a directory entry turned out to be.
type kind uint8

const (
	regular    kind = iota // a file, summed
	unread                 // a file that nobody asks for, not opened
	huge                   // a text over maxText, not opened
	unreadable             // a file or folder that the system does not let us open
	directory              // a folder
	link                   // a symbolic link
	special                // a device, socket or pipe
	gone                   // listed, but no longer there when it was to be opened
)

// entry is one name in a folder.
type entry struct {
	File
	stat
	name   string
	kind   kind
	young  bool        // its stamp is too young to be trusted
	folder *folder     // what is in a directory; nil when nobody asks for it
	info   fs.FileInfo // while the walk is under way
}

// folder is a directory as a walk saw it. It is never changed once the walk is over, and the next walk takes it over when
// nothing in it is other than it was.
type folder struct {
	path    string  // slash path from the site's root; "" for the root itself
	entries []entry // by name; temporary files are left out
}

// entry finds a name in a folder; nil when it is not there.
func (f *folder) entry(name string) *entry {
	if f == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(f.entries, name, func(e entry, name string) int { return cmp.Compare(e.name, name) })
	if !ok {
		return nil
	}
	return &f.entries[i]
}

// at finds a name in a folder, most likely at the place where it stood in one that is like it.
func (f *folder) at(guess int, name string) *entry {
	if f != nil && guess < len(f.entries) && f.entries[guess].name == name {
		return &f.entries[guess]
	}
	return f.entry(name)
}

// or is the former folder if this one is the same.
func (f *folder) or(former *folder) *folder {
	if former == nil || len(f.entries) != len(former.entries) {
		return f
	}
	for i := range f.entries {
		if f.entries[i] != former.entries[i] {
			return f
		}
	}
	return former
}

// is reports whether an entry is the file or folder that looks so. Of one from a former walk an inode is all that is left to
// tell it by.
func (e *entry) is(info fs.FileInfo) bool {
	if e.info != nil {
		return os.SameFile(info, e.info)
	}
	_, inode := changed(info)
	return info.IsDir() && inode == e.inode
}

// trusts reports whether an entry looks as it did before, and so is what it was.
func (e *entry) trusts(before *entry) bool {
	return before != nil && !before.young && before.stat == e.stat
}

// former is what is known of a directory that stood under the same name before, if it is this one.
func (e *entry) former(before *entry) *folder {
	if before == nil || before.inode != e.inode {
		return nil
	}
	return before.folder
}

func kindOf(dir, name string, info fs.FileInfo) kind {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return directory
	case mode&fs.ModeSymlink != 0:
		return link
	case !mode.IsRegular():
		return special
	case !wanted(dir, name):
		return unread
	case info.Size() > maxText && strings.HasPrefix(dir, "content/") && strings.HasSuffix(name, ".md"):
		return huge
	}
	return regular
}

// join is the path of a name in a folder.
func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}
