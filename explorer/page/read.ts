// Reading: the overview of a version, an action, an error code, a type.

import { Action, ErrorCode, Index, Member, Site, Version, objectOf, typeName, valuesOf } from "./data";
import { broken, h, inline } from "./dom";
import { Json, Num, parse, print } from "./json";
import { line, told } from "./language";
import { filled, link } from "./route";

/** Returns the address of an action of the version by its name, or null. */
export const linker = (version: Version) => {
  const names = new Set(version.actions.map((action) => action.name));
  return (name: string) => (names.has(name) ? link(version.service, version.version, name) : null);
};

const SITES: Record<Site, string> = { mainland: "mainland only", international: "international only" };

const badge = (text: string, kind = "") => h("span", { class: `badge ${kind}`, text });
const siteBadge = (sites?: Site[]) => (sites?.length === 1 ? badge(SITES[sites[0]], "site") : null);

/** Shows the actions of a version by group. */
export function overview(version: Version): HTMLElement {
  const own = linker(version);
  const [actions, types, codes] = version.counts ?? [version.actions.length, version.objects.length, version.errors.length];
  const sections = groups(version).map(([title, actions]) =>
    h("section", {}, h("h2", { text: title }), h("ul", { class: "actions" }, actions.map((action) =>
      h("li", {},
        h("a", { href: own(action.name)! }, h("code", { text: action.name })),
        siteBadge(action.sites), action.status && badge(action.status, "old"),
        line(version, `a/${action.name}`, action.doc, own))))));
  return h("div", { class: "overview" },
    h("h1", { text: `${version.title} ${version.version}` }), told(version, "", version.doc, own),
    h("p", { text: `${actions} actions, ${types} types, ${codes} error codes` }),
    changes(version, null), sections);
}

/** Returns the actions by group, those without a group last. */
export function groups(version: Version): [string, Action[]][] {
  const list: [string, Action[]][] = version.groups.map((title) => [title, []]);
  const rest: Action[] = [];
  for (const action of version.actions) {
    (action.group === undefined ? rest : list[action.group][1]).push(action);
  }
  if (rest.length) list.push([version.groups.length ? "Other actions" : "Actions", rest]);
  return list.filter(([, actions]) => actions.length);
}

/** Shows the changes of the version, or of the action, type or code that is named. */
function changes(version: Version, name: string | null): HTMLElement | null {
  if (!version.changes) return null;
  const concerns = (place: string) =>
    name === null || place === name || place.endsWith(`/${name}`) || (place.startsWith(name) && ".=".includes(place[name.length]));
  const { since, list } = version.changes;
  const found = list.filter((change) => concerns(change.place));
  const own = linker(version);
  if (!found.length) return name === null ? null : h("p", { class: "hint", text: `No change since ${since}.` });
  const summary = h("summary", { text: `${found.length} ${found.length === 1 ? "change" : "changes"} since ${since}` });
  return h("details", { class: "changes", id: "part-changes", open: name !== null }, summary,
    h("ul", {}, found.map(({ place, verdict, text }) => {
      const href = own(place.split(/[.=]/, 1)[0]);
      const code = h("code", { text: place });
      return h("li", {}, badge(VERDICTS[verdict] ?? verdict, verdict === "breaking" ? "required" : ""), name === null && href ? h("a", { href }, code) : code, " ", inline(text, own));
    })));
}

const VERDICTS: Record<string, string> = { docs: "description" };

/** Shows everything about an action but the form. */
export function action(version: Version, index: Index, action: Action): HTMLElement[] {
  const own = linker(version);
  const facts = [action.sites ? `offered on the ${action.sites.join(" and ")} site alone` : "offered on both sites"];
  if (action.unsigned) facts.push("unsigned: sent without a signature, so no credential is needed");
  if (action.rateLimit) facts.push(`${action.rateLimit} requests per second`);
  facts.push(action.idempotent ? "idempotent: safe to send twice" : "not idempotent: sending twice may act twice");
  if (action.pagination) facts.push(`pages by ${action.pagination.style} (\`${action.pagination.cursor}\`)`);
  if (action.wait) {
    facts.push(`asynchronous: poll \`${action.wait.poll}\` until \`${action.wait.state.join(".")}\` is ${action.wait.success.join(" or ")}`);
  }
  const id = (part: string) => `part-${part}`;
  return [
    h("h1", {}, broken(action.name), " ", siteBadge(action.sites), action.status && badge(action.status, "old")),
    told(version, `a/${action.name}`, action.doc, own),
    h("ul", { class: "facts" }, facts.map((fact) => h("li", {}, inline(fact, own)))),
    changes(version, action.name) ?? h("span"),
    h("section", { id: id("input") }, h("h2", { text: "Request" }),
      action.input.length ? tree(version, action.input, "input", `i/${action.name}`) : h("p", { text: "No parameters." })),
    h("section", { id: id("output") }, h("h2", { text: "Response" }),
      tree(version, [...action.output, REQUEST_ID], "output", `o/${action.name}`)),
    h("section", { id: id("errors") }, h("h2", { text: "Errors" }), errorTable(version, index, action)),
    h("section", { id: id("example") }, h("h2", { text: "Examples" }), examples(version, action)),
  ];
}

