package report

import (
	"strings"

	"sitrep/generator/markdown"
)

// parts adds the names that stand within a run of words with capitals: Kharkiv in "Kharkiv Governor Syniehubov", "Kharkiv District
// Hospital", "Hôpital Kharkiv". Only a word for an office or an institution divides a run: Georgia Smith is no place, nor is
// China of the Bank of New China.
func (n *naming) parts(p *markdown.Passage, run []word) {
	if len(run) < 2 {
		return
	}
	begin, behind := 0, noOffice
	for i, w := range run {
		kind := officeOf(string(p.Text[w.from:w.to]))
		if kind == noOffice {
			continue
		}
		if i > begin {
			n.add(p, run[begin:i])
		}
		begin, behind = i+1, kind
	}
	if begin < len(run) && behind == institution {
		n.add(p, run[begin:])
	}
}

// office is what a word says of the name beside it.
type office uint8

const (
	noOffice    office = iota
	person             // what follows is somebody: Kharkiv Governor Syniehubov
	institution        // what follows may be a place as well: Лікарня Харків
)

func officeOf(word string) office {
	word = strings.ToLower(word)
	switch {
	case persons[word]:
		return person
	case institutions[word]:
		return institution
	}
	return noOffice
}

var persons = setOf(strings.Fields(`governor deputy mayor minister prosecutor spokesman spokeswoman spokesperson commander chief
	губернатор мер голова прокурор мэр глава gouverneur maire préfet gobernador gobernadora alcalde alcaldesa bürgermeister`))

var institutions = setOf(strings.Fields(`administration airport barracks cathedral clinic council county department district governorate hospital
	ministry municipality oblast police prefecture prison province raion refinery region regional substation university
	адміністрація аеропорт громада клініка лікарня область поліція район рада університет
	администрация аэропорт больница город область полиция совет университет
	aéroport clinique département district hôpital mairie préfecture prison province région université
	aeropuerto ayuntamiento cárcel clínica departamento distrito hospital municipio provincia región universidad
	flughafen kreis krankenhaus landkreis polizei rathaus universität`))
