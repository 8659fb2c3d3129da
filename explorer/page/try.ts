// Trying an action: form and JSON, each following the other; sending, the answer, its error explained,
// the next page, and the task that was started.

import * as api from "./api";
import { Problem, check } from "./check";
import { Action, Index, Site, Version, loadRecipes } from "./data";
import { copyButton, h, inline } from "./dom";
import { fields, mark } from "./form";
import { Json, JsonError, Num, Obj, at, parse, print } from "./json";
import { jsonTree } from "./read";
import { filled, link } from "./route";
import { Recipe, fillIn } from "./samples";
import * as signing from "./sign";

const MOST_POLLS = 60;

/** Builds the panel of an action, filled with a request. */
export function panel(version: Version, index: Index, action: Action, start: string | undefined, startRegion = ""): HTMLElement {
  let request: Obj = new Map();
  let broken: string | null = null;
  let last: { sign: api.Step; mock: api.MockView | null } | null = null;
  const form = h("form", { class: "request", id: "form", "aria-label": `Request of ${action.name}`, autocomplete: "off" });
  const json = h("textarea", { id: "json", rows: 12, spellcheck: "false", "aria-describedby": "json-problem" });
  const jsonProblem = h("p", { class: "problem", id: "json-problem", hidden: true });
  const others = h("ul", { class: "problems", id: "problems" });
  const answer = h("div", { id: "answer", "aria-live": "polite" });
  const sendButton = h("button", { type: "submit", id: "send", text: "Send", form: "form" });
  const share = h("a", { class: "quiet share", text: "Link to this request" });
  const region = h("input", { id: "region", type: "text", list: "regions", autocomplete: "off", spellcheck: "false", "aria-describedby": "region-help", placeholder: "none" });
  region.value = startRegion;
  region.addEventListener("input", () => verify());
  const call = (): api.Call => ({
    service: version.service, version: version.version, action: action.name, body: print(request),
    region: region.value.trim() || undefined,
  });
  /** The site to check for; null while it is not known, and for a site that the action is not on. */
  const site = (): Site | null => {
    const now = api.siteNow();
    return now && (!action.sites || action.sites.includes(now)) ? now : null;
  };

  const verify = () => {
    const problems: Problem[] = broken ? [] : check(version, action, site(), request);
    const rest = mark(form, problems);
    others.replaceChildren(...rest.map((problem) => h("li", { class: problem.warning ? "warning" : "problem" }, inline(problem.message, () => null))));
    share.href = filled(version.service, version.version, action.name, print(request), region.value.trim());
  };
  const draw = () => {
    const focus = document.activeElement?.getAttribute("data-path");
    form.replaceChildren(fields({ version, site: site(), changed }, action.input, request, "", `i/${action.name}`));
    if (!action.input.length) form.append(h("p", { text: "This action has no parameters." }));
    if (focus) form.querySelector<HTMLElement>(`[id="field-${CSS.escape(focus)}"]`)?.focus();
  };
  function changed(structure: boolean) {
    const place = structure ? (document.activeElement as HTMLElement | null)?.closest("fieldset")?.getAttribute("data-path") : null;
    if (structure) draw();
    if (place) form.querySelector<HTMLElement>(`fieldset[data-path="${CSS.escape(place)}"] :is(input, select, button)`)?.focus();
    json.value = print(request, 2);
    broken = null;
    jsonProblem.hidden = true;
    verify();
  }
  const takeJson = (text: string) => {
    try {
      const value = parse(text.trim() || "{}");
      if (!(value instanceof Map)) throw new JsonError("the request must be an object", 0);
      request = value;
      broken = null;
    } catch (error) {
      broken = (error as Error).message;
    }
    jsonProblem.hidden = !broken;
    jsonProblem.textContent = broken ?? "";
    if (broken) json.setAttribute("aria-invalid", "true");
    else json.removeAttribute("aria-invalid");
    if (!broken) draw();
    verify();
  };
  json.addEventListener("input", () => takeJson(json.value));

  const ask = (confirm: api.Confirm): Promise<boolean> =>
    new Promise((resolve) => {
      const dialog = h("dialog", { "aria-labelledby": "confirm-title" },
        h("h2", { id: "confirm-title", text: `Send ${confirm.action}?` }),
        h("p", {}, "The action is not idempotent: it may change something, and sending it twice may change it twice."),
        h("p", {}, "To ", h("code", { text: confirm.host }), ...(confirm.identity === null ? [" without a signature"] : [" as ", h("code", { text: confirm.identity })])),
        h("form", { method: "dialog", class: "row" },
          h("button", { id: "confirm-no", value: "no", class: "quiet", text: "Do not send" }),
          h("button", { id: "confirm-yes", value: "yes", text: "Send" })));
      dialog.addEventListener("close", () => {
        dialog.remove();
        sendButton.focus();
        resolve(dialog.returnValue === "yes");
      });
      document.body.append(dialog);
      dialog.showModal();
    });

  /** Sends an action, and asks first where the server says so; null if the user declines. */
  async function send(what: api.Call): Promise<api.Answer | null> {
    let result = await api.send(what);
    if ("confirm" in result) {
      if (!(await ask(result.confirm))) return null;
      result = await api.send({ ...what, confirm: what.action });
      if ("confirm" in result) throw new Error("the server asks again for a confirmation that was given");
    }
    return result;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (broken) return json.focus();
    sendButton.disabled = true;
    answer.setAttribute("aria-busy", "true");
    answer.replaceChildren(h("p", { text: "Sending…" }));
    try {
      const result = await send(call());
      if (!result) answer.replaceChildren(h("p", { text: "Not sent." }));
      else {
        if (result.sign) last = { sign: result.sign, mock: result.mock };
        answer.replaceChildren(...shown(result));
      }
    } catch (error) {
      answer.replaceChildren(h("p", { class: "problem", text: (error as Error).message }));
    }
    answer.removeAttribute("aria-busy");
    sendButton.disabled = false;
  });

  function shown(result: api.Answer): HTMLElement[] {
    const response = api.responseOf(result.body);
    const id = api.text(response ?? undefined, "RequestId");
    const facts = [
      result.status === null ? "no answer" : `HTTP ${result.status}`,
      `${result.milliseconds} ms`,
      id && `request ID ${id}`,
    ].filter(Boolean).join(", ");
    const refused = api.text(response ?? undefined, "Error", "Code");
    const parts: HTMLElement[] = [h("p", { id: "answer-facts", class: refused || result.error ? "problem" : "good", text: facts })];
    if (refused) parts.push(explain(refused, api.text(response!, "Error", "Message") ?? ""));
    else if (result.error) {
      const advice = result.error.mayHaveHappened ? "The action may have been carried out all the same." : "The action was not carried out.";
      parts.push(h("p", { class: "problem", text: result.error.message }), h("p", { text: advice }));
    }
    if (result.hint) parts.push(h("p", { class: "note", id: "hint" }, "Hint of the mock: ", h("code", { text: result.hint })));
    if (response && !refused) parts.push(...[nextPage(response), follow(response)].filter((it): it is HTMLElement => !!it));
    if (response) parts.push(jsonTree(response));
    if (result.body !== null) {
      parts.push(h("details", {}, h("summary", { text: "Raw answer" }), copyButton(() => result.body!), h("pre", { tabindex: 0, id: "raw", text: result.body })));
    }
    return parts;
  }

  function explain(code: string, message: string): HTMLElement {
    const known = version.errors.find((error) => error.code === code) ?? index.common.find((error) => error.code === code);
    return h("div", { id: "refused", class: "note" },
      h("p", {}, h("a", { href: link(version.service, version.version, "code", code) }, h("code", { text: code })), `: ${message}`),
      known
        ? h("p", {}, h("strong", { text: "Meaning: " }), inline(known.doc, () => null), ` Class: ${known.class}. `, h("strong", { text: "Remedy: " }), index.remedies[known.class] ?? "")
        : h("p", { text: "This code is not documented for this version." }));
  }

  function nextPage(response: Obj): HTMLElement | null {
    const paging = action.pagination;
    if (!paging) return null;
    const items = response.get(paging.items);
    const got = Array.isArray(items) ? items.length : 0;
    const number = (value: Json | undefined, otherwise: bigint) => (value instanceof Num && /^\d+$/.test(value.raw) ? BigInt(value.raw) : otherwise);
    let cursor: Json | undefined;
    if (paging.style === "token") {
      const token = paging.next ? response.get(paging.next) : undefined;
      cursor = typeof token === "string" && token ? token : token instanceof Num ? token : undefined;
      if (paging.more && response.get(paging.more) === false) cursor = undefined;
    } else if (paging.style === "offset") {
      const after = number(request.get(paging.cursor), 0n) + BigInt(got);
      const total = paging.total ? number(response.get(paging.total), after + 1n) : after + 1n;
      if (got && after < total) cursor = new Num(String(after));
    } else if (got) cursor = new Num(String(number(request.get(paging.cursor), 1n) + 1n));
    if (cursor === undefined) return h("p", { class: "hint", text: `${got} items; this is the last page.` });
    const go = () => {
      request.set(paging.cursor, cursor!);
      changed(true);
      form.requestSubmit();
    };
    return h("p", {}, `${got} items. `, h("button", { type: "button", id: "next-page", text: "Next page", onclick: go }));
  }

  function follow(response: Obj): HTMLElement | null {
    const wait = action.wait;
    if (!wait) return null;
    const tasks = tasksOf(wait, request, response);
    if (!tasks.length) return h("p", { class: "hint", text: "The response names no task to wait for." });
    const list = h("ul", { id: "tasks", "aria-live": "polite" });
    const poll = async (task: Obj, row: HTMLElement) => {
      for (let count = 1; count <= MOST_POLLS && row.isConnected; count++) {
        const result = await send({ ...call(), action: wait.poll, body: print(task) });
        const state = api.responseOf(result?.body ?? null);
        const now = api.text(state ?? undefined, ...wait.state);
        const reason = wait.reason && api.text(state ?? undefined, ...wait.reason);
        row.textContent = `${print(task)}: ${now ?? api.text(state ?? undefined, "Error", "Code") ?? "no state"}${reason ? ` (${reason})` : ""} after ${count} polls`;
        if (now === null || wait.success.includes(now) || wait.failure.includes(now)) return;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    };
    const start = async () => {
      list.replaceChildren();
      for (const task of tasks) {
        const row = h("li", { text: `${print(task)}: …` });
        list.append(row);
        await poll(task, row).catch((error: Error) => (row.textContent = error.message));
      }
    };
    return h("div", {}, h("button", { type: "button", id: "follow", text: `Wait for ${tasks.length} task${tasks.length > 1 ? "s" : ""} with ${wait.poll}`, onclick: start }), list);
  }

  const code = h("div", { class: "samples" });
  /** The samples of the present request: made by the local server, or here from its recipes. */
  const made = async (): Promise<api.Sample[]> => {
    if (api.hasServer()) return api.samples(call());
    const [recipes, to] = [await loadRecipes<Recipe[]>(version.service, version.version), call().region ?? ""];
    // The form that the runtime asks of a region: nothing in it can leave a string of the samples.
    if (!/^[a-z0-9-]*$/.test(to)) {
      throw new Error(`the region ${JSON.stringify(to)} is not a name of lower-case letters, digits and hyphens, such as \`ap-singapore\``);
    }
    return fillIn(recipes, version, action, request, api.siteNow() ?? "mainland", to);
  };
  const showCode = async () => {
    try {
      const samples = await made();
      const now = code.querySelector("select")?.value ?? samples[0]?.id;
      const select = h("select", { id: "language" }, samples.map((one) => h("option", { value: one.id, text: one.title, selected: one.id === now })));
      const out = h("div");
      const pick = () => {
        const one = samples.find((sample) => sample.id === select.value) ?? samples[0];
        out.replaceChildren();
        if (one.note) out.append(h("p", { class: "note", text: one.note }));
        if (one.code === null) return;
        out.append(copyButton(() => one.code!), h("pre", { tabindex: 0, id: "sample" }, h("code", { text: one.code })));
      };
      select.addEventListener("change", pick);
      pick();
      code.replaceChildren(h("div", { class: "field" }, h("label", { for: "language", text: "Language" }), select), out);
    } catch (error) {
      code.replaceChildren(h("p", { class: "problem", text: (error as Error).message }));
    }
  };

  const sign = h("div");
  const compose = h("div", {},
    h("div", { class: "both" }, form, target(version, index, action, region),
      h("div", {}, h("label", { for: "json", text: "Request as JSON" }), json, jsonProblem)),
    others,
    h("div", { class: "row" }, api.hasServer() ? sendButton : h("p", { class: "note", text: "This is a static export: it cannot send. Run `tencentcloud explore` to try actions." }), share),
    answer);
  api.onSite(compose, () => {
    draw();
    verify();
  });
  takeJson(start ?? "{}");
  if (!broken) json.value = print(request, 2);
  else json.value = start ?? "";
  return tabs([
    ["try", "Try", compose, () => {}],
    ["sign", "Sign", sign, () => sign.replaceChildren(signing.panel(version, !!action.unsigned, call, () => last))],
    ["code", "Code", code, () => void showCode()],
  ]);
}

