package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// server is sitrep serve as a child process.
type server struct {
	command *exec.Cmd
	started time.Time
	base    *url.URL
	ended   chan struct{} // closed when the process has ended and all it printed was read

	mu       sync.Mutex
	out, err []string // the lines it printed
}

var address = regexp.MustCompile(`http://[^\s"'<>()]+`)

// environment is that of child processes: ours, but for a cache folder of their own and no fixed time.
func (m *measurement) environment() []string {
	env := []string{"XDG_CACHE_HOME=" + filepath.Join(m.temp, "cache")}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "XDG_CACHE_HOME=") && !strings.HasPrefix(v, "SOURCE_DATE_EPOCH=") {
			env = append(env, v)
		}
	}
	return env
}

// sitrepDo runs the program to its end.
func (m *measurement) sitrepDo(ctx context.Context, args ...string) error {
	command := exec.CommandContext(ctx, m.sitrep, args...)
	command.Env = m.environment()
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("sitrep %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// serve starts the preview of a site and waits until it says where it serves.
func (m *measurement) serve(ctx context.Context, s *site) (*server, error) {
	command := exec.CommandContext(ctx, m.sitrep, "-C", s.dir, "serve", "--addr", "localhost:0", "--cache", s.cache)
	command.Env = m.environment()
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = 10 * time.Second
	out, outErr := command.StdoutPipe()
	faults, faultsErr := command.StderrPipe()
	if err := errors.Join(outErr, faultsErr); err != nil {
		return nil, err
	}
	v := &server{command: command, started: time.Now(), ended: make(chan struct{})}
	if err := command.Start(); err != nil {
		return nil, err
	}
	where := make(chan string, 1)
	go v.attend(out, faults, where)
	if err := v.locate(ctx, where); err != nil {
		v.stop()
		return nil, fmt.Errorf("%w\n%s", err, strings.Join(v.err, "\n"))
	}
	return v, nil
}

func (v *server) locate(ctx context.Context, where <-chan string) (err error) {
	select {
	case found := <-where:
		v.base, err = url.Parse(found)
		return err
	case <-v.ended:
		return errors.New("sitrep serve ended without serving")
	case <-time.After(10 * time.Minute):
		return errors.New("sitrep serve printed no address")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// attend keeps what the process prints, until it ends.
func (v *server) attend(out, faults io.Reader, where chan<- string) {
	var reading sync.WaitGroup
	reading.Go(func() {
		v.read(out, &v.out, func(line string) {
			if found := address.FindString(line); found != "" && where != nil {
				where <- found
				where = nil
			}
		})
	})
	reading.Go(func() { v.read(faults, &v.err, func(string) {}) })
	reading.Wait()
	_ = v.command.Wait() // it is ended by a signal; what it has to say stands in its output
	close(v.ended)
}

func (v *server) read(from io.Reader, into *[]string, look func(string)) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		look(lines.Text())
		v.mu.Lock()
		*into = append(*into, lines.Text())
		v.mu.Unlock()
	}
	_, _ = io.Copy(io.Discard, from) // a line longer than any: the process must not wait for us
}

// printed gives what has been printed so far to standard output and to standard error.
func (v *server) printed() (out, err []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.out[:len(v.out):len(v.out)], v.err[:len(v.err):len(v.err)]
}

// stop ends the process as Ctrl-C does, and waits for it.
func (v *server) stop() {
	_ = v.command.Process.Signal(os.Interrupt)
	select {
	case <-v.ended:
	case <-time.After(10 * time.Second):
		_ = v.command.Process.Kill()
		<-v.ended
	}
}

func (v *server) pid() int { return v.command.Process.Pid }

// at is the address of a page.
func (v *server) at(page string) string {
	return v.base.ResolveReference(&url.URL{Path: page}).String()
}

// answers waits until a page is answered with 200, and says how long that took from the start of the process.
func (v *server) answers(ctx context.Context, page string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	for {
		status, _, err := get(ctx, v.at(page))
		if err == nil && status == http.StatusOK {
			return time.Since(v.started), nil
		}
		select {
		case <-v.ended:
			return 0, errors.New("sitrep serve has ended")
		case <-ctx.Done():
			return 0, fmt.Errorf("%s: %w, last status %d", page, ctx.Err(), status)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// get reads a page whole, and gives its status.
func get(ctx context.Context, address string) (status int, text string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}
