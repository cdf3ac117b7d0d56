// Holds the built app to its weight: node tools/budget.mjs, after a build. Sizes are gzip level 9, in kB of 1000 bytes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

/** The chunks a page needs: its entries with all they import statically. */
function closure(...entries) {
  const found = new Set();
  const visit = (key) => {
    if (found.has(key)) return;
    found.add(key);
    for (const each of manifest[key].imports ?? []) visit(each);
  };
  entries.forEach(visit);
  return [...found].map((key) => manifest[key]);
}

const gzipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const total = (files) => [...new Set(files)].reduce((sum, file) => sum + gzipped(file), 0) / 1000;
const scripts = (...entries) => total(closure(...entries).map((chunk) => chunk.file));
const styles = (...entries) => total(closure(...entries).flatMap((chunk) => chunk.css ?? []));
const raw = (pattern) => {
  const files = new Set(Object.values(manifest).flatMap((chunk) => [chunk.file, ...(chunk.assets ?? [])]));
  return (
    [...files]
      .filter((file) => pattern.test(file))
      .reduce((sum, file) => sum + readFileSync(join(dist, file)).length, 0) / 1000
  );
};

const entry = "index.html";
const chat = [entry, "src/app/Shell.tsx"];
const login = [entry, "src/app/auth-routes.tsx"];

const budgets = [
  ["script, entry and chat", scripts(...chat), 220],
  ["script, entry and sign-in", scripts(...login), 120],
  ["style", styles(...chat), 15],
  ["fonts before the first text", raw(/(hanken-grotesk-latin|bricolage-grotesque-latin)-wght/), 80],
];

for (const [name, size, limit] of budgets) {
  const verdict = size <= limit ? "ok" : "OVER";
  console.log(`${name.padEnd(28)} ${size.toFixed(1).padStart(7)} of ${limit} kB  ${verdict}`);
  if (size > limit) process.exitCode = 1;
}
