package media

import (
	"image"
	"image/draw"
)

// shrink makes a picture smaller by a whole number, each pixel the mean of those whose place it takes: the first step from a large
// picture to a small copy, at a fraction of the cost of a finer filter, which then does the rest.
func shrink(from image.Image, by int) image.Image {
	if by < 2 {
		return from
	}
	b := from.Bounds()
	size := image.Rect(0, 0, (b.Dx()+by-1)/by, (b.Dy()+by-1)/by)
	if img, ok := from.(*image.YCbCr); ok && b.Min == (image.Point{}) {
		to := image.NewYCbCr(size, img.SubsampleRatio)
		cw, ch := chroma(img)
		tw, th := chroma(to)
		plane{to.Y, to.YStride, size.Dx(), size.Dy(), 1}.mean(plane{img.Y, img.YStride, b.Dx(), b.Dy(), 1}, by)
		plane{to.Cb, to.CStride, tw, th, 1}.mean(plane{img.Cb, img.CStride, cw, ch, 1}, by)
		plane{to.Cr, to.CStride, tw, th, 1}.mean(plane{img.Cr, img.CStride, cw, ch, 1}, by)
		return to
	}
	img := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(img, img.Rect, from, b.Min, draw.Src)
	to := image.NewRGBA(size)
	plane{to.Pix, to.Stride, size.Dx(), size.Dy(), 4}.mean(plane{img.Pix, img.Stride, b.Dx(), b.Dy(), 4}, by)
	return to
}

// chroma is the size of a picture's planes of colour.
func chroma(img *image.YCbCr) (w, h int) {
	return img.CStride, len(img.Cb) / max(1, img.CStride)
}

// plane is a grid of pixels of some bytes each.
type plane struct {
	pix          []byte
	stride, w, h int
	bytes        int
}

// mean fills the plane from one that is larger by a whole number. At the edges a pixel may take the place of fewer.
func (to plane) mean(from plane, by int) {
	for y := range to.h {
		top, bottom := min(y*by, from.h-1), min((y+1)*by, from.h)
		for x := range to.w {
			left, right := min(x*by, from.w-1), min((x+1)*by, from.w)
			for c := range to.bytes {
				sum, n := 0, (bottom-top)*(right-left)
				for row := top; row < bottom; row++ {
					for at := row*from.stride + left*from.bytes + c; at < row*from.stride+right*from.bytes; at += from.bytes {
						sum += int(from.pix[at])
					}
				}
				to.pix[y*to.stride+x*to.bytes+c] = byte((sum + n/2) / n)
			}
		}
	}
}
