// Quick search: actions, members, values, types and error codes, while typing. A longer query looks
// through the matches of the shorter one; the first rows are shown at once, the others a frame later.

import { Index, Member, SearchEntry, Version, loadSearch, valuesOf } from "./data";
import { byId, h } from "./dom";
import { textOf } from "./language";
import { link } from "./route";

interface Entry {
  kind: string;
  name: string;
  detail: string;
  href: string;
  /** Name, description and more in lower case; the name is its first line. */
  hay: string;
}

const MOST = 40;
/** The rows that are shown with the key; more are out of sight. */
const FIRST = 12;
const KINDS = ["action", "code", "value", "parameter", "field", "type"];

function entry(kind: string, name: string, detail: string, href: string, extra = ""): Entry {
  return { kind, name, detail, href, hay: `${name}\n${detail}\n${extra}`.toLowerCase() };
}

/** Makes the entries of a version. */
export function entries(version: Version, common: Index["common"]): Entry[] {
  const base = link(version.service, version.version);
  const list: Entry[] = [];
  /** A set of values that many members share is listed with the first of them. */
  const seen = new Set<unknown>();
  const members = (owner: string, kind: string, declared: Member[], path: string, key: string) => {
    for (const member of declared) {
      const href = `${base}/${path}/${member.name}`;
      list.push(entry(kind, `${owner}.${member.name}`, member.doc, href, textOf(version, `${key}/${member.name}`)));
      const set = typeof member.type === "object" ? valuesOf(version, member.type) : undefined;
      if (!set || seen.has(set)) continue;
      seen.add(set);
      for (const [json, name, doc] of set.values) {
        list.push(entry("value", json.replace(/^"|"$/g, ""), `${owner}.${member.name}: ${doc}`, href, name));
      }
    }
  };
  for (const { name, doc, input, output } of version.actions) {
    list.push(entry("action", name, doc, `${base}/${name}`, textOf(version, `a/${name}`)));
    members(name, "parameter", input, `${name}/input`, `i/${name}`);
    members(name, "field", output, `${name}/output`, `o/${name}`);
  }
  for (const type of version.objects) {
    const path = `type/${encodeURIComponent(type.name)}`;
    list.push(entry("type", type.name, type.doc, `${base}/${path}`, textOf(version, `t/${type.name}`)));
    members(type.name, "field", type.members, path, `t/${type.name}`);
  }
  const own = new Set(version.errors.map((error) => error.code));
  for (const error of [...version.errors, ...common.filter((error) => !own.has(error.code))]) {
    const extra = `${error.class}\n${textOf(version, `e/${error.code}`)}`;
    list.push(entry("code", error.code, error.doc, `${base}/code/${encodeURIComponent(error.code)}`, extra));
  }
  return list;
}

/** Makes the entries of all other versions: actions and codes. */
export function foreign(all: SearchEntry[], version: Version): Entry[] {
  return all
    .filter((other) => other.service !== version.service || other.version !== version.version)
    .flatMap(({ service, version, actions, codes }) => [
      ...actions.map(([name, doc]) =>
        entry("action", name, `${service} ${version}: ${doc}`, link(service, version, name))),
      ...codes.map((code) =>
        entry("code", code, `${service} ${version}`, link(service, version, "code", code))),
    ]);
}

/** Looks through entries; keeps the matches of the last query, which a longer one only narrows. */
export class Finder {
  private query = "";
  private matches: Entry[];

  constructor(private readonly all: Entry[]) {
    this.matches = all;
  }

  /** Returns the best matches: all words occur, names before descriptions, the start of a name first. */
  find(query: string): { best: Entry[]; count: number } {
    const text = query.toLowerCase().trimStart();
    const words = text.split(/\s+/).filter(Boolean);
    if (!words.length) return { best: [], count: 0 };
    const from = this.query && text.startsWith(this.query) ? this.matches : this.all;
    const ranks: Entry[][] = [];
    const matches = from.filter((one) => {
      const rank = rankOf(one, words);
      if (rank < 0) return false;
      (ranks[rank * KINDS.length + KINDS.indexOf(one.kind)] ??= []).push(one);
      return true;
    });
    [this.query, this.matches] = [text, matches];
    return { best: ranks.flat().slice(0, MOST), count: matches.length };
  }
}

/**
 * Returns how well an entry matches: 0 the name, 1 parts of it from a capital letter or a dot on, 2 in
 * it, 3 in the description; -1 if a word does not occur.
 */
function rankOf({ hay, name }: Entry, words: string[]): number {
  let rank = words[0].length === name.length ? 0 : 1;
  for (const word of words) {
    const at = hay.indexOf(word);
    if (at < 0) return -1;
    // The name is the first line, and no word has a line's end in it.
    if (at >= name.length) rank = 3;
    else if (rank < 2 && at > 0 && name[at] === hay[at] && name[at - 1] !== ".") rank = 2;
  }
  return rank;
}

