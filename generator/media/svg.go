package media

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

const (
	svgSpace = "http://www.w3.org/2000/svg"
	maxSVG   = 8 << 20 // bytes
	maxDepth = 200     // of elements within elements
)

// isSVG reports whether text begins as SVG does; what stands before the root element may be long.
func isSVG(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return hasPrefix(data, "<") && (bytes.Contains(data, []byte("<svg")) || bytes.Contains(data, []byte(":svg")))
}

// svgFile is an SVG file on its way through.
type svgFile struct {
	stripped
	kept   bytes.Buffer
	within []string // the elements that are open
	closed bool
	style  *bytes.Buffer // the style sheet that is being read
}

// stripSVG writes the picture anew from the elements and attributes that draw. Scripts, handlers of events, links, foreign elements, what
// editors and their users left, and whatever leads to another file are not among them.
func stripSVG(data []byte) (stripped, error) {
	f := svgFile{}
	f.Clear = true
	if len(data) > maxSVG {
		return stripped{}, tooLarge(strconv.Itoa(len(data)>>20)+" MiB of SVG", strconv.Itoa(maxSVG>>20))
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return f.end()
		}
		if err != nil {
			return stripped{}, damaged("%v", err)
		}
		if err := f.take(d, token); err != nil {
			return stripped{}, err
		}
	}
}

func (f *svgFile) take(d *xml.Decoder, token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		return f.open(d, token)
	case xml.EndElement:
		return f.close(token.Name.Local)
	case xml.CharData:
		switch {
		case f.style != nil:
			f.style.Write(token)
		case len(f.within) > 0 && slices.Contains(svgTexts, f.within[len(f.within)-1]):
			escape(&f.kept, string(token))
		}
	}
	return nil
}

// escape writes text. An attribute stands in double quotes.
func escape(to *bytes.Buffer, text string) {
	_ = xml.EscapeText(to, []byte(text)) // a buffer takes everything
}

func (f *svgFile) open(d *xml.Decoder, e xml.StartElement) error {
	drawn := (e.Name.Space == svgSpace || e.Name.Space == "") && slices.Contains(svgElements, e.Name.Local)
	switch {
	case f.closed, len(f.within) == 0 && e.Name.Local != "svg":
		return damaged("it is more than one picture, or none")
	case f.style != nil || !drawn:
		if err := d.Skip(); err != nil {
			return damaged("%v", err)
		}
		return nil
	case len(f.within) == maxDepth:
		return unfit("an SVG picture of more than %d elements within elements", maxDepth)
	}
	if f.within = append(f.within, e.Name.Local); e.Name.Local == "style" {
		f.style = new(bytes.Buffer)
		return nil
	}
	f.kept.WriteString("<" + e.Name.Local)
	if len(f.within) == 1 {
		f.kept.WriteString(` xmlns="` + svgSpace + `"`)
		f.size(e)
	}
	if err := f.attributes(e); err != nil {
		return err
	}
	f.kept.WriteString(">")
	return nil
}

func (f *svgFile) close(name string) error {
	if f.style != nil {
		sheet, ok := safeSheet(f.style.String())
		if !ok {
			return unfit("its style sheet leads to other files, or cannot be understood")
		}
		f.kept.WriteString("<style>")
		escape(&f.kept, sheet)
		f.style = nil
	}
	f.kept.WriteString("</" + name + ">")
	f.within = f.within[:len(f.within)-1]
	f.closed = len(f.within) == 0
	return nil
}

// attributes writes those of an element that draw.
func (f *svgFile) attributes(e xml.StartElement) error {
	written := map[string]bool{}
	for _, a := range e.Attr {
		name, value := a.Name.Local, a.Value
		switch {
		case name == "href" && (a.Name.Space == "" || a.Name.Space == "http://www.w3.org/1999/xlink"):
			var err error
			if value, err = f.reference(e.Name.Local, value); err != nil {
				return err
			}
		case a.Name.Space == "http://www.w3.org/XML/1998/namespace" && (name == "space" || name == "lang"):
			name = "xml:" + name
		case a.Name.Space != "" || !drawing(name):
			continue
		case name == "style":
			value = safeDeclarations(value)
		case !safeValue(value):
			continue
		}
		if value == "" && name != "class" || written[name] {
			continue
		}
		written[name] = true
		f.kept.WriteString(" " + name + `="`)
		escape(&f.kept, value)
		f.kept.WriteString(`"`)
	}
	return nil
}

// drawing reports whether an attribute is one that draws, or says in words what is drawn.
func drawing(name string) bool {
	_, known := slices.BinarySearch(svgAttributes, name)
	return known || strings.HasPrefix(name, "aria-")
}

// reference keeps what leads to another part of the same picture, and a picture within the picture, cleaned.
func (f *svgFile) reference(element, value string) (string, error) {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "#") && element != "image" {
		return value, nil
	}
	media, encoded, ok := strings.Cut(value, ";base64,")
	if element != "image" || !ok {
		return "", nil
	}
	ending, known := map[string]string{"data:image/png": ".png", "data:image/jpeg": ".jpg", "data:image/jpg": ".jpg", "data:image/gif": ".gif", "data:image/webp": ".webp"}[media]
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
	if err != nil || !known {
		return "", nil
	}
	clean, err := Clean("picture"+ending, data)
	if err != nil {
		return "", err
	}
	return strings.Replace(media, "image/jpg", "image/jpeg", 1) + ";base64," + base64.StdEncoding.EncodeToString(clean), nil
}

// size is that of the picture, if it says one in pixels, or the one it is drawn in.
func (f *svgFile) size(e xml.StartElement) {
	said := map[string]string{}
	for _, a := range e.Attr {
		if a.Name.Space == "" {
			said[a.Name.Local] = a.Value
		}
	}
	width, height := pixels(said["width"]), pixels(said["height"])
	if box := strings.FieldsFunc(said["viewBox"], func(r rune) bool { return r == ' ' || r == ',' }); len(box) == 4 && (width == 0 || height == 0) {
		width, height = pixels(box[2]), pixels(box[3])
	}
	if width > 0 && height > 0 {
		f.Width, f.Height = width, height
	}
}

func pixels(text string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "px"), 64)
	if err != nil || !(n >= 1 && n <= maxSide) {
		return 0
	}
	return int(n + 0.5)
}

func (f *svgFile) end() (stripped, error) {
	if !f.closed {
		return stripped{}, damaged("it holds no picture")
	}
	f.data = append(f.kept.Bytes(), '\n')
	return f.stripped, nil
}
