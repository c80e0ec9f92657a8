package generator_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sitrep/generator/output"
	"sitrep/layouts"
)

// edit changes the site in one way and says how.
func (h *history) edit() string {
	if h.mend != nil && h.r.IntN(2) == 0 {
		h.mend()
		h.mend = nil
		return "mend " + h.mischief
	}
	edits := []func() string{
		h.create, h.create, h.rewrite, h.rewrite, h.retag, h.flipDraft, h.rename, h.delete, h.moveFolder, h.translate, h.embargo, h.dataFile, h.picture, h.say, h.say, h.retract, h.correct, h.renumber,
		h.editTemplate, h.editStyle, h.editSite, h.addRegion, h.addTopic, h.passTime, h.touch, h.meddle, h.spoil, h.spoil, h.nothing,
	}
	return pick(h.r, edits)()
}

func (h *history) create() string {
	h.next++
	day := fmt.Sprintf("2026/%02d/%02d", 1+h.r.IntN(3), 1+h.r.IntN(9))
	f := &fake{
		title: fmt.Sprintf("Report %d", h.next), date: strings.ReplaceAll(day, "/", "-"), body: h.text(),
		regions: []string{pick(h.r, []string{"ardenia", "North Ardenia", "Vale", "UA", "UA-63", "Україна"})}, topics: []string{pick(h.r, []string{"flood", "Health", "cholera"})},
		bundle: h.r.IntN(4) == 0,
	}
	if h.r.IntN(3) == 0 {
		f.series, f.number = "daily", h.next
	}
	path := fmt.Sprintf("%s-r%d", day, h.next)
	if h.r.IntN(2) == 0 {
		f.said = h.sayings()
	}
	h.reports[path] = f
	h.save(path)
	return "create " + path
}

