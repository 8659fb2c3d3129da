// Measures the page in Chromium with a cold cache: time until the list of actions is visible, processor
// time of the main thread, memory, nodes; time per key in the search; size of the code. The same for
// Swagger UI and Elements, if --viewers DIR names a folder where npm has installed them, and for an
// empty page. --url measures a running explorer instead, --at another address in it, and --spec another
// spec. Every figure is the least and the median of several runs: other work only adds to it.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, root, startExplorer, stop } from "./harness.mjs";

const RUNS = 7;
const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
const viewers = process.argv.includes("--viewers") ? argument("--viewers") : null;
const spec = process.argv.includes("--spec") ? ["--spec", argument("--spec")] : [];
const hash = process.argv.includes("--at") ? argument("--at") : "#/organization/2021-03-31";
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const both = (list, digits = 0) => `${Math.min(...list).toFixed(digits)} / ${median(list).toFixed(digits)}`;
const load = () => console.log(`load: ${loadavg()[0].toFixed(1)}`);

const url = process.argv.includes("--url") ? argument("--url") : await startExplorer(...spec);
const origin = new URL(url).origin;

async function open(address, visible) {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setCacheEnabled(false);
  const client = await page.createCDPSession();
  // Ticks of the thread: waiting for a busy machine is not the page's work.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluateOnNewDocument((visible) => {
    const look = () => {
      if (document.querySelectorAll(visible.selector).length >= visible.count) performance.mark("list-shown");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, visible);
  await page.goto(address, { waitUntil: "load", timeout: 45000 });
  await page.waitForFunction(() => performance.getEntriesByName("list-shown").length, { timeout: 45000 });
  const time = await page.evaluate(() => performance.getEntriesByName("list-shown")[0].startTime);
  const { metrics } = await client.send("Performance.getMetrics");
  const { TaskDuration, JSHeapUsedSize, Nodes } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  return { browser, page, figures: [time, TaskDuration * 1000, JSHeapUsedSize / 1e6, Nodes] };
}

async function measure(name, address, visible) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const { browser, figures } = await open(address, visible);
    runs.push(figures);
    await browser.close();
  }
  const [time, thread, heap, nodes] = [0, 1, 2, 3].map((index) => runs.map((run) => run[index]));
  console.log(`| ${name} | ${both(time)} | ${both(thread)} | ${median(heap).toFixed(1)} | ${median(nodes)} |`);
}

/** An OpenAPI document with the version's actions, for viewers that read nothing else. */
function openApi(data) {
  const reference = (type) =>
    typeof type === "string"
      ? { type: { int64: "integer", uint64: "integer", float: "number", bool: "boolean" }[type] ?? "string" }
      : "list" in type ? { type: "array", items: reference(type.list) }
        : "object" in type ? { $ref: `#/components/schemas/${data.objects[type.object].name}` }
          : { enum: data.sets[type.values].values.map(([json]) => JSON.parse(json)) };
  const schema = (members) => ({
    type: "object",
    required: members.filter((one) => one.required).map((one) => one.name),
    properties: Object.fromEntries(members.map((one) => [one.name, { ...reference(one.type), description: one.doc }])),
  });
  return {
    openapi: "3.1.0",
    info: { title: data.title, version: data.version },
    paths: Object.fromEntries(data.actions.map((action) => [`/${action.name}`, { post: {
      operationId: action.name, summary: action.name, description: action.doc, tags: [data.groups[action.group] ?? "Actions"],
      requestBody: { content: { "application/json": { schema: schema(action.input) } } },
      responses: { 200: { description: "The response", content: { "application/json": { schema: schema(action.output) } } } },
    } }])),
    components: { schemas: Object.fromEntries(data.objects.map((one) => [one.name, schema(one.members)])) },
  };
}

