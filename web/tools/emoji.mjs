// Writes the emoji that are reactions, from emojibase-data: one a line, those that have the five skin tones by the
// plain rule (the tone stands after the first character) with a "+" behind them. Run: go generate ./internal/service/message/emoji
import { readFile, writeFile } from "node:fs/promises";

const source = new URL("../node_modules/emojibase-data/en/data.json", import.meta.url);
const target = new URL("../../internal/service/message/emoji/emoji.txt", import.meta.url);
const componentGroup = 2; // skin tones and hair, which are no emoji by themselves
const tones = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

// As Unicode spells it in full: the data asks for style also where a character is an emoji without asking.
function spelled({ emoji, hexcode, type }) {
  return type === 1 ? String.fromCodePoint(...hexcode.split("-").map((code) => Number.parseInt(code, 16))) : emoji;
}

function toned(emoji, tone) {
  const [first, ...rest] = emoji;
  if (rest[0] === "\uFE0F") rest.shift();
  return [first, tone, ...rest].join("");
}

const lines = [];
for (const entry of JSON.parse(await readFile(source, "utf8"))) {
  if (entry.group === undefined || entry.group === componentGroup) continue; // letters of flags have no group
  const emoji = spelled(entry);
  const skins = (entry.skins ?? []).map(spelled);
  const plain = tones.map((tone) => toned(emoji, tone));
  const takesTones = plain.every((one) => skins.includes(one));
  const others = skins.filter((one) => !(takesTones && plain.includes(one)));
  lines.push([entry.order, [takesTones ? `${emoji}+` : emoji, ...others]]);
}
lines.sort(([a], [b]) => a - b);
await writeFile(target, `${lines.flatMap(([, emoji]) => emoji).join("\n")}\n`);
