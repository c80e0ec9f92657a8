// The preview's part in the browser: it patches the page in place when its sources change, shows what is wrong with them, and
// finds the preview again when it was away. It is a module (<script type="module" src="/_sitrep/client.js" data-…>), served with
// every page; nothing of it is ever published.
//
// The nouns:
//   line    the stream of events from the preview; `token`, `page` and `hash` say what this tab shows, so that nothing is missed
//   place   the right to hold a line open: browsers allow six connections to a host, and pages need some of them
//   block   the smallest element that a reader would point at: a paragraph, an entry, a row
//   panel   the corner with the state of the preview; sheet: the findings that lie over the page
import { Idiomorph } from "/_sitrep/idiomorph.js";

const ours = 'script[data-token][src^="/_sitrep/"]';
const changed = "data-sitrep-changed", withheld = "data-sitrep-mark";
let { token, page, hash, build } = document.querySelector(ours).dataset;
let state = { findings: [], errors: 0, warnings: 0, marks: {} };

// ---- The page

// show puts another page in the place of the one that is shown. All happens at once: a tab in the background gets no frames.
function show(html, quiet) {
  const next = new DOMParser().parseFromString(html, "text/html");
  if (scripts(document) !== scripts(next)) return location.reload();
  const before = blocks(document.body), selected = selection();
  const same = pair(before, blocks(next.body));
  attributes(document.documentElement, next.documentElement);
  attributes(document.body, next.body);
  head(next.head);
  Idiomorph.morph(document.body, next.body, { morphStyle: "innerHTML", callbacks: { beforeAttributeUpdated: mayChange } });
  for (const e of same) e.removeAttribute("id");
  select(selected);
  marks();
  if (!quiet) point(before, blocks(document.body));
}

// scripts names the page's own scripts: what a script has done cannot be patched.
function scripts(doc) {
  return [...doc.querySelectorAll(`script[src]:not(${ours})`)].map(s => s.getAttribute("src")).join();
}

function attributes(to, from) {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
}

// mayChange leaves to the writer what is theirs, opened details and what was typed and chosen, and to this script its own marks.
function mayChange(name, e) {
  if (name === changed || name === withheld) return false;
  if (name === "open") return e.localName !== "details";
  if (name === "value") return e.value === e.defaultValue;
  if (name === "checked") return e.checked === e.defaultChecked;
  if (name === "selected") return e.selected === e.defaultSelected;
  return true;
}

// head keeps what is the same. A style sheet goes when the one that takes its place has been loaded, so that nothing flashes.
function head(next) {
  const old = new Map([...document.head.children].map(e => [e.outerHTML, e]));
  const loading = [];
  let last = null;
  for (const e of next.children) {
    if (e.matches(ours)) continue;
    const kept = old.get(e.outerHTML), fresh = kept ?? document.importNode(e, true);
    old.delete(e.outerHTML);
    if (!kept) {
      if (fresh.matches("link[rel=stylesheet]")) loading.push(new Promise(done => { fresh.onload = done; }));
      last ? last.after(fresh) : document.head.prepend(fresh);
    }
    last = fresh;
  }
  for (const e of old.values()) {
    if (e.matches(ours)) continue;
    if (e.matches("link[rel=stylesheet]") && loading.length) Promise.all(loading).then(() => e.remove());
    else e.remove();
  }
}

// A selection of text is lost when its text changes; what is left of it is selected again.
function selection() {
  const s = getSelection();
  return s.isCollapsed ? null : [s.anchorNode, s.anchorOffset, s.focusNode, s.focusOffset];
}

function select(it) {
  if (!it || !it[0].isConnected || !it[2].isConnected) return;
  const within = (node, offset) => Math.min(offset, node.nodeType === Node.TEXT_NODE ? node.length : node.childNodes.length);
  getSelection().setBaseAndExtent(it[0], within(it[0], it[1]), it[2], within(it[2], it[3]));
}

// ---- What changed

const block = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, tr, pre, blockquote, figure, figcaption, summary, svg, address, caption";

// blocks are the blocks of a page's content in order, each with what it says itself, outside of the blocks within it.
function blocks(body) {
  const all = [];
  read(body.querySelector("main") ?? body, { says: "" }, all);
  return all;
}

function read(node, into, all) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE && child.data.trim()) into.says += child.data;
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    let to = into;
    if (child.matches(block)) all.push(to = { element: child, says: "" });
    to.says += `<${child.localName}`;
    for (const { name, value } of child.attributes) if (name !== changed && name !== withheld && name !== "open") to.says += ` ${name}=${value}`;
    read(child, to, all);
  }
}

// pair gives blocks that say the same before and after an id for the time of the patch, so that they are the same elements
// afterwards wherever they stand, with all that the writer opened, typed or selected in them.
function pair(before, after) {
  const single = list => {
    const found = new Map();
    for (const b of list) found.set(b.says, found.has(b.says) || b.element.id ? null : b.element);
    return found;
  };
  const others = single(after), same = [];
  for (const [says, e] of single(before)) {
    const other = others.get(says);
    if (!e || !other) continue;
    e.id = other.id = "sitrep-same-" + same.length;
    same.push(e);
  }
  return same;
}

// differing are the blocks that were not there before; where some only went away, the one that stands there now.
function differing(before, after) {
  const left = new Map();
  for (const { says } of before) left.set(says, (left.get(says) ?? 0) + 1);
  const fresh = after.filter(({ says }) => !left.get(says) || void left.set(says, left.get(says) - 1));
  if (fresh.length || after.length >= before.length || !after.length) return fresh;
  const at = before.findIndex(({ says }, i) => says !== after[i]?.says);
  return [after[Math.min(at, after.length - 1)]];
}

let pointed = [], forget;

// point marks for a moment what changed, and scrolls to it when none of it can be seen. When most of a page is new, it does neither.
function point(before, after) {
  const found = differing(before, after).map(b => b.element);
  if (!found.length || found.length > 1 && found.length > after.length / 2) return;
  clearTimeout(forget);
  const unmark = () => { for (const e of pointed) e.removeAttribute(changed); };
  unmark();
  pointed = found;
  for (const e of found) e.setAttribute(changed, "");
  forget = setTimeout(unmark, 1500);
  if (found.some(seen) || typing()) return;
  const still = document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;
  found[0].scrollIntoView({ behavior: still ? "instant" : "smooth", block: found[0].offsetHeight > innerHeight ? "start" : "center" });
}

function seen(e) {
  const { top, bottom } = e.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function typing() {
  return document.activeElement?.matches("input, textarea, select, [contenteditable]");
}

// marks says at each link to a page that the public will not see why that is so. The desk says it itself.
function marks() {
  for (const a of document.body.querySelectorAll("a[href]")) {
    const path = a.origin === location.origin && !page.startsWith("/_sitrep/") && a.pathname !== location.pathname && decodeURIComponent(a.pathname.slice(1));
    const mark = path && (state.marks?.[path] ?? state.marks?.[path.replace(/(^|\/)$/, "$1index.html")]);
    const reason = mark ? mark.reason + (mark.until ? ` until ${mark.until}` : "") : null;
    if (reason === a.getAttribute(withheld)) continue;
    reason ? a.setAttribute(withheld, reason) : a.removeAttribute(withheld);
  }
}
