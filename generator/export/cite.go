package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"sitrep/generator/cite"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// bibtex and csl are how to cite a report, for programs that keep references.
var (
	bibtex = beside(site.BibTeX, (*desk).reference, writeBibTeX)
	csl    = beside(site.CSL, (*desk).reference, writeCSL)
)

// Reference is a report as it is cited.
type Reference struct {
	cite.Reference
	Named named
}

// named is the file that holds what a report says. Its sum is taken when the reference is written; in a key stands the key of that file.
type named struct{ file *output.File }

// Sum is the file's key.
func (n named) Sum() output.Sum {
	if n.file == nil {
		return output.Sum{}
	}
	return n.file.Key()
}

// remark is the sum of the file in words that need no translation; "" where there is none.
func (n named) remark() (string, error) {
	if n.file == nil {
		return "", nil
	}
	var b bytes.Buffer
	if err := n.file.Make(&b); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return cite.Remark(n.file.Path, hex.EncodeToString(sum[:])), nil
}

func (d *desk) reference(e *site.Entry) Reference {
	r := Reference{Reference: *d.tree(e.Lang).Citation(e, d.spoken(e.Lang).get)}
	path := d.Named(e)
	for _, file := range d.sheetFiles(e) {
		if file.Path == path {
			r.Named = named{&file}
		}
	}
	return r
}

func writeBibTeX(b *bytes.Buffer, r Reference) error {
	remark, err := r.Named.remark()
	b.WriteString(r.BibTeX(remark))
	return err
}

func writeCSL(b *bytes.Buffer, r Reference) error {
	remark, err := r.Named.remark()
	if err != nil {
		return err
	}
	text, err := r.CSL(remark)
	b.Write(append(text, '\n'))
	return err
}
