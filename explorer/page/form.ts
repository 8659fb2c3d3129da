// The form of a request, made from the types: required parameters first, nested objects and lists on
// demand, documented values offered and not enforced.

import { Problem, isOffered } from "./check";
import { Member, Site, Type, Version, scalar, typeName, valuesOf } from "./data";
import { h, prose } from "./dom";
import { Json, Num, Obj, print } from "./json";
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
export function fields(context: FormContext, members: Member[], values: Obj, path: string): HTMLElement {
  const offered = members.filter((member) => isOffered(member, context.site));
  const sorted = [...offered.filter((it) => it.required), ...offered.filter((it) => !it.required)];
  return h("div", { class: "fields" }, sorted.map((member) => field(context, member, values, path)));
}

function field(context: FormContext, member: Member, values: Obj, above: string): HTMLElement {
  const path = above ? `${above}.${member.name}` : member.name;
  const cell: Cell = {
    get: () => values.get(member.name),
    set: (value) => (value === undefined ? values.delete(member.name) : values.set(member.name, value)),
  };
  return slot(context, member, member.type, cell, path, member.name);
}

interface Cell {
  get(): Json | undefined;
  set(value: Json | undefined): void;
}

function slot(context: FormContext, member: Member, type: Type, cell: Cell, path: string, label: string): HTMLElement {
  const { version } = context;
  if (scalar(version, type) !== undefined) return leaf(context, member, type, cell, path, label);
  const value = cell.get();
  const name = `${label}: ${typeName(version, type)}`;
  const legend = h("legend", { text: name }, member.required ? h("span", { class: "badge required", text: "required" }) : null);
  const isList = typeof type === "object" && "list" in type;
  const box = h("fieldset", { "data-path": path }, legend);
  const isTopLevel = !/\.\d+$/.test(path);
  if (isTopLevel) box.append(help(context, member));
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
        slot(context, member, inner, item, `${path}.${index}`, `${label} ${index + 1}`),
        button("Remove", `${path}.${index}`, () => value.splice(index, 1))));
    });
    box.append(button("Add an element", path, () => value.push(blank(version, inner))));
  } else if (value instanceof Map) {
    const object = version.objects[(type as { object: number }).object];
    box.append(fields(context, object.members, value, path));
  }
  box.append(button("Leave out", path, () => cell.set(undefined)));
  return box;
}

function blank(version: Version, type: Type): Json {
  if (typeof type === "object" && "object" in type) return new Map();
  if (typeof type === "object" && "list" in type) return [];
  return scalar(version, type) === "bool" ? false : "";
}

function help(context: FormContext, member: Member): HTMLElement {
  return h("div", { class: "about" }, prose(member.doc, linker(context.version)), constraints(member));
}

function leaf(context: FormContext, member: Member, type: Type, cell: Cell, path: string, label: string): HTMLElement {
  const { version, changed } = context;
  const base = scalar(version, type)!;
  const id = `field-${path}`;
  const value = cell.get();
  const isElement = /\.\d+$/.test(path);
  const common = { id, "data-path": path, "aria-describedby": `help-${path} problem-${path}`, "aria-required": member.required && !isElement ? "true" : null };
  let input: HTMLElement;
  if (base === "bool") {
    const choices = [isElement ? null : ["", "(left out)"], ["true", "true"], ["false", "false"]];
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
      cell.set(field.value === "" && !isElement ? undefined : typed(base, field.value));
      changed(false);
    });
    input = set
      ? h("span", {}, field, h("datalist", { id: `values-${path}` }, set.values.map(([json, name, doc]) =>
          h("option", { value: json.replace(/^"|"$/g, ""), text: [name, doc].filter(Boolean).join(": ") }))))
      : field;
  }
  return h("div", { class: "field" },
    h("label", { for: id }, h("span", { text: label }), h("span", { class: "type", text: ` ${base}` }),
      member.required && !isElement ? h("span", { class: "badge required", text: "required" }) : null),
    input,
    h("div", { id: `help-${path}` }, isElement ? null : help(context, member)),
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
