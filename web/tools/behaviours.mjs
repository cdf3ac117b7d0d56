// Which browser test shows which of the numbered behaviours: node tools/behaviours.mjs [--write]. A test carries the numbers
// at the beginning of its title: "3, 4 · ...". It fails when a number has no test, or when the list in e2e/README.md is old.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../e2e/", import.meta.url);
const readme = new URL("README.md", folder);
const last = 65;
/** Files in messages come with the issue that brings files; these two wait for it. */
const waiting = new Set([12, 13]);

const tests = readdirSync(folder)
  .filter((name) => name.endsWith(".spec.ts"))
  .sort()
  .flatMap((name) => {
    const source = readFileSync(new URL(name, folder), "utf8");
    return [...source.matchAll(/\btest\(\s*["`](\d+(?:, ?\d+)*)\s*[·:]\s*([^"`]+)["`]/g)].map(([, numbers, title]) => ({
      name,
      numbers: numbers.split(",").map(Number),
      title,
    }));
  });

const rows = [];
const missing = [];
for (let no = 1; no <= last; no++) {
  const shown = tests.filter(({ numbers }) => numbers.includes(no));
  if (shown.length === 0) {
    if (!waiting.has(no)) missing.push(no);
    rows.push(`| ${no} | ${waiting.has(no) ? "comes with files" : "**missing**"} | |`);
  }
  for (const { name, title } of shown) rows.push(`| ${no} | ${title.replaceAll("|", "\\|")} | \`${name}\` |`);
}

const text = readFileSync(readme, "utf8");
const mark = "<!-- behaviours -->";
const [before] = text.split(mark);
const list = `${before}${mark}\n\n| no | test | file |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
if (process.argv.includes("--write")) writeFileSync(readme, list);
else if (list !== text) {
  console.error("e2e/README.md is not up to date: node tools/behaviours.mjs --write");
  process.exitCode = 1;
}
if (missing.length > 0) {
  console.error(`No browser test for: ${missing.join(", ")}`);
  process.exitCode = 1;
}
console.log(
  `${last - missing.length - waiting.size} of ${last} behaviours have a test, ${waiting.size} wait for files`,
);