try {
  const code = ["assets/page.html"].map((path) => readFileSync(join(root, "explorer", path)));
  const size = (list) => list.reduce((sum, one) => sum + one.length, 0);
  console.log(`code: ${(size(code) / 1000).toFixed(1)} KB, ${(size(code.map((one) => gzipSync(one, { level: 9 }))) / 1000).toFixed(1)} KB gzipped`);
  const [, service, version] = hash.split("/");
  const text = await (await fetch(`${origin}/data/${service}/${version}.json`)).text();
  const data = JSON.parse(text);
  console.log(`data: ${(text.length / 1000).toFixed(0)} KB, ${(gzipSync(text).length / 1000).toFixed(0)} KB gzipped, ${data.actions.length} actions`);
  load();
  console.log("\n| page | visible, ms: least / median | main thread, ms of processor | heap, MB | nodes |\n| --- | --- | --- | --- | --- |");
  await measure("an empty page", `${origin}/data/index.json`, { selector: "pre", count: 1 });
  await measure("explorer", `${origin}/${hash}`, { selector: "#actions a", count: data.actions.length });
  if (viewers) {
    const files = {
      "/swagger": '<div id="x"></div><link rel="stylesheet" href="/swagger-ui-dist/swagger-ui.css"><script src="/swagger-ui-dist/swagger-ui-bundle.js"></script><script>SwaggerUIBundle({url:"/api.json",dom_id:"#x"})</script>',
      "/elements": '<link rel="stylesheet" href="/@stoplight/elements/styles.min.css"><script src="/@stoplight/elements/web-components.min.js"></script><elements-api apiDescriptionUrl="/api.json" router="hash"></elements-api>',
      "/api.json": JSON.stringify(openApi(data)),
    };
    const site = createServer((request, response) => {
      const path = join(viewers, "node_modules", request.url);
      const kind = { js: "text/javascript", css: "text/css", json: "application/json" }[request.url.split(".").pop()] ?? "text/html";
      response.setHeader("Content-Type", kind);
      const found = files[request.url];
      if (found) response.end(kind === "text/html" ? `<!doctype html><meta charset="utf-8">${found}` : found);
      else if (existsSync(path)) response.end(readFileSync(path));
      else response.writeHead(404).end();
    });
    await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${site.address().port}`;
    for (const [name, folder, path, visible] of [
      ["Swagger UI", "swagger-ui-dist", "/swagger", { selector: ".opblock", count: 5 }],
      ["Elements", "@stoplight/elements", "/elements", { selector: "elements-api a", count: 5 }],
    ]) {
      if (existsSync(join(viewers, "node_modules", folder))) await measure(name, base + path, visible);
      else console.log(`| ${name} | skipped: ${folder} is not installed in ${viewers} | | | |`);
    }
    site.close();
  }
  const { browser, page } = await open(`${origin}/${hash}`, { selector: "#actions a", count: data.actions.length });
  await page.focus("#search");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const keys = await page.evaluate(async () => {
    const field = document.getElementById("search");
    const times = [];
    for (let pass = 0; pass < 5; pass++) {
      let key = 0;
      for (const query of ["FailedOperation.InvitationExist", "the organization", "id", "describeusers", "zzzz"]) {
        for (let end = 1; end <= query.length; end++, key++) {
          field.value = query.slice(0, end);
          let frame = 0;
          requestAnimationFrame(() => (frame = performance.now()));
          const start = performance.now();
          field.dispatchEvent(new Event("input"));
          // Layout belongs to the answer to a key, and so do the rows that are drawn with the frame.
          void document.getElementById("found").offsetHeight;
          const first = performance.now() - start;
          const rest = await new Promise((resolve) => requestAnimationFrame(() => {
            void document.getElementById("found").offsetHeight;
            resolve(performance.now() - frame);
          }));
          (times[key] ??= []).push(Math.max(first, rest));
        }
      }
    }
    return times;
  });
  load();
  console.log(`\nsearch: ${keys.length} keys, 5 times each; median key ${both(keys.map((list) => Math.min(...list)), 1)} ms (least / median of its least), `
    + `slowest key ${Math.max(...keys.map((list) => Math.min(...list))).toFixed(1)} ms at its least, ${Math.max(...keys.map(median)).toFixed(1)} ms at its median, ${Math.max(...keys.flat()).toFixed(1)} ms at its most`);
  await browser.close();
} finally {
  stop();
}
