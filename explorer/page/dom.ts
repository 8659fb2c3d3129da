// Making elements: text is always text, never HTML.

type Child = Node | string | false | null | undefined | Child[];
type Properties = Record<string, unknown>;

/** Creates an element; `on…` properties are listeners, `text` is its text, others are attributes. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else if (name === "text") element.textContent = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: Child[]) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child) element.append(child);
  }
}

/** Returns the element with an ID that the page always has. */
export const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

/** Copies a text, and says so on the button. */
export function copyButton(text: () => string, label = "Copy"): HTMLButtonElement {
  const button = h("button", { type: "button", class: "quiet", text: label });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here";
    }
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

/** Shows paragraphs, list items, code and links to actions of a description. */
export function prose(text: string, link: (name: string) => string | null): HTMLElement {
  const box = h("div", { class: "prose" });
  for (const block of text.trim().split(/\n\s*\n/)) {
    const lines = block.split("\n");
    const isList = lines.length > 0 && /^[-*] /.test(lines[0]);
    if (isList) {
      const items = block.split(/\n?^[-*] /m).filter(Boolean);
      box.append(h("ul", {}, items.map((item) => h("li", {}, inline(item, link)))));
    } else box.append(h("p", {}, inline(block, link)));
  }
  return box;
}

/** Splits a text into words and code; the name of an action in code is a link. */
export function inline(text: string, link: (name: string) => string | null): Child[] {
  return text.split("`").map((part, index) => {
    if (index % 2 === 0) return part;
    const target = link(part);
    const code = h("code", { text: part });
    return target ? h("a", { href: target }, code) : code;
  });
}

/** Returns a name that may break after its dots and between its words. */
export function broken(name: string): Child[] {
  const parts = name.split(/(?<=\.)|(?<=[a-z0-9])(?=[A-Z])/);
  return parts.flatMap((part, index) => (index ? [h("wbr"), part] : [part]));
}
