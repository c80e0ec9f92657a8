package layout

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/semaphore"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/media"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// published is what is published of bundles' folders, by path.
type published map[string]output.File

// addMedia adds the files of a report's bundle that its text or header refers to.
func (e *edition) addMedia(to published, r *site.Entry) {
	if len(r.Files) == 0 || r.Status == report.Retracted {
		return
	}
	links := append(slices.Clone(r.Text.Links), markdown.Link{Target: r.Image.Src, Image: true})
	for _, a := range site.Attached(r) {
		links = append(links, markdown.Link{Target: a.Src})
	}
	e.addLinked(to, r.Origin(), links, r.Media)
	for _, former := range r.Earlier {
		e.addMedia(to, e.formerly(r, former))
	}
}

// addPageMedia does the same for a plain page.
func (e *edition) addPageMedia(to published, p *site.Page) {
	if len(p.Files) > 0 {
		e.addLinked(to, p.Origin(), p.Text.Links, p.Media)
	}
}

func (e *edition) addLinked(to published, from site.Origin, links []markdown.Link, known report.Media) {
	for _, link := range links {
		if link.Scheme != "" || link.Target == "" {
			continue
		}
		d := e.links.Follow(from, link)
		if d.File.Path == "" {
			continue
		}
		m := known.Of(d.File)
		to.add(original{d.File, m, e.studio})
		for _, width := range copies(d.File, m) {
			if link.Image {
				to.add(duplicate{original{d.File, m, e.studio}, width})
			}
		}
	}
}

func (p published) add(c interface {
	output.Content
	path() string
	from() string
}) {
	p[c.path()] = output.File{Path: c.path(), From: c.from(), Content: c}
}

// findMedia looks up a file of a bundle by its published path: the folder of that name, or one above it, is the bundle.
func (e *edition) findMedia(path string) (output.File, bool) {
	all := published{}
	for at := strings.LastIndexByte(path, '/'); at > 0; at = strings.LastIndexByte(path[:at], '/') {
		if bundle, ok := strings.CutPrefix(path[:at], "reports/"); ok {
			for _, r := range e.site.Versions(bundle) {
				e.addMedia(all, r)
			}
		}
		for _, p := range e.tree.Pages {
			if p.Path == path[:at] {
				e.addPageMedia(all, p)
			}
		}
	}
	file, found := all[path]
	return file, found
}

// copies are the widths of a picture's smaller copies, in pixels.
func copies(f source.File, m *report.Medium) []int {
	if m == nil {
		return nil
	}
	return m.Picture.Widths(f.Size)
}

// original is a file of a bundle: a picture without its metadata, any other as it is.
type original struct {
	file   source.File
	known  *report.Medium // nil when it is no picture
	studio *studio
}

func (o original) path() string { return site.Published(o.file) }
func (o original) from() string { return o.file.Path }

// Key names the file's bytes and what is done to them.
func (o original) Key() output.Sum {
	if kind := media.KindOf(o.file.Path); kind == media.Plain || kind == media.Opaque {
		return o.file.Sum
	}
	return madeOf(o.file, "clean")
}

func madeOf(f source.File, how string) output.Sum {
	return sha256.Sum256(slices.Concat([]byte(media.Version+"\x00"+how+"\x00"+strings.ToLower(path.Ext(f.Path))+"\x00"), f.Sum[:]))
}

// Make reads the file and cleans it.
func (o original) Make(b *bytes.Buffer) error {
	kind := media.KindOf(o.file.Path)
	turned := o.known == nil || o.known.Picture.Turned
	return o.studio.work(o, turned, b, func(data []byte) ([]byte, error) {
		if kind == media.Plain || kind == media.Opaque {
			return data, nil
		}
		return media.Clean(o.file.Path, data)
	})
}

// duplicate is a smaller copy of a picture.
type duplicate struct {
	original
	width int // pixels
}

// path is the picture's, with the width and a sum of what the copy is made of, so that no other file can have that name.
func (d duplicate) path() string {
	folder, name := path.Split(d.original.path())
	name = strings.TrimSuffix(name, path.Ext(name))
	for len(name) > mostOfName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	key := d.Key()
	return fmt.Sprintf("%s%s-%d.%x%s", folder, name, d.width, key[:6], d.known.Picture.Ending())
}

// mostOfName is how much of a picture's name is in the names of its copies, in bytes.
const mostOfName = 180

// Key names the picture's bytes and the width.
func (d duplicate) Key() output.Sum { return madeOf(d.file, strconv.Itoa(d.width)) }

// Make reads the picture and makes it smaller.
func (d duplicate) Make(b *bytes.Buffer) error {
	return d.studio.work(d.original, true, b, func(data []byte) ([]byte, error) { return media.Resize(d.file.Path, data, d.width) })
}

// studio is where pictures are made. No more of them are decoded at a time than the largest has pixels.
type studio struct {
	read func(source.File) ([]byte, error)
	room *semaphore.Weighted
}

func newStudio(read func(source.File) ([]byte, error)) *studio {
	return &studio{read, semaphore.NewWeighted(media.MaxPixels)}
}

func (s *studio) work(o original, decodes bool, b *bytes.Buffer, make func(data []byte) ([]byte, error)) error {
	data, err := s.read(o.file)
	if err != nil {
		return fmt.Errorf("read %s: %w", o.file.Path, err)
	}
	if decodes && o.known != nil {
		pixels := int64(o.known.Picture.Width) * int64(o.known.Picture.Height)
		if err := s.room.Acquire(context.Background(), pixels); err != nil {
			return err
		}
		defer s.room.Release(pixels)
	}
	made, err := make(data)
	if fault := (*media.Fault)(nil); errors.As(err, &fault) {
		return &pictureError{diag.Finding{File: o.file.Path, Rule: fault.Rule, Severity: diag.Error, Text: fault.Text, Hint: fault.Hint}}
	}
	b.Write(made)
	return err
}

// pictureError is a fault of a picture that shows only when it is decoded.
type pictureError struct{ finding diag.Finding }

func (e *pictureError) Error() string { return e.finding.File + ": " + e.finding.Text }
