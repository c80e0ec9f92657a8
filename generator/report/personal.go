package report

import (
	"bytes"
	"regexp"
	"strings"

	"sitrep/generator/markdown"
)

var (
	email = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)
	// An international number, or one behind a word that says what it is.
	phone = regexp.MustCompile(`(?i)\+[1-9](?:[ \x{a0}().-]{0,2}[0-9]){8,14}|(?:tel|phone|mobile|cell|whatsapp|тел|телефон|моб|هاتف|جوال)(?:ефон\pL*|ephone)?\.?:? ?(\(?0?(?:[ ().-]{0,2}[0-9]){7,14})`)
	// What a plus sign and groups of three digits are, too: 200 000 more.
	amount = regexp.MustCompile(`^\+[0-9]{1,3}(?:[ \x{a0}.][0-9]{3})+$`)
)

// offices are mailboxes of no single person.
var offices = regexp.MustCompile(`^(?:info|contact|press|media|news|newsroom|desk|office|editors?|support|help|hotline|admin|webmaster|security|cert|csirt|abuse|no-?reply|operations|ops|duty|team|feedback|enquiries|inquiries|secretariat|mail|post|reports?|sitreps?|alerts?)(?:[.+_-].*)?@`)

// hearPersonal warns of the e-mail address or telephone number of a person: text/personal. Those of an office, and those that the
// header gives to readers, are meant to be known.
func hearPersonal(l *listener, p *markdown.Passage) {
	if bytes.IndexByte(p.Text, '@') >= 0 {
		for _, at := range email.FindAllIndex(p.Text, maxWarnings) {
			address := strings.ToLower(string(p.Text[at[0]:at[1]]))
			if !offices.MatchString(address) && l.tell(address, func(c Person) bool { return strings.EqualFold(c.Email, address) }) {
				l.warn(p, at[0], "text/personal", "the e-mail address of a person", "give an office's address, or name the person in contacts if they agree to it")
			}
		}
	}
	if !manyDigits(p.Text) {
		return
	}
	for _, at := range phone.FindAllSubmatchIndex(p.Text, maxWarnings) {
		found := p.Text[at[0]:at[1]]
		number := digits(string(found))
		if len(number) <= 10 && amount.Match(found) || precise.Match(found) {
			continue
		}
		if l.tell(number, func(c Person) bool {
			return c.Phone != "" && strings.HasSuffix(number, strings.TrimLeft(digits(c.Phone), "0"))
		}) {
			l.warn(p, at[0], "text/personal", "a telephone number", "leave it out, or name whom to call in contacts if they agree to it")
		}
	}
}

// manyDigits reports whether a text can hold a telephone number or a precise place: seven digits.
func manyDigits(text []byte) bool {
	n := 0
	for _, c := range text {
		if c >= '0' && c <= '9' {
			if n++; n >= 7 {
				return true
			}
		}
	}
	return false
}
