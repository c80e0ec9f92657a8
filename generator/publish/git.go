package publish

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Git is a branch of a repository from which a host takes the site. What is put is gathered in a repository of our own, in a folder that
// lives as long as the target, and becomes one commit by Finish: readers, and other publishers, see all of it or nothing. So the order
// of a plan has no meaning here. No checkout of anybody's is touched, and no setting.
type Git struct {
	options GitOptions
	dir     string // the repository
	base    string // the commit that was found; "" for none
	mu      sync.Mutex
	files   map[string]blob // as they are to be
	hasher  *hasher
}

// GitOptions say which branch.
type GitOptions struct {
	Remote  string // where to push to: an address or a folder. The installed git brings its own credentials
	Branch  string
	History bool // the commit follows the one that was found; else it is the first, and nothing of old trees stays in the branch
}

// blob is a file's bytes as git has them.
type blob struct {
	id   string
	size int64
}

// OpenGit fetches the branch as it is.
func OpenGit(ctx context.Context, o GitOptions) (*Git, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("a target of kind git needs the program git: install it")
	}
	dir, err := os.MkdirTemp("", "sitrep-git-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the branch: %w", err)
	}
	g := &Git{options: o, dir: dir, files: map[string]blob{}}
	if err := g.fetch(ctx); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}

func (g *Git) fetch(ctx context.Context) error {
	if _, err := g.run(ctx, nil, "check-ref-format", "--branch", g.options.Branch); ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		return fmt.Errorf("%q is not a name for a branch", g.options.Branch)
	}
	if _, err := g.run(ctx, nil, "init", "--quiet", "--bare", "--object-format=sha1", "--template=", g.dir); err != nil {
		return fmt.Errorf("make a repository: %w", err)
	}
	found, err := g.run(ctx, nil, "ls-remote", "--", g.options.Remote, g.ref())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("ask %s for its branches: %w; mend remote in site.yaml, or see to it that git ls-remote %[1]s works without a question", g.place(), err)
	}
	for line := range strings.Lines(string(found)) { // others may end in the same name
		if id, name, _ := strings.Cut(strings.TrimSpace(line), "\t"); name == g.ref() {
			g.base = id
		}
	}
	if g.base == "" {
		return nil
	}
	if _, err := g.run(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth=1", "--", g.options.Remote, g.base); err != nil {
		// a server may refuse to give a commit by its name; then it gives the branch, which may have moved
		if _, err := g.run(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth=1", "--", g.options.Remote, g.ref()+":"+g.ref()); err != nil {
			return fmt.Errorf("fetch the branch %s of %s: %w", g.options.Branch, g.place(), err)
		}
		base, err := g.run(ctx, nil, "rev-parse", g.ref())
		if err != nil {
			return err
		}
		g.base = strings.TrimSpace(string(base))
	}
	return g.read(ctx)
}

// read lists the files of the branch as it was found.
func (g *Git) read(ctx context.Context) error {
	list, err := g.run(ctx, nil, "ls-tree", "-r", "-l", "-z", "--full-tree", g.base)
	if err != nil {
		return fmt.Errorf("list the branch %s: %w", g.options.Branch, err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		head, path, _ := strings.Cut(line, "\t")
		if fields := strings.Fields(head); len(fields) == 4 && fields[1] == "blob" {
			size, _ := strconv.ParseInt(fields[3], 10, 64)
			g.files[path] = blob{fields[2], size}
		}
	}
	return nil
}

func (g *Git) ref() string { return "refs/heads/" + g.options.Branch }

// place is the remote without a password that may be in its address.
func (g *Git) place() string {
	if u, err := url.Parse(g.options.Remote); err == nil && u.User != nil {
		return u.Redacted()
	}
	return g.options.Remote
}

// Traits name the branch. A host takes it as it is, and tells browsers what it likes.
func (g *Git) Traits() Traits { return Traits{Place: g.place() + " branch " + g.options.Branch} }

// Close throws away what was not finished.
func (g *Git) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hasher != nil {
		g.hasher.close()
	}
	return os.RemoveAll(g.dir)
}

