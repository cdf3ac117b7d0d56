import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { chatAhead } from "./tools/chat.ts";
import { emojiData } from "./tools/emoji-table.ts";
import { finish } from "./tools/finish.ts";

const server = process.env.ECHO_SERVER ?? "http://127.0.0.1:8080";

// What every menu, dialog and popover is made of, what every list of the server's is, and the small parts that are on
// every screen of the chat: each stands together, because torn into small files it weighs a twentieth more. The first is
// loaded on demand.
const popups =
  /@radix-ui\/(?!react-(dialog|popover|tabs))|@floating-ui|react-remove-scroll|aria-hidden|use-sidecar|react-style-singleton|use-callback-ref|tslib|get-nonce/;
const lists = /query-core|react-query/;
const parts =
  /src\/(api\/(account|directory|drafts|emoji|groups|keys|memberships|message-endpoints|pages|query|upload)|design\/(tone|ui\/(Avatar|GuestMark|IconButton|Kbd|Skeleton|WorkspaceTile|toast))|features\/(profile\/(GuestChip|StatusEmoji|ends|until)|emoji\/EmojiGlyph)|lib\/(clipboard|idb|last-place|place|rights|soon|useMedia)|realtime\/(gone|listen|presence))\./;

export default defineConfig({
  plugins: [react(), tailwindcss(), emojiData(), chatAhead(), finish()],
  resolve: {
    alias: {
      "@": fileURLToPath(new URL("./src", import.meta.url)),
      "decode-named-character-reference": fileURLToPath(new URL("./src/lib/markdown/entities.ts", import.meta.url)),
    },
  },
  server: {
    proxy: {
      "/api": server,
      "/socket.io": { target: server, ws: true },
    },
  },
  build: {
    target: "es2022",
    // A data: URL for a small asset would be refused by the content security policy for fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", sw: "src/sw/sw.ts" },
      output: {
        // The service worker has a name that stays, at the root, from where it sees all pages.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "popups", test: popups },
            { name: "lists", test: lists },
            { name: "parts", test: parts },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    setupFiles: "./src/test/setup.ts",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
