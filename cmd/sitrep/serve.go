package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/diag"
	"sitrep/generator/preview"
)

func (a *app) serve() *cobra.Command {
	var flags buildFlags
	var addr string
	var open bool
	var poll time.Duration
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser, and build it again as files change",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(flags, func(s *session) error { return s.preview(c.Context(), addr, open, poll) })
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&addr, "addr", "localhost:8080", "`host:port` to serve at; a taken port leads to the next free one")
	c.Flags().BoolVar(&open, "open", false, "open the browser")
	addPoll(c, &poll)
	return c
}

// preview serves the site until the context ends.
func (s *session) preview(ctx context.Context, addr string, open bool, poll time.Duration) error {
	listener, err := listen(addr)
	if err != nil {
		return err
	}
	server := preview.New()
	address := "http://" + listener.Addr().String() + "/"
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := make(chan error, 1)
	go func() { stopped <- web.Serve(listener) }()

	fmt.Fprintf(s.app.out, "serving at %s (stop with Ctrl-C)\n", address)
	if open {
		browse(address)
	}
	err = s.watch(ctx, poll, func() error { return s.show(server) })
	if closing := web.Close(); err == nil {
		err = machine(closing)
	}
	if serving := <-stopped; err == nil && !errors.Is(serving, http.ErrServerClosed) {
		err = machine(serving)
	}
	return err
}

// show builds for the preview, and says in a line what came of it.
func (s *session) show(server *preview.Server) error {
	start := time.Now()
	result, err := s.build(server)
	if err != nil {
		return err
	}
	if err := s.print(s.app.err, result.Findings); err != nil {
		return machine(err)
	}
	if result.Failed {
		var text strings.Builder
		if err := diag.Text(&text, result.Findings, diag.TextOptions{}); err != nil {
			return err
		}
		server.Fail(text.String())
		fmt.Fprintf(s.app.out, "%s: showing the site as it was\n", diag.Summary(result.Findings))
		return errFaulty
	}
	if !s.shown {
		s.shown = true
		s.tellWithheld(result)
	}
	fmt.Fprintf(s.app.out, "built %d reports (%d parsed) in %s\n", result.Reports, len(result.Parsed), time.Since(start).Round(time.Millisecond))
	return nil
}

// listen takes the port that was asked for, or one of the next twenty.
func listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("--addr %s is not HOST:PORT", addr)
	}
	first, err := net.LookupPort("tcp", port)
	if err != nil {
		return nil, fmt.Errorf("--addr %s: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("--addr %s: a preview is served on this machine alone: localhost, 127.0.0.1 or [::1]", addr)
	}
	for port := first; ; port++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, fmt.Sprint(port)))
		if err == nil || first == 0 || port == first+20 {
			return l, machine(err)
		}
	}
}

// browse asks the desktop to open an address. A machine without one has no need of it.
func browse(address string) {
	command := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	_ = exec.Command(command[0], append(command[1:], address)...).Start()
}
