// The form of a request, made from the types: required parameters first, nested objects and lists on
// demand, documented values offered and not enforced.

import { Problem, isOffered, isRequired } from "./check";
import { Member, Site, Type, Version, scalar, typeName, valuesOf } from "./data";
import { h } from "./dom";
import { Json, Num, Obj, print } from "./json";
import { told } from "./language";
import { constraints, linker } from "./read";

/** Reads what was typed into a field: digits become a number where one is declared. */
export function typed(base: string, text: string): Json {
  const isNumber = base === "float" ? /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/ : /^-?(0|[1-9]\d*)$/;
  return ["int64", "uint64", "float"].includes(base) && isNumber.test(text) ? new Num(text) : text;
}

export interface FormContext {
  version: Version;
  site: Site | null;
  /** Called after every change of the request; `structure` if fields came or went. */
  changed: (structure: boolean) => void;
}

/** Builds the fields for the members of an object, bound to its values. */
export function fields(context: FormContext, members: Member[], values: Obj, path: string, owner: string): HTMLElement {
  const offered = members.filter((member) => isOffered(member, context.site));
  const isNeeded = (member: Member) => isRequired(member, context.site);
  const sorted = [...offered.filter(isNeeded), ...offered.filter((it) => !isNeeded(it))];
  return h("div", { class: "fields" }, sorted.map((member) => field(context, member, values, path, `${owner}/${member.name}`)));
}

function field(context: FormContext, member: Member, values: Obj, above: string, key: string): HTMLElement {
  const path = above ? `${above}.${member.name}` : member.name;
  const cell: Cell = {
    get: () => values.get(member.name),
    set: (value) => (value === undefined ? values.delete(member.name) : values.set(member.name, value)),
  };
  return slot(context, { member, key }, member.type, cell, path, member.name);
}

/** A member, with the key of its texts in other languages. */
interface Declared {
  member: Member;
  key: string;
}

interface Cell {
  get(): Json | undefined;
  set(value: Json | undefined): void;
}

function slot(context: FormContext, declared: Declared, type: Type, cell: Cell, path: string, label: string): HTMLElement {
  const { version } = context;
  if (scalar(version, type) !== undefined) return leaf(context, declared, type, cell, path, label);
  const value = cell.get();
  const name = `${label}: ${typeName(version, type)}`;
  const legend = h("legend", { text: name }, isElement(path) ? null : needed(context, declared.member));
  const isList = typeof type === "object" && "list" in type;
  const box = h("fieldset", { "data-path": path }, legend);
  if (!isElement(path)) box.append(help(context, declared));
  box.append(h("p", { class: "problem", id: `problem-${path}`, hidden: true }));
  const button = (text: string, aria: string, act: () => void) =>
    h("button", { type: "button", class: "quiet", text, "aria-label": `${text}: ${aria}`, onclick: () => (act(), context.changed(true)) });
  const fits = isList ? Array.isArray(value) : value instanceof Map;
  if (value === undefined || !fits) {
    if (value !== undefined) box.append(h("p", { class: "note" }, `The JSON has ${print(value)} here.`));
    box.append(button(isList ? "Add a list" : "Add an object", path, () => cell.set(isList ? [] : new Map())));
    return box;
  }
  if (Array.isArray(value)) {
    const inner = (type as { list: Type }).list;
    value.forEach((_, index) => {
      const item: Cell = {
        get: () => value[index],
        set: (next) => (value[index] = next ?? ""),
      };
      box.append(h("div", { class: "item" },
        slot(context, declared, inner, item, `${path}.${index}`, `${label} ${index + 1}`),
        button("Remove", `${path}.${index}`, () => value.splice(index, 1))));
    });
    box.append(button("Add an element", path, () => value.push(blank(version, inner))));
  } else if (value instanceof Map) {
    const object = version.objects[(type as { object: number }).object];
    box.append(fields(context, object.members, value, path, `t/${object.name}`));
  }
  box.append(button("Leave out", path, () => cell.set(undefined)));
  return box;
}

