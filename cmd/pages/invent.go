package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// invented are the sources of the invented site, but for its reports.
//
//go:embed invented.txtar
var invented []byte

// reports is how many reports the invented site has: enough for its lists to be cut by year and month.
const reports = 300

// invention is a report of the invented site. What it holds follows from its number alone, so that report 288 holds everything
// that a report can hold, and report 291 nothing that it need not.
type invention struct {
	*rand.Rand
	number int
	day    time.Time
}

func invent(number int) invention {
	return invention{
		Rand: rand.New(rand.NewPCG(1, uint64(number))), number: number,
		day: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, number*4/3),
	}
}

func (v invention) plain() bool      { return v.number%10 == 1 }
func (v invention) inFolder() bool   { return v.number%24 == 0 }
func (v invention) corrected() bool  { return v.number%36 == 0 }
func (v invention) translated() bool { return v.number%3 == 0 }
func (v invention) retracted() bool  { return v.number%40 == 7 }
func (v invention) rollup() bool     { return v.number%30 == 15 }
func (v invention) moved() bool      { return v.number%48 == 0 }

// path is where the report is kept below reports, and published. No two are of one day.
func (v invention) path() string { return v.day.Format("2006/01/02") + "-tharn" }

// at is a time of the report's day, as a header has it.
func (v invention) at(hour int) string {
	return v.day.Add(time.Duration(hour) * time.Hour).Format("2006-01-02T15:04Z07:00")
}

// inventSite writes the sources of the invented site. They are the same each time.
func inventSite(dir string) error {
	for _, file := range txtar.Parse(invented).Files {
		if err := put(filepath.Join(dir, "content", filepath.FromSlash(file.Name)), file.Data); err != nil {
			return err
		}
	}
	for i := range reports {
		v := invent(i)
		for name, text := range v.files() {
			if err := put(filepath.Join(dir, "content", "reports", filepath.FromSlash(v.path()+name)), text); err != nil {
				return err
			}
		}
	}
	return nil
}

// files are the report's own files, by what follows its path.
func (v invention) files() map[string][]byte {
	base := ""
	files := map[string][]byte{}
	if v.inFolder() {
		base = "/index"
		files["/figures.csv"], files["/events.csv"], files["/shore.png"] = v.figureRows(), v.eventRows(), shore()
	}
	files[base+".md"] = v.text(2)
	if v.corrected() {
		files[base+".v1.md"] = v.text(1)
	}
	if v.translated() {
		files[base+".uk.md"], files[base+".ar.md"] = v.translation(ukrainian), v.translation(arabic)
	}
	return files
}

func (v invention) figureRows() []byte {
	var b bytes.Buffer
	b.WriteString("id,value,place,source,as_of\n")
	for i, place := range []string{"ferrin-bay", "old-toll", "marrowgate"} {
		fmt.Fprintf(&b, "displaced,%d,%s,harbour,%s\n", 40+v.number*(i+1)%170, place, v.at(9))
	}
	return b.Bytes()
}

func (v invention) eventRows() []byte {
	return fmt.Appendf(nil, "time,time_precision,type,title,lat,lon,precision,source\n%s,hour,storm,A pier breaks,-38.3,-17.2,2,harbour\n", v.at(5))
}

// shore is a picture: sky, sea and sand.
func shore() []byte {
	picture := image.NewPaletted(image.Rect(0, 0, 960, 540), color.Palette{color.RGBA{0xa8, 0xc4, 0xd8, 0xff}, color.RGBA{0x2f, 0x5d, 0x7c, 0xff}, color.RGBA{0xd9, 0xc8, 0x9a, 0xff}})
	for i := range picture.Pix {
		x, y := i%960, i/960
		switch {
		case y > 420+x/16:
			picture.Pix[i] = 2
		case y > 200:
			picture.Pix[i] = 1
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		panic(err) // into memory, of a valid size
	}
	return b.Bytes()
}

func put(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// one picks one of the words.
func (v invention) one(words ...string) string { return words[v.IntN(len(words))] }

func indent(lines ...string) string { return "  - " + strings.Join(lines, "\n  - ") + "\n" }
