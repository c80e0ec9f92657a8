package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"sitrep/generator/hosting"
	"sitrep/generator/output"
)

// Web is a published tree on a live site. It is asked for each file as a reader's browser would be, a few at a time, and again with a
// pause that grows, and is as long as the server wants it, when there is no answer.
type Web struct {
	base   *url.URL
	agent  string
	client *retryablehttp.Client
	silent atomic.Int64 // files in a row for which there was no answer
}

// Bounds of a check over the network.
const (
	atOnce       = 8
	tries        = 4  // of a file
	mostSilent   = 24 // files in a row without an answer, before the check is given up
	mostHops     = 5  // redirects in a row
	mostManifest = 1 << 29
)

// NewWeb is the site at an address. agent is what it is told who asks; patience is the first pause before something is asked for again.
func NewWeb(address, agent string, patience time.Duration) (*Web, error) {
	base, err := url.Parse(address)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" || base.RawQuery != "" || base.Fragment != "" {
		return nil, fmt.Errorf("%q is not the address of a site: write it as in https://example.org/reports/", address)
	}
	base.Path = strings.TrimSuffix(strings.TrimSuffix(base.Path, "index.html"), "/") + "/"
	base.RawPath = ""
	client := retryablehttp.NewClient()
	client.Logger = nil
	client.RetryMax, client.RetryWaitMin, client.RetryWaitMax = tries-1, patience, 60*patience
	client.ErrorHandler = retryablehttp.PassthroughErrorHandler
	client.HTTPClient.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.HTTPClient.Timeout = 10 * time.Minute
	if t, ok := client.HTTPClient.Transport.(*http.Transport); ok {
		t.MaxIdleConnsPerHost, t.ResponseHeaderTimeout = atOnce, time.Minute
	}
	return &Web{base: base, agent: agent, client: client}, nil
}

// Address is the site's address, with a slash at its end.
func (w *Web) Address() string { return w.base.String() }

// Width is what a small server takes without noticing.
func (*Web) Width() int { return atOnce }

// List is beyond a reader.
func (*Web) List(context.Context) ([]string, error) { return nil, ErrNoList }

// Read fetches a file.
func (w *Web) Read(ctx context.Context, name string) ([]byte, error) {
	r, err := w.follow(ctx, name, "")
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", name, err)
	}
	defer r.Body.Close()
	switch {
	case gone(r):
		return nil, fmt.Errorf("fetch %s: %w", name, fs.ErrNotExist)
	case r.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("fetch %s: the server answers %s", w.at(name), r.Status)
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, mostManifest))
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", w.at(name), err)
	}
	return data, nil
}

// Check fetches a file and compares it. A server may answer at an old address with a redirect to where the page there leads. What it
// reads for itself it need not give away.
func (w *Web) Check(ctx context.Context, want *output.Entry) (Difference, error) {
	var d Difference
	for again, n := true, 0; again && n < tries && ctx.Err() == nil; n++ {
		d, again = w.check(ctx, want)
	}
	if d.Kind != Unread {
		w.silent.Store(0)
	} else if w.silent.Add(1) >= mostSilent {
		return d, fmt.Errorf("the site does not answer any more: %s: %s", w.at(want.Path), d.Text)
	}
	return d, ctx.Err()
}

// check asks once; again says that an answer broke off, which may have been chance.
func (w *Web) check(ctx context.Context, want *output.Entry) (d Difference, again bool) {
	r, err := w.follow(ctx, want.Path, want.Leads)
	var away awayError
	switch {
	case errors.As(err, &away):
		return Difference{Kind: Altered, Text: away.Error()}, false
	case err != nil:
		return Difference{Kind: Unread, Text: err.Error()}, false
	case r == nil: // it leads where it should
		return Difference{}, false
	}
	defer r.Body.Close()
	lost := path.Base(want.Path) == "404.html" // a server may give its page for what does not exist with that status
	switch {
	case gone(r) && hosting.Private(want.Path):
		return Difference{}, false
	case gone(r) && !lost:
		return Difference{Kind: Missing, Text: "the server answers " + r.Status}, false
	case r.StatusCode != http.StatusOK && !lost:
		return Difference{Kind: Unread, Text: "the server answers " + r.Status}, false
	}
	d = compare(r.Body, want)
	return d, d.Kind == Unread
}

func gone(r *http.Response) bool {
	return r.StatusCode == http.StatusNotFound || r.StatusCode == http.StatusGone
}

// awayError says where readers are sent that should not be.
type awayError struct{ to string }

func (e awayError) Error() string { return "readers are sent to " + e.to }

// follow asks for a file and follows redirects within the site, such as those of hosts that show pages without their ending. An answer
// of nil is a redirect to the page that an old address leads to.
func (w *Web) follow(ctx context.Context, name, leads string) (*http.Response, error) {
	at := w.at(name)
	for range mostHops {
		request, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("User-Agent", w.agent)
		r, err := w.client.Do(request)
		if err != nil {
			return nil, err
		}
		next, err := r.Location()
		if r.StatusCode < 300 || r.StatusCode > 399 || err != nil {
			return r, nil
		}
		r.Body.Close()
		if leads != "" && sameAddress(next, w.at(leads)) {
			return nil, nil
		}
		if next.Hostname() != w.base.Hostname() {
			return nil, awayError{next.String()}
		}
		at = next
	}
	return nil, awayError{at.String() + ", and further on in a circle"}
}

func (w *Web) at(name string) *url.URL {
	u := *w.base
	u.Path += name
	return &u
}

// sameAddress reports whether two addresses are those of one page, which may go without its ending.
func sameAddress(a, b *url.URL) bool {
	bare := func(u *url.URL) string {
		return u.Hostname() + strings.TrimSuffix(strings.TrimSuffix(u.Path, ".html"), "/index")
	}
	return bare(a) == bare(b)
}