function blank(version: Version, type: Type): Json {
  if (typeof type === "object" && "object" in type) return new Map();
  if (typeof type === "object" && "list" in type) return [];
  return scalar(version, type) === "bool" ? false : "";
}

/** Whether a path is that of an element of a list, which shares its declaration with the list. */
const isElement = (path: string) => /\.\d+$/.test(path);

const needed = (context: FormContext, member: Member) =>
  [isRequired(member, context.site) ? h("span", { class: "badge required", text: "required" }) : null,
    member.deprecated ? h("span", { class: "badge old", text: "deprecated" }) : null];

function help({ version }: FormContext, { member, key }: Declared): HTMLElement {
  return h("div", { class: "about" }, told(version, key, member.doc, linker(version)), constraints(member));
}

function leaf(context: FormContext, declared: Declared, type: Type, cell: Cell, path: string, label: string): HTMLElement {
  const { version, changed } = context;
  const { member } = declared;
  const base = scalar(version, type)!;
  const id = `field-${path}`;
  const value = cell.get();
  const isOne = isElement(path);
  const common = { id, "data-path": path, "aria-describedby": `help-${path} problem-${path}`, "aria-required": !isOne && isRequired(member, context.site) ? "true" : null };
  let input: HTMLElement;
  if (base === "bool") {
    const choices = [isOne ? null : ["", "(left out)"], ["true", "true"], ["false", "false"]];
    const now = value === undefined ? "" : print(value);
    const select = h("select", common, choices.map((choice) =>
      choice && h("option", { value: choice[0], text: choice[1], selected: choice[0] === now })));
    if (!["", "true", "false"].includes(now)) select.append(h("option", { value: now, text: now, selected: true }));
    select.addEventListener("change", () => {
      cell.set(select.value === "" ? undefined : select.value === "true");
      changed(false);
    });
    input = select;
  } else {
    const set = valuesOf(version, type);
    const field = h("input", {
      ...common,
      type: member.sensitive ? "password" : "text",
      inputmode: base === "int64" || base === "uint64" ? "numeric" : base === "float" ? "decimal" : null,
      autocomplete: member.sensitive ? "new-password" : "off",
      spellcheck: "false",
      placeholder: member.default !== undefined ? `default ${member.default}` : null,
      list: set ? `values-${path}` : null,
    });
    field.value = value === undefined ? "" : typeof value === "string" ? value : print(value);
    field.addEventListener("input", () => {
      cell.set(field.value === "" && !isOne ? undefined : typed(base, field.value));
      changed(false);
    });
    input = set
      ? h("span", {}, field, h("datalist", { id: `values-${path}` }, set.values.map(([json, name, doc]) =>
          h("option", { value: json.replace(/^"|"$/g, ""), text: [name, doc].filter(Boolean).join(": ") }))))
      : field;
  }
  return h("div", { class: "field" },
    h("label", { for: id }, h("span", { text: label }), h("span", { class: "type", text: ` ${base}` }),
      isOne ? null : needed(context, member)),
    input,
    h("div", { id: `help-${path}` }, isOne ? null : help(context, declared)),
    h("p", { class: "problem", id: `problem-${path}`, hidden: true }));
}

/** Shows problems beside their fields, and returns those without a field. */
export function mark(form: HTMLElement, problems: Problem[]): Problem[] {
  for (const shown of form.querySelectorAll<HTMLElement>(".problem")) {
    shown.hidden = true;
    shown.textContent = "";
  }
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  return problems.filter((problem) => {
    const shown = form.querySelector<HTMLElement>(`[id="${CSS.escape(`problem-${problem.path}`)}"]`);
    if (!shown) return true;
    shown.hidden = false;
    shown.textContent = [shown.textContent, problem.message].filter(Boolean).join("; ");
    shown.classList.toggle("warning", problem.warning);
    const input = form.querySelector(`[id="${CSS.escape(`field-${problem.path}`)}"]`);
    if (input && !problem.warning) input.setAttribute("aria-invalid", "true");
    return false;
  });
}
