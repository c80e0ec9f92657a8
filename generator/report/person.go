package report

// Person is somebody who wrote or cleared a report, or can be asked about it: a person, a desk, a duty officer.
// A name alone may stand for it.
type Person struct {
	Name  string `key:"name,lone" doc:"name of the person or desk"`
	Role  string `key:"role" doc:"what they do"`
	Org   string `key:"org" doc:"whom they work for"`
	Email string `key:"email" doc:"e-mail address"`
	Phone string `key:"phone" doc:"telephone number"`
	URL   string `key:"url" doc:"address of a page"`
}
