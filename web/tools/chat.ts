import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** What the page of somebody signed in loads: app/boot.ts. */
const chat = ["session-data.ts", "WithQueries.tsx", "Live.tsx", "Shell.tsx"].map(sourceOf);

/**
 * Writes into the page which files the chat is made of, so that it asks for all of them at once (public/theme-boot.js),
 * before the code that wants them has run.
 */
export function chatAhead(): Plugin {
  return {
    name: "echo:chat-ahead",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
        const holding = (modules: readonly string[]) =>
          chunks
            .filter(({ moduleIds }) => modules.some((id) => moduleIds.includes(id)))
            .map(({ fileName }) => fileName);
        const withImports = (names: readonly string[]) => {
          const found = new Set(names);
          for (const name of found) for (const one of importsOf(name)) found.add(one);
          return found;
        };
        const importsOf = (name: string) => chunks.find(({ fileName }) => fileName === name)?.imports ?? [];
        const entry = withImports(holding([sourceOf("main.tsx")]));
        const files = [...withImports(holding(chat))].filter((name) => !entry.has(name));
        return html.replace('src="/theme-boot.js"', `$& data-chat="${files.join(" ")}"`);
      },
    },
  };
}

function sourceOf(file: string): string {
  return fileURLToPath(new URL(`../src/app/${file}`, import.meta.url));
}