/** Builds the fields that are no parameters: the region, and the site in a static export. */
function target(version: Version, index: Index, action: Action, region: HTMLInputElement): HTMLElement {
  const place = h("fieldset", { class: "target-of-call" }, h("legend", { text: "Where to" }),
    h("div", { class: "field" }, h("label", { for: "region" }, "Region ", h("span", { class: "type", text: "X-TC-Region" })), region,
      h("datalist", { id: "regions" }, index.regions.map(([value, text]) => h("option", { value, text }))),
      h("p", { id: "region-help", class: "hint", text: "Left out if empty. Services with regions need it; the spec does not say which actions do." })));
  const sites = (Object.keys(version.hosts) as Site[]).filter((site) => !action.sites || action.sites.includes(site));
  if (api.hasServer()) return place;
  const now = api.siteNow();
  if (sites.length && (!now || !sites.includes(now))) api.setSite(sites[0]);
  if (sites.length < 2) return place;
  const select = h("select", { id: "site" }, sites.map((site) =>
    h("option", { value: site, text: `${site}: ${version.hosts[site]}`, selected: site === api.siteNow() })));
  select.addEventListener("change", () => api.setSite(select.value as Site));
  place.append(h("div", { class: "field" }, h("label", { for: "site", text: "Site" }), select));
  return place;
}