const REQUEST_ID: Member = {
  name: "RequestId",
  type: "string",
  doc: "The request ID; quote it when contacting support.",
};

/** Shows members with their types; objects open on demand, so that no type is shown endlessly. */
function tree(version: Version, members: Member[], path: string, owner: string): HTMLElement {
  return h("ul", { class: "tree" }, members.map((member) =>
    node(version, member, `${path}.${member.name}`, `${owner}/${member.name}`)));
}

/** Marks a member that requests need, with the sites if only some need it. */
export function requiredBadge({ required }: Member): HTMLElement | null {
  if (!required) return null;
  return badge(required === true ? "required" : `required on ${required.join(", ")}`, "required");
}

function node(version: Version, member: Member, path: string, key: string): HTMLElement {
  const own = linker(version);
  const object = objectOf(version, member.type);
  const set = valuesOf(version, member.type);
  const item = h("li", { id: `member-${path}` },
    h("code", { class: "name", text: member.name }), " ",
    h("span", { class: "type" }, object
      ? h("a", { href: link(version.service, version.version, "type", object.name), text: typeName(version, member.type) })
      : typeName(version, member.type)),
    requiredBadge(member), member.deprecated && badge("deprecated", "old"),
    member.nullable && badge("may be null"), member.nullableItems && badge("elements may be null"), member.sensitive && badge("sensitive"), siteBadge(member.sites),
    h("div", { class: "about" }, told(version, key, member.doc, own), constraints(member)),
    set && valueList(set.values));
  if (object) {
    const inner = h("details", {}, h("summary", { text: `members of ${object.name}` }));
    inner.addEventListener("toggle", () => {
      if (inner.open && inner.children.length === 1) inner.append(tree(version, object.members, path, `t/${object.name}`));
    });
    item.append(inner);
  }
  return item;
}

/** Describes constraints and default in words; null without any. */
export function constraints(member: Member): HTMLElement | null {
  const words: string[] = [];
  const between = (least: unknown, most: unknown, unit: string) => {
    if (least !== undefined && most !== undefined) words.push(`${least} to ${most}${unit}`);
    else if (least !== undefined) words.push(`at least ${least}${unit}`);
    else if (most !== undefined) words.push(`at most ${most}${unit}`);
  };
  between(member.min, member.max, "");
  between(member.minLength, member.maxLength, " characters");
  between(member.minItems, member.maxItems, " elements");
  if (member.pattern !== undefined) words.push(`matches \`${member.pattern}\``);
  if (member.example !== undefined) words.push(`example \`${member.example}\``);
  if (member.default !== undefined) words.push(`default \`${member.default}\``);
  return words.length ? h("p", { class: "limits" }, inline(words.join("; "), () => null)) : null;
}

function valueList(values: [string, string, string][]): HTMLElement {
  const rows = values.map(([json, name, doc]) =>
    h("li", {}, h("code", { text: json.replace(/^"|"$/g, "") }),
      json === name || json === `"${name}"` ? null : ` (${name})`, doc && ": ", doc && inline(doc, () => null)));
  const list = h("ul", { class: "values" }, rows);
  if (values.length <= 8) return list;
  return h("details", {}, h("summary", { text: `${values.length} documented values` }), list);
}

function errorTable(version: Version, index: Index, action: Action): HTMLElement {
  const base = link(version.service, version.version, "code");
  const common = h("p", {}, "Any action may also return one of ",
    h("a", { href: `${base}/common`, text: `${index.common.length} common codes` }), ".");
  if (!action.errors) return h("div", {}, h("p", { text: "The action's own error codes are not documented." }), common);
  const rows = action.errors.map((entry) => {
    const [id, site] = Array.isArray(entry) ? entry : [entry, undefined];
    return codeRow(version, index, version.errors[id], site ? [site] : undefined);
  });
  return h("div", {}, rows.length ? codeTable(rows) : h("p", { text: "No error codes of its own." }), common);
}

