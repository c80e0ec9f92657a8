// Package paper prints pages of the published tree as PDF files, with a Chromium that is installed on the machine.
//
// The nouns: a Page is what is to be printed, its HTML and all that this needs. Copy makes one document of it that needs nothing else:
// style sheet and pictures within, links as absolute addresses. A Press is the browser; it has a Name, which changes when pages may
// come out otherwise, and it prints copies: tagged, with an outline, in the page's language, on A4 unless the style sheet says otherwise.
//
// The same page gives the same bytes, as long as the browser's major version and the machine's fonts are the same: the times in a PDF
// are the page's own. The browser runs no script and reaches no network; what it keeps is in one folder, which goes with it.
package paper

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// atOnce is how many pages are printed at a time: a browser draws each in a process of its own.
const atOnce = 4

// A4 in inches, as Chromium wants it.
var a4 = chromedp.PaperSize{Width: 210 / 25.4, Height: 297 / 25.4}

// errHung says that the browser was given up.
var errHung = errors.New("the browser does not answer")

// Press is a browser that prints. It starts when the first page is printed, and runs until Close. It may be used from many goroutines.
type Press struct {
	Name string // of the browser and its major version: chromium 156

	program  string
	patience time.Duration // how long a page may take
	ctx      context.Context
	end      context.CancelCauseFunc // kills the browser
	browser  func() (context.Context, error)
	tabs     chan context.Context // those that are open and idle; nil: one that may be opened
	dir      string
	ended    func() // waits until the browser has
	pages    atomic.Int64
}

// Open asks a browser, the path of a program, which one it is. It prints until ctx ends.
func Open(ctx context.Context, program string) (*Press, error) {
	p := &Press{program: program, patience: time.Minute, tabs: make(chan context.Context, atOnce)}
	p.ctx, p.end = context.WithCancelCause(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() { p.end(ctx.Err()) }) // rather than ctx's own cause: who ended it knows why
	p.browser = sync.OnceValues(p.start)
	for range atOnce {
		p.tabs <- nil
	}
	var err error
	if p.Name, err = name(p.ctx, program); err != nil {
		p.end(nil)
		return nil, err
	}
	return p, nil
}

// Close ends the browser, and removes what it kept.
func (p *Press) Close() error {
	p.end(nil)
	if p.ended != nil {
		p.ended()
	}
	if p.dir == "" {
		return nil
	}
	if err := os.RemoveAll(p.dir); err != nil {
		return fmt.Errorf("remove the browser's folder: %w", err)
	}
	return nil
}

// start starts the browser with a profile of its own. It has no sandbox, for want of which it would not run in most containers: it
// sees only pages that this program made, with scripts off.
func (p *Press) start() (browser context.Context, err error) {
	if p.dir, err = os.MkdirTemp("", "sitrep-pdf-"); err != nil {
		return nil, fmt.Errorf("make a folder for the browser: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(p.program), chromedp.NoSandbox, chromedp.UserAgent("sitrep"), chromedp.Env(p.environment()...),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	allocator, ended := chromedp.NewExecAllocator(p.ctx, options...)
	browser, stop := chromedp.NewContext(allocator)
	p.ended = func() {
		stop()
		ended()
	}
	err = p.patiently("start "+p.program, func() error { return chromedp.Do(browser, chromedp.Navigate("about:blank")) })
	return browser, err
}

// longest is how long, in bytes, the name of a folder may be in which the browser makes sockets.
const longest = 60

// environment has the browser keep in its folder what it keeps beside its profile.
func (p *Press) environment() []string {
	list := []string{"XDG_CACHE_HOME=" + filepath.Join(p.dir, "cache"), "XDG_CONFIG_HOME=" + filepath.Join(p.dir, "config")}
	if len(p.dir) <= longest {
		list = append(list, "TMPDIR="+p.dir)
	}
	return list
}

// patiently does something with the browser. When that takes too long, the browser is ended, and with it all that is done there; the
// error then says for what.
func (p *Press) patiently(what string, do func() error) error {
	limit, done := context.WithTimeoutCause(p.ctx, p.patience, errHung)
	defer done()
	inTime := context.AfterFunc(limit, func() { p.end(fmt.Errorf("%s: %w", what, context.Cause(limit))) })
	err := do()
	if !inTime() {
		<-p.ctx.Done()
		return context.Cause(p.ctx)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Print makes a PDF of a page.
func (p *Press) Print(page *Page) ([]byte, error) {
	document, err := page.Copy()
	if err != nil {
		return nil, err
	}
	browser, err := p.browser()
	if err != nil {
		return nil, err
	}
	tab := <-p.tabs
	defer func() { p.tabs <- tab }()
	var pdf []byte
	err = p.patiently("print "+page.Path, func() (err error) {
		if tab == nil {
			tab, err = open(browser)
		}
		if err == nil {
			pdf, err = p.print(tab, document)
		}
		return err
	})
	return steady(pdf, page.Date), err
}

// open opens a tab that runs no scripts. It is open until the browser ends.
func open(browser context.Context) (context.Context, error) {
	tab, cancel := chromedp.NewContext(browser)
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		cancel()
		return nil, err
	}
	return tab, nil
}

// print has the browser read a document from its folder, and print it.
func (p *Press) print(tab context.Context, document []byte) ([]byte, error) {
	name := filepath.Join(p.dir, fmt.Sprintf("page%d.html", p.pages.Add(1)))
	if err := os.WriteFile(name, document, 0o600); err != nil {
		return nil, err
	}
	defer os.Remove(name)
	address := url.URL{Scheme: "file", Path: path.Join("/", filepath.ToSlash(name))}
	if err := chromedp.Do(tab, chromedp.Navigate(address.String())); err != nil {
		return nil, err
	}
	return chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPaper(a4), chromedp.PDFPreferCSSPageSize(), chromedp.PDFOutlineAndTagged()))
}
