import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { stampServiceWorker } from "./service-worker.ts";

const compressible = /\.(js|css|html|svg|json|webmanifest)$/;
const smallest = 1024;

/**
 * Finishes a build: tells the service worker which files it is made of, then writes a .gz and a .br beside every text file of the build, so that the
 * server only picks one. It also puts back dist/.gitkeep, which the build empties away and `go:embed` needs on a fresh clone.
 */
export function finish(): Plugin {
  let dist = "dist";
  return {
    name: "echo:finish",
    apply: "build",
    configResolved(config) {
      dist = resolve(config.root, config.build.outDir);
    },
    async closeBundle(error?: Error) {
      if (error) return;
      await writeFile(join(dist, ".gitkeep"), "");
      await stampServiceWorker(dist);
      const entries = await readdir(dist, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
      await Promise.all(files.map((file) => compress(join(file.parentPath, file.name))));
    },
  };
}

async function compress(path: string) {
  const text = await readFile(path);
  if (text.length < smallest) return;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } };
  await writeFile(`${path}.gz`, gzipSync(text, { level: 9 }));
  await writeFile(`${path}.br`, brotliCompressSync(text, brotli));
}
