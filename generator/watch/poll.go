package watch

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"time"
)

// signatures say of each folder what its files look like: name, size, time of change.
type signatures map[string]uint64

// poll waits for the next look around and passes on what it shows.
func (w *watcher) poll(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(w.Poll):
	}
	now := w.look()
	if changed := w.seen.differences(now); len(changed) > 0 {
		w.send(Event{Folders: changed})
	}
	w.seen = now
}

// look goes through all that is watched. A stat is all it takes; nothing is opened but folders.
func (w *watcher) look() signatures {
	seen := signatures{}
	for _, name := range w.Folders {
		// The walk is in lexical order, so that equal folders have equal signatures.
		_ = filepath.WalkDir(filepath.Join(w.root, name), func(at string, d fs.DirEntry, err error) error {
			rel := w.rel(at)
			switch {
			case err != nil:
				return nil // it went away, or we may not look
			case w.Ignore(rel) && d.IsDir():
				return fs.SkipDir
			case w.Ignore(rel):
				return nil
			case d.IsDir():
				seen[rel] = 0
				return nil
			}
			if info, err := d.Info(); err == nil {
				folder := path.Dir(rel)
				seen[folder] = signature(seen[folder], info)
			}
			return nil
		})
	}
	return seen
}

// signature adds a file to that of its folder.
func signature(before uint64, info fs.FileInfo) uint64 {
	h := fnv.New64a()
	b := binary.LittleEndian.AppendUint64(nil, before)
	b = binary.LittleEndian.AppendUint64(b, uint64(info.Size()))
	b = binary.LittleEndian.AppendUint64(b, uint64(info.ModTime().UnixNano()))
	b = binary.LittleEndian.AppendUint32(b, uint32(info.Mode()))
	h.Write(append(b, info.Name()...))
	return h.Sum64()
}

// differences names the folders that are not the same in both, sorted.
func (s signatures) differences(other signatures) []string {
	var changed []string
	for folder, sign := range s {
		if now, ok := other[folder]; !ok || now != sign {
			changed = append(changed, folder)
		}
	}
	for folder := range maps.Keys(other) {
		if _, ok := s[folder]; !ok {
			changed = append(changed, folder)
		}
	}
	slices.Sort(changed)
	return changed
}
