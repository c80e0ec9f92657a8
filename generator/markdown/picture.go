package markdown

import (
	"fmt"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// picture writes a picture of the bundle, its address and size left open. Any other is shown as its description: no page
// fetches anything from another host.
func (w *writer) picture(n *ast.Image) {
	description := w.plain(n)
	w.words.add([]byte(description))
	address := string(util.URLEscape(n.Destination, true))
	link, fault := resolvePicture(address)
	if fault != nil {
		w.blame(n.Pos(), "picture", fault)
		w.attribute(description)
		return
	}
	if description == "" && link.Anchor != decorative {
		w.notes.warn(n.Pos(), "picture/no-description", "a picture without a description",
			fmt.Sprintf("write ![what it shows](%s); if it says nothing, ![](%s#%s)", address, path.Base(link.Target), decorative))
	}
	link.Image = true
	link.Title = unescaped(n.Title)
	w.put("<img")
	w.hole(PictureHole, w.record(link, n.Pos()), "")
	w.put(` alt="`)
	w.attribute(description)
	w.put(`"`)
	w.title(link.Title)
	w.put(">")
}

// decorative marks a picture that says nothing, by the fragment of its address; nobody misses it who cannot see it.
const decorative = "decorative"

func resolvePicture(address string) (Link, *badAddress) {
	scheme := schemeOf(address)
	if scheme == "http" || scheme == "https" || strings.HasPrefix(address, "//") {
		return Link{}, &badAddress{"elsewhere", "a picture from another host", fmt.Sprintf("put the file beside the report and write ![…](%s)", path.Base(address))}
	}
	link, fault := resolve(address)
	if fault == nil && (link.Scheme != "" || link.Target == "") {
		fault = &badAddress{"not-a-file", fmt.Sprintf("%q is not a picture's file", address), "put the file beside the report and write its name"}
	}
	return link, fault
}
