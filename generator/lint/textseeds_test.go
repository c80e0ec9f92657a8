package lint_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"strings"
)

// files are those of a site, by their path.
type files map[string]string

// textSeed is a fault put into a report of the good corpus, for rules that look at texts and files.
type textSeed struct {
	rule string
	uk   bool                                // into a report that has a translation
	into func(f files, name string) []string // where it is to be found: file, a tab, and what its line begins with; no tab for a whole file
}

func textOf(name string) string { return "content/reports/" + name + ".md" }

// body adds to a report's text. The fault is on the first line that begins so, or of what is added where at is "".
func body(more, at string) func(files, string) []string {
	return func(f files, name string) []string {
		f[textOf(name)] += "\n" + more + "\n"
		return []string{textOf(name) + "\t" + first(at, more)}
	}
}

// uk adds to the text of the translation.
func uk(more, at string) func(files, string) []string {
	return func(f files, name string) []string { return body(more, at)(f, name+".uk") }
}

// header adds to a report's header.
func header(more, at string) func(files, string) []string {
	return func(f files, name string) []string {
		f[textOf(name)] = strings.Replace(f[textOf(name)], "\n---\n\n", "\n"+more+"\n---\n\n", 1)
		return []string{textOf(name) + "\t" + first(at, more)}
	}
}

// retitled gives a report another title.
func retitled(title string) func(files, string) []string {
	return func(f files, name string) []string {
		before, rest, _ := strings.Cut(f[textOf(name)], "\ntitle: ")
		_, after, _ := strings.Cut(rest, "\n")
		f[textOf(name)] = before + "\ntitle: \"" + title + "\"\n" + after
		return []string{textOf(name) + "\ttitle:"}
	}
}

// replace changes a piece of a report.
func replace(old, new, at string) func(files, string) []string {
	return func(f files, name string) []string {
		if !strings.Contains(f[textOf(name)], old) {
			panic(fmt.Sprintf("%s has no %q", name, old))
		}
		f[textOf(name)] = strings.Replace(f[textOf(name)], old, new, 1)
		return []string{textOf(name) + "\t" + first(at, new)}
	}
}

func first(at, more string) string {
	if at == "" {
		at, _, _ = strings.Cut(more, "\n")
	}
	return at
}

// beside makes a folder of a report and puts a file there. The fault is about the file, unless then says otherwise.
func beside(file, data string, then ...func(files, string) []string) func(files, string) []string {
	return func(f files, name string) []string {
		for _, lang := range []string{"", ".uk"} {
			if text, there := f[textOf(name+lang)]; there {
				delete(f, textOf(name+lang))
				f[textOf(name+"/index"+lang)] = text
			}
		}
		f["content/reports/"+name+"/"+file] = data
		at := []string{"content/reports/" + name + "/" + file}
		for _, t := range then {
			at = t(f, name+"/index")
		}
		return at
	}
}

// file puts a file anywhere in the site.
func file(path, data string) func(files, string) []string {
	return func(f files, _ string) []string {
		f[path] = data
		return []string{path}
	}
}

// quietly makes a further change in which nothing is to be found.
func quietly(first, more func(files, string) []string) func(files, string) []string {
	return func(f files, name string) []string {
		at := first(f, name)
		more(f, name)
		return at
	}
}

// kept keeps the version of a report before a revision.
func kept(kind, summary string) func(files, string) []string {
	return func(f files, name string) []string {
		f[textOf(name+".v1")] = f[textOf(name)]
		header("version: 2\nrevisions: [{version: 2, date: 2026-01-29, kind: "+kind+", summary: "+summary+"}]", "")(f, name)
		return []string{textOf(name + ".v1")}
	}
}

// pixels is a small picture.
func pixels(encode func(*bytes.Buffer, image.Image) error) string {
	var b bytes.Buffer
	if err := encode(&b, image.NewPaletted(image.Rect(0, 0, 8, 8), []color.Color{color.Black, color.White})); err != nil {
		panic(err)
	}
	return b.String()
}

var (
	aPNG = pixels(func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) })
	aGIF = pixels(func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) })
)

// vast is a picture that says it has so many pixels.
func vast(width, height uint32) string {
	data := []byte(aPNG)
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return string(data)
}

