package layout

import "sitrep/generator/site"

// Tongue marks what is in another language than the page: words, or the page that a link leads to.
type Tongue struct {
	Lang, Dir string
	Name      string // of the language, in itself
}

// tongue is nil for the page's own language.
func (e *edition) tongue(lang string) *Tongue {
	if lang == e.tree.Lang {
		return nil
	}
	l := e.in(lang).language("")
	return &Tongue{Lang: l.Lang, Dir: l.Dir, Name: l.Name}
}

// tongues are those of a claim's text and basis in a report.
func (e *edition) tongues(s site.Step) (text, basis *Tongue) {
	x, y := e.site.ClaimLang(s.Entry, s.Claim)
	return e.tongue(x), e.tongue(y)
}

// drilled is the id of a term, apart for an exercise.
func drilled(drill bool, id string) string {
	if drill {
		return site.Drill + id
	}
	return id
}
