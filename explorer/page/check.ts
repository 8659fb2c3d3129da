// The check of a request against its declaration. It agrees with the model's `check_request`: both
// are held against the table `cases/check.json`.

import { Action, Member, Site, Type, Version, scalar } from "./data";
import { Json, Num, Obj, compare, print } from "./json";
import { similar } from "./similar";

export interface Problem {
  /** Names and positions joined by dots: `Tags.0.TagKey`. */
  path: string;
  message: string;
  /** The service may accept the request all the same. */
  warning: boolean;
}

const FORMS: Record<string, string> = {
  date: "0000-00-00",
  datetime: "0000-00-00 00:00:00",
  datetime_iso: "0000-00-00T00:00:00+00:00",
};
const WANTED: Record<string, string> = {
  int64: "an integer",
  uint64: "an integer from 0",
  float: "a number",
  bool: "true or false",
};

/** Whether a member exists on a site; on any, if none is asked for. */
export const isOffered = (member: Member, site: Site | null) =>
  !site || !member.sites || member.sites.includes(site);

/** Whether a request to a site must have a member; on every site, if none is asked for. */
export const isRequired = ({ required }: Member, site: Site | null) =>
  required === true || (!!required && !!site && required.includes(site));

/** Returns everything that is wrong with the parameters of a request. */
export function check(version: Version, action: Action, site: Site | null, request: Obj): Problem[] {
  const problems: Problem[] = [];
  const report = (path: string, message: string, warning = false) =>
    problems.push({ path, message, warning });
  const join = (path: string, name: string | number) => (path ? `${path}.${name}` : `${name}`);

  function members(declared: Member[], values: Obj, path: string) {
    const offered = declared.filter((member) => isOffered(member, site));
    for (const member of offered) {
      const { name } = member;
      const where = join(path, name);
      if (isRequired(member, site) && !values.has(name)) {
        report(where, `the required parameter \`${where}\` is missing`);
      }
    }
    for (const name of values.keys()) {
      if (offered.some((member) => member.name === name)) continue;
      const meant = similar(name, offered.map((member) => member.name));
      const where = join(path, name);
      report(where, `there is no parameter \`${where}\`${meant ? `; did you mean \`${meant}\`?` : ""}`);
    }
    for (const member of offered) {
      const value = values.get(member.name);
      if (value !== undefined) check(member, member.type, value, join(path, member.name));
    }
  }

  function check(member: Member, type: Type, value: Json, path: string) {
    if (value === null && member.nullable) return;
    if (typeof type === "object" && "list" in type) {
      if (!Array.isArray(value)) return report(path, `\`${path}\` must be a list`);
      items(member, value, path);
      value.forEach((item, index) => {
        if (item !== null || !member.nullableItems) check(member, type.list, item, join(path, index));
      });
      return;
    }
    if (typeof type === "object" && "object" in type) {
      if (!(value instanceof Map)) return report(path, `\`${path}\` must be an object`);
      return members(version.objects[type.object].members, value, path);
    }
    const base = scalar(version, type)!;
    if (!accepts(base, value)) {
      return report(path, `\`${path}\` must be ${WANTED[base] ?? "a string"}`);
    }
    if (value instanceof Num) range(member, value, path);
    if (typeof value === "string") text(member, base, value, path);
    if (typeof type === "object" && "values" in type) {
      const documented = version.sets[type.values].values.map(([json]) => json);
      if (!documented.includes(print(value))) {
        const list = documented.join(", ");
        const shown = secret(member, value);
        const message = `\`${path}\` is ${shown}, which is not documented; the documented values are ${list}`;
        report(path, message, true);
      }
    }
  }

  const secret = (member: Member, value: Json) => (member.sensitive ? "the value" : print(value));
  const wrong = (member: Member, path: string, value: Json, must: string) =>
    report(path, `\`${path}\` must ${must}, but is ${secret(member, value)}`);

  function items(member: Member, value: Json[], path: string) {
    const { minItems, maxItems } = member;
    const shown = value.slice(0, 4);
    if (minItems !== undefined && value.length < minItems) {
      wrong(member, path, shown, `have at least ${minItems} elements`);
    } else if (maxItems !== undefined && value.length > maxItems) {
      wrong(member, path, shown, `have at most ${maxItems} elements`);
    }
  }

  function range(member: Member, value: Num, path: string) {
    const { min, max } = member;
    if (min !== undefined && compare(value.raw, min) < 0) {
      wrong(member, path, value, `be at least ${min}`);
    }
    if (max !== undefined && compare(value.raw, max) > 0) {
      wrong(member, path, value, `be at most ${max}`);
    }
  }

  function text(member: Member, base: string, value: string, path: string) {
    const length = [...value].length;
    const { minLength, maxLength, pattern } = member;
    if (minLength !== undefined && length < minLength) {
      wrong(member, path, value, `have at least ${minLength} characters`);
    }
    if (maxLength !== undefined && length > maxLength) {
      wrong(member, path, value, `have at most ${maxLength} characters`);
    }
    if (pattern !== undefined && compile(pattern)?.test(value) === false) {
      wrong(member, path, value, `match \`${pattern}\``);
    }
    const form = FORMS[base];
    if (form && !hasForm(value, form)) wrong(member, path, value, `have the form \`${form}\``);
    else if (form && !isPossible(value)) wrong(member, path, value, "be a point in time that exists");
  }

  members(action.input, request, "");
  return problems;
}

const patterns = new Map<string, RegExp | null>();

/** Compiles a pattern; null if it is not a regular expression. */
function compile(pattern: string): RegExp | null {
  let found = patterns.get(pattern);
  if (found === undefined) {
    try {
      found = new RegExp(`^(?:${pattern})$`, "u");
    } catch {
      found = null;
    }
    patterns.set(pattern, found);
  }
  return found;
}

function accepts(base: string, value: Json): boolean {
  switch (base) {
    case "int64":
      return integer(value, -(2n ** 63n), 2n ** 63n - 1n);
    case "uint64":
      return integer(value, 0n, 2n ** 64n - 1n);
    case "float":
      return value instanceof Num && Number.isFinite(Number(value.raw));
    case "bool":
      return typeof value === "boolean";
    default:
      return typeof value === "string";
  }
}

function integer(value: Json, least: bigint, most: bigint): boolean {
  if (!(value instanceof Num) || !/^-?\d+$/.test(value.raw) || value.raw === "-0") return false;
  const number = BigInt(value.raw);
  return number >= least && number <= most;
}

function hasForm(value: string, form: string): boolean {
  const text = value.endsWith("Z") ? `${value.slice(0, -1)}+00:00` : value;
  if (text.length !== form.length) return false;
  return [...text].every((char, index) => {
    const wanted = form[index];
    if (wanted === "0") return char >= "0" && char <= "9";
    return wanted === "+" ? char === "+" || char === "-" : char === wanted;
  });
}

/** Whether a date and time of the right form exists: February has no 30th, and a day no 25th hour. */
function isPossible(text: string): boolean {
  const number = (at: number, length = 2) => Number(text.slice(at, at + length));
  const [year, month, day] = [number(0, 4), number(5), number(8)];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  // A minute may have a leap second; zones reach from -12:00 to +14:00. Absent parts are 0.
  const limits = [[11, 23], [14, 59], [17, 60], [20, 14], [23, 59]];
  return day >= 1 && day <= days && limits.every(([at, most]) => number(at) <= most);
}
