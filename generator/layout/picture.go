package layout

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/media"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Picture is the report's main picture.
type Picture struct {
	Image   *Fragment
	Caption string
	Credit  string
}

// mainImage is what an <img> is made of.
type mainImage struct {
	ImageSource
	Alt string
}

// ImageSource says where a browser finds a picture, and how much room to leave for it before it is there.
type ImageSource struct {
	Src    template.URL
	Srcset string // the copies and their widths; "" when there are none
	Sizes  string // how wide it is shown at most
	Width  int    // pixels; 0 when it does not say
	Height int
}

// shownSizes is how wide a picture is shown: as wide as the window, but no wider than a column of text.
const shownSizes = "(min-width: 48rem) 46rem, 100vw"

// source is where a page from which up leads to the root finds a picture.
func (e *edition) source(up string, d site.Destination, known report.Media) ImageSource {
	s := ImageSource{Src: href(up, d.URL)}
	m := known.Of(d.File)
	if m == nil {
		return s
	}
	s.Width, s.Height = m.Picture.Width, m.Picture.Height
	widths := copies(d.File, m)
	if len(widths) == 0 {
		return s
	}
	var set []string
	for _, width := range widths {
		copy := duplicate{original{d.File, m, e.studio}, width}
		set = append(set, fmt.Sprintf("%s %dw", href(up, copy.path()), width))
	}
	if m.Picture.Width <= media.Widest {
		set = append(set, fmt.Sprintf("%s %dw", s.Src, m.Picture.Width))
	}
	s.Srcset, s.Sizes = strings.Join(set, ", "), shownSizes
	return s
}

// attributes are those of a picture in a body, as HTML, with a space before each. All but the first of a page wait until a reader comes near.
func (s ImageSource) attributes(first bool) string {
	var b strings.Builder
	b.WriteString(` src="` + string(s.Src) + `"`)
	if s.Srcset != "" {
		b.WriteString(` srcset="` + s.Srcset + `" sizes="` + s.Sizes + `"`)
	}
	if s.Width > 0 {
		b.WriteString(` width="` + strconv.Itoa(s.Width) + `" height="` + strconv.Itoa(s.Height) + `"`)
	}
	if !first {
		b.WriteString(` loading="lazy"`)
	}
	return b.String()
}

// picture is the header's image, if the bundle has that file.
func (e *edition) picture(up string, r *site.Entry) *Picture {
	if r.Image.Src == "" {
		return nil
	}
	d := e.links.Follow(r.Origin(), markdown.Link{Target: r.Image.Src})
	if d.File.Path == "" {
		return nil
	}
	img := mainImage{e.source(up, d, r.Media), r.Image.Alt}
	return &Picture{Image: e.image(img), Caption: r.Image.Caption, Credit: r.Image.Credit}
}

// image writes the tag of the main picture as that of a picture in a body is written.
func (e *edition) image(img mainImage) *Fragment {
	return &Fragment{sum: e.theme.key("image", img), make: func() (string, error) {
		return "<img" + img.attributes(true) + ` alt="` + template.HTMLEscapeString(img.Alt) + `">`, nil
	}}
}
