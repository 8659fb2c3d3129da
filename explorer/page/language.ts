// Descriptions in English and Chinese: those of the version's own data, and a file of texts in the
// other language where there is one.

import { Lang, Version, loadTexts } from "./data";
import { h, inline, prose } from "./dom";

/** The languages to show. */
export type Choice = Lang | "both";
export const LANGUAGES: Record<Choice, string> = { en: "English", zh: "中文", both: "English + 中文" };
const KEY = "explorer-language";
let choice: Choice = "en";

/** Takes the choice of this tab, or that of the data. */
export function start(preferred: Lang | undefined) {
  const kept = sessionStorage.getItem(KEY);
  choice = kept && kept in LANGUAGES ? (kept as Choice) : (preferred ?? "en");
}

export const chosen = () => choice;

export function choose(next: Choice) {
  choice = next;
  sessionStorage.setItem(KEY, next);
}

const own = (version: Version): Lang => version.lang ?? "en";

/** Loads the texts of the other language if the choice needs them. */
export async function prepare(version: Version): Promise<void> {
  const [lang] = version.texts ?? [];
  if (!lang || version.other || choice === own(version)) return;
  version.other = { lang, texts: await loadTexts(version.service, version.version, lang) };
}

/** Returns a text in the other language; empty if it is not known. */
export const textOf = (version: Version, key: string) => version.other?.texts[key] ?? "";

/** Returns a description in the chosen languages; in the other one, if it is known there alone. */
function tellings(version: Version, key: string, text: string): [Lang, string][] {
  const all: [Lang, string][] = [[own(version), text]];
  if (version.other) all.push([version.other.lang, textOf(version, key)]);
  const known = all.filter(([, text]) => text);
  if (choice === "both") return known;
  const wanted = known.filter(([lang]) => lang === choice);
  return (wanted.length ? wanted : known).slice(0, 1);
}

type Link = (name: string) => string | null;
const attribute = (lang: Lang) => (lang === "en" ? null : lang);

/** Shows a description in the chosen languages. */
export function told(version: Version, key: string, text: string, link: Link): HTMLElement {
  const blocks = tellings(version, key, text).map(([lang, text]) => {
    const block = prose(text, link);
    if (lang !== "en") block.lang = lang;
    return block;
  });
  return blocks.length === 1 ? blocks[0] : h("div", {}, blocks);
}

/** Shows the first line of a description in the chosen languages. */
export function line(version: Version, key: string, text: string, link: Link): HTMLElement[] {
  return tellings(version, key, text).map(([lang, text]) =>
    h("span", { class: "detail", lang: attribute(lang) }, inline(text.split("\n", 1)[0], link)));
}
