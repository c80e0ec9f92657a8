package paper

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// programs are the names that Chromium and its like have on the path, and where they are on a Mac.
var programs = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
	"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// ErrNone says that there is no browser, and what to install.
var ErrNone = errors.New("there is no Chromium to print with: install it (Debian and Ubuntu: apt install chromium; " +
	"Fedora: dnf install chromium; macOS: brew install --cask chromium), or name a Chromium or Chrome with --chromium PATH")

// Find returns the path of a browser: of the one that is named, or without a name of the first that is installed.
func Find(named string) (string, error) {
	if named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("--chromium %s is no program: %w", named, err)
		}
		return path, nil
	}
	for _, program := range programs {
		if path, err := exec.LookPath(program); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

// answerTime is how long a browser may take to say its version.
const answerTime = 30 * time.Second

var version = regexp.MustCompile(`(?:Chromium|Chrome)\b[^0-9]*([0-9]+)\.[0-9]`)

// name asks a browser for its version. Those of the same engine have one name, whoever packed them.
func name(ctx context.Context, program string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "--version")
	cmd.WaitDelay = time.Second // a program of its own that it started may hold its output open
	said, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("ask %s for its version: %w", program, err)
	}
	found := version.FindSubmatch(said)
	if found == nil {
		return "", fmt.Errorf("%s is not Chromium: asked for its version, it says %q", program, strings.TrimSpace(string(said)))
	}
	return "chromium " + string(found[1]), nil
}