// text is a body; some of its links lead to other reports, which may be withheld or gone by the time.
func (h *history) text() string {
	var b strings.Builder
	for i := range 1 + h.r.IntN(3) {
		fmt.Fprintf(&b, "## Part %d\n\nWater stood at %d cm.", i, h.r.IntN(500))
		if paths := h.paths(); len(paths) > 0 && h.r.IntN(3) == 0 {
			fmt.Fprintf(&b, " See [the other](report:%s).", pick(h.r, paths))
		}
		if h.r.IntN(4) == 0 {
			b.WriteString(" In [the port](region:port).")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func (f *fake) file(path string) string {
	if f.bundle {
		return "content/reports/" + path + "/index"
	}
	return "content/reports/" + path
}

func (h *history) save(path string) {
	f := h.reports[path]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: %s\nregions: [%s]\ntopics: [%s]\n", f.title, f.date, strings.Join(f.regions, ", "), strings.Join(f.topics, ", "))
	if f.series != "" {
		fmt.Fprintf(&b, "series: %s\nnumber: %d\n", f.series, f.number)
	}
	if f.draft && !f.states("status:") {
		b.WriteString("status: draft\n")
	}
	for _, line := range slices.Concat(f.extra, f.said) {
		b.WriteString(line + "\n")
	}
	b.WriteString("---\n\n" + f.body)
	if f.bundle {
		b.WriteString("\nThe [data](data.csv).\n\n![The map](map.png)\n")
		h.write("content/reports/"+path+"/map.png", picture(470+len(f.body)%20))
		h.write("content/reports/"+path+"/data.csv", fmt.Sprintf("day,level\n1,%d\n", len(f.body)))
	}
	h.write(f.file(path)+".md", b.String())
	if h.remove(f.file(path) + ".v1.md"); f.states("version:") {
		h.write(f.file(path)+".v1.md", fmt.Sprintf("---\ntitle: %s at first\ndate: 2026-02-01\nregions: [port]\ntopics: [flood]\n---\n\nIt was more.\n", f.title))
	}
	if f.translated {
		h.write(f.file(path)+".uk.md", "---\ntitle: Звіт "+f.title+"\n---\n\nВода. "+f.body)
	}
}

func (h *history) erase(path string) {
	f := h.reports[path]
	h.remove(f.file(path) + ".md")
	h.remove(f.file(path) + ".uk.md")
	h.remove(f.file(path) + ".v1.md")
	if f.bundle {
		h.remove("content/reports/" + path)
	}
}

// with changes one report and saves it.
func (h *history) with(what string, change func(f *fake)) string {
	paths := h.paths()
	if len(paths) == 0 {
		return h.create()
	}
	path := pick(h.r, paths)
	change(h.reports[path])
	h.save(path)
	return what + " " + path
}

func (h *history) rewrite() string { return h.with("rewrite", func(f *fake) { f.body = h.text() }) }

func (h *history) retag() string {
	return h.with("retag", func(f *fake) {
		f.title += "."
		f.regions = []string{pick(h.r, []string{"port", "Ardenia", "PL"}), "North Ardenia"}
		f.topics = []string{pick(h.r, []string{"flood", "health"})}
		f.date = fmt.Sprintf("2026-02-%02dT%02d:30+05:00", 1+h.r.IntN(9), h.r.IntN(24))
	})
}

func (h *history) flipDraft() string {
	return h.with("flip draft", func(f *fake) { f.draft = !f.draft })
}

func (h *history) translate() string {
	return h.with("translate", func(f *fake) { f.translated = true })
}

func (h *history) embargo() string {
	return h.with("embargo or expire", func(f *fake) {
		at := h.now.Add(time.Duration(h.r.IntN(96)-48) * time.Hour).Format(time.RFC3339)
		f.extra = []string{pick(h.r, []string{"embargo: " + at, "expires: " + at, "tlp: amber", "tlp: clear", "summary: Water falls."})}
	})
}

func (h *history) dataFile() string {
	for _, path := range h.paths() {
		if h.reports[path].bundle && h.r.IntN(2) == 0 {
			h.write("content/reports/"+path+"/data.csv", fmt.Sprint("day,level\n2,", h.r.IntN(9), "\n"))
			return "change the data of " + path
		}
	}
	return h.create()
}

func (h *history) rename() string {
	paths := h.paths()
	if len(paths) == 0 {
		return h.create()
	}
	path := pick(h.r, paths)
	h.erase(path)
	h.reports[path+"x"] = h.reports[path]
	delete(h.reports, path)
	h.save(path + "x")
	h.relink(path, path+"x")
	return "rename " + path
}

func (h *history) delete() string {
	paths := h.paths()
	if len(paths) < 4 {
		return h.create()
	}
	path := pick(h.r, paths)
	h.erase(path)
	delete(h.reports, path)
	mend := func() { h.relink(path, "2026/01/01-base") }
	if h.mend == nil && h.r.IntN(5) == 0 { // the links to it are broken until later
		h.mischief, h.mend = "links to "+path, mend
	} else {
		mend()
	}
	return "delete " + path
}

// relink makes links to one report lead to another, as a careful writer does.
func (h *history) relink(from, to string) {
	for _, path := range h.paths() {
		if f := h.reports[path]; strings.Contains(f.body, "report:"+from+")") {
			f.body = strings.ReplaceAll(f.body, "report:"+from+")", "report:"+to+")")
			h.save(path)
		}
	}
}

// moveFolder moves a month of reports as a whole.
func (h *history) moveFolder() string {
	from, to := pick(h.r, []string{"2026/02", "2026/03"}), fmt.Sprintf("2027/%02d", h.next)
	if os.Rename(filepath.Join(h.dir, "content/reports", from), filepath.Join(h.dir, "content/reports", "moved")) != nil {
		return h.create()
	}
	h.write("content/reports/2027/.keep", "")
	if err := os.Rename(filepath.Join(h.dir, "content/reports/moved"), filepath.Join(h.dir, "content/reports", to)); err != nil {
		h.t.Fatal(err)
	}
	var moved []string
	for _, path := range h.paths() {
		if rest, inside := strings.CutPrefix(path, from+"/"); inside {
			moved = append(moved, rest)
			h.reports[to+"/"+rest] = h.reports[path]
			delete(h.reports, path)
		}
	}
	for _, rest := range moved {
		h.relink(from+"/"+rest, to+"/"+rest)
	}
	h.next++
	return "move " + from + " to " + to
}

func (h *history) editTemplate() string {
	if h.r.IntN(2) == 0 {
		h.remove("layouts")
		return "remove the overrides"
	}
	text, err := fs.ReadFile(layouts.FS, "404.html")
	if err != nil {
		h.t.Fatal(err)
	}
	h.write("layouts/404.html", string(text)+fmt.Sprintf("<!-- -->%d", h.r.IntN(3)))
	return "edit a template"
}

func (h *history) editStyle() string {
	h.write("layouts/extra.css", fmt.Sprintf("main { margin: %dpx }\n", h.r.IntN(5)))
	return "edit a style sheet"
}

func (h *history) editSite() string {
	h.write("content/site.yaml", fmt.Sprintf("title: Warm %d\ntimezone: %s\nbase_url: https://warm.example/\nlanguages: [en, uk]\naudience: %s\n%s",
		h.r.IntN(3), pick(h.r, []string{"Europe/Kyiv", "Pacific/Kiritimati", "UTC"}), pick(h.r, []string{"clear", "green", "red"}),
		pick(h.r, []string{handedOver, handedOver + "cards: true\n", strings.ReplaceAll(handedOver, "week", "day"), "data: {text: \"off\", geojson: \"off\"}\n"})))
	return "edit site.yaml"
}

func (h *history) addRegion() string {
	rows := "- {id: ardenia, name: Ardenia}\n- {id: north, name: North Ardenia, parent: ardenia}\n" +
		pick(h.r, []string{"- {id: port, name: Port Vale, parent: north, aliases: [Vale], at: [48.1, 30.2]}\n", "- {id: port, name: Port Vale, parent: north, aliases: [Vale]}\n"})
	rows += pick(h.r, []string{"", "- {id: hill, name: Hill}\n", "- {id: ukraine, name: Ukraine proper, codes: [UA]}\n", "- {id: kharkiv, name: Kharkiv region, codes: [UA-63], parent: UA}\n"})
	h.write("content/regions.yaml", rows)
	return "edit regions.yaml"
}

func (h *history) addTopic() string {
	h.write("content/topics.yaml", "- {id: flood, name: Flood}\n- {id: health, name: "+pick(h.r, []string{"Health", "Health and water"})+", aliases: [Health]}\n- {id: cholera, name: Cholera, parent: health}\n"+
		pick(h.r, []string{"", "- {id: power, name: Power}\n"}))
	return "edit topics.yaml"
}

func (h *history) passTime() string {
	h.now = h.now.Add(time.Duration(h.r.IntN(72)) * time.Hour)
	return "let time pass"
}

func (h *history) touch() string {
	paths := h.paths()
	path := pick(h.r, paths)
	at := time.Now().Add(-time.Duration(h.r.IntN(1000)) * time.Hour)
	if err := os.Chtimes(filepath.Join(h.dir, h.reports[path].file(path)+".md"), at, at); err != nil {
		h.t.Fatal(err)
	}
	return "touch " + path
}

// meddle takes a published file away, or spoils what is remembered.
func (h *history) meddle() string {
	if h.r.IntN(2) == 0 {
		paths := slices.DeleteFunc(slices.Sorted(maps.Keys(h.last)), func(path string) bool { return path == output.ManifestName }) // without it nothing there is ours
		if len(paths) > 0 {
			path := pick(h.r, paths)
			h.remove("public/" + path)
			delete(h.last, path)
			return "remove the published " + path
		}
	}
	if !h.restart {
		return "meddle with nothing"
	}
	names, _ := filepath.Glob(filepath.Join(h.dir, "cache", "*"))
	name := pick(h.r, names)
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return "meddle with nothing"
	}
	if h.r.IntN(2) == 0 {
		data = data[:h.r.IntN(len(data))]
	} else {
		data[h.r.IntN(len(data))] ^= 1 << h.r.IntN(8)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		h.t.Fatal(err)
	}
	return "spoil " + filepath.Base(name) + " of the cache"
}

// spoil makes the site invalid, to be mended by a later step.
func (h *history) spoil() string {
	if h.mend != nil {
		return h.rewrite()
	}
	path := pick(h.r, h.paths())
	faulty := *h.reports[path]
	const nowhere = "\n[nowhere](report:2026/01/01-none)\n"
	broken := false
	switch h.r.IntN(5) {
	case 0:
		faulty.extra = append(slices.Clone(faulty.extra), "tittle: Oops")
	case 1:
		faulty.topics = []string{"no-such-topic"}
	case 2:
		faulty.body += nowhere
		broken = true
	case 3:
		faulty.regions = []string{"Ardenya"}
	case 4:
		faulty.date = ""
	}
	good := h.reports[path]
	h.reports[path] = &faulty
	h.save(path)
	h.mischief = path
	h.mend = func() {
		for p, f := range h.reports {
			if f == &faulty {
				h.erase(p)
				good.body = faulty.body
				if broken {
					good.body = strings.TrimSuffix(good.body, nowhere)
				}
				h.reports[p] = good
				h.save(p)
			}
		}
	}
	return "spoil " + path
}

func (h *history) nothing() string { return "nothing" }
