package report

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/media"
	"sitrep/generator/source"
)

// Medium is a picture of a bundle's folder, and what is known of it without decoding it.
type Medium struct {
	File    string   // slash path from the site's root
	Sum     [32]byte // of its bytes
	Picture media.Picture
	Fault   media.Fault // why it cannot be published; zero when it can
	Public  Public      // of an attachment
}

// Public is a file as a reader gets it: without metadata.
type Public struct {
	Size int64 // bytes; 0 when nobody asked
	Sum  [32]byte
}

// Media are the pictures of a bundle, in the order of its files.
type Media []Medium

// Of finds what is known of a file; nil when it is no picture.
func (m Media) Of(f source.File) *Medium {
	for i := range m {
		if m[i].File == f.Path {
			return &m[i]
		}
	}
	return nil
}

// known finds a picture of the same bytes and kind of name that was looked at before.
func (m Media) known(f source.File) *Medium {
	for i := range m {
		if m[i].Sum == f.Sum && strings.EqualFold(path.Ext(m[i].File), path.Ext(f.Path)) {
			return &m[i]
		}
	}
	return nil
}

// lookAt looks at the pictures among a bundle's files, but for what is known from before. Of attached ones it is found out what a reader
// gets. The error is the reader's.
func lookAt(files []source.File, before Media, attached []Attachment, read func(source.File) ([]byte, error)) (Media, error) {
	var list Media
	for _, f := range files {
		if media.KindOf(f.Path) != media.Cleaned {
			continue
		}
		public := slices.ContainsFunc(attached, func(a Attachment) bool { return path.Base(a.Src) == path.Base(f.Path) })
		m := Medium{File: f.Path, Sum: f.Sum}
		if known := before.known(f); known != nil && (!public || known.Public.Size > 0 || known.Fault != media.Fault{}) {
			m.Picture, m.Fault, m.Public = known.Picture, known.Fault, known.Public
		} else if err := m.look(f, public, read); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// lookAtAll gives all texts of a bundle its pictures.
func lookAtAll(parsed []Parsed, files []source.File, before Media, read func(source.File) ([]byte, error)) error {
	var attached []Attachment
	for i := range parsed {
		attached = append(attached, parsed[i].Attachments...)
	}
	list, err := lookAt(files, before, attached, read)
	for i := range parsed {
		if p := &parsed[i]; len(list) > 0 {
			if p.Details == &noDetails {
				p.Details = new(Details)
			}
			p.Media = list
		}
	}
	return err
}

func (m *Medium) look(f source.File, public bool, read func(source.File) ([]byte, error)) error {
	if f.Size > media.MaxSize {
		m.Fault = *media.SizeFault(f.Size)
		return nil
	}
	data, err := read(f)
	if err != nil {
		return fmt.Errorf("read %s: %w", f.Path, err)
	}
	m.Picture, err = media.Look(f.Path, data)
	if err == nil && public {
		var clean []byte
		clean, err = media.Clean(f.Path, data)
		m.Public = Public{Size: int64(len(clean)), Sum: sha256.Sum256(clean)}
	}
	if fault := (*media.Fault)(nil); errors.As(err, &fault) {
		m.Fault, m.Public = *fault, Public{}
	}
	return nil
}
