// Code samples in a static export: recipes of the library, filled in with the present request. The
// texts and tables of each language are the library's, as data; a test holds the results against its
// own for every documented example.

import { Sample } from "./api";
import { Action, Member, Site, Type, Version, element, objectOf, scalar } from "./data";
import { Json, Num, Obj, print } from "./json";

type Pair = [string, string];

type Code = string | { typed: string; raw: string };
interface Literal {
  kind: "literal";
  nil: string;
  yes: string;
  no: string;
  list: Pair;
  map: Pair;
  pair: string;
  noMembers: string;
  quote: "json" | "rust" | "ruby" | "single";
  suffixes: boolean;
  step: string;
  depth: number;
  wrap: Pair;
  empty: string | null;
}
type Writer =
  | Literal
  | { kind: "body" | "options" }
  | { kind: "go"; package: string; types: Record<string, string> }
  | { kind: "initializer"; types: Record<string, Pair> }
  | { kind: "setters"; set: string; declare: string; list: Pair; types: Record<string, Pair> };

export interface Recipe {
  id: string;
  title: string;
  /** The template of each site, without and with a region. */
  codes?: Partial<Record<Site, [Code, Code]>>;
  /** The same for actions that go unsigned, if it differs. */
  unsigned?: Recipe["codes"];
  problem?: string;
  note?: string;
  limits?: [string, string][];
  writer?: Writer;
  /** Names of actions in the crate for Rust. */
  names?: Record<string, string>;
}

/** Fills in the recipes of a version. */
export function fillIn(recipes: Recipe[], version: Version, action: Action, request: Obj, site: Site, region: string): Sample[] {
  return recipes.map((recipe) => {
    const { id, title, problem, writer, note, limits } = recipe;
    const pair = ((action.unsigned && recipe.unsigned) || recipe.codes)?.[site];
    if (problem || !writer) return { id, title, code: null, note: problem ?? null };
    if (!pair) return { id, title, code: null, note: `${version.title} has no host on the ${site} site` };
    try {
      const code = pair[region ? 1 : 0];
      const name = recipe.names?.[action.name];
      const template = typeof code === "string" ? code : name ? code.typed : code.raw;
      const filled = template.replaceAll("«action»", action.name).replaceAll("«name»", name ?? "").replaceAll("«region»", region);
      const literal = write(writer, version, action, request);
      const large = (limits ?? []).filter(([limit]) => hasIntegerBeyond(request, BigInt(limit)));
      return { id, title, code: filled.replace("«literal»", () => literal), note: [note, ...large.map(([, text]) => text)].join("") };
    } catch (error) {
      return { id, title, code: null, note: (error as Error).message };
    }
  });
}

function hasIntegerBeyond(value: Json, limit: bigint): boolean {
  if (value instanceof Num) return /^-?\d+$/.test(value.raw) && BigInt(value.raw.replace("-", "")) > limit;
  if (Array.isArray(value)) return value.some((item) => hasIntegerBeyond(item, limit));
  return value instanceof Map && [...value.values()].some((item) => hasIntegerBeyond(item, limit));
}

function write(writer: Writer, version: Version, action: Action, request: Obj): string {
  switch (writer.kind) {
    case "literal":
      if (writer.empty !== null && !request.size) return writer.empty;
      return writer.wrap[0] + literal(writer, request, writer.depth) + writer.wrap[1];
    case "body":
      return shell(print(request));
    case "options":
      return [...request].map(([name, value]) => ` \\\n  --${name} ${shell(option(value))}`).join("");
    case "go":
      return each(action.input, request).map(([member, value]) =>
        `\trequest.${member.name} = ${go(writer, version, member.type, value, 1)}\n`).join("");
    case "initializer":
      return initializer(writer, version, `${action.name}Request`, action.input, request, 2);
    case "setters":
      return new Setters(writer, version).all("request", action.input, request);
  }
}

const option = (value: Json) =>
  typeof value === "string" ? value : typeof value === "boolean" ? (value ? "True" : "False") : print(value);
const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const json = (text: string) => JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

