// Addresses within the page: `#/service/version/Action/part?request=…`.

export interface Route {
  service?: string;
  version?: string;
  /** An action, or `code` or `type` followed by its name. */
  page?: string;
  rest: string[];
  /** A request to fill in. */
  request?: string;
}

/** Reads an address; parts that are no valid escapes stay as they are. */
export function read(hash: string): Route {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [service, version, page, ...rest] = path.split("/").map(unescape).filter(Boolean);
  const request = new URLSearchParams(query).get("request") ?? undefined;
  return { service, version, page, rest, request };
}

function unescape(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Makes an address. */
export function link(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Makes the address of an action with a filled form. */
export function filled(service: string, version: string, action: string, request: string): string {
  return `${link(service, version, action)}?request=${encodeURIComponent(request)}`;
}
