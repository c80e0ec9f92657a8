package main

import (
	"fmt"
	"strings"
)

func (v invention) sentence() string {
	n, who := v.IntN(900)+2, v.one("the harbour office", "the council", "the grid", "the night watch")
	switch v.IntN(4) {
	case 0:
		return fmt.Sprintf("In %s, %s counted %d homes that are %s.", v.one("Lask", "Old Toll", "Ferrin Bay"), who, n, v.one("dry again", "without a roof", "not yet inspected"))
	case 1:
		return fmt.Sprintf("Nothing was heard from the outer islets since the morning; %s will ask again tomorrow.", who)
	case 2:
		return fmt.Sprintf("The gauge stood at %d cm, which %s calls usual for the season.", n, who)
	default:
		return fmt.Sprintf("It is not known how many boats are out, and the two counts that exist differ by %d.", n)
	}
}

func (v invention) paragraph(b *strings.Builder) {
	for range 2 + v.IntN(4) {
		b.WriteString(v.sentence() + "\n")
	}
	b.WriteString("\n")
}

// body writes the report's text: of a plain one two paragraphs, of any other every construct that a writer may use.
func (v invention) body(b *strings.Builder, region string) {
	v.paragraph(b)
	v.paragraph(b)
	if v.plain() {
		return
	}
	fmt.Fprintf(b, "## Situation\n\nIn [this district](region:%s), [so many](figure:displaced) sleep elsewhere, the [harbour office](source:harbour) says; [a claim](claim:claim-%02d) says more.[^count]\n\n[^count]: By the count at noon.\n\n", region, v.number/6)
	if v.number > 0 {
		fmt.Fprintf(b, "It follows [the report before](report:%s).\n\n", invent(v.number-1).path())
	}
	b.WriteString(constructs)
	v.paragraph(b)
}

// constructs is all of a report's Markdown that needs no number.
const constructs = `> [!WARNING]
> Tap water is not safe to drink. Boil it for one minute.

> [!NOTE]
> The ferry leaves at noon.

### Access

| Route | State | Boats a day | Who says so |
|:------|:------|------------:|:------------|
| Ferry to Lask | Open, ~~at night~~ by day only | 12 | Harbour office |
| Road over the north sluice to the old lighthouse | Closed until further notice | 0 | Islanders’ council |

1. Go **inland**, on foot.
2. Take *nothing* that you cannot carry.
   - Water
   - A torch

Surge
: Water that the wind drives onto the shore.

> We have seen worse, and we have seen better.

- [x] Pumps at the sluice
- [ ] Count of the outer islets

` + "`gauge --station LASK-HARBOUR-NORTH-BREAKWATER --since 2025-01-01T00:00Z --format csv --no-summary`" + `

` + "```\nlask     112 cm   rising    read at the north breakwater, by the keeper, every six hours, day and night\nmarrow    98 cm\n```" + `

---

#### What is not known

`

// wording is what a translation says in its language.
type wording struct{ title, summary, highlight, body string }

var (
	ukrainian = wording{"Навчання: шторм, день %d", "Ніч минула спокійно. Скільки човнів у морі, невідомо.", "Показники двох служб різняться.",
		"## Становище\n\nПоромна переправа [у цьому районі](region:%s) працює лише вдень, каже [портове управління](source:harbour).\n\n> [!WARNING]\n> Воду з крана слід кип’ятити.\n\n| Шлях | Стан |\n|---|---:|\n| Пором | 12 |\n\n- [x] Помпи\n- [ ] Облік\n"}
	arabic = wording{"تمرين: العاصفة، اليوم %d", "مرّت الليلة بهدوء. ولا يُعرف عدد القوارب التي ما زالت في البحر.", "يختلف العددان المتداولان.",
		"## الوضع\n\nتعمل العبّارة [في هذه المنطقة](region:%s) نهارًا فقط، بحسب [مكتب الميناء](source:harbour).\n\n> [!WARNING]\n> مياه الصنبور غير صالحة للشرب قبل غليها.\n\n| الطريق | الحالة |\n|---|---:|\n| العبّارة | 12 |\n\n- [x] المضخات\n- [ ] التعداد\n"}
)

func (v invention) translation(w wording) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ntranslates: %d\nsummary: %q\n", fmt.Sprintf(w.title, v.number+1), 1, w.summary)
	if !v.plain() {
		fmt.Fprintf(&b, "highlights:\n%s", indent(w.highlight, w.summary))
	}
	b.WriteString("---\n\n")
	fmt.Fprintf(&b, w.body, regions[v.number%4])
	return []byte(b.String())
}
