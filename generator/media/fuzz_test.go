package media

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// fuzz holds a cleaner to what must be true of any bytes: it refuses them as the writer's fault, or what it makes of them stays as it
// is when it is cleaned again, is no larger than it must be, and is what Look says of it.
func fuzz(f *testing.F, name string, more func(t *testing.T, clean []byte)) {
	for _, p := range taintedPictures(f) {
		if strings.EqualFold(p.name, name) {
			f.Add(p.data)
			f.Add(p.data[:len(p.data)/2])
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := strip(name, data)
		if err != nil {
			checkFault(t, err)
			return
		}
		if again, err := strip(name, s.data); err != nil || !bytes.Equal(again.data, s.data) || again.Picture != s.Picture {
			t.Fatalf("cleaned again it is %+v, not %+v: %v", again.Picture, s.Picture, err)
		}
		if s.Width*s.Height > 1<<14 {
			return // so that the machine looks at more of them
		}
		if _, err := Clean(name, data); err != nil {
			checkFault(t, err)
		}
		if _, err := Resize(name, data, 32); err != nil {
			checkFault(t, err)
		}
		if more != nil {
			more(t, s.data)
		}
	})
}

func checkFault(t *testing.T, err error) {
	t.Helper()
	var fault *Fault
	if !errors.As(err, &fault) || fault.Rule == "" || fault.Text == "" || fault.Hint == "" {
		t.Fatalf("%#v is no fault of a writer's", err)
	}
}

func FuzzJPEG(f *testing.F) { fuzz(f, "a.jpg", nil) }
func FuzzPNG(f *testing.F)  { fuzz(f, "a.png", nil) }
func FuzzGIF(f *testing.F)  { fuzz(f, "a.gif", nil) }
func FuzzWebP(f *testing.F) { fuzz(f, "a.webp", nil) }

// FuzzSVG holds, besides, that nothing in a cleaned picture runs or leads out of it, as another reader of XML sees it.
func FuzzSVG(f *testing.F) {
	fuzz(f, "a.svg", func(t *testing.T, clean []byte) {
		d := xml.NewDecoder(bytes.NewReader(clean))
		for {
			token, err := d.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("%v in %q", err, clean)
			}
			switch token := token.(type) {
			case xml.StartElement:
				checkElement(t, token)
			case xml.Comment, xml.ProcInst, xml.Directive:
				t.Fatalf("%T in %q", token, clean)
			}
		}
	})
}

func checkElement(t *testing.T, e xml.StartElement) {
	for _, name := range []string{"script", "foreignObject", "a", "set", "animate", "iframe", "feImage", "metadata"} {
		if strings.EqualFold(e.Name.Local, name) {
			t.Fatalf("there is <%s>", name)
		}
	}
	for _, a := range e.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Value))
		switch name := strings.ToLower(a.Name.Local); {
		case a.Name.Space == "" && strings.HasPrefix(name, "on"):
			t.Fatalf("there is %s", name)
		case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/"):
			t.Fatalf("it leads to %s", value)
		case strings.Contains(value, "url(") && strings.Contains(value, "//"):
			t.Fatalf("it fetches %s", value)
		}
	}
}

// FuzzProfile holds that a colour profile is understood again after it was made anew.
func FuzzProfile(f *testing.F) {
	f.Add(profile(2, "RGB "))
	f.Add(profile(4, "GRAY"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if once := wordless(data); once != nil && !bytes.Equal(wordless(once), once) {
			t.Fatalf("%q made anew is %q", once, wordless(once))
		}
	})
}

// FuzzOrientation holds that no EXIF makes a turn that is none.
func FuzzOrientation(f *testing.F) {
	f.Add(exif(binary.BigEndian, 6))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o > 8 {
			t.Fatal(o)
		}
	})
}
