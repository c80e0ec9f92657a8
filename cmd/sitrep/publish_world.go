package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// publisher names who publishes: user@host, the process, and what no other run has.
func publisher() string {
	name := "somebody"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return fmt.Sprintf("%s@%s %d %s", strings.ReplaceAll(name, " ", "-"), hostname(), os.Getpid(), rand.Text()[:10])
}

func hostname() string {
	host, err := os.Hostname()
	if err != nil {
		return "an unknown host"
	}
	return strings.ReplaceAll(host, " ", "-")
}

// dead reports whether a publisher was a process of this machine that has ended.
func dead(by string) bool {
	fields := strings.Fields(by)
	if len(fields) < 2 || runtime.GOOS == "windows" {
		return false
	}
	if _, host, _ := strings.Cut(fields[0], "@"); host != hostname() {
		return false
	}
	pid, err := strconv.Atoi(fields[1])
	if err != nil {
		return false
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	err = process.Signal(syscall.Signal(0))
	return errors.Is(err, os.ErrProcessDone) || errors.Is(err, syscall.ESRCH)
}

// hook gives the addresses of changed paths to the target's command.
func (d *delivery) hook(ctx context.Context, paths []string) error {
	command := exec.CommandContext(ctx, "sh", "-c", d.settings.Hook)
	if runtime.GOOS == "windows" {
		command = exec.CommandContext(ctx, "cmd", "/C", d.settings.Hook)
	}
	command.Dir = d.app.dir
	command.Stdin = strings.NewReader(strings.Join(addresses(d.settings.BaseURL, paths), "\n") + "\n")
	command.Stdout, command.Stderr = d.app.err, d.app.err
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w", d.settings.Hook, err)
	}
	return nil
}

// addresses are those of paths on the web. A home page has that of its folder as well.
func addresses(base string, paths []string) []string {
	var list []string
	for _, file := range paths {
		list = append(list, base+(&url.URL{Path: file}).EscapedPath())
		if path.Base(file) == "index.html" {
			list = append(list, base+(&url.URL{Path: strings.TrimSuffix(file, "index.html")}).EscapedPath())
		}
	}
	slices.Sort(list)
	return list
}

// progress shows on a terminal how far publishing is.
func (a *app) progress() func(phase string, done, all int) {
	if !terminal(a.err) {
		return nil
	}
	return func(phase string, done, all int) {
		end := "\r"
		if done == all {
			end = "\r\x1b[K"
		}
		fmt.Fprintf(a.err, "\r\x1b[K%s: %d of %d%s", phase, done, all, end)
	}
}