/** Makes the requests that poll the tasks of a response. */
export function tasksOf(wait: NonNullable<Action["wait"]>, request: Obj, response: Obj): Obj[] {
  const each = wait.input.find((one) => one.response && one.each !== null && one.each !== undefined);
  const list = each ? at(response, each.response!.slice(0, each.each!)) : null;
  const count = each ? (Array.isArray(list) ? list.length : 0) : 1;
  const tasks: Obj[] = [];
  for (let position = 0; position < count; position++) {
    const task: Obj = new Map();
    for (const one of wait.input) {
      let value: Json | undefined;
      if (one.request) value = at(request, one.request);
      else if (one.each === null || one.each === undefined) value = at(response, one.response!);
      else {
        const items = at(response, one.response!.slice(0, one.each));
        value = Array.isArray(items) ? at(items[position], one.response!.slice(one.each)) : undefined;
      }
      if (value === undefined || value === null) return tasks;
      task.set(one.member, value);
    }
    tasks.push(task);
  }
  return tasks;
}

type Tab = [id: string, title: string, content: HTMLElement, shown: () => void];

/** Makes tabs that arrows move between. */
function tabs(all: Tab[]): HTMLElement {
  const buttons = all.map(([id, title]) =>
    h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, text: title }));
  const panels = all.map(([id, , content]) =>
    h("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}` }, content));
  const select = (chosen: number) => {
    buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
    all[chosen][3]();
  };
  buttons.forEach((button, index) => {
    button.addEventListener("click", () => select(index));
    button.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      const next = (index + step + all.length) % all.length;
      select(next);
      buttons[next].focus();
    });
  });
  select(0);
  return h("div", {}, h("div", { role: "tablist", "aria-label": "Work with the action", class: "tabs" }, buttons), panels);
}
