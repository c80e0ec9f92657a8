package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/preview"
	"sitrep/generator/report"
)

const serveHelp = `Serve shows the site in browsers while you write, and writes nothing to disk. After a change the open pages are patched in
place. Pages with errors stay as they were last good, with the findings over them. What the public will not see is shown too, and
says so; --as shows the site as others see it, and --as public exactly as a build would publish it.

The desk at /_sitrep/ lists all reports by what the public sees of them.

Only this machine is answered, and no page of another site. To look at the preview on a phone, name another interface:
--addr 0.0.0.0:8080. Then the terminal prints links and a QR code with the key of this run, and only who has opened one of them
is answered. The connection is not encrypted: do this in networks that you trust.

--editor says which editor a finding opens: ` + "vscode, vscode-insiders, cursor, zed, idea, subl, txmt, nova, emacs" + `, none, or an
address with {file}, {line} and {col}.`

// serveFlags are the flags of serve.
type serveFlags struct {
	build            buildFlags
	addr, as, editor string
	open             bool
	poll             time.Duration
}

func (a *app) serve() *cobra.Command {
	var flags serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser while it is written",
		Long:  serveHelp,
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			editor, err := editorNamed(flags.editor)
			if err != nil {
				return err
			}
			if !slices.Contains(audiences(), flags.as) {
				return fmt.Errorf("--as %s: write %s", flags.as, strings.Join(audiences(), ", "))
			}
			flags.build.keepGoing = true
			return a.with(flags.build, func(s *session) error { return s.serve(c.Context(), flags, editor) })
		},
	}
	f := c.Flags()
	f.StringVar(&flags.addr, "addr", "localhost:8080", "`host:port` to serve at; a taken port leads to the next free one")
	f.StringVar(&flags.as, "as", everything, "whose eyes to see the site with: "+strings.Join(audiences(), ", "))
	f.StringVar(&flags.editor, "editor", "vscode", "the `editor` that findings open")
	f.BoolVar(&flags.open, "open", false, "open the browser")
	f.StringVar(&flags.build.baseURL, "base-url", "", "the site's `address`, instead of base_url in site.yaml")
	f.StringVar(&flags.build.now, "now", "", "the `time` to show the site at (default: SOURCE_DATE_EPOCH, else the clock)")
	f.StringVar(&flags.build.cache, "cache", "", "the `folder` that remembers former builds, or off (default: in your cache folder)")
	addPoll(c, &flags.poll)
	return c
}

// What --as may be besides a TLP level.
const (
	everything = "everything"
	public     = "public"
)

func audiences() []string { return append([]string{everything, public}, report.Clear.Words()...) }

// seenAs says how to build for somebody's eyes.
func seenAs(as string, opt generator.Options) generator.Options {
	opt.Preview = true
	switch as {
	case everything:
		opt.Everything = true
	case public:
	default:
		opt.Audience = report.TLP(as)
	}
	return opt
}

// serve serves the site until the context ends or the writer stops it.
func (s *session) serve(ctx context.Context, flags serveFlags, editor editor) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	at, err := listen(flags.addr)
	if err != nil {
		return err
	}
	token := rand.Text()
	server := preview.New(preview.Options{Token: token, Hosts: at.hosts(), Public: at.public()})
	stopped := s.app.answer(ctx, at, server)
	s.tellAddress(at, token)
	if flags.open {
		browse(at.links(token)[0])
	}
	s.as, s.wishes = flags.as, server.Chosen()
	desk := &writersDesk{session: s, server: server, editor: editor, public: s.opt}
	err = s.watch(ctx, flags.poll, desk.show)
	if errors.Is(err, context.Canceled) {
		err = nil // it was stopped in the midst of a build
	}
	return errors.Join(err, stopped())
}

// answer begins to answer requests. What it returns ends that: open pages do not hold it up.
func (a *app) answer(ctx context.Context, at place, server http.Handler) (stop func() error) {
	web := &http.Server{
		Handler: server, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: log.New(a.err, "sitrep: ", 0), BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, len(at.listeners))
	for _, l := range at.listeners {
		go func() { ended <- web.Serve(l) }()
	}
	return func() error {
		err := web.Close()
		for range at.listeners {
			if serving := <-ended; !errors.Is(serving, http.ErrServerClosed) {
				err = errors.Join(err, serving)
			}
		}
		return machine(err)
	}
}

// browse asks the desktop to open an address. A machine without one has no need of it.
func browse(address string) {
	command := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	opening := exec.Command(command[0], append(command[1:], address)...)
	if opening.Start() == nil {
		go opening.Wait()
	}
}

// caught is the Destination of a preview: it keeps the files, which are made when a browser asks for them.
type caught struct{ files output.Files }

func (c *caught) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	c.files = files
	return nil, nil
}
