// The shape of the data files, and loading them.

export type Type = string | { list: Type } | { object: number } | { values: number };
export type Site = "mainland" | "international";
export type Lang = "en" | "zh";

export interface Member {
  name: string;
  type: Type;
  doc: string;
  /** On every site, or on these alone. */
  required?: true | Site[];
  nullable?: true;
  nullableItems?: true;
  sensitive?: true;
  deprecated?: true;
  sites?: Site[];
  default?: string;
  example?: string;
  min?: string;
  max?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}
export interface Example {
  title: string;
  request: string | null;
  response: string | null;
  sites?: Site[];
  deviates?: string;
}
export interface Pagination {
  style: "offset" | "page" | "token";
  cursor: string;
  next: string | null;
  items: string;
  total: string | null;
  more: string | null;
  size: string | null;
}
export interface Wait {
  poll: string;
  input: { member: string; request?: string[]; response?: string[]; each?: number | null }[];
  state: string[];
  success: string[];
  failure: string[];
  reason: string[] | null;
}
export interface Action {
  name: string;
  doc: string;
  input: Member[];
  output: Member[];
  examples: Example[];
  group?: number;
  sites?: Site[];
  status?: "deprecated" | "offline";
  unsigned?: true;
  rateLimit?: number;
  idempotent?: true;
  pagination?: Pagination;
  wait?: Wait;
  errors?: (number | [number, Site])[];
}
export interface ErrorCode {
  code: string;
  class: string;
  doc: string;
  sites?: Site[];
}
export interface ObjectType {
  name: string;
  doc: string;
  members: Member[];
}
export interface ValueSet {
  name: string;
  doc: string;
  base: string;
  /** Each value as JSON, with its name and its meaning. */
  values: [string, string, string][];
}
export interface Change {
  /** `ListUsers.input.Limit`, `Tag.TagKey`, `errors/FailedOperation`; empty for the version itself. */
  place: string;
  verdict: string;
  text: string;
}
export interface Version {
  service: string;
  wire: string;
  title: string;
  version: string;
  doc: string;
  hosts: Partial<Record<Site, string>>;
  groups: string[];
  actions: Action[];
  objects: ObjectType[];
  sets: ValueSet[];
  errors: ErrorCode[];
  changes?: { since: string; list: Change[] };
  /** In an outline: the number of actions, types and codes. Its actions are listed, and no more. */
  counts?: [number, number, number];
  /** The language of descriptions, if it is not English, and of the files of other texts. */
  lang?: Lang;
  texts?: Lang[];
  /** The other texts, once they are loaded. */
  other?: { lang: Lang; texts: Record<string, string> };
}
export interface Service {
  name: string;
  title: string;
  doc: string;
  versions: { name: string; actions: number; lang?: Lang; texts?: Lang[] }[];
}
export interface Index {
  services: Service[];
  common: ErrorCode[];
  remedies: Record<string, string>;
  /** Each region with the name of its place. */
  regions: [string, string][];
  lang?: Lang;
}
export interface SearchEntry {
  service: string;
  version: string;
  actions: [string, string][];
  codes: string[];
}

async function load<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`cannot load ${path}: HTTP status ${response.status}`);
  return response.json();
}

const loaded = new Map<string, Promise<unknown>>();

/** Loads a file once. */
function once<T>(path: string): Promise<T> {
  let found = loaded.get(path);
  if (!found) {
    found = load<T>(path);
    loaded.set(path, found);
    found.catch(() => loaded.delete(path));
  }
  return found as Promise<T>;
}

export const loadIndex = () => load<Index>("data/index.json");
export const loadSearch = () => load<SearchEntry[]>("data/search.json");
export const loadRecipes = <T>(service: string, version: string) => once<T>(`data/${service}/${version}.code.json`);
export const loadTexts = (service: string, version: string, lang: Lang) =>
  once<Record<string, string>>(`data/${service}/${version}.${lang}.json`);
export const loadVersion = (service: string, version: string) => once<Version>(`data/${service}/${version}.json`);
/** Loads what the list of actions shows. */
export const loadOutline = (service: string, version: string) => once<Version>(`data/${service}/${version}.outline.json`);

/** Returns the scalar that JSON carries for a type; undefined for objects and lists. */
export function scalar(version: Version, type: Type): string | undefined {
  if (typeof type === "string") return type;
  return "values" in type ? version.sets[type.values].base : undefined;
}

/** Returns the type of a list's elements; any other type unchanged. */
export function element(type: Type): Type {
  return typeof type === "object" && "list" in type ? element(type.list) : type;
}

/** Returns the object that a type or its elements are, if they are one. */
export function objectOf(version: Version, type: Type): ObjectType | undefined {
  const inner = element(type);
  return typeof inner === "object" && "object" in inner ? version.objects[inner.object] : undefined;
}

/** Returns the documented values of a type or its elements, if there are any. */
export function valuesOf(version: Version, type: Type): ValueSet | undefined {
  const inner = element(type);
  return typeof inner === "object" && "values" in inner ? version.sets[inner.values] : undefined;
}

/** Prints a type as the spec writes it. */
export function typeName(version: Version, type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list<${typeName(version, type.list)}>`;
  return "object" in type ? version.objects[type.object].name : version.sets[type.values].base;
}
