package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/pflag"

	"sitrep/generator/paper"
)

// printing is whether reports are printed as PDF files, and by which browser.
type printing struct {
	on       bool
	chromium string
}

func (p *printing) add(flags *pflag.FlagSet) {
	flags.BoolVar(&p.on, "pdf", false, "print each report as a PDF, too, with an installed Chromium or Chrome")
	flags.StringVar(&p.chromium, "chromium", "", "the `program` that prints with --pdf (default: the first found of chromium, chromium-browser, google-chrome)")
}

// find sees to it that there is a browser, before anything is done.
func (p *printing) find() error {
	if !p.on && p.chromium != "" {
		return errors.New("--chromium says what prints with --pdf: give both, or neither")
	}
	if !p.on {
		return nil
	}
	var err error
	p.chromium, err = paper.Find(p.chromium)
	return machine(err)
}

// during does something with a press at hand, which it closes after that. An interrupt ends the browser, too.
func (p *printing) during(ctx context.Context, s *session, do func(context.Context) error) error {
	if !p.on {
		return do(ctx)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	press, err := paper.Open(ctx, p.chromium)
	if err != nil {
		return machine(err)
	}
	s.opt.Press = press
	err = do(ctx)
	s.opt.Press = nil
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = machine(fmt.Errorf("interrupted, the published site is as it was: %w", context.Canceled))
	}
	return errors.Join(err, machine(press.Close()))
}
