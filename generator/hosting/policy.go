package hosting

// Header is a line of an answer's head.
type Header struct{ Name, Value string }

// Policy is what every file is sent with, in addition to its type and class: a page may load nothing from elsewhere and run no script but
// the site's own, is taken for what it says it is, and tells no other site which page its reader came from.
//
// The first five directives are those that the pages are made for. A PDF opened by itself is an object to a browser's viewer.
func Policy() []Header {
	return []Header{
		{"Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; " +
			"manifest-src 'self'; object-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
	}
}
