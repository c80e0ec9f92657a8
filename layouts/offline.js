// Asks the browser to keep pages for reading without a line (sw.js), and tells what this page is made of. It does nothing on a disk.
(() => {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const root = new URL("..", document.currentScript.src);
  const workers = navigator.serviceWorker;

  async function tell() {
    const { active } = await workers.ready;
    const pictures = [...document.images].filter(i => i.complete && i.naturalWidth).map(i => i.currentSrc);
    active.postMessage({ lang: document.documentElement.lang, page: document.URL, pictures });
  }

  workers.register(new URL("sw.js", root), { scope: root }).then(() => {
    workers.addEventListener("controllerchange", tell);
    if (document.readyState === "complete") tell();
    else addEventListener("load", tell);
  }).catch(() => {}); // a browser that keeps nothing shows the page all the same
})();
