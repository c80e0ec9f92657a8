package graphic

// Extent says what a map of some places shows, for a caller to choose what to name about them.
type Extent struct{ projection }

// ExtentOf is the extent of a map of the places; of none without any.
func ExtentOf(places []Place) Extent {
	if places = onEarth(places); len(places) == 0 {
		return Extent{}
	}
	return Extent{project(places)}
}

// Shows reports whether a place lies within the extent.
func (x Extent) Shows(at At) bool {
	if x.width == 0 {
		return false
	}
	_, ok := x.place(at)
	return ok
}