func textSeeds() []textSeed {
	var all []textSeed
	add := func(rule string, into ...func(files, string) []string) {
		for _, f := range into {
			all = append(all, textSeed{rule, false, f})
		}
	}
	translated := func(rule string, into func(files, string) []string) { all = append(all, textSeed{rule, true, into}) }
	linkSeeds(add, translated)
	fileSeeds(add, translated)
	markdownSeeds(add, translated)
	proseSeeds(add, translated)
	headerSeeds(add, translated)
	return all
}

type adder = func(rule string, into ...func(files, string) []string)

type translator = func(rule string, into func(files, string) []string)

func linkSeeds(add adder, translated translator) {
	add("link/broken", body("[then](report:2025/01/03-flood)", ""), body("- [x]\n- see [water](report:2026/01/03-flood#water)", "- see"), body("| a | b |\n|---|---|\n| [r](region:kharvin) | 2 |", "| [r]"),
		body("[n](claim:nothing) and [m](source:moh)", "[n]"), header("image: {src: map.png, alt: A map}", ""), header("attachments: [{src: plan.pdf, title: A plan}]", ""))
	translated("link/broken", uk("[сюди](#туди)", ""))
	add("link/withheld", quietly(body("[later](report:2026/01/30-draft)", ""), file(textOf("2026/01/30-draft"), draft)), body("> a quote with [a link](report:2026/01/30-draft)", ""),
		body("1. [one](report:2026/01/30-draft#water)", ""))
	translated("link/withheld", uk("[потім](report:2026/01/30-draft)", ""))
	add("link/space", body("See [map](river map.png).", ""), body("![a map](old map.png)", ""), body("* item\n* [two words](report:2026/01/03 flood)", "* [two"))
	translated("link/space", uk("Див. [мапа](мапа річки.png).", ""))
}

const draft = "---\ntitle: Draft\ndate: 2026-01-30\nregions: [kharvan]\ntopics: [flood]\nstatus: draft\n---\n\nText.\n"

func fileSeeds(add adder, translated translator) {
	seen := func(link string) func(files, string) []string {
		return func(f files, name string) []string {
			body(link, "")(f, name)
			return []string{strings.TrimSuffix(textOf(name), "index.md") + strings.Trim(link[strings.Index(link, "("):], "()")}
		}
	}
	add("file/active", beside("notes.html", "<p>", seen("[n](notes.html)")), beside("run.js", "1", seen("[n](run.js)")), beside("feed.XML", "<x/>", seen("[n](feed.XML)")))
	translated("file/active", beside("style.css", "a{}", seen("[n](style.css)")))
	add("file/unused", beside("data.csv", "a,b\n"), beside("old-map.png", aPNG), beside("ancient.txt", "old"))
	translated("file/unused", beside("Звіт.pdf", "%PDF-1.4\n"))
	add("file/metadata", beside("plan.pdf", "%PDF-1.4\n", seen("[n](plan.pdf)")), beside("sheet.xlsx", "PK", seen("[n](sheet.xlsx)")), beside("letter.docx", "PK", seen("[n](letter.docx)")),
		beside("talk.odp", "PK", seen("[n](talk.odp)")))
	picture := func(rule string, one, two, three, four func(files, string) []string) {
		add(rule, one, two, three)
		translated(rule, four)
	}
	picture("picture/damaged", beside("a.png", aPNG[:len(aPNG)-20], seen("![a](a.png)")), beside("b.gif", aGIF[:20], seen("![b](b.gif)")), beside("c.png", aPNG[:30], seen("[c](c.png)")), beside("d.png", aPNG[:40]+"x", seen("![d](d.png)")))
	picture("picture/large", beside("a.png", vast(90000, 90000), seen("![a](a.png)")), beside("b.png", vast(1, 400000), seen("![b](b.png)")), beside("c.png", vast(200000, 4), seen("[c](c.png)")), beside("d.png", vast(60000, 60000), seen("![d](d.png)")))
	picture("picture/name", beside("a.jpg", aPNG, seen("![a](a.jpg)")), beside("b.png", aGIF, seen("![b](b.png)")), beside("c.webp", aPNG, seen("![c](c.webp)")), beside("d.gif", aPNG, seen("![d](d.gif)")))
	picture("picture/type", beside("a.heic", "ftypheic", seen("![a](a.heic)")), beside("b.tiff", "II*", seen("![b](b.tiff)")), beside("c.bmp", "BM", seen("![c](c.bmp)")), beside("d.psd", "8BPS", seen("![d](d.psd)")))
	add("source/stray", file("content/reports/2026/01/map.png", aPNG), file("content/reports/2026/01/20-roads.MD", "x"), file("content/reports/2026/figures.csv", "a"), file("content/reports/readme.txt", "a"))
	add("source/unknown", file("content/topic.yaml", "[]"), file("content/notes.md", "x"), file("content/actor.yaml", "x"), file("content/sites.yml", "x"))
	add("layout/unknown", file("layouts/reports.html", "x"), file("layouts/partials/deep/head.html", "x"), file("layouts/styles/theme.css", "x"), file("layouts/uk.yaml", "x"))
}

