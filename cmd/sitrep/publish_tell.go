package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"sitrep/generator/publish"
)

// toldPlan is a plan as JSON.
type toldPlan struct {
	Target     string           `json:"target"`
	Place      string           `json:"place"`
	Generation int              `json:"generation"`        // that it makes
	Published  bool             `json:"published"`         // it was carried out
	Unknown    string           `json:"unknown,omitempty"` // why it is not known whose the files are that lie there
	Changes    bool             `json:"changes"`
	Bytes      int64            `json:"bytes"` // to be sent
	Steps      []toldStep       `json:"steps"`
	Kept       []toldGeneration `json:"generations"` // on the target before
}

type toldStep struct {
	Phase  string `json:"phase"`
	Do     string `json:"do"`
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Bytes  int64  `json:"bytes,omitempty"`
	Keep   string `json:"keep,omitempty"`
}

type toldGeneration struct {
	Number int    `json:"number"`
	Time   string `json:"time"`
	Files  int    `json:"files"`
	As     int    `json:"rollback_to,omitempty"`
}

func (d *delivery) printPlan(plan *publish.Plan, done bool) error {
	told := toldPlan{
		Target: d.settings.Key, Place: d.where, Generation: plan.Generation, Published: done, Unknown: cmp.Or(d.place.Strange, d.another()), Changes: !plan.Empty(), Bytes: plan.Bytes(), Steps: []toldStep{}, Kept: []toldGeneration{},
	}
	for _, s := range plan.Steps {
		told.Steps = append(told.Steps, toldStep{s.Phase(), string(s.Do), s.Path, s.Reason, s.Entry.Size, s.Keep})
	}
	for _, g := range d.generations() {
		told.Kept = append(told.Kept, toldGeneration{g.Number, g.Time.Format(time.RFC3339), g.Files, g.As})
	}
	e := json.NewEncoder(d.app.out)
	e.SetIndent("", "  ")
	return machine(e.Encode(told))
}

// generations are those that the target's record tells of.
func (d *delivery) generations() []publish.Generation {
	if d.place.Strange != "" {
		return nil
	}
	return d.place.Record.Generations
}

// tellPlan prints what would be done.
func (d *delivery) tellPlan(plan *publish.Plan) error {
	if d.flags.asJSON {
		return d.printPlan(plan, false)
	}
	if plan.Empty() {
		d.tellNothing()
		return nil
	}
	phase := ""
	for _, s := range plan.Steps {
		if s.Phase() != phase {
			phase = s.Phase()
			fmt.Fprintf(d.app.out, "%s\n", phase)
		}
		fmt.Fprintf(d.app.out, "  %-6s %s: %s\n", s.Do, s.Path, s.Reason)
	}
	fmt.Fprintf(d.app.out, "%s would get generation %d: %s\n", d.where, plan.Generation, summary(plan))
	return nil
}

// tellDone prints what was done.
func (d *delivery) tellDone(plan *publish.Plan) error {
	if d.flags.asJSON {
		return d.printPlan(plan, true)
	}
	if plan.Empty() {
		d.tellNothing()
		return nil
	}
	fmt.Fprintf(d.app.out, "%s has generation %d: %s, in %s\n", d.where, plan.Generation, summary(plan), time.Since(d.start).Round(time.Millisecond))
	return nil
}

func (d *delivery) tellNothing() {
	fmt.Fprintf(d.app.out, "%s has the site as it is here: generation %d, nothing to do\n", d.where, d.place.Record.Generation())
}

// summary counts a plan's steps.
func summary(plan *publish.Plan) string {
	written, removed := map[string]bool{}, map[string]bool{}
	withdrawn := 0
	for _, s := range plan.Steps {
		switch {
		case s.Do == publish.Put:
			written[s.Path] = true
		case s.Do == publish.Remove && !publish.IsOwn(s.Path):
			removed[s.Path] = true
		}
		if s.Reason == publish.IsWithdrawn {
			withdrawn++
		}
	}
	text := fmt.Sprintf("%s written, %d removed, %d kB sent", counted(len(written), "file"), len(removed), (plan.Bytes()+999)/1000)
	if withdrawn > 0 {
		text += fmt.Sprintf("; %d withdrawn", withdrawn)
	}
	return text
}

// tellDoubts says what keeps a target from being as its record says.
func (d *delivery) tellDoubts(goes string) {
	if d.flags.asJSON {
		return
	}
	if d.place.Strange != "" {
		fmt.Fprintf(d.app.out, "%s: %s\n", d.where, d.place.Strange)
		return
	}
	if other := d.another(); other != "" {
		fmt.Fprintf(d.app.out, "%s: %s\n", d.where, other)
	}
	if by, was := d.place.Interrupted(); was {
		fmt.Fprintf(d.app.out, "the last publishing, by %s, did not come to its end: %s on from there\n", by, goes)
	}
}

// tellStatus compares.
func (d *delivery) tellStatus(plan *publish.Plan) error {
	if d.flags.asJSON {
		return d.printPlan(plan, false)
	}
	if r := d.place.Record; len(r.Live) > 0 {
		fmt.Fprintf(d.app.out, "%s: %s, built for %q and the audience %s\n", d.where, counted(len(r.Live), "file"), r.Head.BaseURL, r.Head.Audience)
		listGenerations(d.app.out, r.Generations)
	} else if d.place.Strange == "" {
		fmt.Fprintf(d.app.out, "%s: nothing was published there yet\n", d.where)
	}
	if plan.Empty() {
		fmt.Fprintln(d.app.out, "the built site is there as it is here")
		return nil
	}
	fmt.Fprintf(d.app.out, "the built site differs; publishing it: %s\n", summary(plan))
	return nil
}

func listGenerations(w io.Writer, list []publish.Generation) {
	for i, g := range list {
		fmt.Fprintf(w, "  generation %d, published %s, %s", g.Number, g.Time.Format(time.RFC3339), counted(g.Files, "file"))
		if g.As > 0 {
			fmt.Fprintf(w, ", a return to %d", g.As)
		}
		if i == len(list)-1 {
			fmt.Fprint(w, "; the present one")
		}
		fmt.Fprintln(w)
	}
}
