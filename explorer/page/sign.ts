// Signing, step by step: shown from the local server, or calculated here with a key that is typed in
// and never sent (static export).

import { Call, MockView, Step, hasServer, sign as signByServer } from "./api";
import { Version } from "./data";
import { copyButton, h } from "./dom";

const ALGORITHM = "TC3-HMAC-SHA256";
const encoder = new TextEncoder();
const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (text: string) => hex(await crypto.subtle.digest("SHA-256", encoder.encode(text)));

async function hmac(key: BufferSource, text: string): Promise<ArrayBuffer> {
  const usable = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", usable, encoder.encode(text));
}

/** Calculates every step for a request; the derived keys are cut. */
export async function steps(call: Call, host: string, wire: string, id: string, key: string, timestamp: number): Promise<Step> {
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${wire}/tc3_request`;
  const headers: [string, string][] = [
    ["content-type", "application/json"], ["host", host], ["x-tc-action", call.action.toLowerCase()],
  ];
  const names = headers.map(([name]) => name).join(";");
  const bodyHash = await sha256(call.body);
  const canonicalRequest = `POST\n/\n\n${headers.map(([name, value]) => `${name}:${value}\n`).join("")}\n${names}\n${bodyHash}`;
  const canonicalHash = await sha256(canonicalRequest);
  const stringToSign = `${ALGORITHM}\n${timestamp}\n${scope}\n${canonicalHash}`;
  const byDate = await hmac(encoder.encode(`TC3${key}`), date);
  const byService = await hmac(byDate, wire);
  const signing = await hmac(byService, "tc3_request");
  const signature = hex(await hmac(signing, stringToSign));
  const cut = (bytes: ArrayBuffer) => `${hex(bytes).slice(0, 4)}… (64 digits)`;
  return {
    host, method: "POST", bodyHash, canonicalRequest, canonicalHash, stringToSign, signature,
    headers: [...headers, ["x-tc-timestamp", String(timestamp)], ["x-tc-version", call.version]],
    derived: [["SecretDate", cut(byDate)], ["SecretService", cut(byService)], ["SecretSigning", cut(signing)]],
    authorization: `${ALGORITHM} Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** Shows a text beside the mock's view of it, with the first difference marked. */
export function beside(ours: string, theirs: string | null): HTMLElement {
  if (theirs === null) return h("pre", { tabindex: 0, text: ours });
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  const same = at === ours.length && at === theirs.length;
  const half = (title: string, text: string) =>
    h("div", {}, h("h5", { text: title }),
      h("pre", { tabindex: 0 }, text.slice(0, at), same ? null : h("mark", { text: text.slice(at, at + 1) || "⟨end⟩" }), text.slice(at + 1)));
  return h("div", { class: "beside" },
    h("p", { class: same ? "good" : "problem", text: same ? "The mock has the same text." : `The first difference is at character ${at + 1}.` }),
    half("sent", ours), half("the mock's view", theirs));
}

function show(step: Step, view: MockView | null): HTMLElement[] {
  const part = (number: number, title: string, ...content: (Node | null)[]) =>
    h("section", { class: "step" }, h("h4", { text: `${number}. ${title}` }), content);
  const pre = (text: string) => h("pre", { tabindex: 0, text });
  return [
    view ? h("p", { class: view.matches ? "good" : "problem", text: view.matches ? "The mock calculates the same signature." : "The mock calculates another signature." }) : null,
    part(1, "Canonical request", beside(step.canonicalRequest, view ? view.canonicalRequest : null),
      h("p", { class: "hint", text: "Its last line is the SHA-256 of the body:" }), pre(step.bodyHash)),
    part(2, "SHA-256 of the canonical request", pre(step.canonicalHash)),
    part(3, "String to sign", beside(step.stringToSign, view ? view.stringToSign : null)),
    part(4, "Derived keys (HMAC-SHA256, cut)",
      pre(step.derived.map(([name, value]) => `${name} = ${value}`).join("\n"))),
    part(5, "Signature: HMAC-SHA256 of the string to sign with SecretSigning", pre(step.signature)),
    part(6, "Header Authorization", pre(step.authorization), copyButton(() => step.authorization)),
    part(7, "All headers", pre(step.headers.map(([name, value]) => `${name}: ${value}`).join("\n"))),
  ].filter((node): node is HTMLElement => node !== null);
}

/** Builds the panel; `last` is what was sent last, with the mock's view of it. */
export function panel(version: Version, isUnsigned: boolean, request: () => Call, last: () => { sign: Step; mock: MockView | null } | null): HTMLElement {
  if (isUnsigned) {
    return h("div", {}, h("p", { id: "unsigned", text: "This action is sent without a signature: the header is `Authorization: SKIP`, and no credential is used." }));
  }
  const out = h("div", { class: "steps", "aria-live": "polite" });
  const fail = (error: unknown) => out.replaceChildren(h("p", { class: "problem", text: String((error as Error).message ?? error) }));
  if (hasServer()) {
    const now = async () => {
      try {
        out.replaceChildren(...show(await signByServer(request()), null));
      } catch (error) {
        fail(error);
      }
    };
    const sent = last();
    if (sent) out.replaceChildren(...show(sent.sign, sent.mock));
    else void now();
    return h("div", {},
      h("p", {}, sent ? "Signature of the request that was sent last. " : "Signature of the present request, made by the local server; nothing is sent. ",
        h("button", { type: "button", id: "sign-now", class: "quiet", text: "Sign the present request", onclick: now })), out);
  }
  const id = h("input", { id: "sign-id", type: "text", autocomplete: "off", spellcheck: "false" });
  const key = h("input", { id: "sign-key", type: "password", autocomplete: "new-password" });
  const sites = Object.values(version.hosts);
  const host = h("select", { id: "sign-host" }, sites.map((name) => h("option", { value: name, text: name })));
  const calculate = async () => {
    if (!id.value || !key.value) return fail("type a secret ID and a secret key; they stay in this page");
    try {
      out.replaceChildren(...show(await steps(request(), host.value, version.wire, id.value, key.value, Math.floor(Date.now() / 1000)), null));
    } catch (error) {
      fail(error);
    }
  };
  return h("div", {},
    h("p", { text: "The key stays in this page and is never sent or stored." }),
    h("div", { class: "field" }, h("label", { for: "sign-id", text: "SecretId" }), id),
    h("div", { class: "field" }, h("label", { for: "sign-key", text: "SecretKey" }), key),
    h("div", { class: "field" }, h("label", { for: "sign-host", text: "Host" }), host),
    h("button", { type: "button", id: "sign-now", text: "Sign", onclick: calculate }), out);
}
