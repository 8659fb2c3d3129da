// Calls of the local server. The token comes in the fragment of the address that the server prints,
// so that it is in no request line; it is kept for the tab.

import { Site } from "./data";
import { Json, Obj, at, parse } from "./json";

const KEY = "explorer-token";
let token = "";

/** Takes the token out of the address; returns the address without it. */
export function takeToken(hash: string): string {
  const found = /^#token=([0-9a-f]+)&?(.*)$/.exec(hash);
  if (!found) {
    token = sessionStorage.getItem(KEY) ?? "";
    return hash;
  }
  token = found[1];
  sessionStorage.setItem(KEY, token);
  return `#${found[2]}`;
}

const meta = () => document.querySelector<HTMLMetaElement>('meta[name="explorer"]');

/** Whether a local server that signs and sends is there; otherwise this is a static export. */
export const hasServer = () => meta()?.content === "server";

/** The version that is shown first, as `service/version`. */
export const startVersion = () => meta()?.dataset.start ?? "";

export interface Step {
  host: string;
  method: string;
  headers: [string, string][];
  bodyHash: string;
  canonicalRequest: string;
  canonicalHash: string;
  stringToSign: string;
  derived: [string, string][];
  signature: string;
  authorization: string;
}
export interface MockView {
  canonicalRequest: string | null;
  stringToSign: string;
  matches: boolean;
}
export interface Answer {
  status: number | null;
  milliseconds: number;
  body: string | null;
  hint: string | null;
  error: { message: string; mayHaveHappened: boolean } | null;
  sign: Step | null;
  mock: MockView | null;
}
export interface Sample {
  id: string;
  title: string;
  code: string | null;
  note: string | null;
}
export interface Confirm {
  action: string;
  host: string;
  /** Null for an action that goes unsigned. */
  identity: string | null;
}
export interface Status {
  target: string;
  site: Site;
  region: string | null;
  identity: string | null;
  problem: string | null;
}

export interface Call {
  service: string;
  version: string;
  action: string;
  /** The parameters, as JSON text: the server sends its numbers unchanged. */
  body: string;
  region?: string;
  confirm?: string;
}

/** The site to call: the local server's, or the one chosen in a static export; null if not known yet. */
let site: Site | null = null;
const listeners = new Set<() => void>();
export const siteNow = () => site;

export function setSite(next: Site) {
  if (site === next) return;
  site = next;
  for (const listener of listeners) listener();
}

/** Calls a listener when the site changes, while its element is in the page. */
export function onSite(element: HTMLElement, listener: () => void) {
  const once = () => (element.isConnected ? listener() : listeners.delete(once));
  listeners.add(once);
}

/** Calls the server; 409 carries what must be confirmed. */
async function call(path: string, body: unknown): Promise<{ status: number; data: any }> {
  if (!token) {
    throw new Error("this tab has no token: open the address that the explorer printed when it started");
  }
  let response: Response;
  try {
    response = await fetch(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Explorer-Token": token },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("the local server does not answer: start the explorer again");
  }
  const text = await response.text();
  let data: any;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(`the local server answered with status ${response.status} and no JSON`);
  }
  if (!response.ok && response.status !== 409) throw new Error(data.error ?? `status ${response.status}`);
  return { status: response.status, data };
}

export async function send(request: Call): Promise<Answer | { confirm: Confirm }> {
  return (await call("send", request)).data;
}

export const sign = async (request: Call): Promise<Step> => (await call("sign", request)).data;
export const status = async (): Promise<Status> => (await call("status", {})).data;

export const samples = async (request: Call): Promise<Sample[]> => (await call("code", request)).data.samples;

/** Returns the members under `Response`, or null if the text is no answer of the API. */
export function responseOf(body: string | null): Obj | null {
  try {
    const found = at(parse(body ?? ""), ["Response"]);
    return found instanceof Map ? found : null;
  } catch {
    return null;
  }
}

/** Returns a string at a path of names. */
export function text(json: Json | undefined, ...path: string[]): string | null {
  const found = at(json, path);
  return typeof found === "string" ? found : null;
}
