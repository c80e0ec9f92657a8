package generator_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// picture is a PNG file of a number of pixels by two, so large for what it says that copies of it are worth their while.
func picture(width int) string {
	img := image.NewGray(image.Rect(0, 0, width, 2))
	for x := range width {
		img.SetGray(x, 0, color.Gray{uint8(x * width)})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a buffer takes everything
	}
	const head = 8 + 25 // signature and first chunk
	said := "tEXtAuthor\x00" + strings.Repeat("CANARY ", 10_000)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(said)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, said...), crc32.ChecksumIEEE([]byte(said)))
	return string(b.Bytes()[:head]) + string(chunk) + string(b.Bytes()[head:])
}

// picture changes the picture of a report, which may be shown by its page and that of an earlier version.
func (h *history) picture() string {
	for _, path := range h.paths() {
		if h.reports[path].bundle && h.r.IntN(2) == 0 {
			width := 470 + h.r.IntN(20)
			h.write("content/reports/"+path+"/map.png", picture(width))
			return fmt.Sprintf("change the picture of %s to %d", path, width)
		}
	}
	return h.create()
}
