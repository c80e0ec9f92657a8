package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3 is a bucket of a store that speaks Amazon's S3, or what lies below a prefix of one.
type S3 struct {
	store  minio.Core
	bucket string
	prefix string // "" or ending in a slash
}

// S3Options say which bucket. Credentials are no option: they come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
// AWS_SESSION_TOKEN) or from the profile in ~/.aws/credentials that AWS_PROFILE names, and are never shown.
type S3Options struct {
	Endpoint string // https://s3.example.org; "" for Amazon's own
	Bucket   string
	Prefix   string
	Region   string // "" for us-east-1
}

// OpenS3 makes ready to speak to the store. Nothing is sent yet.
func OpenS3(o S3Options) (*S3, error) {
	if o.Endpoint == "" {
		o.Endpoint = "https://s3.amazonaws.com"
	}
	at, err := url.Parse(o.Endpoint)
	if err != nil {
		return nil, fmt.Errorf("the endpoint %s is not an address", o.Endpoint)
	}
	creds := credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}})
	if value, err := creds.GetWithContext(nil); err != nil || value.AccessKeyID == "" {
		return nil, errors.New("there are no credentials for the object store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile in ~/.aws/credentials")
	}
	if o.Region == "" {
		o.Region = "us-east-1"
	}
	store, err := minio.NewCore(at.Host, &minio.Options{Creds: creds, Secure: at.Scheme == "https", Region: o.Region, MaxRetries: 1})
	if err != nil {
		return nil, fmt.Errorf("the object store: %w", err)
	}
	prefix := strings.Trim(o.Prefix, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &S3{store: *store, bucket: o.Bucket, prefix: prefix}, nil
}

// Traits name the bucket. An object's header is kept with it.
func (s *S3) Traits() Traits {
	return Traits{Headers: true, Place: "s3://" + s.bucket + "/" + s.prefix}
}

// Close has nothing to do.
func (s *S3) Close() error { return nil }

// Get reads an object. Its tag is its ETag.
func (s *S3) Get(ctx context.Context, path string) ([]byte, string, error) {
	body, object, _, err := s.store.GetObject(ctx, s.bucket, s.prefix+path, minio.GetObjectOptions{})
	if err != nil {
		return nil, "", s.fault("read", path, err)
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	if err != nil || int64(len(data)) != object.Size {
		return nil, "", fmt.Errorf("read %s: %w", path, errors.Join(err, io.ErrUnexpectedEOF))
	}
	return data, object.ETag, nil
}

// Put writes an object. The store checks its bytes by their MD5 sum on arrival; ETags are not compared, for those of a store that encrypts
// are no sums of what was sent. The sum of the request as
// Amazon's signature may carry it is left out: over plain HTTP it would come in pieces, and some stores then keep the name of that
// encoding for a Content-Encoding.
func (s *S3) Put(ctx context.Context, path string, data []byte, header Header, when When) (tag string, err error) {
	opts := minio.PutObjectOptions{
		ContentType: header.Type, CacheControl: header.Cache, SendContentMd5: true, DisableContentSha256: true, DisableMultipart: true,
	}
	if when.Absent {
		opts.SetMatchETagExcept("*")
	}
	if when.Tag != "" {
		opts.SetMatchETag(when.Tag)
	}
	stored, err := s.store.Client.PutObject(ctx, s.bucket, s.prefix+path, bytes.NewReader(data), int64(len(data)), opts)
	if err != nil {
		if err = s.fault("write", path, err); when.Tag != "" && errors.Is(err, fs.ErrNotExist) {
			return "", Final{fmt.Errorf("write %s: %w", path, ErrTaken)}
		}
		return "", err
	}
	return stored.ETag, nil
}

// Copy has the store copy an object.
func (s *S3) Copy(ctx context.Context, from, to string, header Header) error {
	_, err := s.store.Client.CopyObject(ctx, minio.CopyDestOptions{
		Bucket: s.bucket, Object: s.prefix + to, ReplaceMetadata: true, ContentType: header.Type, CacheControl: header.Cache,
	}, minio.CopySrcOptions{Bucket: s.bucket, Object: s.prefix + from})
	if err != nil {
		return s.fault("copy", from, err)
	}
	return nil
}

// Remove removes objects, a thousand a request.
func (s *S3) Remove(ctx context.Context, paths []string) error {
	objects := make(chan minio.ObjectInfo, len(paths))
	for _, path := range paths {
		objects <- minio.ObjectInfo{Key: s.prefix + path}
	}
	close(objects)
	var fault error
	for failed := range s.store.RemoveObjects(ctx, s.bucket, objects, minio.RemoveObjectsOptions{}) {
		if err := s.fault("remove", failed.ObjectName, failed.Err); !errors.Is(err, fs.ErrNotExist) && fault == nil {
			fault = err
		}
	}
	return fault
}

// List lists all objects below the prefix, a thousand a request.
func (s *S3) List(ctx context.Context) ([]Found, error) {
	var found []Found
	for object := range s.store.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, s.fault("list", "objects", object.Err)
		}
		if path := strings.TrimPrefix(object.Key, s.prefix); path != "" && !strings.HasSuffix(path, "/") {
			found = append(found, Found{Path: path, Size: object.Size, MD5: md5Of(object.ETag)})
		}
	}
	return found, nil
}

