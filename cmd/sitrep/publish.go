package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/publish"
	"sitrep/generator/site"
)

// publishFlags are those of sitrep publish.
type publishFlags struct {
	out, back, now, cache         string
	dryRun, status, force, asJSON bool
	sign                          signing
}

// grace is how long assets stay on a target that no page needs any more.
const grace = 24 * time.Hour

func (a *app) publish() *cobra.Command {
	var flags publishFlags
	c := &cobra.Command{
		Use:   "publish [TARGET]",
		Short: "Bring the built site to a target",
		Long: `Publish brings the tree that sitrep build has finished to a target of site.yaml, in an order that never breaks a reader: what was withdrawn
first, then what is new, then what has changed, home and feeds last of all, and removals at the end. Only what differs is sent. Without a
TARGET, the only one is meant.`,
		Args: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("rollback") && slices.ContainsFunc(args, isNumber) {
				return errors.New("write the number of a generation with an equals sign, as in --rollback=12")
			}
			return arguments(0, 1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := flags.check(c.Flags().Changed("rollback")); err != nil {
				return err
			}
			if err := flags.sign.find(); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			err := a.deliver(ctx, &flags, args)
			if err != nil && ctx.Err() != nil {
				return machine(errors.New("interrupted: run it again, and it goes on from there"))
			}
			return err
		},
	}
	f := c.Flags()
	f.BoolVarP(&flags.dryRun, "dry-run", "n", false, "print the plan with its reasons, and change nothing")
	f.Var((*generationFlag)(&flags.back), "rollback", "return to a former generation, by its number as --status lists it; without one to that before the present")
	f.Lookup("rollback").NoOptDefVal = before
	f.BoolVar(&flags.status, "status", false, "compare the built site with the target, and list the generations that it keeps")
	f.BoolVar(&flags.force, "force", false, "publish without a question to a target that holds files of unknown origin or another site, and look at every file there: what was altered or lost is sent again")
	f.BoolVar(&flags.asJSON, "json", false, "print the plan or the result as JSON")
	flags.sign.add(f)
	f.StringVar(&flags.out, "out", "", "the `folder` of the built site (default: public in the site's folder)")
	f.StringVar(&flags.now, "now", "", "the `time` by which embargoes and expiry are judged (default: SOURCE_DATE_EPOCH, else the clock)")
	f.StringVar(&flags.cache, "cache", "", "the `folder` that remembers former builds, or off (default: in your cache folder)")
	return c
}

// before stands for the generation before the present one. The help shows it after the flag.
const before = "number"

// generationFlag is the value of --rollback. It has no type, so that the help shows no more than --rollback[=number].
type generationFlag string

func (g *generationFlag) Set(value string) error { *g = generationFlag(value); return nil }
func (g *generationFlag) String() string         { return string(*g) }
func (g *generationFlag) Type() string           { return "" }

func (f *publishFlags) check(back bool) error {
	switch {
	case back && f.status:
		return errors.New("--status and --rollback exclude each other")
	case f.sign.from != "" && (back || f.status || f.dryRun):
		return errors.New("--sign signs what is published now: leave out --rollback, --status and --dry-run")
	case back && f.back != before && f.generation() == 0:
		return fmt.Errorf("--rollback=%s is not the number of a generation: sitrep publish --status lists them", f.back)
	}
	return nil
}

func isNumber(arg string) bool {
	_, err := strconv.Atoi(arg)
	return err == nil
}

// generation is the one to return to; 0 for that before the present.
func (f *publishFlags) generation() (n int) {
	n, _ = strconv.Atoi(f.back)
	return max(n, 0)
}

// refused marks an error that keeps this tree from being published.
func refused(err error) error {
	if err == nil {
		return nil
	}
	return fault{faulty, err}
}

// deliver publishes, returns or compares.
func (a *app) deliver(ctx context.Context, flags *publishFlags, args []string) error {
	config, err := a.settings()
	if err != nil {
		return err
	}
	target, err := chooseTarget(config, args)
	if err != nil {
		return err
	}
	d := &delivery{app: a, flags: flags, config: config, settings: target, start: time.Now()}
	if err := d.judge(ctx); err != nil {
		return err
	}
	if flags.back == "" {
		done, err := d.open()
		if err != nil {
			return err
		}
		defer done()
	}
	place, err := a.openTarget(ctx, target)
	if err != nil {
		return machine(err)
	}
	defer place.Close()
	return d.on(ctx, place)
}

// settings reads site.yaml alone.
func (a *app) settings() (*site.Config, error) {
	const name = "content/site.yaml"
	data, err := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(name)))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s in %s: sitrep new site %s makes a site there", name, a.dir, a.dir)
	}
	if err != nil {
		return nil, machine(err)
	}
	config, findings := site.ParseConfig(name, data)
	if diag.Failed(findings) {
		s := &session{app: a}
		if err := s.print(a.err, findings); err != nil {
			return nil, machine(err)
		}
		return nil, errFaulty
	}
	return &config, nil
}

// open opens the built tree, so that no build changes it meanwhile, and wants it to be one for the target's readers.
func (d *delivery) open() (done func(), err error) {
	folder, err := d.app.folder(d.flags.out, "")
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(folder, output.ManifestName)); errors.Is(err, os.ErrNotExist) {
		return nil, refused(fmt.Errorf("there is no finished site in %s: build it first", folder))
	}
	built, err := output.Open(folder)
	if err != nil {
		return nil, machine(err)
	}
	done = func() { built.Close() }
	if !built.Finished() {
		return nil, errors.Join(refused(fmt.Errorf("the last build into %s was interrupted: build again", folder)), built.Close())
	}
	if err := d.sign(built); err != nil {
		return nil, errors.Join(machine(err), built.Close())
	}
	d.tree, err = publish.ReadTree(os.DirFS(folder))
	if errors.Is(err, publish.ErrUnfinished) {
		return nil, errors.Join(refused(fmt.Errorf("%w in %s: build again, with --clean", err, folder)), built.Close())
	}
	if err != nil {
		return nil, errors.Join(machine(err), built.Close())
	}
	if err := d.tree.Fits(string(d.settings.Audience), d.settings.BaseURL); err != nil {
		return nil, errors.Join(refused(fmt.Errorf("%s is not published to %s: %w", folder, d.settings.Key, err)), built.Close())
	}
	return done, nil
}

// sign signs the built tree, when that is wanted.
func (d *delivery) sign(built *output.Tree) error {
	now, err := moment(d.flags.now)
	if err != nil {
		return err
	}
	return d.flags.sign.sign(built, now)
}
