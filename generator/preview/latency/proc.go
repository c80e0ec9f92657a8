package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// tick is the unit of CPU time in /proc/PID/stat; the kernel shows it as a hundredth of a second on every machine.
const tick = 10 * time.Millisecond

// use is what a process uses at one moment.
type use struct {
	cpu         time.Duration
	rss         int // in kB
	threads     int
	descriptors int
}

// using reads what a process uses, from /proc.
func using(pid int) (use, error) {
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	status, err := os.ReadFile(filepath.Join(dir, "status"))
	if err != nil {
		return use{}, err
	}
	stat, err := os.ReadFile(filepath.Join(dir, "stat"))
	if err != nil {
		return use{}, err
	}
	open, err := os.ReadDir(filepath.Join(dir, "fd"))
	if err != nil {
		return use{}, err
	}
	_, after, _ := strings.Cut(string(stat), ") ") // the name before it may hold blanks
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return use{}, fmt.Errorf("%s/stat reads %q", dir, stat)
	}
	cpu := time.Duration(number(fields[11])+number(fields[12])) * tick
	return use{cpu, statusNumber(status, "VmRSS"), statusNumber(status, "Threads"), len(open)}, nil
}

func statusNumber(status []byte, field string) int {
	found := regexp.MustCompile(`(?m)^` + field + `:\s+(\d+)`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	return number(string(found[1]))
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// settled waits until a process has used no CPU time for a second and a half, for a minute at most, and says what it uses then.
func settled(ctx context.Context, pid int) (use, error) {
	const still = 1500 * time.Millisecond
	deadline := time.Now().Add(time.Minute)
	last, err := using(pid)
	for since := time.Now(); err == nil && time.Since(since) < still && time.Now().Before(deadline); {
		if err = pause(ctx, 100*time.Millisecond); err != nil {
			break
		}
		var now use
		if now, err = using(pid); now.cpu != last.cpu {
			since = time.Now()
		}
		last = now
	}
	return last, err
}

// pause waits, unless the program is to end.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// facts say on what the table was measured.
func (m *measurement) facts(ctx context.Context) ([]string, error) {
	version, err := exec.CommandContext(ctx, m.sitrep, "version").Output()
	if err != nil {
		return nil, fmt.Errorf("%s version: %w", m.sitrep, err)
	}
	product, err := chromedp.CallBrowser(m.browserContext, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	return []string{
		fmt.Sprintf("processor: %s, %d cores", processor(), runtime.NumCPU()),
		"kernel: " + strings.TrimSpace(string(kernel)) + " " + runtime.GOARCH,
		"browser: " + product.Product,
		"measured: " + strings.TrimSpace(string(version)),
		"load averages at the start: " + load(),
	}, nil
}

func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	if found := regexp.MustCompile(`(?m)^model name\s*: (.*)$`).FindSubmatch(data); found != nil {
		return string(found[1])
	}
	return "of an unknown model"
}

// load is how busy the machine has been, for a minute, five and fifteen: other programs slow down what is measured.
func load() string {
	data, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(data))[:min(3, len(strings.Fields(string(data))))], " ")
}
