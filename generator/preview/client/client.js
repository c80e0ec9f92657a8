// The preview's part in the browser. It keeps a line to the preview, patches the page when its sources change (page.js), shows
// what is wrong with them (panel.js), and finds the preview again when it was away. It is a module, and stands in every page:
// <script type="module" src="/_sitrep/client.js" data-token data-page data-hash data-build>. Nothing of it is ever published.
//
// A line is a stream of events. The preview is told what the tab shows when a line is opened, so that no change is missed.
// A place is the right to keep a line open: browsers allow six connections to a host, and pages need some of them. Tabs without
// a place hear of every build from those that have one, and open a line for as long as it takes to learn what changed.
import { mark, show, tab, tabOf } from "/_sitrep/page.js";
import { tell } from "/_sitrep/panel.js";

const places = 4;
const tabs = new BroadcastChannel("sitrep-preview");
let leave;    // ends all that goes on for this page when it is left
let waiting;  // ends the wait for a place
let giveBack; // gives this tab's place back; undefined when it has none
let line;     // the line, when it is open
let known;    // the latest build that this tab heard of; every run of the preview counts its own
let marks;    // why the public will not see which page

// arrive begins when the page is opened, and again when it comes back from the browser's memory.
async function arrive() {
  leave = new AbortController();
  tabs.onmessage = ({ data }) => data === "room" ? makeRoom() : hear(data);
  if (!navigator.locks) { // the preview is on another machine, without TLS: every tab keeps its line
    giveBack = () => {};
    return open();
  }
  queue();
  await navigator.locks.query(); // is answered after the requests before it
  if (!giveBack) askForRoom();
}

// queue asks for any one place, now or whenever one becomes free.
function queue() {
  const { signal } = waiting = new AbortController();
  const take = () => signal.aborted ? undefined : new Promise(done => {
    waiting.abort(); // one is enough
    giveBack = done;
    open();
  });
  for (let i = 0; i < places; i++) {
    navigator.locks.request("sitrep-line-" + i, { signal }, take).catch(() => {}); // it has one, or does not wait any more
  }
}

function askForRoom() {
  open();
  if (!document.hidden) tabs.postMessage("room");
}

// makeRoom leaves the places to tabs that can be seen, until this one can.
function makeRoom() {
  if (!document.hidden) return;
  waiting.abort();
  if (giveBack) line.close();
  giveBack = giveBack?.();
}

function hear(build) {
  if (!giveBack && build !== known) open();
  known = build;
}

function open() {
  line?.close();
  const it = line = new EventSource("/_sitrep/events?" + new URLSearchParams({ token: tab.token, page: tab.page, hash: tab.hash }));
  it.addEventListener("page", ({ data }) => {
    const { html, hash, build } = JSON.parse(data);
    Object.assign(tab, { hash, build });
    show(html);
    mark(marks);
  });
  it.addEventListener("state", ({ data }) => {
    const state = JSON.parse(data), build = `${state.build} of ${tab.token}`;
    if (!giveBack) it.close();
    else if (build !== known) tabs.postMessage(build);
    known = build;
    mark(marks = state.marks);
    tell(state);
  });
  it.onerror = () => {
    it.close();
    if (it === line) seek(leave.signal);
  };
}

let seeking = false;

// seek asks for this page until the preview is there again; it then has another token.
async function seek(signal) {
  if (seeking) return;
  seeking = true;
  tell(undefined, true);
  let wait = 100;
  do {
    await new Promise(done => setTimeout(done, wait));
    wait = document.hidden ? Math.min(wait * 1.5, 2000) : 300;
  } while (!signal.aborted && !await ask(location.href));
  seeking = false;
  if (!signal.aborted) open();
}

// ask takes a page as it is now, and says whether it was one of the preview.
async function ask(address, quietly, signal) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store", signal });
    const html = await response.text(), found = tabOf(html);
    if (!found || response.status === 503 && html.includes("sitrep-plain")) return false; // it builds the site: what is shown stays
    const same = found.hash === tab.hash;
    Object.assign(tab, found);
    if (!same) show(html, quietly);
    mark(marks);
    return true;
  } catch {
    return false; // the preview is away, or the page was left
  }
}

addEventListener("pagehide", () => {
  leave.abort();
  waiting?.abort();
  line?.close();
  giveBack = giveBack?.();
});
addEventListener("pageshow", e => { if (e.persisted) arrive(); });
addEventListener("visibilitychange", () => {
  if (document.hidden || giveBack) return;
  if (waiting.signal.aborted) queue();
  if (!seeking) askForRoom();
});

// The desk's filter: what was typed last wins.
let wish = new AbortController(), typing;

addEventListener("input", ({ target }) => {
  if (!tab.page.startsWith("/_sitrep/") || target.name !== "q") return;
  clearTimeout(typing);
  typing = setTimeout(() => filter(target.value), 80);
});
addEventListener("submit", e => {
  if (!tab.page.startsWith("/_sitrep/")) return;
  e.preventDefault();
  filter(e.target.elements.q.value);
});

async function filter(q) {
  clearTimeout(typing);
  wish.abort();
  const { signal } = wish = new AbortController();
  const address = new URL(location.href);
  q ? address.searchParams.set("q", q) : address.searchParams.delete("q");
  if (!await ask(address, true, signal) || signal.aborted) return;
  history.replaceState(null, "", address);
  open();
}

arrive();