function quote(style: Literal["quote"], text: string): string {
  if (style === "ruby") return json(text).replaceAll("#", "\\#");
  if (style === "single") return `'${text.replace(/[\\']/g, "\\$&")}'`;
  if (style === "json") return json(text);
  const short: Record<string, string> = { "\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
  const inner = text.replace(/["\\]|(?! )[\p{C}\p{Z}]|^\p{M}/gu, (char) => short[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`);
  return `"${inner}"`;
}

/** Prints a list on one line if it is short, or else one item a line. */
function block([open, close]: Pair, items: string[], step: string, depth: number): string {
  const flat = items.join(", ");
  if (new TextEncoder().encode(flat).length <= 60 && !flat.includes("\n")) return open + flat + close;
  const lines = items.map((item) => `\n${step.repeat(depth + 1)}${item},`);
  return `${open.trimEnd()}${lines.join("")}\n${step.repeat(depth)}${close.trimStart()}`;
}

function literal(writer: Literal, value: Json, depth: number): string {
  if (value === null) return writer.nil;
  if (typeof value === "boolean") return value ? writer.yes : writer.no;
  if (value instanceof Num) return value.raw + (writer.suffixes ? suffix(value.raw) : "");
  if (typeof value === "string") return quote(writer.quote, value);
  if (Array.isArray(value)) return block(writer.list, value.map((item) => literal(writer, item, depth + 1)), writer.step, depth);
  if (!value.size) return writer.noMembers;
  const members = [...value].map(([name, item]) => quote(writer.quote, name) + writer.pair + literal(writer, item, depth + 1));
  return block(writer.map, members, writer.step, depth);
}

/** An integer beyond 32 bits needs its type in Rust. */
function suffix(raw: string): string {
  if (!/^-?\d+$/.test(raw)) return "";
  const value = BigInt(raw);
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return "";
  return value < 2n ** 63n ? "_i64" : "_u64";
}

/** Returns the members that have a value which is not null, in the request's order. */
function each(members: Member[], values: Obj): [Member, Json][] {
  return [...values].filter(([, value]) => value !== null).map(([name, value]) => {
    const member = members.find((one) => one.name === name);
    if (!member) throw new Error(`the request does not fit its declaration: there is no parameter \`${name}\``);
    return [member, value];
  });
}

const misfit = (value: Json) => new Error(`the request does not fit its declaration: ${print(value).slice(0, 60)} has another type`);

/** A scalar as JSON writes it; strings are quoted alike in all of these languages. */
function plain(base: string, value: Json): string {
  const isNumber = ["int64", "uint64", "float"].includes(base);
  const fits = base === "bool" ? typeof value === "boolean" : isNumber ? value instanceof Num : typeof value === "string";
  if (!fits || (value instanceof Num && base !== "float" && !/^-?\d+$/.test(value.raw))) throw misfit(value);
  return typeof value === "string" ? json(value) : print(value);
}

const typeFor = <T>(types: Record<string, T>, base: string) => types[base] ?? types.string;

function list(value: Json): Json[] {
  if (!Array.isArray(value)) throw misfit(value);
  return value;
}
function members(value: Json): Obj {
  if (!(value instanceof Map)) throw misfit(value);
  return value;
}

function go(writer: Extract<Writer, { kind: "go" }>, version: Version, type: Type, value: Json, depth: number): string {
  const object = (type: Type, value: Json, depth: number, isNamed: boolean) => {
    const found = objectOf(version, type)!;
    const inner = each(found.members, members(value)).map(([member, value]) =>
      `${member.name}: ${go(writer, version, member.type, value, depth + 1)}`);
    return block([isNamed ? `${writer.package}.${found.name}{` : "{", "}"], inner, "\t", depth);
  };
  const base = scalar(version, element(type));
  const name = base === undefined ? "" : typeFor(writer.types, base);
  if (!(typeof type === "object" && "list" in type)) {
    return base === undefined ? `&${object(type, value, depth, true)}` : `common.${name}Ptr(${plain(base, value)})`;
  }
  if (base !== undefined) return block([`common.${name}Ptrs([]${name.toLowerCase()}{`, "})"], list(value).map((item) => plain(base, item)), "\t", depth);
  const items = list(value).map((item) => object(type.list, item, depth + 1, false));
  return block([`[]*${writer.package}.${objectOf(version, type)!.name}{`, "}"], items, "\t", depth);
}

function initializer(writer: Extract<Writer, { kind: "initializer" }>, version: Version, name: string, declared: Member[], values: Obj, depth: number): string {
  const one = (type: Type, value: Json, depth: number) => {
    const base = scalar(version, type);
    if (base !== undefined) return plain(base, value) + typeFor(writer.types, base)[1];
    const object = objectOf(version, type)!;
    return initializer(writer, version, object.name, object.members, members(value), depth);
  };
  const any = (type: Type, value: Json, depth: number) => {
    if (!(typeof type === "object" && "list" in type)) return one(type, value, depth);
    const base = scalar(version, type.list);
    const name = base === undefined ? objectOf(version, type)!.name : typeFor(writer.types, base)[0];
    return block([`new ${name}[] { `, " }"], list(value).map((item) => one(type.list, item, depth + 1)), "    ", depth);
  };
  const items = each(declared, values).map(([member, value]) => `${member.name} = ${any(member.type, value, depth + 1)}`);
  return items.length ? block([`new ${name} { `, " }"], items, "    ", depth) : `new ${name}()`;
}

/** Statements that build objects in variables before they are set. */
class Setters {
  private text = "";
  private count = 0;

  constructor(private readonly writer: Extract<Writer, { kind: "setters" }>, private readonly version: Version) {}

  all(variable: string, declared: Member[], values: Obj): string {
    for (const [member, value] of each(declared, values)) {
      const made = this.value(member.type, value);
      this.text += `        ${variable}.${this.writer.set}${member.name}(${made});\n`;
    }
    return this.text;
  }

  private value(type: Type, value: Json): string {
    if (!(typeof type === "object" && "list" in type)) return this.one(type, value);
    const base = scalar(this.version, type.list);
    const name = base === undefined ? objectOf(this.version, type)!.name : typeFor(this.writer.types, base)[0];
    const items = list(value).map((item) => this.one(type.list, item));
    const [open, close] = this.writer.list;
    return block([open.replace("«type»", name), close], items, "    ", 2);
  }

  private one(type: Type, value: Json): string {
    const base = scalar(this.version, type);
    if (base !== undefined) return plain(base, value) + typeFor(this.writer.types, base)[1];
    const object = objectOf(this.version, type)!;
    const variable = object.name[0].toLowerCase() + object.name.slice(1) + ++this.count;
    this.text += `        ${this.writer.declare.replaceAll("«type»", object.name).replaceAll("«name»", variable)}\n`;
    this.all(variable, object.members, members(value));
    return variable;
  }
}
