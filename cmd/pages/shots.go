package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tallest is how much of a page a picture holds, in CSS pixels.
const tallest = 6000

// looks are those of the pictures: three screens, in light colours and in dark ones.
func looks() []look {
	var all []look
	for _, screen := range []look{{"360", 360, 740, "", nil}, {"768", 768, 1024, "", nil}, {"1440", 1440, 900, "", nil}} {
		for _, scheme := range []string{"light", "dark"} {
			all = append(all, look{screen.name + "-" + scheme, screen.width, screen.height, "", map[string]string{"prefers-color-scheme": scheme}})
		}
	}
	return all
}

// shot is a picture to be taken.
type shot struct {
	kind kind // in the language of the picture
	look look
	file string
}

// shots are all pictures of a kind but the printed ones, the English ones first; those in Arabic are in light colours.
func (k kind) shots(out string) []shot {
	var list []shot
	for _, l := range looks() {
		list = append(list, shot{k, l, filepath.Join(out, k.name, l.name+".png")})
	}
	if arabic, there := k.arabic(); there {
		for _, l := range looks() {
			if l.wishes["prefers-color-scheme"] == "light" {
				list = append(list, shot{arabic, l, filepath.Join(out, k.name, l.name+"-ar.png")})
			}
		}
	}
	return list
}

// shoot takes the pictures of the kinds, in place of those that are there.
func (s *sites) shoot(browser context.Context, out string, asked []kind) error {
	var list []shot
	for _, k := range asked {
		if err := os.RemoveAll(filepath.Join(out, k.name)); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(out, k.name), 0o755); err != nil {
			return err
		}
		list = append(list, k.shots(out)...)
	}
	if err := eachPage(browser, 2, len(list), func(t *tab, i int) error { return s.take(t, list[i]) }); err != nil {
		return err
	}
	return eachPage(browser, 2, len(asked), func(t *tab, i int) error { return s.print(t, asked[i], filepath.Join(out, asked[i].name)) })
}

// take takes one picture.
func (s *sites) take(t *tab, p shot) error {
	if err := errors.Join(t.wear(p.look), t.open(s.address(p.kind))); err != nil {
		return err
	}
	picture, err := t.picture(p.look.width)
	if err != nil {
		return fmt.Errorf("taking %s: %w", p.file, err)
	}
	return put(p.file, picture)
}

// picture is what the tab shows, from the top of the page on, as wide as the window.
func (t *tab) picture(width int64) ([]byte, error) {
	height, err := chromedp.Run(t.ctx, chromedp.Evaluate[float64]("document.documentElement.getBoundingClientRect().height"))
	if err != nil {
		return nil, err
	}
	beyond := true
	taken, err := chromedp.Call(t.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Clip: &page.Viewport{Width: float64(width), Height: min(max(height, 1), tallest), Scale: 1}, CaptureBeyondViewport: &beyond,
	})
	return taken.Data, err
}

// print prints a kind of page on paper, and makes pictures of the first leaves.
func (s *sites) print(t *tab, k kind, dir string) error {
	if err := t.open(s.address(k)); err != nil {
		return err
	}
	paper, err := chromedp.Run(t.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		return fmt.Errorf("printing %s: %w", k.name, err)
	}
	file := filepath.Join(dir, "print.pdf")
	if err := put(file, paper); err != nil {
		return err
	}
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		return nil
	}
	return do(t.ctx, "pdftoppm", "-r", "60", "-l", "6", "-png", file, filepath.Join(dir, "print"))
}
