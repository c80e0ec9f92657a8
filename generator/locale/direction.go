package locale

import "golang.org/x/text/language"

// Direction is the way a language is written, by its BCP 47 tag: ltr or rtl, as HTML has it.
func Direction(lang string) string {
	tag, _ := language.Parse(lang)
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return "rtl"
	}
	return "ltr"
}