// Get reads a file as it is to be. Its tag is git's name for its bytes.
func (g *Git) Get(ctx context.Context, path string) ([]byte, string, error) {
	b, there := g.find(path)
	if !there {
		return nil, "", Final{fmt.Errorf("read %s: %w", path, fs.ErrNotExist)}
	}
	data, err := g.run(ctx, nil, "cat-file", "blob", b.id)
	if err != nil {
		return nil, "", fmt.Errorf("read %s: %w", path, err)
	}
	return data, b.id, nil
}

func (g *Git) find(path string) (blob, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, there := g.files[path]
	return b, there
}

// Put gathers a file.
func (g *Git) Put(_ context.Context, path string, data []byte, _ Header, when When) (string, error) {
	if path == "" || strings.ContainsAny(path, "\x00\n") || slices.Contains(strings.Split(path, "/"), ".git") {
		return "", Final{fmt.Errorf("git keeps no file named %q", path)}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	former, there := g.files[path]
	if when.Absent && there || when.Tag != "" && former.id != when.Tag {
		return "", Final{ErrTaken}
	}
	id, err := g.hash(data)
	if err != nil {
		return "", fmt.Errorf("gather %s: %w", path, err)
	}
	g.files[path] = blob{id, int64(len(data))}
	return id, nil
}

// Copy gives bytes another name.
func (g *Git) Copy(_ context.Context, from, to string, _ Header) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, there := g.files[from]
	if !there {
		return Final{fmt.Errorf("copy %s: %w", from, fs.ErrNotExist)}
	}
	g.files[to] = b
	return nil
}

// Remove leaves files out.
func (g *Git) Remove(_ context.Context, paths []string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, path := range paths {
		delete(g.files, path)
	}
	return nil
}

// List lists the files as they are to be.
func (g *Git) List(context.Context) ([]Found, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var found []Found
	for path, b := range g.files {
		found = append(found, Found{Path: path, Size: b.size})
	}
	return found, nil
}

// Finish makes the commit and pushes it, unless the branch has the same files already. The push is refused when the branch is not
// what it was.
func (g *Git) Finish(ctx context.Context, message string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	tree, err := g.tree(ctx)
	if err != nil {
		return fmt.Errorf("make the tree of the branch: %w", err)
	}
	if former, err := g.run(ctx, nil, "rev-parse", "--verify", "--quiet", g.base+"^{tree}"); g.base != "" && err == nil && strings.TrimSpace(string(former)) == tree {
		return nil
	}
	args := []string{"commit-tree", tree, "-m", message}
	if g.options.History && g.base != "" {
		args = append(args, "-p", g.base)
	}
	made, err := g.run(ctx, nil, args...)
	if err != nil {
		return fmt.Errorf("make the commit: %w", err)
	}
	commit := strings.TrimSpace(string(made))
	if err := g.push(ctx, commit); err != nil {
		return err
	}
	g.base = commit
	return nil
}

