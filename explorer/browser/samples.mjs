// Runs code samples against the mock, with values that try to break out of their quotes; those that
// cannot run here are compiled against stubs of the SDK's signatures, or parsed. A tool that is not
// installed is skipped by name.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as stubs from "./stubs.mjs";
import { CASES, root, samplesOf, startExplorer, startMock, stop } from "./harness.mjs";

const KEYS = { TENCENTCLOUD_SECRET_ID: "AKIDmockmockmockmockmockmockmockmock", TENCENTCLOUD_SECRET_KEY: "mockmockmockmockmockmockmockmock" };
const clients = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "official-clients");
const folder = mkdtempSync(join(tmpdir(), "samples-"));
const done = {};
const skipped = new Map();
const failures = [];

const mock = await startMock("--scope", "127");
const url = await startExplorer("--endpoint", mock, "--mock-key");
const data = await (await fetch(`${new URL(url).origin}/data/organization/2021-03-31.json`)).json();

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", timeout: 60000, maxBuffer: 1 << 26, ...options, env: { ...process.env, ...KEYS, NO_PROXY: "127.0.0.1", ...options.env } });
  return { ok: result.status === 0, missing: result.error?.code === "ENOENT", output: `${result.stdout}${result.stderr}` };
}

/** Writes files below a folder, which is returned. */
function written(name, files) {
  const base = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  return base;
}

let crates;
/** Compiles a Rust sample against the crates that cargo has built for the checked-in one, and runs it. */
function rust(path) {
  if (!crates) {
    const options = ["build", "--quiet", "--package", "tencentcloud-explorer", "--example", "rust_sample", "--message-format", "json"];
    const built = run("cargo", options, { cwd: root, timeout: 1200000 });
    if (!built.ok) return built;
    const artifacts = built.output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)).filter((one) => one.reason === "compiler-artifact");
    crates = ["tencentcloud_api", "serde_json", "tokio"].flatMap((name) => {
      const library = artifacts.find((one) => one.target.name === name)?.filenames.find((file) => file.endsWith(".rlib"));
      return ["--extern", `${name}=${library}`, "-L", `dependency=${dirname(library)}`];
    });
  }
  const program = path.replace(/\.rs$/, "");
  const compiled = run("rustc", ["--edition", "2024", path, "-o", program, ...crates], { timeout: 300000 });
  return compiled.ok ? run(program, []) : compiled;
}

/** Runs a Go sample if the SDK's modules can be had; otherwise parses it. */
let module;
function go(path) {
  if (module === undefined) {
    const sdk = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud";
    const base = written("go", { "go.mod": "module sample\n\ngo 1.19\n" });
    const fetched = run("go", ["get", `${sdk}/common@latest`, `${sdk}/organization@latest`], { cwd: base, timeout: 120000 });
    if (fetched.missing) return fetched;
    module = fetched.ok ? base : null;
  }
  if (!module) {
    TRIES.go.only = "parsed: the SDK's modules cannot be fetched";
    TRIES.go.sends = false;
    const parsed = run("gofmt", ["-e", path]);
    return { ...parsed, output: parsed.ok ? "" : parsed.output };
  }
  return run("go", ["run", path], { cwd: module, timeout: 300000 });
}

// How each sample is tried: a command and whether it sends.
const python = join(clients, "python/bin/python");
const node = join(clients, "node");
const TRIES = {
  curl: { file: "sample.sh", sends: true, run: (path) => run("bash", [path]) },
  python: existsSync(python)
    ? { file: "sample.py", sends: true, run: (path) => run(python, [path]) }
    : { file: "sample.py", sends: false, only: "parsed: the SDK is not installed", run: (path) => run("python3", ["-m", "py_compile", path]) },
  nodejs: existsSync(join(node, "node_modules/tencentcloud-sdk-nodejs"))
    ? { file: "sample.cjs", sends: true, run: (path) => run("node", [path], { env: { NODE_PATH: join(node, "node_modules") } }) }
    : { file: "sample.cjs", sends: false, only: "parsed: the SDK is not installed", run: (path) => run("node", ["--check", path]) },
  php: { file: "sample.php", only: "parsed", run: (path) => run("php", ["-l", path]) },
  ruby: { file: "sample.rb", only: "parsed", run: (path) => run("ruby", ["-c", path]) },
  tccli: { file: "sample-tccli.sh", only: "parsed: it speaks HTTPS alone", run: (path) => run("bash", ["-n", path]) },
  go: { file: "sample.go", sends: true, run: go },
  rust: { file: "sample.rs", sends: true, run: rust },
  java: {
    file: "Sample.java", only: "compiled with stubs of the SDK",
    run: (path, action) => run("javac", ["-proc:none", "-d", join(folder, "classes"), "-sourcepath", written(`java-${action.name}`, stubs.java(data, action)), path], { timeout: 300000 }),
  },
  cpp: {
    file: "sample.cpp", only: "compiled with stubs of the SDK",
    run: (path, action) => run("g++", ["-std=c++11", "-Wall", "-Werror", "-fsyntax-only", "-I", written(`cpp-${action.name}`, stubs.cpp(data, action)), path], { timeout: 300000 }),
  },
};
const LEFT = { dotnet: "no .NET in Debian" };

try {
  for (const [action, body] of CASES) {
    for (const sample of await samplesOf(url, { service: "organization", version: "2021-03-31", action, body: JSON.stringify(body) })) {
      const attempt = TRIES[sample.id];
      if (!attempt) {
        skipped.set(sample.id, LEFT[sample.id] ?? "no tool");
        continue;
      }
      const path = join(folder, attempt.file);
      writeFileSync(path, sample.code);
      await fetch(`${mock}/_mock/requests`, { method: "DELETE" });
      const result = attempt.run(path, data.actions.find((one) => one.name === action));
      if (result.missing) {
        skipped.set(sample.id, "its tool is not installed");
        continue;
      }
      let problem = result.ok && !result.output.includes('"Error"') ? null : result.output.slice(0, 600);
      if (!problem && attempt.sends) {
        const log = await (await fetch(`${mock}/_mock/requests`)).json();
        const received = JSON.stringify(sorted(log.requests[0]?.parameters ?? null));
        const expected = JSON.stringify(sorted(body));
        if (received !== expected) problem = `the mock received ${received} instead of ${expected}`;
      }
      if (problem) failures.push(`${sample.id} ${action}: ${problem}`);
      else done[`${sample.id} ${attempt.only ?? "run"}`] = (done[`${sample.id} ${attempt.only ?? "run"}`] ?? 0) + 1;
    }
  }
} finally {
  stop();
  rmSync(folder, { recursive: true });
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

for (const [name, count] of Object.entries(done)) console.log(`ok       ${name} (${count})`);
for (const [name, reason] of skipped) console.log(`skipped  ${name}: ${reason}`);
for (const failure of failures) console.log(`FAILED   ${failure}`);
const count = Object.values(done).reduce((sum, one) => sum + one, 0);
console.log(`${count} passed, ${failures.length} failed, ${skipped.size} skipped`);
process.exit(failures.length ? 1 : 0);
