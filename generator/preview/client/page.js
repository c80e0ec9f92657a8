// Puts a page in the place of the one that is shown, without loading it: what is the same stays the same element, with all that
// the writer scrolled, opened, typed and selected.
//
// A block is the smallest element that one would point at, a paragraph, an entry, a row; what changed is told by blocks.
import { Idiomorph } from "/_sitrep/idiomorph.js";

const changed = "data-sitrep-changed", withheld = "data-sitrep-mark";
const ours = "script[data-token]";

// tab says what this tab shows: token, page, hash, build. They stand at the preview's script in every page.
export const tab = document.querySelector(ours).dataset;

// tabOf says what a page from the preview would show; undefined when it is not from the preview.
export const tabOf = html => parse(html).querySelector(ours)?.dataset;

const parse = html => new DOMParser().parseFromString(html, "text/html");

// show happens all at once, and waits for no frame: tabs in the background get none. Quietly means that nothing is pointed at.
// What cannot be patched is loaded: a page with other scripts, and a page that defeats us.
export function show(html, quietly = false) {
  const next = parse(html);
  if (scripts(document) !== scripts(next)) return location.reload();
  try {
    patch(next, quietly);
  } catch (fault) {
    console.error(fault);
    location.reload();
  }
}

function patch(next, quietly) {
  const before = blocks(document.body), selected = selection();
  pair(before, blocks(next.body));
  const [to, from] = part(document.body, next.body);
  if (to.querySelectorAll(block).length > mostBlocks) return location.reload();
  const stay = place(before);
  attributes(document.documentElement, next.documentElement);
  attributes(document.body, next.body);
  head(next.head);
  Idiomorph.morph(to, from.childNodes, { morphStyle: "innerHTML", callbacks: { beforeAttributeUpdated: mayChange } });
  unpair();
  select(selected);
  stay();
  if (!quietly) point(before, blocks(document.body));
}

// mostBlocks are the most blocks that are patched: the time grows with their square, and thousands hold up the browser for minutes.
const mostBlocks = 1000;

// part is the smallest part of two pages that holds all that differs between them: one word of a long page is patched at once.
function part(to, from) {
  let a = to.firstChild, b = from.firstChild, z = to.lastChild, y = from.lastChild;
  while (a && b && a.isEqualNode(b)) [a, b] = [a.nextSibling, b.nextSibling];
  while (a && b && z !== a && y !== b && z.isEqualNode(y)) [z, y] = [z.previousSibling, y.previousSibling];
  const one = a && b && a === z && b === y && a.nodeType === Node.ELEMENT_NODE;
  return one && a.cloneNode().isEqualNode(b.cloneNode()) ? part(a, b) : [to, from];
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
    const kept = old.get(e.outerHTML), here = kept ?? document.importNode(e, true);
    old.delete(e.outerHTML);
    if (!kept) {
      if (isStyle(here)) loading.push(new Promise(done => { here.onload = done; }));
      last ? last.after(here) : document.head.prepend(here);
    }
    last = here;
  }
  for (const e of old.values()) {
    if (e.matches(ours)) continue;
    if (isStyle(e) && loading.length) Promise.all(loading).then(() => e.remove());
    else e.remove();
  }
}

const isStyle = e => e.matches("link[rel=stylesheet]");

// place remembers where on the screen the first block stands that can be seen and stays, and gives what puts it there again. Not all
// browsers do that by themselves, and none when elements move.
function place(before) {
  const e = scrollY > 0 && before.find(({ element }) => element.id && element.getBoundingClientRect().bottom > 0)?.element;
  const top = e && e.getBoundingClientRect().top;
  return () => {
    const moved = e && e.isConnected ? e.getBoundingClientRect().top - top : 0;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  };
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

const block = "p:not(.sitrep-what), li, dt, dd, h1, h2, h3, h4, h5, h6, tr, pre, blockquote, figure, figcaption, summary, svg, address, caption";

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

// pair gives blocks that say the same before and after one id for the time of the patch: they stay the same elements wherever
// they stand afterwards. Without, a new paragraph would push every text below it into the next element.
function pair(before, after) {
  const others = single(after);
  let n = 0;
  for (const [says, e] of single(before)) {
    const other = others.get(says);
    if (e && other) e.id = other.id = "sitrep-same-" + n++;
  }
}

function single(list) {
  const found = new Map();
  for (const { says, element } of list) found.set(says, found.has(says) || element.id ? null : element);
  return found;
}

function unpair() {
  for (const e of document.querySelectorAll('[id^="sitrep-same-"]')) e.removeAttribute("id");
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
  const found = differing(before, after);
  if (!found.length) return;
  unmark();
  if (found.length > Math.max(3, after.length / 2)) return;
  pointed = found.map(b => b.element);
  for (const e of pointed) e.setAttribute(changed, "");
  forget = setTimeout(unmark, 1500);
  const boxes = found.map(b => boxOf(b, before));
  if (!boxes.some(inSight) && !typing()) scrollTo(boxes[0]);
}

function unmark() {
  clearTimeout(forget);
  for (const e of pointed) e.removeAttribute(changed);
}

// boxOf is where a block stands in the window; of a whole file's text, where it begins to differ.
function boxOf({ element, says }, before) {
  const text = element.firstChild, was = before.find(b => b.element === element)?.says;
  if (element.localName !== "pre" || text?.nodeType !== Node.TEXT_NODE || !was) return element.getBoundingClientRect();
  const begin = says.length - text.length; // before it stands the element itself
  let at = begin;
  while (at < says.length - 1 && says[at] === was[at]) at++;
  const range = document.createRange();
  range.setStart(text, Math.max(at - begin, 0));
  range.setEnd(text, Math.min(at - begin + 1, text.length));
  return range.getBoundingClientRect();
}

const inSight = ({ top, bottom }) => bottom > 0 && top < innerHeight;
const typing = () => document.activeElement?.matches("input, textarea, select, [contenteditable]");

function scrollTo({ top, height }) {
  const still = document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - Math.max((innerHeight - height) / 2, 80), behavior: still ? "instant" : "smooth" });
}

// mark says at each link to a page that the public will not see why that is so. The desk says it by itself.
export function mark(marks = {}) {
  const own = tab.page.startsWith("/_sitrep/");
  for (const a of document.body.querySelectorAll("a[href]")) {
    const elsewhere = !own && a.origin === location.origin && a.pathname !== location.pathname;
    const { reason, until } = elsewhere && marks[pathOf(a)] || {};
    const text = reason && until ? `${reason} until ${until}` : reason;
    if (!text) a.removeAttribute(withheld);
    else if (a.getAttribute(withheld) !== text) a.setAttribute(withheld, text);
  }
}

function pathOf(a) {
  try {
    return decodeURIComponent(a.pathname.slice(1)).replace(/(^|\/)$/, "$1index.html");
  } catch {
    return ""; // an address that no page has
  }
}
