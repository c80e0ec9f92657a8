package markdown

import (
	"encoding/binary"
	"errors"
)

// AppendBinary appends the body in a form that DecodeBody reads: counts and lengths as uvarints, strings as they are. Gob would
// repeat the description of the types with every body.
func (b Body) AppendBinary(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(b.Blocks)))
	for i := range b.Blocks {
		block := &b.Blocks[i]
		dst = binary.BigEndian.AppendUint64(dst, block.Sum)
		dst = appendString(dst, block.HTML)
		dst = binary.AppendUvarint(dst, uint64(len(block.Holes)))
		for _, h := range block.Holes {
			dst = append(dst, byte(h.Kind))
			dst = binary.AppendUvarint(dst, uint64(h.At))
			dst = binary.AppendUvarint(dst, uint64(h.End))
			dst = binary.AppendUvarint(dst, uint64(h.Link))
			dst = appendString(dst, h.Word)
		}
	}
	return dst
}

// DecodeBody reads what AppendBinary wrote, and refuses anything else.
func DecodeBody(data []byte) (Body, error) {
	d := decoder{rest: string(data)}
	b := Body{Blocks: make([]Block, d.count(10))}
	for i := range b.Blocks {
		block := &b.Blocks[i]
		block.Sum = d.uint64()
		block.HTML = d.string()
		block.Holes = d.holes(len(block.HTML))
	}
	if d.bad || d.rest != "" {
		return Body{}, errors.New("not a body")
	}
	return b, nil
}

// decoder takes values from the front of a string; once it ran short it gives zeros.
type decoder struct {
	rest string
	bad  bool
}

func (d *decoder) holes(size int) []Hole {
	n := d.count(5)
	if n == 0 {
		return nil
	}
	holes := make([]Hole, n)
	for i := range holes {
		holes[i] = Hole{Kind: HoleKind(d.take(1)[0]), At: int(d.uvarint()), End: int(d.uvarint()), Link: int(d.uvarint()), Word: d.string()}
		if holes[i].At < 0 || holes[i].At > holes[i].End || holes[i].End > size {
			d.bad = true
		}
	}
	return holes
}

// take takes n bytes, of which there are n even when the rest is shorter.
func (d *decoder) take(n int) string {
	if n > len(d.rest) {
		d.bad, d.rest = true, ""
		return string(make([]byte, min(n, 8)))
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) uint64() uint64 { return binary.BigEndian.Uint64([]byte(d.take(8))) }

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint([]byte(d.rest[:min(len(d.rest), binary.MaxVarintLen64)]))
	if n <= 0 {
		d.bad, d.rest = true, ""
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

// count reads how many things follow, each of which takes at least size bytes.
func (d *decoder) count(size int) int {
	n := d.uvarint()
	if n > uint64(len(d.rest)/size) {
		d.bad, d.rest = true, ""
		return 0
	}
	return int(n)
}

func (d *decoder) string() string { return d.take(d.count(1)) }
