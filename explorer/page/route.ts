// Addresses within the page: `#/service/version/Action/part?request=…`.

export interface Route {
  service?: string;
  version?: string;
  /** An action, or `code` or `type` followed by its name. */
  page?: string;
  rest: string[];
  /** A request to fill in, and the region to send it to. */
  request?: string;
  region?: string;
}

/** Reads an address; parts that are no valid escapes stay as they are. */
export function read(hash: string): Route {
  const [, path, query = ""] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash)!;
  const [service, version, page, ...rest] = path.split("/").map(unescape).filter(Boolean);
  const parameters = new URLSearchParams(query);
  const request = parameters.get("request") ?? undefined;
  const region = parameters.get("region") ?? undefined;
  return { service, version, page, rest, request, region };
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
export function filled(service: string, version: string, action: string, request: string, region = ""): string {
  const more = region ? `&region=${encodeURIComponent(region)}` : "";
  return `${link(service, version, action)}?request=${encodeURIComponent(request)}${more}`;
}
