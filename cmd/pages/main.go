// Pages looks at every kind of page that a site is made of. Run, it takes their pictures, so that a person sees at a glance what a
// change of the layouts has done; its tests have browsers and checkers look at the same pages.
//
//	go run ./cmd/pages [-out DIR] [-only KIND,…] [-sitrep BINARY]
//
// The nouns:
//
//	kind     a kind of page, and where there is one: in the sample site, in an invented one that has everything, in one with no report
//	sites    those three, published in a temporary folder, and served on loopback under the policy that pages promise to satisfy
//	look     what a page is seen on, and with what wishes: the size of the screen, dark colours, forced ones
//	tab      an open page in headless Chromium
//	shot     a picture of a page: a kind, a language and a look
//	sheet    the shots of a kind beside each other
//
// What is written: DIR/KIND/LOOK.png for each shot, the top of a page that is very long; DIR/KIND/print.pdf and a picture of each of
// its first leaves, if pdftoppm is there; DIR/KIND.png, the sheet; and DIR/index.html, all sheets.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// options are the flags.
type options struct{ out, only, sitrep string }

func main() {
	var opt options
	flag.StringVar(&opt.out, "out", "screenshots", "the `folder` to write to; what it holds of a kind is replaced")
	flag.StringVar(&opt.only, "only", "", "the `kinds` to take, divided by commas (default: all)")
	flag.StringVar(&opt.sitrep, "sitrep", "", "the `binary` that builds the sites (default: built from ./cmd/sitrep)")
	flag.Parse()
	asked, err := choose(opt.only)
	if err != nil || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "pages: usage: pages [flags]:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err = run(ctx, opt, asked)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

// choose picks the kinds that are named, or all.
func choose(only string) ([]kind, error) {
	all := slices.DeleteFunc(slices.Clone(kinds), func(k kind) bool { return !k.shows() })
	if only == "" {
		return all, nil
	}
	var asked []kind
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no kind of page named %q", name)
		}
		asked = append(asked, all[i])
	}
	return asked, nil
}

// run takes the pictures. Whatever it started has ended when it returns.
func run(ctx context.Context, opt options, asked []kind) (err error) {
	temp, err := os.MkdirTemp("", "sitrep-pages-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if opt.sitrep == "" {
		if opt.sitrep, err = compile(ctx, temp); err != nil {
			return err
		}
	}
	s, stop, err := publish(ctx, opt.sitrep, temp)
	if err != nil {
		return err
	}
	defer stop()
	browser, closeBrowser, err := startBrowser(ctx, temp)
	if err != nil {
		return err
	}
	defer closeBrowser()
	if err := s.shoot(browser, opt.out, asked); err != nil {
		return err
	}
	if err := sheets(browser, opt.out, asked); err != nil {
		return err
	}
	fmt.Println(filepath.Join(opt.out, "index.html"))
	return nil
}
