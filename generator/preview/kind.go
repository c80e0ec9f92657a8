package preview

import (
	"path"
	"strings"
)

// kind is what a browser makes of a file.
type kind struct {
	mime string
	text bool // can be read by people, so that it is shown as a page when they go there
}

const htmlType = "text/html; charset=utf-8"

// kindOf goes by the file's name and not by what the machine knows of types, so that it is the same everywhere.
func kindOf(name string) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return kind{htmlType, false}
	case ".css":
		return kind{"text/css; charset=utf-8", true}
	case ".js":
		return kind{"text/javascript; charset=utf-8", true}
	case ".json":
		return kind{"application/json", true}
	case ".geojson":
		return kind{"application/geo+json", true}
	case ".atom":
		return kind{"application/atom+xml", true}
	case ".xml":
		return kind{"application/xml", true}
	case ".csv":
		return kind{"text/csv; charset=utf-8", true}
	case ".txt", ".license":
		return kind{"text/plain; charset=utf-8", true}
	}
	return kind{binary(strings.ToLower(path.Ext(name))), false}
}

func binary(ext string) string {
	switch ext {
	case ".svg":
		return "image/svg+xml"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png", ".gif", ".webp", ".avif":
		return "image/" + ext[1:]
	case ".mp4", ".webm":
		return "video/" + ext[1:]
	case ".mp3":
		return "audio/mpeg"
	case ".ogg":
		return "audio/ogg"
	case ".woff2":
		return "font/woff2"
	case ".pdf":
		return "application/pdf"
	}
	return "application/octet-stream"
}
