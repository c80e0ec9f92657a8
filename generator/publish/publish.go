// Package publish brings a built tree to where readers are, in an order that never breaks a reader. It does not know what a report is.
package publish

// own is the folder of a target that is publishing's own. Nothing in it is part of the site.
const own = ".sitrep"
