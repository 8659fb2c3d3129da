// Starts the mock, the explorer and a browser for the browser tests; each ends with the script.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../page/package.json", import.meta.url));
export const puppeteer = require("puppeteer-core");
export const axeSource = require("axe-core").source;
export const root = fileURLToPath(new URL("../..", import.meta.url));

const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const children = [];

/** Returns the path of a program of the workspace, which `cargo build` has made. */
export const program = (name) => `${target}/debug/${name}`;

/** Starts a program and resolves with the first line that it prints. */
function start(name, ...args) {
  const child = spawn(program(name), args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${name} ended with ${code}: ${text}`)));
  });
}

export async function startMock(...args) {
  const line = await start("tencentcloud-mock", "--port", "0", "--no-rate-limits", ...args);
  return line.split(" on ")[1];
}

/** Resolves with the address to open, token included. */
export const startExplorer = (...args) => start("tencentcloud-explorer", "--no-open", ...args);

/** Asks a running explorer for the samples of a request, as its page does. */
export function samplesOf(url, call) {
  const { origin, hash } = new URL(url);
  const headers = { Origin: origin, "Content-Type": "application/json", "X-Explorer-Token": hash.replace("#token=", "") };
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}/api/code`, { method: "POST", headers }, (response) => {
      let data = "";
      response.on("data", (part) => (data += part));
      response.on("end", () => resolve(JSON.parse(data).samples));
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(call));
  });
}

/** Values that try to break out of their quotes, for calls of organization 2021-03-31. */
const HOSTILE = "it's \"quoted\" $HOME ${x} #{1+1} \\ \\n %s `id` $(id) */ // «host» «literal» é😀\u2028 end";
export const CASES = [
  ["DescribeOrganization", {}],
  ["ListUsers", { ZoneId: "z-1", Filter: HOSTILE, MaxResults: 5, FilterGroups: [HOSTILE, "g-2"] }],
  ["CreateRoleAssignment", { ZoneId: "z-1", RoleAssignmentInfo: [{ PrincipalId: HOSTILE, TargetUin: 1000023222 }, { TargetType: "MemberUin" }] }],
  ["InviteOrganizationMember", { MemberUin: 111111111111, Name: "name", PolicyType: "Financial", PermissionIds: [1, 2], NodeId: 1001, Tags: [{ TagKey: HOSTILE, TagValue: "v" }] }],
];

/** The browser's path; undefined if there is none. */
export const browserPath = [
  process.env.CHROMIUM,
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));

export const launch = () =>
  puppeteer.launch({ executablePath: browserPath, headless: "shell", args: ["--no-sandbox", "--disable-dev-shm-usage"] });

export function stop() {
  for (const child of children) {
    child.removeAllListeners("exit");
    child.kill();
  }
}
