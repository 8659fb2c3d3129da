// Lossless JSON: numbers keep their digits, objects keep their order, duplicate names are errors.

/** A number as its digits: `Number` rounds integers beyond 2^53. */
export class Num {
  constructor(readonly raw: string) {}
}
export type Json = null | boolean | string | Num | Json[] | Obj;
export type Obj = Map<string, Json>;

/** A syntax error with its position, counted in characters from 0. */
export class JsonError extends Error {
  constructor(message: string, readonly at: number) {
    super(message);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const DEEPEST = 128;

/** Parses a JSON text. */
export function parse(text: string): Json {
  let at = 0;
  let depth = 0;
  const place = () => {
    const lines = text.slice(0, at).split("\n");
    return `line ${lines.length}, column ${lines[lines.length - 1].length + 1}`;
  };
  const fail = (message: string): never => {
    throw new JsonError(`${message} at ${place()}`, at);
  };
  const skip = () => {
    while (at < text.length && " \t\r\n".includes(text[at])) at++;
  };
  const eat = (char: string) => {
    skip();
    if (text[at] !== char) return false;
    at++;
    return true;
  };
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found?.[0];
  };
  const string = (): string => {
    skip();
    const found = match(STRING);
    return found === undefined ? fail("expected a string") : JSON.parse(found);
  };
  const value = (): Json => {
    skip();
    const char = text[at];
    if (char === '"') return string();
    if (char === "{" || char === "[") {
      if (++depth > DEEPEST) fail(`more than ${DEEPEST} levels`);
      at++;
      const result = char === "{" ? object() : array();
      depth--;
      return result;
    }
    for (const [word, meaning] of [["true", true], ["false", false], ["null", null]] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    const number = match(NUMBER);
    return number === undefined ? fail("expected a JSON value") : new Num(number);
  };
  const object = (): Obj => {
    const result: Obj = new Map();
    if (eat("}")) return result;
    do {
      skip();
      const start = at;
      const name = string();
      if (result.has(name)) {
        at = start;
        fail(`duplicate name "${name}"`);
      }
      if (!eat(":")) fail("expected `:`");
      result.set(name, value());
    } while (eat(","));
    if (!eat("}")) fail("expected `,` or `}`");
    return result;
  };
  const array = (): Json[] => {
    const result: Json[] = [];
    if (eat("]")) return result;
    do result.push(value());
    while (eat(","));
    if (!eat("]")) fail("expected `,` or `]`");
    return result;
  };
  const result = value();
  skip();
  if (at < text.length) fail("expected the end of the text");
  return result;
}

/** Prints JSON; with an indent, one member a line. */
export function print(json: Json, indent = 0, before = ""): string {
  if (json instanceof Num) return json.raw;
  if (json === null || typeof json !== "object") return JSON.stringify(json);
  const isList = Array.isArray(json);
  const parts = isList
    ? json.map((item) => [item, ""] as const)
    : [...json].map(([name, item]) => [item, `${JSON.stringify(name)}:${indent ? " " : ""}`] as const);
  const [open, close] = isList ? "[]" : "{}";
  if (!parts.length) return open + close;
  const inner = before + " ".repeat(indent);
  const text = parts.map(([item, name]) => name + print(item, indent, inner));
  if (!indent) return open + text.join(",") + close;
  const flat = `${open}${text.join(", ")}${close}`;
  if (isList && flat.length < 60 && !flat.includes("\n")) return flat;
  return `${open}\n${inner}${text.join(`,\n${inner}`)}\n${before}${close}`;
}

/** Returns the value at a path of names, or undefined. */
export function at(json: Json | undefined, path: readonly string[]): Json | undefined {
  for (const name of path) {
    if (!(json instanceof Map)) return undefined;
    json = json.get(name);
  }
  return json;
}

/** Compares two decimal numbers exactly: negative, zero or positive. */
export function compare(left: string, right: string): number {
  const [a, b] = [decimal(left), decimal(right)];
  if (a.sign !== b.sign) return a.sign - b.sign;
  const size = a.exponent - b.exponent || (a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0);
  return a.sign < 0 ? -size : size;
}

/** A number as 0.digits × 10^exponent, without zeros at either end. */
function decimal(raw: string) {
  const [, minus, whole, fraction = "", power = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw)!;
  const all = whole + fraction;
  const digits = all.replace(/^0+/, "");
  const exponent = Number(power) + whole.length - (all.length - digits.length);
  const significant = digits.replace(/0+$/, "");
  const sign = significant === "" ? 0 : minus ? -1 : 1;
  return { sign, exponent: sign ? exponent : 0, digits: significant };
}
