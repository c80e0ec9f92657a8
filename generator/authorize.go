package generator

import (
	"cmp"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// authorized finds, where the site requires it, that a report was not cleared by somebody other than who wrote it.
func (d *desk) authorized(r *report.Report) []diag.Finding {
	if !d.Config.RequireAuthorization {
		return nil
	}
	f := diag.Finding{File: r.File, Pos: r.Places.At(cmp.Or(written(r, "authorized_by"), written(r, "prepared_by"))), Rule: "report/unauthorized", Severity: diag.Error}
	switch nobody := (report.Person{}); {
	case r.AuthorizedBy == nobody:
		f.Text, f.Hint = "nobody authorized this report", "have somebody other than its writer read it, and name them in authorized_by; site.yaml requires it"
	case samePerson(r.PreparedBy, r.AuthorizedBy):
		f.Text, f.Hint = "the report is authorized by the one who prepared it", "have somebody else read it, and name them in authorized_by; site.yaml requires it"
	default:
		return nil
	}
	return []diag.Finding{f}
}

func written(r *report.Report, key string) string {
	if r.Places.Has(key) {
		return key
	}
	return ""
}

// samePerson goes by the address, else by the name, else by all that is said.
func samePerson(a, b report.Person) bool {
	same := func(x, y string) bool { return x != "" && vocabulary.Fold(x) == vocabulary.Fold(y) }
	switch {
	case same(a.Email, b.Email), same(a.Name, b.Name):
		return true
	case a.Name != "" || b.Name != "":
		return false
	}
	return a == b
}