// heavySeeds are in sites of their own: what is not published for its errors is not weighed.
func heavySeeds() []textSeed {
	heavy := func(line, lang string) textSeed {
		return textSeed{"page/weight", lang != "", func(f files, name string) []string {
			body(strings.Repeat(line, 200_000/len(line)), "")(f, name+lang)
			return []string{textOf(name + lang)}
		}}
	}
	return []textSeed{heavy("The river is high.\n\n", ""), heavy("- The river is high.\n", ""), heavy("    The river is high.\n", ""), heavy("Вода стоїть високо.\n\n", ".uk")}
}

func markdownSeeds(add adder, translated translator) {
	add("callout/unknown", body("> [!ALARM]\n> Text.", ""), body("> [!notes] Title\n> Text.", ""), body("- item\n\n  > [!DANGER]\n  > Text.", "  > [!DANGER]"))
	translated("callout/unknown", uk("> [!INFO]\n> Текст.", ""))
	add("footnote/undefined", body("The bridge is closed.[^2]", ""), body("| a |\n|---|\n| b[^note] |", "| b"), body("## Head[^x]\n\nText.", ""))
	translated("footnote/undefined", uk("Міст закрито.[^міст]", ""))
	add("footnote/unused", body("[^3]: District office.", ""), body("Text.[^a]\n\n[^a]: One.\n\n[^b]: Two.", "[^b]"), body("[^long]: One.\n\n    Another paragraph.", ""))
	translated("footnote/unused", uk("[^звіт]: Управління.", ""))
	add("markdown/h1", body("# Situation\n\nText.", ""), body("Situation\n=========\n\nText.", ""), body("> # Quoted\n>\n> Text.", ""))
	translated("markdown/h1", uk("# Ситуація\n\nТекст.", ""))
	add("markdown/raw-html", body("Some <b>84</b>.", ""), body("<div>\nA block.\n</div>", ""), body("- one\n- <u>two</u>", "- <u>"))
	translated("markdown/raw-html", uk("Рядок<br>рядок.", ""))
	picture := func(text, at string) func(files, string) []string { return beside("map.png", aPNG, body(text, at)) }
	add("picture/no-description", picture("![](map.png)", ""), picture("- a list\n- ![ ](map.png)", "- !["), picture("[![](map.png)](https://example.org/)", ""))
	translated("picture/no-description", beside("map.png", aPNG, func(f files, name string) []string { return uk("Текст ![](map.png)", "")(f, name) }))
	add("text/empty-section", body("## Gaps", ""), body("## Gaps\n\n## Needs\n\nFood.", "## Gaps"), body("### Deep\n\n<!-- -->\n", "### Deep"), body("Gaps\n----\n\n***", "Gaps"))
}

func proseSeeds(add adder, translated translator) {
	add("text/likelihood", body("It is likely, with high confidence, that the dam holds.", ""), body("- We judge with low confidence that rain will probably fall.", ""), body("| a |\n|---|\n| Unlikely (moderate confidence) |", "| Unlikely"))
	translated("text/likelihood", uk("Ймовірно, з високим рівнем впевненості, гребля встоїть.", ""))
	add("text/personal", body("Call +380 50 765 43 21.", ""), body("Write to olena.k@example.org.", ""), body("- Tel. (050) 765-43-21", ""))
	translated("text/personal", uk("Пишіть на olena.koval@example.org, будь ласка.", ""))
	add("text/coordinates", body("At 49.98765, 36.23456 a bridge fell.", ""), body("> Seen near 49.98765° N 36.23456° E.", ""), body("1. 50.45012/30.52341", ""))
	translated("text/coordinates", uk("Місце: 49.98765, 36.23456.", ""))
	add("place/unlisted", body("It was felt in South Bank, too.", ""), body("- People came from Norway.", ""), body("The South Bank District Hospital is full.", ""), body("Governor of Kharvin said so.", ""), body("> Officials in Kharvin Governor Smith’s office agreed.", ""))
	add("text/not-utf8", body("Z\xfcrich", "Z"), body("- \xff\xfe", "- "), body("> Sm\xf8rrebr\xf8d", "> Sm"))
	translated("text/not-utf8", uk("\xcf\xee\xe2\xb3\xed\xfc", "\xcf"))
	add("text/nul", body("A\x00B", "A\x00"), body("- item\n- \x00", "- \x00"), body("| a |\n|---|\n| \x00 |", "| \x00"))
	translated("text/nul", uk("Те\x00кст", "Те\x00"))
}

