// The page: loads the data, shows what the address names, and keeps the list of actions beside it.

import * as api from "./api";
import { Index, Version, loadIndex, loadOutline, loadVersion } from "./data";
import * as language from "./language";
import { byId, h } from "./dom";
import { action, errorPage, groups, linker, overview, reveal, typePage } from "./read";
import { Route, link, read } from "./route";
import * as search from "./search";
import { panel } from "./try";

let index: Index;
/** The version that is shown, once all of it is loaded, and the one whose actions are listed. */
let shown: Version | null = null;
let listed = "";
let turn = 0;

const hash = api.takeToken(location.hash);
if (hash !== location.hash) history.replaceState(null, "", hash === "#" ? location.pathname : hash);

/** Returns the version that an address names, or the newest of the first service. */
function target(route: Route): { service: string; version: string } | null {
  const service = index.services.find((one) => one.name === (route.service ?? index.services[0]?.name));
  const newest = service?.versions[service.versions.length - 1]?.name;
  const version = service?.versions.find((one) => one.name === (route.version ?? newest));
  return service && version ? { service: service.name, version: version.name } : null;
}

function navigation(version: Version) {
  const name = `${version.service} ${version.version}`;
  if (listed === name) return;
  listed = name;
  const own = linker(version);
  byId("actions").replaceChildren(...groups(version).map(([title, actions]) =>
    h("details", { open: true }, h("summary", { text: title }),
      h("ul", {}, actions.map((one) => h("li", {}, h("a", { href: own(one.name)!, "data-action": one.name, text: one.name })))))));
  const select = byId<HTMLSelectElement>("version");
  select.replaceChildren(...index.services.flatMap((service) => service.versions.map((one) =>
    h("option", {
      value: link(service.name, one.name),
      text: `${service.name} ${one.name}`,
      selected: service.name === version.service && one.name === version.version,
    }))));
}

async function show() {
  const mine = ++turn;
  const main = byId("main");
  const route = read(location.hash);
  const wanted = target(route);
  if (!wanted) {
    main.replaceChildren(h("h1", { text: "Unknown service or version" }),
      h("p", {}, h("code", { text: `${route.service ?? ""} ${route.version ?? ""}` }), " is not in this catalogue. Choose a version, or search with /."));
    return;
  }
  // The list of actions needs the outline alone.
  const version = await (route.page ? loadVersion : loadOutline)(wanted.service, wanted.version);
  await language.prepare(version);
  if (mine !== turn) return;
  navigation(version);
  render(main, version, route);
  if (!version.counts) shown = version;
  else {
    shown = null;
    // After the first screen is painted.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const rest = await loadVersion(wanted.service, wanted.version);
    await language.prepare(rest);
    if (mine !== turn) return;
    shown = rest;
    search.refresh();
  }
}

function render(main: HTMLElement, version: Version, route: Route) {
  const { page, rest } = route;
  const found = version.actions.find((one) => one.name === page);
  document.title = `${page ?? version.title} – API explorer`;
  for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  if (!page) main.replaceChildren(overview(version));
  else if (page === "code") main.replaceChildren(...errorPage(version, index, rest.join("/")));
  else if (page === "type") main.replaceChildren(...typePage(version, rest[0] ?? ""));
  else if (found) {
    const example = rest[0] === "example" ? found.examples[Number(rest[1] ?? 0)] : undefined;
    const work = h("section", { class: "work", "aria-label": "Try, sign, code" });
    const toWork = h("button", { type: "button", class: "quiet to-work", text: "Try it", onclick: () => work.scrollIntoView() });
    const [title, ...parts] = action(version, index, found);
    main.replaceChildren(h("div", { class: "action" }, h("div", { class: "reading" }, title, toWork, parts), work));
    work.append(panel(version, index, found, route.request ?? example?.request ?? undefined, route.region));
    const current = document.querySelector(`[data-action="${CSS.escape(found.name)}"]`);
    current?.setAttribute("aria-current", "page");
    current?.scrollIntoView({ block: "nearest" });
  } else {
    main.replaceChildren(h("h1", { text: "Unknown action" }),
      h("p", {}, h("code", { text: page }), ` is not an action of ${version.title} ${version.version}. Search with /.`));
  }
  byId("menu").toggleAttribute("open", matchMedia("(min-width: 60rem)").matches);
  focusOn(route);
}

/** Scrolls to the part that the address names, or to the top. */
function focusOn({ page, rest, request }: Route) {
  const [part, name] = rest;
  let place: HTMLElement | null = null;
  if (page === "type" && name) place = reveal("type", rest.slice(1).join("."));
  else if (part === "input" || part === "output") place = (name && reveal(part, rest.slice(1).join("."))) || document.getElementById(`part-${part}`);
  else if (part === "example") place = document.getElementById(`example-${name ?? 0}`);
  else if (part === "errors") place = document.getElementById("part-errors");
  else if (request !== undefined && !matchMedia("(min-width: 72rem)").matches) {
    return document.querySelector(".work")?.scrollIntoView({ block: "start" });
  }
  for (const old of document.querySelectorAll(".target")) old.classList.remove("target");
  if (place) {
    place.classList.add("target");
    place.scrollIntoView({ block: "start" });
  } else window.scrollTo(0, 0);
}

function report(error: unknown) {
  byId("main").replaceChildren(h("h1", { text: "The data does not load" }),
    h("p", { class: "problem", text: (error as Error).message }));
}

async function showTarget() {
  const place = byId("target");
  if (!api.hasServer()) {
    place.textContent = "static export";
    return;
  }
  try {
    const { target, identity, problem, site } = await api.status();
    api.setSite(site);
    place.textContent = `${target} as ${identity ?? "nobody"}`;
    place.title = problem ?? "";
  } catch (error) {
    place.textContent = (error as Error).message;
  }
}

function theme() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (isDark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
}

/** Offers the languages of descriptions, if there is more than one. */
function languages() {
  const known = new Set(index.services.flatMap(({ versions }) => versions.flatMap((one) => [one.lang ?? "en", ...(one.texts ?? [])])));
  const select = byId<HTMLSelectElement>("language-of-texts");
  select.append(...Object.entries(language.LANGUAGES).map(([value, text]) =>
    h("option", { value, text, selected: value === language.chosen() })));
  byId("languages").hidden = known.size < 2;
  select.addEventListener("change", () => {
    language.choose(select.value as language.Choice);
    show().catch(report);
  });
}

async function main() {
  const first = read(location.hash);
  const start = first.service ? `${first.service}/${first.version}` : api.startVersion();
  const [service, version] = start.split("/");
  if (service && version) (first.page ? loadVersion : loadOutline)(service, version).catch(() => {});
  index = await loadIndex();
  language.start(index.lang);
  languages();
  search.setUp(() => (shown ? { version: shown, index } : null));
  byId("theme").addEventListener("click", theme);
  byId("version").addEventListener("change", (event) => (location.hash = (event.target as HTMLSelectElement).value));
  addEventListener("hashchange", () => show().catch(report));
  await show();
  performance.mark("explorer-ready");
  void showTarget();
}

main().catch(report);
