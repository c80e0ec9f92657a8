// Searches the site in the browser: it loads the parts of the index that a question needs (search/ of the published tree, which
// generator/search writes and describes) and shows what it finds. The parts are scripts, so that this works from a disk, too.
(() => {
  const root = new URL("..", document.currentScript.src);

  // --- Words: as generator/search/word.go has them; testdata/words.json there holds both to the same. ---

  const longest = 32;
  const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const spoken = /[\p{L}\p{M}\p{N}]/u;
  const dropped = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\p{Cf}]|(?=\p{Mn})[\u0591-\u05c7]/u;
  const apostrophe = /['`‘’ʼʹ]/;
  const cyrillic = /[\u0400-\u052f]$/;
  const same = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ħ: "h", ς: "σ", ґ: "г",
    ٱ: "ا", ى: "ي", ی: "ي", ې: "ي", ک: "ك", ة: "ه", ۀ: "ه", ہ: "ه", ھ: "ه",
  };

  // bare is a letter, small and without its marks.
  function bare(letter) {
    const code = letter.codePointAt(0);
    if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
    if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
    const small = letter.toLowerCase();
    if (same[small] || small === "й" || small === "ї") return same[small] || small;
    return [...small.normalize("NFD")].map(c => same[c] || (dropped.test(c) ? "" : c)).join("").normalize("NFC");
  }

  // words lists the words of a text as the index has them.
  function words(text) {
    const list = [];
    let word = "", before = "";
    const alone = () => { if (before) list.push(before); before = ""; };
    const end = () => {
      alone();
      if (word) list.push([...withoutArticle(word)].slice(0, longest).join(""));
      word = "";
    };
    for (const c of text.normalize("NFKC")) {
      if (apostrophe.test(c)) { if (!cyrillic.test(word)) end(); }
      else if (dropped.test(c)) continue;
      else if (!spoken.test(c)) end();
      else if (wide.test(c)) {
        const last = before;
        before = "";
        if (word) end();
        if (last) list.push(last + c);
        before = c;
      } else { alone(); word += bare(c); }
    }
    end();
    return list;
  }

  function withoutArticle(word) {
    const article = /^(?:[وبكف]?ال|لل)/.exec(word);
    return article && [...word].length - article[0].length >= 3 ? word.slice(article[0].length) : word;
  }

  // --- The parts of the index. ---

  let parts = new Map(), waiting = new Map();
  let again = "";  // asks past what the browser has kept, once a part is gone

  window.sitrepSearch = { part: (name, value) => waiting.get(name)?.(value), words };

  class Gone extends Error {}

  // load brings a part; the directories have no hash, and texts are called by theirs. All but the directories are JSON, deflated and in base64.
  function load(name, hash) {
    const path = name + (hash ? `.${hash}.js` : `.js${again}`);
    if (!parts.has(path)) {
      parts.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, value => resolve(typeof value === "string" ? inflated(value) : value));
        script.onload = script.onerror = () => { script.remove(); reject(new Gone(path)); }; // nothing where it resolved before
        script.src = new URL("search/" + path, root);
        document.head.append(script);
      }));
    }
    return parts.get(path);
  }

  function inflated(text) {
    const letters = atob(text), bytes = new Uint8Array(letters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
    const { readable, writable } = new DecompressionStream("deflate-raw"), writer = writable.getWriter();
    const write = writer.write(bytes).then(() => writer.close());
    return Promise.all([new Response(readable).json(), write]).then(([value]) => value);
  }

  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const digit = new Uint8Array(128);
  [...digits].forEach((d, i) => { digit[d.charCodeAt(0)] = i; });

  // numbers reads the numbers of a text.
  function numbers(text) {
    const list = [];
    for (let i = 0, n = 0, shift = 0; i < text.length; i++) {
      const d = digit[text.charCodeAt(i)];
      n += (d & 31) * 2 ** shift;
      shift += 5;
      if (d < 32) { list.push(n); n = shift = 0; }
    }
    return list;
  }

  // below compares as the index is sorted: by code points.
  function below(a, b) {
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i) < b.codePointAt(i);
    }
    return a.length < b.length;
  }

  const read = new WeakMap(); // shard -> its terms and lists

  function terms(shard) {
    if (read.has(shard)) return read.get(shard);
    const all = numbers(shard[1]);
    let at = 0, before = [];
    const list = shard[0].split(" ").map(text => {
      before = [...before.slice(0, digits.indexOf(text[0])), ...text.slice(1)];
      const docs = all.slice(at + 1, at + 1 + all[at]);
      at += 1 + all[at];
      return { text: before.join(""), docs };
    });
    read.set(shard, list);
    return list;
  }

  // lookUp calls found for each term that begins with a text, or is it, with its list. The table says where each shard begins.
  async function lookUp(name, table, text, whole, found) {
    let first = table.findIndex(t => below(text, t[0]));
    first = Math.max(0, (first < 0 ? table.length : first) - 1);
    const wanted = [];
    for (let i = first; i < table.length && (i === first || !whole && table[i][0].startsWith(text)); i++) wanted.push(load(`${name}-t${i}`, table[i][1]));
    for (const shard of await Promise.all(wanted)) {
      for (const term of terms(shard)) if (whole ? term.text === text : term.text.startsWith(text)) found(term);
    }
  }

  // each goes through a list of reports with their weights.
  function each(docs, f) {
    let doc = 0;
    for (const step of docs) { doc += step >> 2; f(doc, step & 3); }
  }

  // --- A question. ---

  const worth = [1, 2, 5, 12]; // by the weight of a word in a report
  const short = word => [...word].length < 3 && !wide.test(word);
  const facet = (kind, id) => `!${kind}:${id.replaceAll(" ", "\x1f")}`;
  const kinds = { r: "region", t: "topic", s: "series", k: "type" };

  // inLanguage answers a question from one language's index: what was found, the newest first, and the subjects. With tally it counts
  // for each facet how many reports there would be.
  async function inLanguage(lang, ask, tally) {
    const directory = await load(lang);
    const segments = directory.segments.filter(s => s.first <= ask.to && s.last >= ask.from);
    for (const s of segments) load(`${lang}-${s.name}`, s.hash).catch(() => {}); // on its way already
    const table = load(`${lang}-names`, directory.subjects);
    const named = await Promise.all(ask.words.map(async word => {
      const list = new Set();
      await lookUp(`${lang}-names`, directory.names, word, short(word), term => each(term.docs, n => list.add(n)));
      const subjects = await table;
      return [...list].map(n => subjects[n]);
    }));
    const subjects = await table;
    const found = await Promise.all(segments.map(s => inSegment(lang, s, ask, named, tally)));
    return { lang, subjects, named: new Set(named.flat().map(s => facet(s[0], s[1]))), found: found.flat() };
  }

  async function inSegment(lang, segment, ask, named, tally) {
    const name = `${lang}-${segment.name}`;
    const head = await load(name, segment.hash);
    const scores = ask.words.map(() => new Uint8Array(segment.size));
    const fails = new Uint8Array(segment.size); // how many filters a report does not pass
    const passed = {};
    const work = ask.words.flatMap((word, i) => {
      const better = (doc, score) => { if (score > scores[i][doc]) scores[i][doc] = score; };
      return [
        lookUp(name, head.terms, word, short(word), term => each(term.docs, (doc, w) => better(doc, 2 * worth[w] + (term.text === word)))),
        ...named[i].map(s => lookUp(name, head.terms, facet(s[0], s[1]), true, term => each(term.docs, doc => better(doc, 2 * worth[2])))),
      ];
    });
    for (const [kind, id] of ask.filters) {
      const passes = passed[kind] = new Uint8Array(segment.size);
      work.push(lookUp(name, head.terms, facet(kind, id), true, term => each(term.docs, doc => { passes[doc] = 1; })));
    }
    await Promise.all(work);
    for (const passes of Object.values(passed)) for (let d = 0; d < segment.size; d++) fails[d] += 1 - passes[d];
    const { starts, days } = calendar(head);
    const matches = new Uint8Array(segment.size);
    const list = [];
    for (let i = days.length - 1; i >= 0; i--) {
      if (days[i] < ask.from || days[i] > ask.to) continue;
      for (let doc = (starts[i + 1] ?? segment.size) - 1; doc >= starts[i]; doc--) {
        let score = 0, all = 1;
        for (const s of scores) { score += s[doc]; all &= s[doc] > 0; }
        matches[doc] = all;
        if (all && !fails[doc]) list.push({ lang, segment, head, doc, day: days[i], score });
      }
    }
    if (tally) await lookUp(name, head.terms, "!", false, term => count(term, matches, fails, passed, tally));
    return list;
  }

  // count adds up how many reports a facet has: those that pass all filters, but for one of the facet's own kind.
  function count(term, matches, fails, passed, tally) {
    const own = passed[term.text[1]];
    let n = 0;
    each(term.docs, doc => { if (matches[doc] && fails[doc] === (own ? 1 - own[doc] : 0)) n++; });
    if (n) tally.set(term.text, (tally.get(term.text) || 0) + n);
  }

  // calendar is the days of a segment, and the first report of each.
  function calendar(head) {
    if (!head.calendar) {
      const list = numbers(head.days), starts = [], days = [];
      for (let i = 0, day = head.first, doc = 0; i < list.length; i += 2) {
        day += list[i];
        days.push(day);
        starts.push(doc);
        doc += list[i + 1];
      }
      head.calendar = { starts, days };
    }
    return head.calendar;
  }

  // text brings what is shown of a report.
  async function text(hit) {
    const sizes = numbers(hit.head.blocks), length = hit.head.hashes.length / sizes.length;
    let block = 0, first = 0;
    while (first + sizes[block] <= hit.doc) first += sizes[block++];
    const hash = hit.head.hashes.substr(block * length, length);
    const [url, title, summary, tags, regions, topics, body] = (await load(`${hit.lang}-${hit.segment.name}-x.${hash}`))[hit.doc - first];
    const list = text => text ? text.split("\n") : [];
    return { url, title, summary, tags: list(tags), regions: list(regions), topics: list(topics), body };
  }

  // answer asks all languages, and once more with a new directory where a part is gone: the site may just have been published anew.
  async function answer(ask, tally) {
    try {
      return await Promise.all(ask.langs.map(lang => inLanguage(lang, ask, tally)));
    } catch (gone) {
      if (!(gone instanceof Gone) || again) throw gone;
      renew();
      tally?.clear();
      return Promise.all(ask.langs.map(lang => inLanguage(lang, ask, tally)));
    }
  }

  function renew() {
    parts = new Map();
    waiting = new Map();
    again = "?" + Date.now();
  }

  // --- Passages. ---

  // marks finds where a text has words of the question: from, to, which.
  function marks(text, ask) {
    const list = [];
    for (const { 0: piece, index } of text.matchAll(/[\p{L}\p{M}\p{N}\p{Cf}'`‘’ʼ]+/gu)) {
      if (wide.test(piece)) continue;
      const here = words(piece);
      const which = ask.words.findIndex(w => here.some(h => short(w) ? h === w : h.startsWith(w)));
      if (which >= 0) list.push([index, index + piece.length, which]);
    }
    for (const run of ask.runs) {
      for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) list.push([at, at + run.length, -1 - ask.runs.indexOf(run)]);
    }
    return list.sort((a, b) => a[0] - b[0]);
  }

  const width = 260; // of a passage, in characters

  // passage is the part of a text that has the most different words of the question.
  function passage(text, ask) {
    const list = marks(text, ask);
    let best = 0, most = 0;
    list.forEach(([from], i) => {
      const near = new Set();
      for (let j = i; j < list.length && list[j][1] <= from + width * .8; j++) near.add(list[j][2]);
      if (near.size > most) { most = near.size; best = from; }
    });
    let from = best < width * .7 ? 0 : best - width * .25;
    if (from > 0) from = text.indexOf(" ", from) + 1 || from;
    from = Math.min(Math.round(from), best);
    let to = Math.min(text.length, from + width);
    if (to < text.length && text.lastIndexOf(" ", to) > best) to = text.lastIndexOf(" ", to);
    const within = list.filter(m => m[0] >= from && m[1] <= to).map(([a, b, which]) => [a - from, b - from, which]);
    return { text: text.slice(from, to), marks: within, size: most, before: from > 0, after: to < text.length };
  }

  function marked(text, list, node) {
    let at = 0;
    for (const [from, to] of list) {
      if (from < at) continue;
      node.append(text.slice(at, from), element("mark", "", text.slice(from, to)));
      at = to;
    }
    node.append(text.slice(at));
    return node;
  }

  function element(name, kind, ...inside) {
    const e = document.createElement(name);
    if (kind) e.className = kind;
    e.append(...inside);
    return e;
  }

  // --- The page. ---

  const form = document.getElementById("search_form");
  if (!form) return;
  const status = document.getElementById("search_status"), results = document.getElementById("search_results");
  const more = document.getElementById("search_more"), narrow = document.getElementById("search_narrow");
  const own = document.documentElement.lang, page = 10;
  const word = {};
  for (const w of document.getElementById("search_words").content.children) word[w.className] = w.textContent;
  const languages = [...form.elements.lang?.options ?? []].map(o => o.value).filter(v => v && v !== "all");
  const plurals = new Intl.PluralRules(own), dates = new Intl.DateTimeFormat(own === "en" ? "en-GB" : own, { dateStyle: "medium", timeZone: "UTC" });
  let latest = 0; // the number of the question that is being answered
  let counting = false; // somebody is choosing: it is worth loading how many reports each choice leaves

  const fields = () => [...form.elements].filter(e => e.name);
  const iso = day => new Date(day * 864e5).toISOString().slice(0, 10);
  const days = (text, none) => /^\d{4}-\d\d-\d\d$/.test(text) ? Math.floor(Date.parse(text) / 864e5) : none;

  // whole is the first or the last day of a year or a month: 2026, 2026-03. A day stays as it is.
  function whole(text, last) {
    const found = /^(\d{4})(?:-(\d\d))?$/.exec(text);
    if (!found) return text;
    const [, year, month] = found;
    return last ? iso(Date.UTC(year, month ?? 12, 0) / 864e5) : `${year}-${month ?? "01"}-01`;
  }

  // asked reads the form. What it has no option for yet stands in the address.
  function asked() {
    const value = name => form.elements[name]?.value ?? "";
    const list = [...new Set(words(value("q")))];
    return {
      q: value("q"), words: list, langs: value("lang") === "all" ? languages : [value("lang") || own], sort: value("sort"),
      runs: [...value("q").normalize("NFKC").matchAll(new RegExp(wide.source + "+", "gu"))].map(m => m[0]),
      from: days(value("from"), -Infinity), to: days(value("to"), Infinity),
      filters: Object.entries(kinds).filter(([, name]) => value(name)).map(([kind, name]) => [kind, value(name)]),
    };
  }

  // address is the form as a query, without what is empty.
  function address() {
    const query = new URLSearchParams(fields().filter(e => e.value).map(e => [e.name, e.value]));
    return location.pathname + (query.size ? "?" + query : "");
  }

  // fill sets the form to what the address asks. Subjects that are not among the options yet are taken at their word.
  function fill() {
    const query = new URLSearchParams(location.search);
    for (const e of fields()) {
      const value = e.type === "date" ? whole(query.get(e.name) ?? "", e.name === "to") : query.get(e.name) ?? "";
      const there = !e.options || [...e.options].some(o => o.value === value);
      if (!there && Object.values(kinds).includes(e.name) && e.name !== "type") e.add(new Option(value, value));
      e.value = value;
      if (e.selectedIndex < 0) e.value = "";
    }
    narrow.open = narrow.open || fields().some(e => e.value && narrow.contains(e));
  }

  function said(key, n) {
    return (word[`${key}.${plurals.select(n)}`] ?? word[`${key}.other`] ?? word[key] ?? "").replace("#", n.toLocaleString(own));
  }

  async function search() {
    const turn = ++latest, ask = asked();
    more.hidden = true;
    if (!ask.words.length && !ask.filters.length && ask.from === -Infinity && ask.to === Infinity) {
      results.replaceChildren();
      status.textContent = ask.q.trim() ? word["search.none"] : "";
      choices(ask).catch(() => { if (narrow.open) status.textContent = word["search.gone"]; });
      return;
    }
    status.textContent = word["search.busy"];
    form.setAttribute("aria-busy", "true");
    try {
      const tally = narrow.open && counting ? new Map() : null;
      const answers = await answer(ask, tally);
      if (turn !== latest) return;
      if (narrow.open) options(answers, tally);
      const hits = answers.flatMap(a => a.found);
      if (answers.length > 1) hits.sort((a, b) => b.day - a.day);
      if (ask.sort === "weight") hits.sort((a, b) => b.score - a.score);
      results.replaceChildren();
      status.textContent = hits.length ? said("search.found", hits.length) : word["search.none"];
      await show(hits, ask, answers, turn);
    } catch (fault) {
      if (turn !== latest) return;
      results.replaceChildren();
      status.textContent = word["search.gone"];
      renew();
      if (!(fault instanceof Gone)) throw fault;
    } finally {
      if (turn === latest) form.removeAttribute("aria-busy");
    }
  }

  // show adds the next results, each as soon as its text is there and those before it.
  async function show(hits, ask, answers, turn) {
    const from = results.children.length;
    const next = hits.slice(from, from + page).map(async hit => item(hit, await text(hit), ask, answers.find(a => a.lang === hit.lang)));
    Promise.all(next).catch(() => {}); // what fails is thrown below
    for (const coming of next) {
      const li = await coming;
      if (turn !== latest) return;
      results.append(li);
    }
    more.hidden = results.children.length >= hits.length;
    more.onclick = async () => {
      more.disabled = true;
      await show(hits, ask, answers, turn).catch(() => { status.textContent = word["search.gone"]; });
      more.disabled = false;
      results.children[from + page]?.querySelector("a").focus();
    };
  }

  function item(hit, said, ask, { subjects, named, lang }) {
    const time = element("time", "", dates.format(new Date(hit.day * 864e5)));
    time.dateTime = iso(hit.day);
    const link = marked(said.title, marks(said.title, ask), element("a"));
    link.href = new URL(said.url.split("/").map(encodeURIComponent).join("/"), root);
    const li = element("li", "", time, element("h2", "", link));
    if (lang !== own) {
      for (const name of ["lang", "hreflang"]) link.setAttribute(name, lang);
      li.lang = lang;
      li.dir = form.querySelector(`option[value="${CSS.escape(lang)}"]`)?.dir || "auto";
    }
    if (said.tags.length) li.append(element("p", "", ...said.tags.map(t => element("span", `tag ${t}`, word[`tag.${t}`]))));
    li.append(quote(said, ask));
    const places = [...said.regions.map(id => ["r", id]), ...said.topics.map(id => ["t", id])];
    const list = places.map(([kind, id]) => {
      const name = subjects.find(s => s[0] === kind && s[1] === id)?.[2] ?? id;
      return element("bdi", "", named.has(facet(kind, id)) ? element("mark", "", name) : marked(name, marks(name, ask), element("span")));
    });
    li.append(element("p", "meta names", ...list));
    return li;
  }

  // quote is the summary, or a passage of the text that has more of the words.
  function quote(said, ask) {
    const summary = passage(said.summary, ask), found = passage(said.body, ask);
    const best = found.size > summary.size || !said.summary ? found : summary;
    const p = element("p", "", best.before ? "… " : "");
    marked(best.text, best.marks, p);
    if (best.after) p.append(" …");
    return p;
  }

  // choices fills the lists of what can be chosen, without numbers. What it loads for that, the first question needs, too.
  async function choices(ask) {
    options(await Promise.all(ask.langs.map(async lang => ({ subjects: await load(`${lang}-names`, (await load(lang)).subjects) }))), null);
  }

  // options fills the lists: subjects below the one that they lie in, with how many reports each would leave.
  function options(answers, tally) {
    const seen = new Map();
    for (const { subjects } of answers) {
      for (const [kind, id, name, up] of subjects) {
        const key = facet(kind, id);
        if (!seen.has(key)) seen.set(key, { kind, id, name, up: up && facet(...subjects[up - 1]) });
      }
    }
    for (const [kind, name] of Object.entries(kinds)) {
      const select = form.elements[name], chosen = select.value;
      if (kind === "k") {
        for (const o of select.options) if (o.value) o.text = counted(o.dataset.name ??= o.text, facet(kind, o.value), tally);
        continue;
      }
      const list = [], lower = new Map();
      for (const entry of seen) if (entry[1].kind === kind) lower.set(entry[1].up || "", [...lower.get(entry[1].up || "") ?? [], entry]);
      const add = (up, depth) => {
        for (const [key, s] of lower.get(up) ?? []) {
          if (!tally || tally.has(key) || s.id === chosen) list.push(new Option("\u2003".repeat(depth) + counted(s.name, key, tally), s.id));
          add(key, depth + 1);
        }
      };
      add("", 0);
      if (chosen && !list.some(o => o.value === chosen)) list.push(new Option(chosen, chosen));
      select.replaceChildren(select.options[0], ...list);
      select.value = chosen;
    }
  }

  const counted = (name, key, tally) => tally ? `${name} (${(tally.get(key) || 0).toLocaleString(own)})` : name;

  // go shows what the form asks, under an address of its own.
  function go() {
    const to = address();
    if (to === location.pathname + location.search) return search();
    try {
      history.pushState(null, "", to);
    } catch { // some browsers do not let a page on a disk
      location.assign(to);
      return;
    }
    return search();
  }

  form.addEventListener("submit", event => { event.preventDefault(); go(); });
  narrow.addEventListener("change", () => { counting = true; go(); });
  narrow.querySelector("summary").addEventListener("click", () => { counting = true; });
  narrow.addEventListener("toggle", () => { if (narrow.open && counting) search(); });
  addEventListener("popstate", () => { fill(); search(); });
  addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
    event.preventDefault();
    form.elements.q.focus();
  });
  fill();
  search();
})();
