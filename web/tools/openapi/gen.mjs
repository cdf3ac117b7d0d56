// Writes src/api/api.gen.ts from the API document of the server. Run by `npm run gen`; the result is committed.
// It lives in a folder of its own because the generator needs an older TypeScript than the app.
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const document = new URL("../../../api/openapi.yaml", import.meta.url);
const target = new URL("../../src/api/api.gen.ts", import.meta.url);
const head = "// Generated from api/openapi.yaml by `npm run gen`. Do not edit.\n";

const text = head + astToString(await openapi(document));
if (process.argv.includes("--check")) {
  if (text !== (await readFile(target, "utf8"))) throw new Error("src/api/api.gen.ts is out of date: npm run gen");
} else {
  await writeFile(target, text);
}
