package main

import (
	"bytes"
	"context"
	"errors"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// sheet shows pictures at a third of their size, of long ones the top.
var sheet = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{{.Title}}</title>
<style>
body { margin: 1rem; font: 14px/1.4 sans-serif; color: #000; background: #bbb; }
div { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; }
figure { margin: 0; }
img { display: block; max-height: 900px; object-fit: cover; object-position: top; }
</style>
<h1>{{.Title}}</h1>
{{range .Kinds}}<h2><a href="{{.Name}}.png">{{.Name}}</a>: {{.Path}} ({{.Site}})</h2>
<div>
{{range .Pictures}}<figure><figcaption>{{.Name}}</figcaption><a href="{{.Src}}"><img src="{{.Src}}" alt="" style="width: {{.Width}}px"></a></figure>
{{end}}</div>
{{end}}`))

// sheetOf is what a sheet shows of a kind.
type sheetOf struct {
	Name, Path, Site string
	Pictures         []picture
}

type picture struct {
	Name, Src string
	Width     int64
}

// sheets writes a sheet of each kind, as a picture, and one of all of them, as a page. They show what is there.
func sheets(browser context.Context, out string, asked []kind) error {
	var all []sheetOf
	for _, k := range kinds {
		of, err := k.sheet(out)
		if err != nil {
			return err
		}
		if len(of.Pictures) > 0 {
			all = append(all, of)
		}
	}
	if err := writeSheet(filepath.Join(out, "index.html"), "Every kind of page", all); err != nil {
		return err
	}
	t, err := openTab(browser)
	if err != nil {
		return err
	}
	defer t.close()
	for _, of := range all {
		if slices.ContainsFunc(asked, func(k kind) bool { return k.name == of.Name }) {
			if err := t.shootSheet(out, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheet is what there is of a kind: its shots in their order, and the leaves it was printed on.
func (k kind) sheet(out string) (sheetOf, error) {
	of := sheetOf{Name: k.name, Path: k.path, Site: k.site}
	for _, p := range k.shots(out) {
		if exists(p.file) {
			of.add(out, p.file, p.look.width/3+60)
		}
	}
	leaves, err := filepath.Glob(filepath.Join(out, k.name, "print-*.png"))
	for _, leaf := range leaves {
		of.add(out, leaf, 300)
	}
	return of, err
}

func (of *sheetOf) add(out, file string, width int64) {
	src, err := filepath.Rel(out, file)
	if err != nil {
		src = file
	}
	of.Pictures = append(of.Pictures, picture{strings.TrimSuffix(filepath.Base(file), ".png"), filepath.ToSlash(src), width})
}

func writeSheet(file, title string, list []sheetOf) error {
	var b bytes.Buffer
	if err := sheet.Execute(&b, struct {
		Title string
		Kinds []sheetOf
	}{title, list}); err != nil {
		return err
	}
	return put(file, b.Bytes())
}

// shootSheet makes a picture of a kind's sheet.
func (t *tab) shootSheet(out string, of sheetOf) error {
	file, err := filepath.Abs(filepath.Join(out, of.Name+".html"))
	if err != nil {
		return err
	}
	if err := writeSheet(file, of.Name, []sheetOf{of}); err != nil {
		return err
	}
	if err := t.wear(look{width: 2000, height: 1000}); err != nil {
		return err
	}
	if err := chromedp.Do(t.ctx, chromedp.Navigate("file://"+filepath.ToSlash(file))); err != nil {
		return err
	}
	picture, err := t.picture(2000)
	if err != nil {
		return err
	}
	return errors.Join(put(filepath.Join(out, of.Name+".png"), picture), os.Remove(file))
}
