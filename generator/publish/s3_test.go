package publish

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
)

// gateway starts a real S3 server on loopback, with an empty bucket named site, and returns its address.
func gateway(t testing.TB) string {
	endpoint, _ := gatewayOn(t)
	return endpoint
}

// gatewayOn returns the folder of its buckets as well.
func gatewayOn(t testing.TB) (endpoint, folder string) {
	t.Helper()
	program, err := filepath.Abs("../../.tools/bin/versitygw")
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		t.Skip("there is no versitygw in .tools/bin: make s3server puts it there")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	folder = t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "site"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "publisher")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "not a secret")
	server := exec.Command(program, "--quiet", "--keep-alive", "--access", "publisher", "--secret", "not a secret", "--port", address, "posix", "--sidecar", t.TempDir(), folder)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return "http://" + address, folder
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("versitygw does not answer")
	return "", ""
}

func bucket(t testing.TB, endpoint, prefix string) *S3 {
	t.Helper()
	s, err := OpenS3(S3Options{Endpoint: endpoint, Bucket: "site", Prefix: prefix})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnObjectStoreKeepsItsWord(t *testing.T) {
	endpoint := gateway(t)
	targetKeepsItsWord(t, bucket(t, endpoint, ""))
	targetKeepsItsWord(t, bucket(t, endpoint, "a/prefix"))
}

// TestWhatLandsIsWhatWasSent reads back what a browser would get.
func TestWhatLandsIsWhatWasSent(t *testing.T) {
	s := bucket(t, gateway(t), "")
	ctx := context.Background()
	header := Header{Type: "text/html; charset=utf-8", Cache: "public, max-age=31536000, immutable"}
	if _, err := s.Put(ctx, "a.html", []byte("<p>ä"), header, When{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Copy(ctx, "a.html", "b.html", header); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.html", "b.html"} {
		_, object, got, err := s.store.GetObject(ctx, "site", name, minio.GetObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want := http.Header{"Content-Type": {header.Type}, "Cache-Control": {header.Cache}}
		for _, key := range []string{"Content-Type", "Cache-Control", "Content-Encoding"} {
			if got.Get(key) != want.Get(key) {
				t.Errorf("%s: %s is %q, want %q", name, key, got.Get(key), want.Get(key))
			}
		}
		if object.Size != 5 {
			t.Errorf("%s has %d bytes, want 5", name, object.Size)
		}
	}
}

// TestAStoreThatRefusesSaysWhatToDo has wrong keys, and addresses where no such store or bucket is. Wrong keys are never taken for an empty
// bucket.
func TestAStoreThatRefusesSaysWhatToDo(t *testing.T) {
	endpoint := gateway(t)
	const id, secret = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"
	for name, c := range map[string]struct {
		id, secret, endpoint, bucket, want string
		final                              bool
	}{
		"another secret":       {"publisher", "sesame", endpoint, "site", "look at AWS_SECRET_ACCESS_KEY", true},
		"an unknown key":       {"nobody", "not a secret", endpoint, "site", "look at AWS_ACCESS_KEY_ID", true},
		"no such bucket":       {"publisher", "not a secret", endpoint, "sites", "mend bucket in site.yaml", true},
		"nobody listens":       {"publisher", "not a secret", "http://127.0.0.1:9", "site", "at endpoint in site.yaml", false},
		"encrypted, and isn't": {"publisher", "not a secret", strings.Replace(endpoint, "http:", "https:", 1), "site", "at endpoint in site.yaml", false},
	} {
		t.Setenv(id, c.id)
		t.Setenv(secret, c.secret)
		s, err := OpenS3(S3Options{Endpoint: c.endpoint, Bucket: c.bucket})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = s.Get(t.Context(), "index.html")
		var final Final
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), c.want) || errors.As(err, &final) != c.final {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), c.secret) {
			t.Errorf("%s: the secret is told: %v", name, err)
		}
	}
}

func TestNoCredentialsAreAFaultBeforeAnythingIsSent(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_PROFILE"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	if _, err := OpenS3(S3Options{Endpoint: "http://127.0.0.1:9", Bucket: "site"}); err == nil {
		t.Error("no error")
	}
}
