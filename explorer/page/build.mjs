// Bundles the page into ../assets. With --check, only compares. `assets/sources.txt` has a hash of
// each source, by which a test without Node.js sees that the bundle is fresh.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const bundle = await build({
  entryPoints: [here("main.ts")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  write: false,
});
const hash = (path) => createHash("sha256").update(readFileSync(here(path))).digest("hex");
const sources = readdirSync(here(".")).filter((name) => name.endsWith(".ts")).sort();
const files = {
  "../assets/app.js": bundle.outputFiles[0].text,
  "../assets/sources.txt": sources.map((name) => `${hash(name)}  page/${name}\n`).join(""),
};
const read = (path) => {
  try {
    return readFileSync(here(path), "utf8");
  } catch {
    return null;
  }
};
const stale = Object.keys(files).filter((path) => read(path) !== files[path]);
if (process.argv.includes("--check")) {
  if (stale.length) {
    console.error(`error: not fresh: ${stale.join(", ")}; run npm run build in explorer/page`);
    process.exit(1);
  }
} else {
  for (const path of stale) writeFileSync(here(path), files[path]);
}
console.log(`${sources.length} modules, ${files["../assets/app.js"].length} characters, ${stale.length} files changed`);
