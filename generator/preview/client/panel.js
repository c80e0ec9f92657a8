// The panel is the corner with the state of the preview; the sheet lies over a page that its sources keep from being made, and
// says why. Both stand beside the body, in a shadow, so that neither the page, nor its style, nor a patch touches them.
import { tab } from "/_sitrep/page.js";

let state = { findings: [], errors: 0, warnings: 0 }; // as the preview told it last
let wanted = false;                                   // the writer asked for the sheet
let what = "";                                        // the errors in the sheet, as text

// make makes an element. Text is text: nothing here is ever read as HTML.
function make(name, props, ...children) {
  const e = Object.assign(document.createElement(name), props);
  e.append(...children);
  return e;
}

const text = (name, className, textContent) => make(name, { className, textContent });
const button = (className, textContent, onclick) => make("button", { type: "button", className, textContent, onclick });

const tally = text("span", "tally", "");
const lost = make("p", { className: "lost", role: "status", textContent: "Lost the preview; trying again" });
const audience = make("select", { id: "audience", onchange: chooseAudience });
const faults = make("ol", {});
const show = button("show", "Show the errors over the page", () => { wanted = true; cover(); });
const panel = make("details", { className: "panel", open: sessionStorage.sitrepPanel === "open" },
  make("summary", {}, text("b", "", "Preview"), " ", tally),
  make("div", { className: "inside" }, lost,
    make("p", { className: "audience" }, make("label", { htmlFor: "audience", textContent: "See the site as" }), " ", audience),
    faults, show, make("p", {}, make("a", { href: "/_sitrep/", textContent: "The desk: all reports" }))));
panel.ontoggle = () => { sessionStorage.sitrepPanel = panel.open ? "open" : "closed"; };

const title = make("h2", {});
const sheetFaults = make("ol", {});
const sheet = make("section", { className: "sheet", role: "alertdialog", ariaLabel: "Errors", hidden: true },
  make("header", {}, title, button("close", "Close", close)), sheetFaults);

const host = make("sitrep-preview", { lang: "en", dir: "ltr", hidden: true });
host.attachShadow({ mode: "open" }).append(
  make("link", { rel: "stylesheet", href: "/_sitrep/panel.css", onload: () => { host.hidden = false; } }), sheet, panel);
document.documentElement.append(host);
addEventListener("keydown", e => { if (e.key === "Escape" && !sheet.hidden) close(); });

// tell shows the state; away is that the preview is away.
export function tell(told = state, away = false) {
  state = told;
  panel.classList.toggle("away", away);
  panel.classList.toggle("faulty", state.errors > 0);
  lost.hidden = !away;
  tally.textContent = away ? "away" : [number(state.errors, "error"), number(state.warnings, "warning")].filter(Boolean).join(", ");
  choices(state.view);
  faults.replaceChildren(...state.findings.map(finding));
  cover();
}

const number = (n, one) => n ? `${n} ${one}${n === 1 ? "" : "s"}` : "";

function choices(view) {
  const names = view?.choices ?? [];
  if (names.join() !== [...audience.options].map(o => o.value).join()) {
    audience.replaceChildren(...names.map(value => make("option", { value, textContent: value })));
  }
  if (view) audience.value = view.as;
}

function chooseAudience() {
  const body = new URLSearchParams({ token: tab.token, as: audience.value });
  const undo = () => choices(state.view);
  fetch("/_sitrep/view", { method: "POST", body }).then(response => response.ok || undo(), undo);
}

// cover shows the sheet where there is need, until it is closed; what was closed comes back when it has changed.
function cover() {
  const errors = state.findings.filter(f => f.severity === "error");
  const kept = state.faulty || state.failed, listed = document.querySelector(".sitrep-faults, .sitrep-desk"); // by the page itself
  if (what !== JSON.stringify(errors)) {
    what = JSON.stringify(errors);
    sheetFaults.replaceChildren(...errors.map(finding));
  }
  title.textContent = number(state.errors, "error") + (kept ? `, and so the ${state.failed ? "site" : "page"} is shown as it was` : "");
  show.hidden = !errors.length;
  sheet.hidden = !errors.length || !wanted && (!kept || listed || sessionStorage.sitrepClosed === what);
}

function close() {
  wanted = false;
  sessionStorage.sitrepClosed = what;
  cover();
}

function finding(f) {
  const at = [f.file, f.line, f.col].filter(Boolean).join(":");
  const place = f.editor ? make("a", { href: f.editor, textContent: at }) : text("span", "", at);
  const e = make("li", { className: f.severity }, make("p", { className: "at" }, place, " ", text("b", "", f.severity), " ", text("code", "", f.rule ?? "")),
    text("p", "text", f.text));
  if (f.hint) e.append(text("p", "hint", f.hint));
  if (f.excerpt) e.append(text("pre", "", f.excerpt));
  return e;
}
