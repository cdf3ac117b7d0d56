import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the app needs to open and to be used: without fonts of other alphabets and without what few ever ask for. */
const isKept = (path: string) =>
  /^(index\.html|theme-boot\.js|icon(-calls)?\.svg|manifest\.webmanifest|assets\/[^/]+\.(js|css)|assets\/[^/]*-latin-wght[^/]*\.woff2)$/.test(
    path,
  );

/** Writes into the built service worker which files it keeps, and a version that is theirs alone: the same build, the same worker. */
export async function stampServiceWorker(dist: string) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .filter(isKept)
    .sort();
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update(await readFile(join(dist, path)));
  const worker = join(dist, "sw.js");
  const code = await readFile(worker, "utf8");
  const files = paths.map((path) => `/${path}`).join(" ");
  await writeFile(worker, code.replace("__FILES__", files).replace("__VERSION__", hash.digest("hex").slice(0, 16)));
}