function codeTable(rows: HTMLElement[]): HTMLElement {
  const table = h("table", {},
    h("thead", {}, h("tr", {}, ["Code", "Meaning", "Class and remedy"].map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, rows));
  return h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Error codes" }, table);
}

function codeRow(version: Version, index: Index, error: ErrorCode, sites?: Site[]): HTMLElement {
  const href = link(version.service, version.version, "code", error.code);
  return h("tr", {},
    h("td", {}, h("a", { href }, h("code", {}, broken(error.code))), siteBadge(sites)),
    h("td", {}, told(version, `e/${error.code}`, error.doc, linker(version))),
    h("td", {}, badge(error.class), " ", index.remedies[error.class] ?? ""));
}

function examples(version: Version, action: Action): HTMLElement {
  if (!action.examples.length) return h("p", { text: "No documented example." });
  return h("div", {}, action.examples.map((example, number) => {
    const fill = filled(version.service, version.version, action.name, example.request ?? "{}");
    return h("article", { id: `example-${number}`, class: "example" },
      h("h3", {}, example.title, " ", siteBadge(example.sites)),
      example.deviates && h("p", { class: "note" }, `Differs from the declaration: ${example.deviates}`),
      h("p", {}, h("a", { class: "button", href: fill, text: "Fill the form with it" })),
      example.request !== null && [h("h4", { text: "Request" }), code(example.request)],
      example.response !== null && [h("h4", { text: "Response" }), code(example.response)]);
  }));
}

const code = (text: string) => h("pre", { tabindex: 0 }, h("code", { text: print(parse(text), 2) }));

/** Shows an error code: meaning, class, remedy and the actions that list it. */
export function errorPage(version: Version, index: Index, code: string): HTMLElement[] {
  if (code === "common") {
    return [h("h1", { text: "Common error codes" }),
      codeTable(index.common.map((error) => codeRow(version, index, error)))];
  }
  const position = version.errors.findIndex((error) => error.code === code);
  const error = version.errors[position] ?? index.common.find((error) => error.code === code);
  if (!error) {
    return [h("h1", { text: "Unknown error code" }),
      h("p", {}, h("code", { text: code }), ` is not documented for ${version.title} ${version.version}. Search with / for similar codes.`)];
  }
  const lists = (entry: number | [number, Site]) => (Array.isArray(entry) ? entry[0] : entry) === position;
  const actions = position < 0 ? [] : version.actions.filter((action) => action.errors?.some(lists));
  const own = linker(version);
  return [
    h("h1", {}, h("code", {}, broken(error.code)), " ", badge(error.class), siteBadge(error.sites)),
    told(version, `e/${code}`, error.doc, own),
    h("p", {}, h("strong", { text: "Remedy: " }), index.remedies[error.class] ?? ""),
    changes(version, `errors/${code}`) ?? h("span"),
    h("h2", { text: actions.length ? `Actions that return it (${actions.length})` : "Any action may return it" }),
    h("ul", { class: "actions" }, actions.map((action) =>
      h("li", {}, h("a", { href: own(action.name)! }, h("code", { text: action.name })),
        line(version, `a/${action.name}`, action.doc, own)))),
  ];
}

/** Shows a type: its members and the actions that reach it. */
export function typePage(version: Version, name: string): HTMLElement[] {
  const number = version.objects.findIndex((object) => object.name === name);
  if (number < 0) return [h("h1", { text: "Unknown type" }), h("p", {}, h("code", { text: name }))];
  const object = version.objects[number];
  const own = linker(version);
  const uses = version.actions.filter((action) =>
    [...action.input, ...action.output].some((member) => reaches(version, member, number, new Set())));
  return [
    h("h1", {}, h("code", { text: name })), told(version, `t/${name}`, object.doc, own), changes(version, name) ?? h("span"),
    tree(version, object.members, "type", `t/${name}`),
    h("h2", { text: `Used by ${uses.length} actions` }),
    h("ul", { class: "actions" }, uses.map((action) => h("li", {}, h("a", { href: own(action.name)! }, h("code", { text: action.name }))))),
  ];
}

function reaches(version: Version, member: Member, target: number, seen: Set<number>): boolean {
  const object = objectOf(version, member.type);
  if (!object) return false;
  const id = version.objects.indexOf(object);
  if (id === target) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return object.members.some((inner) => reaches(version, inner, target, seen));
}

/** Opens the way to a member in a tree and returns its element. */
export function reveal(side: string, path: string): HTMLElement | null {
  const names = path.split(".");
  let found: HTMLElement | null = null;
  for (let count = 1; count <= names.length; count++) {
    const parent = found?.querySelector<HTMLDetailsElement>(":scope > details:last-child");
    if (parent && !parent.open) {
      parent.open = true;
      parent.dispatchEvent(new Event("toggle"));
    }
    const next = document.getElementById(`member-${side}.${names.slice(0, count).join(".")}`);
    if (!next) break;
    found = next;
  }
  return found;
}

/** Shows JSON as a tree that opens and closes. */
export function jsonTree(json: Json, name = "Response", depth = 0): HTMLElement {
  const isList = Array.isArray(json);
  if (isList || json instanceof Map) {
    const parts: [string, Json][] = isList ? json.map((item, index) => [String(index), item]) : [...json];
    const summary = h("summary", {}, h("code", { text: name }), ` ${isList ? `[${parts.length}]` : `{${parts.length}}`}`);
    const box = h("details", { open: depth < 2 }, summary);
    const fill = () => {
      if (box.open && box.children.length === 1) box.append(...parts.map(([key, value]) => jsonTree(value, key, depth + 1)));
    };
    box.addEventListener("toggle", fill);
    fill();
    return box;
  }
  const kind = json instanceof Num ? "number" : json === null ? "null" : typeof json;
  return h("div", { class: "leaf" }, h("code", { text: name }), ": ", h("span", { class: `json-${kind}`, text: print(json) }));
}
