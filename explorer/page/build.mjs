// Builds the page into ../assets/page.html, with script and style in it: the first screen needs no
// second request. With --check, only compares. `assets/policy.txt` has the content security policy,
// which allows exactly this script and this style; `assets/sources.txt` has a hash of each source, by
// which a test without Node.js sees that the page is fresh.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = (path) => readFileSync(here(path), "utf8");
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
const script = bundle.outputFiles[0].text.trim();
const style = (await transform(source("style.css"), { loader: "css", minify: true })).code.trim();
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error("the bundle would end its own element");

const digest = (text, form) => createHash("sha256").update(text).digest(form);
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${digest(script, "base64")}'`,
  `style-src 'sha256-${digest(style, "base64")}'`,
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const mark = /^ *<!-- The build puts .* -->\n/m;
const index = source("index.html");
if (!mark.test(index)) throw new Error("index.html has no place for the style");
const page = index
  .replace(mark, () => `    <meta http-equiv="Content-Security-Policy" content="${policy}">\n    <style>${style}</style>\n`)
  .replace("  </body>", () => `    <script>${script}</script>\n  </body>`);

const sources = readdirSync(here(".")).filter((name) => /\.(ts|css|html)$/.test(name)).sort();
const files = {
  "../assets/page.html": page,
  "../assets/policy.txt": `${policy}\n`,
  "../assets/sources.txt": sources.map((name) => `${digest(readFileSync(here(name)), "hex")}  page/${name}\n`).join(""),
};
const read = (path) => {
  try {
    return source(path);
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
console.log(`${sources.length} sources, ${page.length} characters, ${stale.length} files changed`);
