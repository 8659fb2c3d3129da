// Quick search: actions, members, values, types and error codes, while typing.

import { Index, Member, SearchEntry, Version, loadSearch, valuesOf } from "./data";
import { byId, h } from "./dom";
import { link } from "./route";

interface Entry {
  kind: string;
  name: string;
  detail: string;
  href: string;
  lowerName: string;
  hay: string;
}

const MOST = 40;
const KINDS = ["action", "code", "value", "parameter", "field", "type"];

function entry(kind: string, name: string, detail: string, href: string, extra = ""): Entry {
  const line = detail.split("\n", 1)[0];
  const hay = `${name}\n${detail}\n${extra}`.toLowerCase();
  return { kind, name, detail: line, href, lowerName: name.toLowerCase(), hay };
}

/** Makes the entries of a version. */
export function entries(version: Version, common: Index["common"]): Entry[] {
  const base = [version.service, version.version];
  const list: Entry[] = [];
  const members = (owner: string, kind: string, declared: Member[], path: string[]) => {
    for (const member of declared) {
      const href = link(...base, ...path, member.name);
      list.push(entry(kind, `${owner}.${member.name}`, member.doc, href));
      const set = typeof member.type === "object" ? valuesOf(version, member.type) : undefined;
      for (const [json, name, doc] of set?.values ?? []) {
        list.push(entry("value", json.replace(/^"|"$/g, ""), `${owner}.${member.name}: ${doc}`, href, name));
      }
    }
  };
  for (const action of version.actions) {
    list.push(entry("action", action.name, action.doc, link(...base, action.name)));
    members(action.name, "parameter", action.input, [action.name, "input"]);
    members(action.name, "field", action.output, [action.name, "output"]);
  }
  for (const type of version.objects) {
    list.push(entry("type", type.name, type.doc, link(...base, "type", type.name)));
    members(type.name, "field", type.members, ["type", type.name]);
  }
  const own = new Set(version.errors.map((error) => error.code));
  for (const error of [...version.errors, ...common.filter((error) => !own.has(error.code))]) {
    list.push(entry("code", error.code, error.doc, link(...base, "code", error.code), error.class));
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

/** Returns the best matches: all words occur, names before descriptions, the start of a name first. */
export function find(list: Entry[], query: string): Entry[] {
  const words = query.toLowerCase().trim().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const ranks: Entry[][] = [];
  for (const one of list) {
    if (!words.every((word) => one.hay.includes(word))) continue;
    const rank = rankOf(one, words) * KINDS.length + KINDS.indexOf(one.kind);
    (ranks[rank] ??= []).push(one);
  }
  return ranks.flat().slice(0, MOST);
}

function rankOf({ lowerName }: Entry, words: string[]): number {
  const [first] = words;
  if (lowerName === first) return 0;
  if (lowerName.startsWith(first)) return 1;
  return words.every((word) => lowerName.includes(word)) ? 2 : 3;
}

/** Connects the search field to its list; `source` returns the shown version. */
export function setUp(source: () => { version: Version; index: Index } | null) {
  const field = byId<HTMLInputElement>("search");
  const list = byId("found");
  const state = byId("found-count");
  let cached: { version: Version; own: Entry[]; all: Entry[] } | null = null;
  let others: SearchEntry[] | null = null;
  let chosen = -1;

  const known = () => {
    const now = source();
    if (!now) return [];
    if (cached?.version !== now.version) {
      const own = entries(now.version, now.index.common);
      cached = { version: now.version, own, all: others ? [...own, ...foreign(others, now.version)] : own };
    }
    return cached.all;
  };
  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index: number) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const option = list.children[chosen];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
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
    const found = find(known(), query);
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    state.textContent = found.length === MOST ? `the best ${MOST} matches` : `${found.length} matches`;
    field.setAttribute("aria-expanded", String(found.length > 0));
    chosen = -1;
    if (found.length) choose(0);
  };

  addEventListener("hashchange", close);
  field.addEventListener("input", show);
  field.addEventListener("focus", async () => {
    show();
    if (others) return;
    try {
      others = await loadSearch();
      cached = null;
      // The entries are made before the next key, which would wait for them.
      known();
      if (field.value) show();
    } catch {
      state.textContent = "other services cannot be searched: data/search.json does not load";
    }
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen + count - 1) % count);
    else if (event.key === "Enter") open(list.children[chosen]);
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

function option(found: Entry, index: number): HTMLElement {
  return h(
    "li",
    { role: "option", id: `found-${index}`, "data-href": found.href, "aria-selected": "false" },
    h("span", { class: "kind", text: found.kind }),
    h("span", { class: "name", text: found.name }),
    h("span", { class: "detail", text: found.detail }),
  );
}
