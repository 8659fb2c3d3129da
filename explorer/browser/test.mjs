// Tests of the page in a real browser, against the mock. Skips by name without a browser; with
// --require that is a failure. --screenshots writes the pictures of docs/explorer.

import { createHmac } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { CASES, axeSource, browserPath, launch, program, root, samplesOf, startExplorer, startMock, stop } from "./harness.mjs";

const BASE = "#/organization/2021-03-31";
const KEY = "mockmockmockmockmockmockmockmock";
const failures = [];
let passed = 0;

if (!browserPath) {
  console.log("skipped: no Chromium, so the page of the explorer is not tested (apt-get install chromium-headless-shell)");
  process.exit(process.argv.includes("--require") ? 1 : 0);
}

const equal = (found, expected, what = "value") => {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
};
const holds = (condition, what) => {
  if (!condition) throw new Error(what);
};
async function test(name, body) {
  try {
    await body();
    passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAILED  ${name}\n        ${error.message}`);
  }
}

const mock = await startMock();
const url = await startExplorer("--endpoint", mock, "--mock-key");
const origin = new URL(url).origin;
const browser = await launch();
const page = await browser.newPage();
const foreign = new Set();
page.on("pageerror", (error) => failures.push(`an error in the page: ${error.message}`));
page.on("request", (request) => {
  const to = new URL(request.url());
  if (to.protocol !== "data:" && to.origin !== origin) foreign.add(to.origin);
});
await page.setViewport({ width: 1400, height: 900 });

const text = (selector) => page.$eval(selector, (element) => element.textContent);
const logged = async () => (await fetch(`${mock}/_mock/requests`)).text();
const rules = (list) =>
  fetch(`${mock}/_mock/rules`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(list) });
/** Goes to an address within the page, and waits until it is shown. */
async function go(hash, selector = "#send") {
  await page.evaluate((hash) => {
    document.getElementById("main").replaceChildren();
    if (location.hash === hash) location.hash = "";
    location.hash = hash;
  }, hash);
  await page.waitForSelector(selector);
}
/** Sends the form, confirms if asked, and returns whether the call succeeded, with the answer. */
async function send() {
  await page.$eval("#answer", (answer) => answer.replaceChildren());
  await page.$eval("#send", (button) => button.click());
  await page.waitForSelector("#confirm-yes, #answer-facts, #answer > .problem");
  if (await page.$("#confirm-yes")) {
    await page.$eval("#confirm-yes", (button) => button.click());
    await page.waitForSelector("#answer-facts, #answer > .problem");
  }
  return page.$eval("#answer", (answer) => ({
    good: !!answer.querySelector("#answer-facts.good"),
    text: answer.textContent,
  }));
}

/** Bundles modules of the page for use here. */
async function modules(contents) {
  const { build } = await import(join(root, "explorer/page/node_modules/esbuild/lib/main.js"));
  const bundle = await build({
    stdin: { contents, resolveDir: join(root, "explorer/page"), loader: "ts" }, bundle: true, write: false, format: "esm",
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString("base64")}`);
}

