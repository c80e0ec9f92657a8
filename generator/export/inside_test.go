package export

import (
	"encoding/json"

	"sitrep/generator/site"
)

// ShapeJSON is the shape of a place as it is written.
func ShapeJSON(w *site.Where) ([]byte, error) { return json.Marshal(shapeOf(w)) }

// MessageElements are the names of what a message may hold, in order; ObservationElements those of a field observation.
func MessageElements() []string {
	var names []string
	for _, e := range messageElements {
		names = append(names, e.name)
	}
	return names
}

func ObservationElements() []string { return observationElements }
