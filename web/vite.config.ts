import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { precompress } from "./tools/precompress.ts";

const server = process.env.ECHO_SERVER ?? "http://127.0.0.1:8080";

const shared =
  /@radix-ui\/(?!react-(dialog|popover))|@floating-ui|react-remove-scroll|aria-hidden|use-sidecar|react-style-singleton|use-callback-ref|tslib|get-nonce|query-core|react-query|src\/design\/ui\/(Menu|Tooltip|IconButton)/;

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
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
      output: {
        // What every menu and every list needs stands together: torn into small files it weighs a twentieth more.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "shared", test: shared }],
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