try {
  await page.goto(url);
  await page.waitForSelector("#actions a");

  await test("the check of requests agrees with the model's on every shared case", async () => {
    const { check, parse } = await modules('export { check } from "./check"; export { parse } from "./json";');
    const read = (name) => JSON.parse(readFileSync(join(root, "explorer/cases", name), "utf8"));
    const [garden, cases] = [read("garden.json"), read("check.json")];
    for (const one of cases) {
      const found = check(garden, garden.actions[0], one.site, parse(one.request));
      equal(JSON.stringify(found), JSON.stringify(one.problems), one.request);
    }
  });

  await test("the token leaves the address, and a code from a log leads to its meaning by keys alone", async () => {
    holds(!page.url().includes("token"), page.url());
    await page.keyboard.press("/");
    await page.keyboard.type("FailedOperation.InvitationExist");
    await page.waitForSelector("#found li");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent.includes("InvitationExist"));
    holds((await text("#main")).includes("already been invited"), "the meaning is missing");
    holds((await text("#main")).includes("InviteOrganizationMember"), "its action is missing");
  });

  await test("a line of a log leads to the code in it", async () => {
    for (const [line, code] of [
      ["[TencentCloudSDKException] code:FailedOperation.InvitationExist message:x requestId:1", "FailedOperation.InvitationExist"],
      ['{"Response":{"Error":{"Code":"InternalError","Message":"x"},"RequestId":"1"}}', "InternalError"],
      ["2026-01-01 ERROR call failed: ResourceNotFound.OrganizationNotExist, giving up", "ResourceNotFound.OrganizationNotExist"],
    ]) {
      await page.$eval("#search", (field, line) => { field.focus(); field.value = line; field.dispatchEvent(new Event("input")); }, line);
      await page.waitForFunction((code) => document.querySelector("#found:not([hidden]) .name")?.textContent === code, { timeout: 3000 }, code)
        .catch(() => { throw new Error(`${line} does not lead to ${code}`); });
      await page.keyboard.press("Escape");
    }
  });

  await test("search finds actions, parameters, values and other services while typing", async () => {
    for (const [query, kind, name] of [
      ["listusers", "action", "ListUsers"],
      ["maxresults page", "parameter", "MaxResults"],
      ["Financial management", "value", "Financial"],
      ["AssumeRole", "action", "AssumeRole"],
      ["UserInfo", "type", "UserInfo"],
      ["member", "action", "InviteOrganizationMember"],
    ]) {
      await page.$eval("#search", (field) => { field.value = ""; field.focus(); });
      await page.keyboard.type(query);
      await page.waitForFunction((kind, name) => [...document.querySelectorAll("#found li")].some((one) =>
        one.querySelector(".kind").textContent === kind && one.textContent.includes(name)), { timeout: 3000 }, kind, name)
        .catch(() => { throw new Error(`${query} does not find ${kind} ${name}`); });
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
    }
  });

  await test("deep links lead to members, types, examples and filled forms", async () => {
    await go(`${BASE}/CreateRoleAssignment/input/RoleAssignmentInfo.TargetUin`, ".target");
    holds((await page.$eval(".target", (it) => it.id)).endsWith("RoleAssignmentInfo.TargetUin"), "the member is not marked");
    await go(`${BASE}/type/UserInfo/UserName`, ".target");
    await go(`${BASE}/ListUsers/example/0`, "#example-0.target");
    holds((await page.$eval("#json", (it) => it.value)).includes("z-2sw22w3"), "the example does not fill the form");
    await go(`${BASE}/ListUsers?request=${encodeURIComponent('{"ZoneId":"z-7","MaxResults":9}')}`);
    equal(await page.$eval('[id="field-MaxResults"]', (it) => it.value), "9");
    await go(`${BASE}/Nothing`, "h1");
    holds((await text("h1")) === "Unknown action", "an unknown action is not reported");
  });

  await test("form and JSON follow each other, and problems are shown where they are", async () => {
    await go(`${BASE}/InviteOrganizationMember`);
    await page.type('[id="field-Name"]', "x".repeat(26));
    holds((await page.$eval("#json", (it) => it.value)).includes('"Name": "xxxx'), "the JSON does not follow");
    holds((await text('[id="problem-Name"]')).includes("at most 25 characters"), "the length is not checked");
    await page.$eval("#json", (it) => { it.value = '{"Name":"ok","Tags":[{"TagKey":"k"}],"Nmae":1}'; it.dispatchEvent(new Event("input")); });
    equal(await page.$eval('[id="field-Tags.0.TagKey"]', (it) => it.value), "k");
    holds((await text("#problems")).includes("did you mean"), "an unknown name is not reported");
    await page.$eval("#json", (it) => { it.value = '{"Name":}'; it.dispatchEvent(new Event("input")); });
    holds((await text("#json-problem")).includes("line 1, column 9"), await text("#json-problem"));
  });

  await test("each documented example of organization is filled, sent to the mock and answered", async () => {
    let sent = 0;
    const refused = [];
    for (const version of ["2018-12-25", "2021-03-31"]) {
      const data = await (await fetch(`${origin}/data/organization/${version}.json`)).json();
      for (const action of data.actions) {
        for (const [number, example] of action.examples.entries()) {
          if (example.request === null) continue;
          await go(`#/organization/${version}/${action.name}/example/${number}`);
          const answer = await send();
          sent++;
          if (!answer.good && !example.deviates) refused.push(`${action.name}/${number}: ${answer.text.slice(0, 200)}`);
        }
      }
    }
    console.log(`        ${sent} examples`);
    holds(sent > 150, `only ${sent} examples were sent`);
    equal(refused.join("\n"), "", "refused");
    // The vendor's example breaks its documented pattern, and the page says so before it is sent.
    await go(`${BASE}/OpenIdentityCenter/example/0`);
    holds((await text('[id="problem-ZoneName"]')).includes("must match"), "the broken pattern is not shown");
  });

  await test("refused calls are explained with meaning, class, remedy and the mock's hint", async () => {
    await rules([{ action: "InviteOrganizationMember", error: "FailedOperation.InvitationExist", times: 1 }]);
    await go(`${BASE}/InviteOrganizationMember/example/0`);
    const answer = await send();
    holds(!answer.good && answer.text.includes("already been invited") && answer.text.includes("Remedy"), answer.text);
    await go(`${BASE}/ListUsers`);
    const missing = await send();
    holds(missing.text.includes("MissingParameter"), missing.text);
    await go(`${BASE}/ListUsers?request=${encodeURIComponent('{"ZoneId":"z-1","MaxResults":1000}')}`);
    const large = await send();
    holds(large.text.includes("InvalidParameterValue") && (await text("#hint")).includes("at most 100"), large.text);
  });

  await test("integers beyond 2^53 are unharmed in both directions", async () => {
    await go(`${BASE}/QuitOrganization`);
    await page.type('[id="field-OrgId"]', "9007199254740993");
    await send();
    holds((await logged()).includes("9007199254740993"), "the mock received another number");
    await rules([{ action: "DescribeOrganization", respond: { OrgId: 1 }, times: 0 }]);
    await fetch(`${mock}/_mock/rules`, { method: "DELETE" });
    await fetch(`${mock}/_mock/rules`, { method: "POST", headers: { "Content-Type": "application/json" }, body: '[{"action":"DescribeOrganization","respond":{"OrgId":9007199254740995}}]' });
    await go(`${BASE}/DescribeOrganization`);
    const answer = await send();
    await fetch(`${mock}/_mock/rules`, { method: "DELETE" });
    holds(answer.text.includes("OrgId: 9007199254740995"), answer.text);
  });

  await test("paging and waiting are offered and work", async () => {
    await go(`${BASE}/ListUsers?request=${encodeURIComponent('{"ZoneId":"z-1","MaxResults":10}')}`);
    await send();
    const before = await text("#answer-facts");
    await page.$eval("#next-page", (button) => button.click());
    await page.waitForFunction((before) => ![null, before].includes(document.querySelector("#answer-facts")?.textContent ?? null), {}, before);
    holds((await page.$eval("#json", (it) => it.value)).includes("NextToken"), "the next page has no token");
    await go(`${BASE}/CreateRoleAssignment/example/0`);
    await send();
    await page.$eval("#follow", (button) => button.click());
    await page.waitForFunction(() => /Success/.test(document.querySelector("#tasks")?.textContent ?? ""), { timeout: 15000 });
  });

  await test("the keyboard alone finds, fills, sends and confirms", async () => {
    await page.keyboard.press("Escape");
    await page.$eval("#main", (it) => it.focus());
    await page.keyboard.press("/");
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("QuitOrganization");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent.startsWith("QuitOrganization"));
    const tabTo = async (id) => {
      for (let count = 0; count < 600; count++) {
        if (await page.evaluate((id) => document.activeElement?.id === id, id)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab does not reach #${id}`);
    };
    await tabTo("field-OrgId");
    await page.keyboard.type("7");
    await tabTo("send");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await tabTo("confirm-yes");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#answer-facts.good");
    await tabTo("tab-try");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("#panel-sign:not([hidden]) .step");
  });

  await test("the mock's view stands beside the signature, and the first difference is marked", async () => {
    await page.waitForSelector("#panel-sign .beside");
    holds((await text("#panel-sign")).includes("The mock calculates the same signature."), await text("#panel-sign"));
    holds(!(await page.content()).includes(KEY), "the key is in the page");
  });

  await test("where the mock's view differs, the first difference is marked", async () => {
    // A proxy that changes the host, which is signed.
    const proxy = createServer((incoming, outgoing) => {
      const { host, port } = new URL(mock);
      const on = request({ port, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, host } }, (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      });
      on.on("error", () => outgoing.destroy());
      incoming.pipe(on);
    });
    await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = await startExplorer("--endpoint", `http://127.0.0.1:${proxy.address().port}`, "--mock-key");
    const other = await browser.newPage();
    await other.goto(address);
    await other.goto(`${new URL(address).origin}/${BASE}/DescribeOrganization`);
    await other.waitForSelector("#send");
    await other.$eval("#send", (button) => button.click());
    await other.waitForSelector("#answer-facts.problem");
    await other.$eval("#tab-sign", (tab) => tab.click());
    await other.waitForSelector("#panel-sign mark");
    holds((await other.$eval("#panel-sign", (it) => it.textContent)).includes("another signature"), "the difference is not reported");
    const [ours, theirs] = await other.$$eval(".beside:has(mark)", ([box]) => [...box.querySelectorAll("pre")].map((pre) => [...pre.childNodes].map((node) => node.textContent)));
    equal(ours[0], theirs[0], "the text before the first difference");
    const whole = [ours, theirs].map((parts) => parts.join(""));
    holds(ours[1].length === 1 && ours[1] !== theirs[1], JSON.stringify([ours, theirs]));
    holds(whole[0].includes(`host:127.0.0.1:${proxy.address().port}`) && whole[1].includes(`host:${new URL(mock).host}`), JSON.stringify(whole));
    await other.close();
    proxy.closeAllConnections();
    proxy.close();
  });

  await test("code is made for the present request in eleven languages", async () => {
    await go(`${BASE}/InviteOrganizationMember/example/0`);
    await page.$eval("#tab-code", (tab) => tab.click());
    await page.waitForSelector("#sample");
    const ids = await page.$$eval("#language option", (all) => all.map((one) => one.value));
    equal(ids.length, 11);
    for (const id of ids) {
      await page.select("#language", id);
      holds((await text("#sample")).includes("member_name"), `${id} has not the request's values`);
    }
  });

  await test("a page of another origin cannot make the server sign", async () => {
    const before = JSON.parse(await logged()).count;
    const other = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end("<title>other</title>");
    });
    await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
    const stranger = await browser.newPage();
    await stranger.goto(`http://127.0.0.1:${other.address().port}/`);
    const token = /token=([0-9a-f]+)/.exec(url)[1];
    const results = await stranger.evaluate(async (origin, token) => {
      const body = JSON.stringify({ service: "organization", version: "2021-03-31", action: "DescribeOrganization", body: "{}" });
      const tries = [
        { method: "POST", body },
        { method: "POST", body, mode: "no-cors" },
        { method: "POST", body, headers: { "Content-Type": "application/json" } },
        // Even with the token of this start.
        { method: "POST", body, headers: { "Content-Type": "application/json", "X-Explorer-Token": token } },
      ];
      const results = [];
      for (const path of ["send", "sign"]) {
        for (const one of tries) {
          results.push(await fetch(`${origin}/api/${path}`, one).then((it) => `${it.type} ${it.status}`, () => "blocked"));
        }
      }
      return results;
    }, origin, token);
    await stranger.close();
    other.close();
    for (const result of results) holds(["blocked", "opaque 0"].includes(result), result);
    equal(JSON.parse(await logged()).count, before, "requests that the mock received");
  });

  await test("axe finds no violation, light and dark, on every kind of page", async () => {
    const found = [];
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      for (const [hash, prepare] of [
        [BASE, ".actions"], [`${BASE}/InviteOrganizationMember/example/0`, "#send"],
        [`${BASE}/CreateRoleAssignment/example/0`, "#send"], [`${BASE}/code/FailedOperation.InvitationExist`, ".actions"],
        [`${BASE}/code/common`, "table"], [`${BASE}/type/UserInfo`, ".tree"],
      ]) {
        await go(hash, prepare);
        const views = prepare === "#send" ? ["try", "sign", "code"] : [null];
        for (const view of views) {
          if (view === "try") await send();
          if (view) await page.$eval(`#tab-${view}`, (tab) => tab.click());
          if (view === "sign") await page.waitForSelector(".step");
          if (view === "code") await page.waitForSelector("#sample");
          // A script element is forbidden by the page's own policy, and rightly so.
          await page.evaluate(axeSource);
          const { violations } = await page.evaluate(() => axe.run());
          found.push(...violations.map((one) => `${scheme} ${hash} ${view ?? ""}: ${one.id} ${one.nodes[0].html.slice(0, 120)} ${one.nodes[0].failureSummary}`));
        }
      }
    }
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    equal(found.join("\n        "), "", "violations");
  });

  await test("changes that `diff` finds are shown beside their actions, types and codes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "changes-"));
    cpSync(join(root, "spec"), join(folder, "spec"), { recursive: true });
    const file = join(folder, "spec/organization/2021-03-31/actions/ListUsers.yaml");
    const now = readFileSync(file, "utf8");
    const before = now.replace("    default: 10\n", "").replace("doc: Lists the users of a space", "doc: Lists users of the space");
    holds(before !== now, "the spec no longer has what this test changes");
    writeFileSync(file, before);
    const list = execFileSync(program("xtask"), ["diff", join(folder, "spec"), "--format", "json"], { cwd: root });
    writeFileSync(join(folder, "changes.json"), list);
    const address = await startExplorer("--changes", join(folder, "changes.json"), "--since", "last week");
    const changed = await browser.newPage();
    await changed.goto(`${new URL(address).origin}/${BASE}/ListUsers`);
    await changed.waitForSelector("#part-changes");
    const shown = await changed.$eval("#part-changes", (it) => it.textContent);
    holds(shown.includes("2 changes since last week") && shown.includes("ListUsers.input.MaxResults"), shown);
    await changed.goto(`${new URL(address).origin}/${BASE}`);
    await changed.waitForSelector("#part-changes a");
    await changed.goto(`${new URL(address).origin}/${BASE}/ListGroups`);
    await changed.waitForFunction(() => document.querySelector("#main").textContent.includes("No change since last week."));
    await changed.close();
    rmSync(folder, { recursive: true });
  });

  await test("descriptions are shown in English, in Chinese or in both, and found by words of both", async () => {
    const chinese = await browser.newPage();
    await chinese.setRequestInterception(true);
    const changed = async (request, change) => {
      const data = await (await fetch(request.url())).json();
      change(data);
      await request.respond({ contentType: "application/json", body: JSON.stringify(data) });
    };
    const marked = (data) => data.services.find((one) => one.name === "organization").versions.forEach((one) => (one.texts = ["zh"]));
    chinese.on("request", (request) => {
      const path = new URL(request.url()).pathname;
      if (path === "/data/index.json") return changed(request, marked);
      if (path === "/data/organization/2021-03-31.json") return changed(request, (data) => (data.texts = ["zh"]));
      if (path.endsWith(".zh.json")) return request.respond({ contentType: "application/json", body: '{"a/ListUsers":"查询用户列表","i/ListUsers/ZoneId":"空间 ID"}' });
      return request.continue();
    });
    await chinese.goto(`${origin}/${BASE}/ListUsers`);
    await chinese.waitForSelector("#language-of-texts");
    const page = () => chinese.$eval(".reading", (it) => it.textContent);
    holds(!(await page()).includes("查询"), "Chinese is shown without being asked for");
    await chinese.select("#language-of-texts", "zh");
    await chinese.waitForFunction(() => document.querySelector(".reading [lang=zh]")?.textContent.includes("查询用户列表"));
    holds((await page()).includes("空间 ID") && !(await page()).includes("Lists the users"), "the languages are mixed");
    holds((await page()).includes("State of the users"), "a description that is known in English alone is missing");
    await chinese.select("#language-of-texts", "both");
    await chinese.waitForFunction(() => document.querySelector(".reading").textContent.includes("Lists the users"));
    holds((await page()).includes("查询用户列表"), "both are not shown");
    await chinese.focus("#search");
    await chinese.keyboard.type("查询用户");
    await chinese.waitForFunction(() => document.querySelector("#found li .name")?.textContent === "ListUsers");
    await chinese.close();
  });

  await test("an action that goes unsigned says so, and is sent without a signature", async () => {
    await go("#/sts/2018-08-13/AssumeRoleWithWebIdentity/example/0");
    holds((await text(".facts")).includes("unsigned"), await text(".facts"));
    // The documented example has a number in quotes, which the service refuses.
    await page.$eval("#json", (it) => { it.value = it.value.replace(/("DurationSeconds": )"(\d+)"/, "$1$2"); it.dispatchEvent(new Event("input")); });
    holds((await send()).good, await text("#answer"));
    await page.$eval("#tab-sign", (tab) => tab.click());
    holds((await text("#unsigned")).includes("without a signature"), await text("#panel-sign"));
    await page.$eval("#tab-code", (tab) => tab.click());
    await page.waitForSelector("#sample");
    await page.select("#language", "curl");
    holds((await text("#sample")).includes("Authorization: SKIP"), await text("#sample"));
  });

  await test("a region goes with the request, into its address and into its samples", async () => {
    await go(`${BASE}/DescribeOrganization?request=${encodeURIComponent("{}")}&region=ap-singapore`);
    equal(await page.$eval("#region", (it) => it.value), "ap-singapore");
    await page.$eval("#region", (it) => { it.value = "ap-mars-1"; it.dispatchEvent(new Event("input")); });
    holds((await send()).good, await text("#answer"));
    holds((await logged()).includes("ap-mars-1"), "the mock received no region");
    holds((await page.$eval(".share", (it) => it.href)).endsWith("&region=ap-mars-1"), "the link has no region");
    await page.$eval("#tab-code", (tab) => tab.click());
    await page.waitForFunction(() => document.querySelector("#sample")?.textContent.includes("ap-mars-1"));
    await go(`${BASE}/DescribeOrganization?request=${encodeURIComponent("{}")}&region=${encodeURIComponent("a b")}`);
    holds((await send()).text.includes("is not a name of lower-case letters"), await text("#answer"));
  });

  await test("samples from the recipes of a static export are those of the library", async () => {
    const { fillIn, parse } = await modules('export { fillIn } from "./samples"; export { parse } from "./json";');
    const folder = mkdtempSync(join(tmpdir(), "recipes-"));
    execFileSync(program("tencentcloud-explorer"), ["--export", folder]);
    const read = (path) => JSON.parse(readFileSync(join(folder, "data", path), "utf8"));
    let count = 0;
    const different = [];
    for (const site of ["mainland", "international"]) {
      const address = await startExplorer("--site", site);
      for (const [service, number] of [["organization", "2018-12-25"], ["organization", "2021-03-31"], ["sts", "2018-08-13"]]) {
        const [version, recipes] = [read(`${service}/${number}.json`), read(`${service}/${number}.code.json`)];
        const requests = version.actions.flatMap((action) => action.examples.filter((one) => one.request && site === "mainland").map((one) => [action.name, one.request, ""]));
        if (number === "2021-03-31") {
          requests.push(...CASES.map(([action, body]) => [action, JSON.stringify(body), "ap-singapore"]));
          requests.push(["QuitOrganization", '{"OrgId":9007199254740993}', ""], ["ListUsers", '{"ZoneId":7,"Nothing":null}', ""]);
        }
        for (const [name, body, region] of requests) {
          const action = version.actions.find((one) => one.name === name);
          const ours = fillIn(recipes, version, action, parse(body), site, region);
          const theirs = await samplesOf(address, { service, version: number, action: name, body, region: region || undefined });
          for (const [index, { id, code, note }] of theirs.entries()) {
            count++;
            const mine = ours[index];
            const isSame = mine.id === id && mine.code === code && (code === null ? !!mine.note : mine.note === note);
            if (!isSame) different.push(`${name} ${id}: ${JSON.stringify(mine)} instead of ${JSON.stringify(theirs[index])}`);
          }
        }
      }
    }
    rmSync(folder, { recursive: true });
    console.log(`        ${count} samples`);
    equal(different.slice(0, 3).join("\n"), "", `${different.length} differ`);
    holds(count > 1900, `only ${count} samples were compared`);
  });

  await test("a static export reads, signs with a typed key, and cannot send", async () => {
    const folder = mkdtempSync(join(tmpdir(), "explorer-"));
    execFileSync(program("tencentcloud-explorer"), ["--export", folder]);
    const asked = [];
    const site = createServer((request, response) => {
      asked.push(request.method);
      try {
        const path = request.url === "/" ? "/index.html" : decodeURI(request.url);
        const kinds = { js: "text/javascript", css: "text/css", html: "text/html", json: "application/json" };
        response.setHeader("Content-Type", kinds[path.split(".").pop()] ?? "text/plain");
        response.end(readFileSync(join(folder, path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
    const still = await browser.newPage();
    await still.goto(`http://127.0.0.1:${site.address().port}/${BASE}/InviteOrganizationMember/example/0`);
    await still.waitForSelector("#tab-sign");
    equal(await still.$("#send"), null, "the button Send");
    await still.click("#tab-sign");
    await still.type("#sign-id", "AKIDmock");
    await still.type("#sign-key", KEY);
    await still.click("#sign-now");
    await still.waitForSelector(".step");
    const [canonical, , hash, stringToSign, , signature] = await still.$$eval(".step pre", (all) => all.map((one) => one.textContent));
    holds(canonical.startsWith("POST\n/\n\ncontent-type:application/json\n"), canonical);
    const lines = stringToSign.split("\n");
    equal(lines[3], hash, "the hash of the canonical request");
    let key = `TC3${KEY}`;
    for (const part of lines[2].split("/")) key = createHmac("sha256", key).update(part).digest();
    equal(signature, createHmac("sha256", key).update(stringToSign).digest("hex"), "the signature");
    await still.click("#tab-code");
    await still.waitForSelector("#sample");
    await still.click("#tab-try");
    await still.$eval('[id="field-Name"]', (field) => { field.value = "another name"; field.dispatchEvent(new Event("input")); });
    await still.click("#tab-code");
    await still.waitForFunction(() => document.querySelector("#sample")?.textContent.includes("another name"));
    holds(asked.every((method) => method === "GET"), "something was sent");
    await still.close();
    site.close();
    rmSync(folder, { recursive: true });
  });

  if (process.argv.includes("--screenshots")) {
    const folder = join(root, "docs/explorer");
    mkdirSync(folder, { recursive: true });
    await page.$eval("#search", (field) => (field.value = ""));
    const shot = (name) => page.screenshot({ path: join(folder, `${name}.png`), optimizeForSpeed: false });
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width: 1280, height: 800 });
      await go(`${BASE}/InviteOrganizationMember/example/0`);
      await send();
      await page.evaluate(() => scrollTo(0, 0));
      await shot(`action-${scheme}`);
    }
    await page.$eval("#tab-sign", (tab) => tab.click());
    await page.waitForSelector(".beside");
    await page.evaluate(() => document.querySelector(".work").scrollIntoView());
    await shot("sign-dark");
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await go(BASE, ".actions");
    await page.$eval("#search", (field) => { field.value = ""; field.focus(); });
    await page.keyboard.type("invitation");
    await page.waitForSelector("#found li");
    await shot("search-light");
    await page.keyboard.press("Escape");
    await page.$eval("#search", (field) => (field.value = ""));
    await page.setViewport({ width: 390, height: 800 });
    await go(`${BASE}/ListUsers`, "#send");
    await page.evaluate(() => scrollTo(0, 0));
    await shot("narrow");
  }

  await test("nothing was asked of another host", async () => equal([...foreign].join(" "), ""));
} finally {
  await browser.close();
  stop();
}
console.log(`${passed} passed, ${failures.length} failed`);
for (const failure of failures) console.log(`failed: ${failure}`);
process.exit(failures.length ? 1 : 0);
