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
  sensitive?: true;
  deprecated?: true;
  sites?: Site[];
  default?: string;
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

export const loadTexts = (service: string, version: string, lang: Lang) =>
  load<Record<string, string>>(`data/${service}/${version}.${lang}.json`);

const versions = new Map<string, Promise<Version>>();

export const loadIndex = () => load<Index>("data/index.json");
export const loadSearch = () => load<SearchEntry[]>("data/search.json");

/** Loads a version once. */
export function loadVersion(service: string, version: string): Promise<Version> {
  const path = `data/${service}/${version}.json`;
  let found = versions.get(path);
  if (!found) {
    found = load<Version>(path);
    versions.set(path, found);
    found.catch(() => versions.delete(path));
  }
  return found;
}

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
