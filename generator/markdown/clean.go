package markdown

import (
	"bytes"
	"unicode/utf8"
)

// clean gives every line the ending "\n", so that the same words have the same sums whatever editor wrote them, and puts
// U+FFFD for what is not text. Line numbers and, up to the first fault of a line, columns stay as they were.
func clean(src []byte, notes *notes) []byte {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	if !utf8.Valid(src) {
		at := firstInvalid(src)
		src = bytes.ToValidUTF8(src, []byte("\ufffd"))
		notes.warn(at, "text/not-utf8", "this is not UTF-8 text", `save the file as UTF-8`)
	}
	if at := bytes.IndexByte(src, 0); at >= 0 {
		src = bytes.ReplaceAll(src, []byte{0}, []byte("\ufffd"))
		notes.warn(at, "text/nul", "a NUL byte stands in the text", "delete it")
	}
	return src
}

func firstInvalid(src []byte) int {
	at := 0
	for at < len(src) {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}
