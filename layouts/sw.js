// Keeps pages for reading without a line: the last ones read, and the latest reports. The line above is the generator's:
//   site.version   another one when anything that is published has changed
//   site.files     style sheets and the like, which every page needs
//   site.latest    by language: {page, pictures}; a picture is a list of its copies, the smallest first
//   site.words     by language: what is said above a kept copy
//
// A page comes from the network when there is an answer in time, else as it was kept, with a note that says so. What the network says
// is gone is kept no longer; after every change of the site all copies are asked for again, so that this is found out.

const scope = self.registration.scope;
const store = "sitrep " + scope; // other sites may be on the same host
const patience = 3000; // milliseconds
const most = { pages: 50, bytes: 20e6 };

// What the headers of a copy say beside those of the server.
const says = { address: "sitrep-address", kept: "sitrep-kept", read: "sitrep-read", version: "sitrep-version", size: "sitrep-size", page: "sitrep-page" };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const { method, mode, url, destination } = event.request;
  if (method !== "GET" || !url.startsWith(scope)) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (["style", "script", "image"].includes(destination)) event.respondWith(file(event));
});

let work = Promise.resolve();
self.addEventListener("message", event => {
  work = work.then(() => tidy(event.data)).catch(() => {}); // the line is gone: the next page goes on
  event.waitUntil(work);
});

// key is the place of a copy. Hosts answer for a page with its ending and without.
function key(address) {
  const url = new URL(address, scope);
  url.search = url.hash = "";
  url.pathname = url.pathname.replace(/\/$/, "/index").replace(/\.html$/, "");
  return url.href;
}

const kept = address => caches.match(key(address), { cacheName: store });
const lasting = address => address.startsWith(scope + "assets/"); // its name changes with its content
const gone = response => response.status === 404 || response.status === 410;

async function page(event) {
  const copy = await kept(event.request.url);
  return await fresh(event, copy) ?? noted(copy);
}

async function file(event) {
  const { url } = event.request;
  const copy = await kept(url);
  if (copy && lasting(url)) return copy;
  try {
    return await fresh(event, copy) ?? copy;
  } catch (error) {
    const other = await otherCopy(url);
    if (other) return other;
    throw error;
  }
}

// fresh is what the network answers, and keeps it; nothing when there is a copy and no good answer in time. The copy is renewed when the
// answer comes late.
async function fresh(event, copy) {
  const { request } = event;
  const answer = fetch(request);
  event.waitUntil(answer.then(response => keep(request.url, response.clone(), Date.now())).catch(() => {}));
  if (!copy) return answer;
  const late = new Promise(resolve => setTimeout(resolve, patience));
  const first = await Promise.race([answer.catch(() => undefined), late]);
  return first && first.status < 500 ? first : undefined;
}

// otherCopy is the same picture in another size.
async function otherCopy(address) {
  const pictures = Object.values(site.latest).flat().flatMap(report => report.pictures);
  const sizes = pictures.find(sizes => sizes.some(size => key(size) === key(address))) ?? [];
  for (const size of sizes) {
    const copy = await kept(size);
    if (copy) return copy;
  }
}

// noted is a kept page with a note above it.
async function noted(copy) {
  const text = await copy.text();
  const lang = /<html lang="([^"]*)"/.exec(text)?.[1];
  const when = new Date(Number(copy.headers.get(says.kept)));
  const time = `<time datetime="${when.toISOString()}">${when.toLocaleString(lang, { dateStyle: "long", timeStyle: "short" })}</time>`;
  const words = (site.words[lang] ?? Object.values(site.words)[0]).replace("{date}", time);
  const note = `<div class="wrap"><p class="notice warn" role="status">${words}</p></div>`;
  return new Response(text.replace(/<body[^>]*>/, tag => tag + note), { headers: copy.headers });
}

// keep puts an answer in the place of the former copy, or takes the copy away when there is nothing any more. read is when a reader saw
// it. A page without the script that asks for all this is not the site's, as that of a hotel's network, or the site wants it no more.
async function keep(address, response, read) {
  if (ended) return;
  const cache = await caches.open(store);
  if (gone(response)) return cache.delete(key(address));
  if (response.status !== 200 || key(response.url) !== key(address)) return;
  const body = await response.blob();
  if (isPage(response.headers) && !/assets\/offline\.[0-9a-f]+\.js/.test(await body.text())) return end();
  return put(cache, address, body, response.headers, read);
}

const isPage = headers => (headers.get("content-type") ?? "").startsWith("text/html");

async function put(cache, address, body, from, read) {
  const headers = new Headers(from);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // the body is unpacked
  const facts = { address, kept: Date.now(), read, version: site.version, size: body.size, page: isPage(headers) ? "yes" : "" };
  for (const name in facts) headers.set(says[name], facts[name]);
  return cache.put(key(address), new Response(body, { headers }));
}

// tidy is what is done after a page was read: what is gone goes, then the page and the latest reports in its language are kept.
async function tidy(said) {
  if (ended) return;
  const cache = await caches.open(store);
  for (const request of await cache.keys()) await renew(cache, request);
  for (const address of [...site.files, said.page, ...said.pictures]) await want(cache, address, Date.now());
  if (!navigator.connection?.saveData) {
    for (const report of site.latest[said.lang] ?? []) {
      for (const address of [report.page, ...report.pictures.map(sizes => sizes[0])]) await want(cache, address, 0);
    }
  }
  await trim(cache);
}

// want keeps what is not kept yet.
async function want(cache, address, read) {
  const url = new URL(address, scope).href;
  if (url.startsWith(scope) && !await cache.match(key(url))) await keep(url, await fetch(url), read);
}

// renew asks after a copy of another version of the site. A server that knows it to be the same sends nothing but that.
async function renew(cache, request) {
  const copy = await cache.match(request);
  if (!copy || lasting(request.url) || copy.headers.get(says.version) === site.version) return;
  const [address, read] = [copy.headers.get(says.address), Number(copy.headers.get(says.read))];
  const headers = {};
  for (const [ask, tag] of [["if-none-match", "etag"], ["if-modified-since", "last-modified"]]) {
    if (copy.headers.get(tag)) headers[ask] = copy.headers.get(tag);
  }
  const response = await fetch(address, { headers, cache: "no-store" });
  if (response.status === 304) await put(cache, address, await copy.blob(), copy.headers, read);
  else await keep(address, response, read);
}

// trim keeps the bounds. The latest reports go last, then what was read last.
async function trim(cache) {
  const latest = new Set(Object.values(site.latest).flat().flatMap(report => [report.page, ...report.pictures.flat()]).concat(site.files).map(key));
  const copies = [];
  for (const request of await cache.keys()) {
    const { headers } = await cache.match(request) ?? {};
    if (headers) copies.push({ request, latest: latest.has(request.url), read: Number(headers.get(says.read)), size: Number(headers.get(says.size)), page: headers.get(says.page) });
  }
  copies.sort((a, b) => b.latest - a.latest || b.read - a.read);
  let [pages, bytes] = [0, 0];
  for (const copy of copies) {
    const counts = copy.page && !copy.latest ? 1 : 0;
    if (pages + counts > most.pages || bytes + copy.size > most.bytes) await cache.delete(copy.request);
    else [pages, bytes] = [pages + counts, bytes + copy.size];
  }
}

// end forgets everything, when the site has no such script any more.
let ended = false;
async function end() {
  if (!gone(await fetch(new URL("sw.js", scope), { method: "HEAD", cache: "no-store" }))) return;
  ended = true;
  await self.registration.unregister();
  await caches.delete(store);
}