// tree writes the tree of all files.
func (g *Git) tree(ctx context.Context) (string, error) {
	var list bytes.Buffer
	for path, b := range g.files {
		fmt.Fprintf(&list, "100644 %s 0\t%s\x00", b.id, path)
	}
	if err := os.Remove(filepath.Join(g.dir, "index")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if _, err := g.run(ctx, &list, "update-index", "-z", "--add", "--index-info"); err != nil {
		return "", err
	}
	tree, err := g.run(ctx, nil, "write-tree")
	return strings.TrimSpace(string(tree)), err
}

func (g *Git) push(ctx context.Context, commit string) error {
	said, err := g.run(ctx, nil, "push", "--porcelain", "--no-verify", "--force-with-lease="+g.ref()+":"+g.base, "--", g.options.Remote, commit+":"+g.ref())
	switch {
	case err == nil:
		return nil
	case bytes.Contains(said, []byte("(stale info)")), bytes.Contains(said, []byte("(fetch first)")), strings.Contains(err.Error(), "cannot lock ref"):
		return Final{fmt.Errorf("push to %s: %w", g.place(), ErrTaken)}
	case bytes.Contains(said, []byte("[remote rejected]")):
		return Final{fmt.Errorf("%s does not take the branch %s: %s; allow a forced push to it, or keep its history with history: true", g.place(), g.options.Branch, rejected(said))}
	}
	return fmt.Errorf("push to %s: %w", g.place(), err)
}

// rejected is why a remote took no branch.
func rejected(said []byte) string {
	for line := range strings.Lines(string(said)) {
		if _, why, is := strings.Cut(strings.TrimSpace(line), "[remote rejected] "); is {
			return why
		}
	}
	return "rejected"
}

// run runs git in our repository. It says on failure what git said.
func (g *Git) run(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	c := g.command(ctx, args...)
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = in, &out, &errs
	if err := c.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		said := strings.Join(strings.Fields(errs.String()), " ")
		if u, fault := url.Parse(g.options.Remote); fault == nil && u.User != nil {
			if password, has := u.User.Password(); has && password != "" {
				said = strings.ReplaceAll(said, password, "xxxxx")
			}
		}
		return out.Bytes(), fmt.Errorf("git %s: %w: %s", args[0], err, said)
	}
	return out.Bytes(), nil
}

// command is git with our repository and no other, whatever the environment says: a hook of git's names that of the checkout it runs in.
// It asks nobody anything, writes no line ends of its own, and names nobody as the commit's author.
func (g *Git) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-c", "core.autocrlf=false", "-c", "core.attributesFile=", "-c", "gc.auto=0", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
	c.Dir = g.dir
	c.Env = slices.DeleteFunc(c.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(repositoryVariables, name) || strings.HasPrefix(name, "GIT_AUTHOR_") || strings.HasPrefix(name, "GIT_COMMITTER_")
	})
	c.Env = append(c.Env, "GIT_DIR="+g.dir, "GIT_TERMINAL_PROMPT=0", "TZ=UTC", "LC_ALL=C",
		"GIT_AUTHOR_NAME=sitrep", "GIT_AUTHOR_EMAIL=sitrep@invalid", "GIT_COMMITTER_NAME=sitrep", "GIT_COMMITTER_EMAIL=sitrep@invalid")
	return c
}

// repositoryVariables name a repository to git, as git rev-parse --local-env-vars lists them; those that hand over settings are left.
var repositoryVariables = []string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE",
	"GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_NAMESPACE",
	"GIT_QUARANTINE_PATH",
}

// hasher is a git that takes files into our repository, one after the other.
type hasher struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	file    string // where the next one's bytes lie
}

// hash takes bytes into our repository, and returns git's name for them.
func (g *Git) hash(data []byte) (string, error) {
	if g.hasher == nil {
		h := &hasher{command: g.command(context.Background(), "hash-object", "-w", "--no-filters", "--stdin-paths"), file: filepath.Join(g.dir, "next")}
		var err, fault error
		var out io.Reader
		h.in, err = h.command.StdinPipe()
		out, fault = h.command.StdoutPipe()
		if err = errors.Join(err, fault, h.command.Start()); err != nil {
			return "", err
		}
		h.out = bufio.NewReader(out)
		g.hasher = h
	}
	h := g.hasher
	if err := os.WriteFile(h.file, data, 0o600); err != nil {
		return "", err
	}
	if _, err := io.WriteString(h.in, h.file+"\n"); err != nil {
		return "", err
	}
	line, err := h.out.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("git hash-object: %w", err)
	}
	return strings.TrimSuffix(line, "\n"), nil
}

func (h *hasher) close() {
	_ = h.in.Close()
	_ = h.command.Wait()
}
