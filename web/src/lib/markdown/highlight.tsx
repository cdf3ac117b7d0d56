import type { RootContent } from "hast";
import { common, createLowlight } from "lowlight";
import type { ReactNode } from "react";
import { each } from "./each";

/* Colours for code. Loaded when a block with a language is first on the screen. */
const lowlight = createLowlight(common);

/** The few colours of the design, by the parts that the grammars name. */
const looks: Record<string, string> = {
  comment: "text-ink-3",
  quote: "text-ink-3",
  meta: "text-ink-3",
  string: "text-code",
  regexp: "text-code",
  number: "text-code",
  symbol: "text-code",
  literal: "text-code",
  deletion: "text-code",
  keyword: "text-accent",
  built_in: "text-accent",
  type: "text-accent",
  addition: "text-accent",
  "selector-tag": "text-accent",
  name: "text-accent",
  tag: "text-accent",
  title: "font-[600]",
  section: "font-[600]",
  strong: "font-[600]",
  emphasis: "italic",
};

/** The code in colours; null where the language is unknown. */
export function coloured(code: string, language: string): ReactNode | null {
  if (!lowlight.registered(language)) return null;
  return each(lowlight.highlight(language, code).children as RootContent[], draw);
}

function draw(node: RootContent): ReactNode {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return null;
  const names = Array.isArray(node.properties.className) ? node.properties.className : [];
  const look = names.map((name) => looks[String(name).replace(/^hljs-/, "")]).find(Boolean);
  const inner = each(node.children as RootContent[], draw);
  return look ? <span className={look}>{inner}</span> : inner;
}