func headerSeeds(add adder, translated translator) {
	add("profile/field", header("profile: ics-209\ntype: no-change", ""), header("profile: ocha\ntype: no-change", ""), header("type: no-change\nprofile: cyber", "profile:"), header("profile: who-don\ntype: no-change", ""))
	add("profile/section", header("profile: local-news", ""), quietly(header("profile: local-news", ""), body("## What happened\n\nA.\n\n## How we know\n\nB.\n\n## What is not known\n\nC.", "")),
		quietly(header("profile: flash\ntype: flash\nexpires: 2026-03-01", ""), timed))
	translated("profile/section", func(f files, name string) []string {
		return append(quietly(header("profile: who-don\nincidents: [FL-2026-1]", ""), timed)(f, name), textOf(name+".uk"))
	})
	add("card/script", retitled("洪水淹没了北岸的大部分街区"), retitled("🚨 A bridge is closed"), retitled("A bridge is closed: पुल बंद है"))
	translated("card/script", func(f files, name string) []string { return retitled("Міст 橋 закрито")(f, name+".uk") })
	add("handover/reliefweb", retitled("Flood"), retitled("A bridge"), retitled("Road shut"), retitled("Повінь"))
	translated("handover/reliefweb", func(f files, name string) []string { return retitled("Повінь")(f, name+".uk") })
	add("report/redacted", kept("redaction", "A name."), kept("redaction", "An address."), kept("redaction", "A street."), kept("redaction", "Two names."))
	add("report/unauthorized", replace("authorized_by: {name: B. Editor}", "x: {}", "prepared_by:"), replace("authorized_by: {name: B. Editor}", "authorized_by: {name: A. Writer}", ""),
		replace("authorized_by: {name: B. Editor}", "authorized_by: {name: a. writer, role: Head}", ""), replace("prepared_by: {name: A. Writer}\nauthorized_by: {name: B. Editor}", "prepared_by: {name: A, email: a@example.org}\nauthorized_by: {name: B, email: A@example.org}", "authorized_by:"))
	add("reference/unknown", replace("place: north-bank, source: moh}", "place: north-bank, source: mho}", "  - {id: shelters"), replace("place: north-bank, source: moh}", "place: Nowhere, source: moh}", "  - {id: shelters"),
		header("supersedes: [2025/01/01-nothing]", ""), replace("{id: men, ", "{id: mens, ", "  - {id: mens"), replace("title: Bridge closed,", "title: Bridge closed, claim: no-such,", "  - {time:"))
	add("silence/unused", header("silence: [{rule: figure/falls, reason: It was revised}]", ""), header("silence:\n  - {rule: markdown/h1, reason: Wanted}", "  - {rule:"), header("silence: [{rule: silence/unused, reason: Why}]", ""),
		quietly(header("silence: [{rule: report/highlights, reason: Six of them}, {rule: place/unlisted, reason: Aside}]", ""), body("South Bank.", "")))
	add("silence/unknown-rule", header("silence: [{rule: figure/fall, reason: It was revised}]", ""), header("silence: [{rule: link/broken, reason: It is not}]", ""), header("silence:\n  - rule: Falls\n    reason: It was revised", "  - rule:"),
		header("silence: [{rule: figure, reason: All of them}]", ""))
}

// timed gives a report a cut-off, unless it has one.
func timed(f files, name string) []string {
	if !strings.Contains(f[textOf(name)], "\ncutoff:") {
		header("cutoff: 2026-01-01", "")(f, name)
	}
	return nil
}