/** Returns the error code in a longer text, such as a line of a log; null without one. */
export function codeIn(text: string): string | null {
  const marked = /\bcode["':=\s]+([A-Z]\w+(?:\.\w+)*)/i.exec(text);
  return marked?.[1] ?? /\b[A-Z][A-Za-z]+\.[A-Z]\w*(?:\.\w+)*/.exec(text)?.[0] ?? null;
}

/** Shows the matches anew, after more was loaded. */
export let refresh = () => {};

/** Connects the search field to its list; `source` returns the shown version, once it is loaded. */
export function setUp(source: () => { version: Version; index: Index } | null) {
  const field = byId<HTMLInputElement>("search");
  const list = byId("found");
  const state = byId("found-count");
  const rows: HTMLElement[] = [];
  let cached: { version: Version; texts: unknown; finder: Finder } | null = null;
  let others: SearchEntry[] | null = null;
  let best: Entry[] = [];
  let drawn = 0;
  let chosen = -1;

  const known = () => {
    const now = source();
    if (!now) return null;
    if (cached?.version !== now.version || cached.texts !== now.version.other) {
      const own = entries(now.version, now.index.common);
      const all = others ? own.concat(foreign(others, now.version)) : own;
      cached = { version: now.version, texts: now.version.other, finder: new Finder(all) };
    }
    return cached.finder;
  };
  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  /** Shows the matches up to a number, in rows that are used again. */
  const draw = (until: number) => {
    for (; drawn < Math.min(until, best.length); drawn++) {
      const row = (rows[drawn] ??= option(drawn));
      fill(row, best[drawn]);
      if (!row.isConnected) list.append(row);
    }
  };
  const choose = (index: number) => {
    draw(MOST);
    rows[chosen]?.setAttribute("aria-selected", "false");
    mark(index);
    rows[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const mark = (index: number) => {
    chosen = index;
    const row = rows[index];
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", row.id);
  };
  const open = (target: Element | undefined) => {
    const href = target?.getAttribute("data-href");
    if (!href) return;
    close();
    field.blur();
    location.hash = href;
  };
  const show = () => {
    const query = field.value;
    if (!query.trim()) {
      state.textContent = "";
      return close();
    }
    const finder = known();
    if (!finder) {
      state.textContent = "the version is not loaded yet";
      return close();
    }
    let found = finder.find(query);
    const code = found.count ? null : codeIn(query);
    if (code) found = finder.find(code);
    best = found.best;
    drawn = 0;
    draw(FIRST);
    for (const row of rows.slice(best.length)) row.remove();
    if (best.length > FIRST) requestAnimationFrame(() => draw(MOST));
    list.hidden = false;
    list.scrollTop = 0;
    byId("found-none").hidden = best.length > 0;
    const { count } = found;
    state.textContent = count > MOST ? `${count} matches, the best ${MOST} are shown` : `${count} ${count === 1 ? "match" : "matches"}`;
    field.setAttribute("aria-expanded", String(best.length > 0));
    if (best.length) mark(0);
    else field.removeAttribute("aria-activedescendant");
  };

  refresh = () => {
    if (document.activeElement !== field) return;
    known();
    if (field.value) show();
  };
  addEventListener("hashchange", close);
  field.addEventListener("input", show);
  field.addEventListener("focus", async () => {
    if (field.value) show();
    if (others) return;
    try {
      others = await loadSearch();
      cached = null;
      // The entries are made before the next key, which would wait for them.
      known();
      if (field.value && document.activeElement === field) show();
    } catch {
      state.textContent = "other services cannot be searched: data/search.json does not load";
    }
  });
  // Not if the field has the focus again by then.
  field.addEventListener("blur", () => setTimeout(() => document.activeElement !== field && close(), 150));
  field.addEventListener("keydown", (event) => {
    const count = best.length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen + count - 1) % count);
    else if (event.key === "Enter") open(rows[chosen]);
    else if (event.key === "Escape") {
      close();
      field.blur();
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    open((event.target as Element).closest("[data-href]") ?? undefined);
  });
  document.addEventListener("keydown", (event) => {
    const { tagName } = event.target as Element;
    const isTyping = ["INPUT", "TEXTAREA", "SELECT"].includes(tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

function option(index: number): HTMLElement {
  return h("li", { role: "option", id: `found-${index}` },
    h("span", { class: "kind" }), h("span", { class: "name" }), h("span", { class: "detail" }));
}

function fill(row: HTMLElement, { kind, name, detail, href }: Entry) {
  row.setAttribute("data-href", href);
  row.setAttribute("aria-selected", "false");
  [kind, name, detail.split("\n", 1)[0]].forEach((text, index) => {
    const place = row.children[index];
    if (place.textContent !== text) place.textContent = text;
  });
}
