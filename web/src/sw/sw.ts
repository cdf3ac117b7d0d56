/*
 * The service worker: the app opens without a network. It keeps the files of one build, and nothing else: what the
 * server says of people and messages never passes through here. A new build waits until the person asks for it.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The build puts its own files and their common hash here. */
const build = { version: "__VERSION__", files: "__FILES__".split(" ") };

const cacheName = `echo-${build.version}`;
const page = "/index.html";
/** So long a network that does not answer is waited for, before the page is opened without it. */
const patienceMs = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(letGoOfOlder());
});

worker.addEventListener("message", ({ data }) => {
  if (data === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(assetOf(request));
  else if (request.mode === "navigate" && !isServers(url.pathname)) event.respondWith(networkFirst(request, page));
  else if (build.files.includes(url.pathname)) event.respondWith(networkFirst(request, url.pathname));
});

const isServers = (path: string) => /^\/(api|socket\.io|files)(\/|$)/.test(path);

async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  // What an older build has too is taken from there: only what is new is fetched.
  await Promise.all(
    build.files.map(async (path) => {
      const known = path.startsWith("/assets/") ? await caches.match(path) : undefined;
      const response = known ?? (await fetch(path, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(path, response);
    }),
  );
}

async function letGoOfOlder(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("echo-") && name !== cacheName) await caches.delete(name);
  await worker.clients.claim();
}

/** Assets are named by their contents: what is held is right. */
const assetOf = async (request: Request): Promise<Response> =>
  (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);

/** The server's word counts, so that a page opened after an update is the new one; what is kept serves without it. */
async function networkFirst(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (!kept) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), patienceMs));
  return Promise.race([fetch(request).catch(() => kept.clone()), late]);
}
