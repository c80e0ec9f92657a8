// Loads the page again when the site has been built anew. The script's own address carries the number of the build that made
// the page, so that no build is missed while the page loads or the preview is away.
"use strict";
const build = new URL(document.currentScript.src).search;
const events = new EventSource("/_sitrep/events" + build);
events.addEventListener("reload", () => { events.close(); location.reload(); });