var plainETag = regexp.MustCompile(`^[0-9a-f]{32}$`)

// md5Of is the MD5 sum that an ETag holds, where it looks like one. A store that encrypts may give other ETags that do; then nothing
// is taken for equal that is not.
func md5Of(etag string) string {
	if etag = strings.Trim(etag, `"`); plainETag.MatchString(etag) {
		return etag
	}
	return ""
}

// refusals are what a store's codes mean to somebody who wants to publish, and what to do about it.
var refusals = map[string]string{
	"InvalidAccessKeyId":           "the store does not know this access key: look at AWS_ACCESS_KEY_ID, or at the profile that AWS_PROFILE names",
	"XAdminUserNotFound":           "the store does not know this access key: look at AWS_ACCESS_KEY_ID, or at the profile that AWS_PROFILE names",
	"SignatureDoesNotMatch":        "the secret key is not the one that belongs to this access key: look at AWS_SECRET_ACCESS_KEY, or at the profile that AWS_PROFILE names",
	"AccessDenied":                 "these credentials do not allow that: have the bucket's owner let them read, write, list and remove objects",
	"ExpiredToken":                 "the credentials have expired: get new ones",
	"InvalidToken":                 "AWS_SESSION_TOKEN is not one that the store knows: get new credentials",
	"RequestTimeTooSkewed":         "the clock of this machine is wrong: set it",
	"AuthorizationHeaderMalformed": "the bucket is in another region: set region in site.yaml",
	"PermanentRedirect":            "the bucket is in another region, or has another address: set region or endpoint in site.yaml",
}

// fault says what the store refused, and what to do about it.
func (s *S3) fault(verb, path string, err error) error {
	told := minio.ToErrorResponse(err)
	advice, known := refusals[told.Code]
	var request *url.Error
	switch {
	case told.Code == minio.NoSuchBucket:
		return Final{fmt.Errorf("there is no bucket %s: make it first, or mend bucket in site.yaml", s.bucket)}
	case told.Code == minio.NoSuchKey:
		return Final{fmt.Errorf("%s %s: %w", verb, path, fs.ErrNotExist)}
	case told.StatusCode == http.StatusPreconditionFailed || told.StatusCode == http.StatusConflict:
		return Final{fmt.Errorf("%s %s: %w", verb, path, ErrTaken)}
	case known:
		return Final{fmt.Errorf("%s %s: %s (%s)", verb, path, advice, told.Code)}
	case errors.As(err, &request) && !errors.Is(err, context.Canceled):
		return fmt.Errorf("%s %s: %w", verb, path, noAnswer(s.store.EndpointURL().String(), "endpoint", request.Err))
	case told.StatusCode >= 400 && told.StatusCode < 500 && told.StatusCode != http.StatusTooManyRequests && told.StatusCode != http.StatusRequestTimeout:
		return Final{fmt.Errorf("%s %s: the store refuses that: %s (%s)", verb, path, told.Message, told.Code)}
	}
	return fmt.Errorf("%s %s: %w", verb, path, err)
}
