package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/minio/minio-go/v7"
	"golang.org/x/sync/errgroup"

	"sitrep/generator/output"
)

// benchFiles is how many files a fresh bucket gets.
const benchFiles = 10_000

func benchTree(b *testing.B) *Tree {
	files := fstest.MapFS{}
	seal := &output.Manifest{}
	for i := range benchFiles {
		name := fmt.Sprintf("reports/%03d/%05d.html", i/100, i)
		data := fmt.Appendf(nil, "<p>%d</p>%s", i, strings.Repeat("text ", 1600))
		files[name] = &fstest.MapFile{Data: data}
		seal.Entries = append(seal.Entries, output.Entry{Path: name, Size: int64(len(data)), Sum: sha256.Sum256(data)})
	}
	var text bytes.Buffer
	if err := seal.Encode(&text); err != nil {
		b.Fatal(err)
	}
	files[output.ManifestName] = &fstest.MapFile{Data: text.Bytes()}
	tree, err := ReadTree(files)
	if err != nil {
		b.Fatal(err)
	}
	return tree
}

// BenchmarkFreshBucket compares publishing to a fresh bucket with a bare loop that puts the same files, headers too, with the same library and as many
// requests at a time.
func BenchmarkFreshBucket(b *testing.B) {
	tree := benchTree(b)
	endpoint := gateway(b)
	ctx := context.Background()
	n := 0
	b.Run("publish", func(b *testing.B) {
		for b.Loop() {
			n++
			if err := race(bucket(b, endpoint, fmt.Sprint("publish-", n)), tree, fmt.Sprint("bench ", n)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			n++
			s := bucket(b, endpoint, "")
			var g errgroup.Group
			g.SetLimit(16)
			for i := range tree.Entries {
				e := &tree.Entries[i]
				g.Go(func() error {
					data, err := tree.read(e)
					if err != nil {
						return err
					}
					_, err = s.store.Client.PutObject(ctx, "site", fmt.Sprintf("bare-%d/%s", n, e.Path), bytes.NewReader(data), int64(len(data)),
						minio.PutObjectOptions{ContentType: e.Header.Type, CacheControl: e.Header.Cache, DisableContentSha256: true})
					return err
				})
			}
			if err := g.Wait(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPlan plans one changed file among many.
func BenchmarkPlan(b *testing.B) {
	tree := benchTree(b)
	record := &Record{Generations: []Generation{{Number: 1}}}
	for _, e := range tree.Entries {
		e.Since = 1
		record.Live = append(record.Live, e)
	}
	record.Live[7].Sum[0]++
	p := &Place{target: newMemory(), Record: record, opt: Options{By: "bench", Clock: time.Now, Keep: 5}}
	for b.Loop() {
		plan, err := p.Plan(context.Background(), Site{Tree: tree})
		if err != nil || len(plan.Steps) != 1 {
			b.Fatal(err, len(plan.Steps))
		}
	}
}
