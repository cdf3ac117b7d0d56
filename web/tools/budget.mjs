// Holds the built app to its weight: node tools/budget.mjs, after a build. Sizes are gzip level 9, in kB of 1000 bytes.
// With --json it prints the sizes only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const assets = new URL("../dist/assets/", import.meta.url).pathname;
const files = readdirSync(assets);
const read = (file) => readFileSync(join(assets, file));

/** The file of a chunk, whose name is followed by a hash: "Shell" is Shell-BScc_s4U.js. */
function chunk(name) {
  const found = files.filter((file) => file.startsWith(`${name}-`) && /^.{8}\.js$/.test(file.slice(name.length + 1)));
  if (found.length !== 1) throw new Error(`${name} is not one chunk but ${found.length}`);
  return found[0];
}

/** The chunks a page needs: those named, and all they import, other than on demand. */
function withImports(...names) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, imported] of read(file)
      .toString()
      .matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      visit(imported);
  };
  for (const name of names) visit(chunk(name));
  return [...found];
}

const sum = (sizes) => sizes.reduce((total, size) => total + size, 0) / 1000;
const gzipped = (list) => sum(list.map((file) => gzipSync(read(file), { level: 9 }).length));
const raw = (list) => sum(list.map((file) => read(file).length));
const matching = (pattern) => files.filter((file) => pattern.test(file));

const budgets = [
  ["script, entry and chat", gzipped(withImports("index", "Shell")), 220],
  ["script, entry and sign-in", gzipped(withImports("index", "auth-routes")), 120],
  ["style", gzipped(matching(/\.css$/)), 15],
  ["fonts before the first text", raw(matching(/(hanken-grotesk-latin|bricolage-grotesque-latin)-wght.*\.woff2$/)), 80],
];

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(budgets.map(([, size]) => size)));
  process.exit();
}
for (const [name, size, limit] of budgets) {
  const isOver = size > limit;
  console.log(`${name.padEnd(28)} ${size.toFixed(1).padStart(7)} of ${limit} kB  ${isOver ? "OVER" : "ok"}`);
  if (isOver) process.exitCode = 1;
}
