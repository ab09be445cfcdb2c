// `<form data-live="filters results">`: a change replaces those parts of the page by what the server answers, without a page turn.
// Anything that goes wrong falls back to an ordinary submit.
let latest: (AbortController & { asked?: string }) | undefined;

document.addEventListener("change", (event) => {
  const form = liveForm(event.target);
  if (form) void refresh(form, null);
});

document.addEventListener("submit", (event) => {
  const form = liveForm(event.target);
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  void refresh(form, event.submitter);
});

function liveForm(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-live]") : null;
}

async function refresh(form: HTMLFormElement, submitter: HTMLElement | null) {
  const { url, request, asked } = requestOf(form, submitter);
  // Enter in a field changes it and sends the form: that is one question.
  if (latest?.asked === asked) return;
  latest?.abort();
  const own: typeof latest = new AbortController();
  own.asked = asked;
  latest = own;
  const places = (form.dataset["live"] ?? "").split(" ");
  try {
    const answer = await fetch(url, { ...request, signal: own.signal });
    // A refusal of what was typed is a page with the same parts; anything else falls back.
    if (!answer.ok && answer.status !== 400) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = places.map((id) => [id, page.getElementById(id)] as const);
    if (fresh.some(([, part]) => part === null)) throw new Error("no such part");
    const focus = focused(places);
    for (const [id, part] of fresh) if (part) replace(id, part);
    restoreFocus(focus);
    say(document.querySelector("[data-said]")?.textContent ?? "");
    if (form.method === "get") history.replaceState(null, "", answer.url);
  } catch (error) {
    if (own.signal.aborted) return;
    console.warn(error);
    delete form.dataset["live"];
    if (form.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : null);
    else location.reload();
  } finally {
    delete own.asked;
  }
}

/** What was unfolded among the fields stays so. */
function replace(id: string, part: HTMLElement) {
  const old = document.getElementById(id);
  const unfolded = [...(old?.querySelectorAll("form details[open] > summary") ?? [])].map(nameOf);
  for (const summary of part.querySelectorAll("details > summary"))
    if (unfolded.includes(nameOf(summary))) summary.parentElement?.setAttribute("open", "");
  old?.replaceWith(part);
}

/** How many are folded may have changed. */
function nameOf(summary: Element): string {
  const legend = summary.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  return `${legend} ${summary.textContent.replaceAll(/\d/g, "")}`;
}

function requestOf(form: HTMLFormElement, submitter: HTMLElement | null) {
  const data = new FormData(form);
  // Older engines do not take the button as a second argument.
  if (submitter instanceof HTMLButtonElement && submitter.name)
    data.append(submitter.name, submitter.value);
  const pairs = [...data].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const body = new URLSearchParams(pairs);
  const url = new URL(form.action);
  const asked = `${form.action} ${body.toString()}`;
  if (form.method === "post") return { url, request: { method: "POST", body }, asked };
  url.search = body.toString();
  return { url, request: {}, asked };
}

/** The new count, for those who do not see the list change. */
function say(text: string) {
  const line = document.getElementById("live-said") ?? document.createElement("p");
  line.id = "live-said";
  line.className = "sr-only";
  line.setAttribute("role", "status");
  if (!line.isConnected) document.body.append(line);
  requestAnimationFrame(() => {
    line.textContent = text;
  });
}

type Focused = { key: string; alike?: string; place?: number; around?: string | undefined };

/** What had the focus, by what survives a replacement: its id, or its name and value. */
function focused(places: readonly string[]): Focused | undefined {
  const active = document.activeElement;
  const around = places.find((id) => document.getElementById(id)?.contains(active));
  if (active?.id) return { key: `#${CSS.escape(active.id)}`, around };
  if (!(active instanceof HTMLInputElement || active instanceof HTMLButtonElement))
    return undefined;
  const alike = `[name="${CSS.escape(active.name)}"]`;
  const key = `${alike}[value="${CSS.escape(active.value)}"]`;
  return { key, alike, place: inSight(alike).indexOf(active), around };
}

/** Whoever took a chip away goes on with the one that has taken its place, or with what is next to do. */
function restoreFocus(had: Focused | undefined) {
  if (!had) return;
  const { key, alike, place = 0, around } = had;
  const left = alike === undefined ? [] : inSight(alike);
  const next = left[Math.min(place, left.length - 1)];
  const there = document.querySelector<HTMLElement>(key) ?? next;
  const [first] = around === undefined ? [] : inSight(`#${CSS.escape(around)} :is(${reachable})`);
  (there ?? first)?.focus({ preventScroll: true });
}

const reachable = "summary, a[href], button:not([tabindex]), select, input:not([type=hidden])";

function inSight(selector: string): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return all.filter((one) => one.getClientRects().length > 0);
}
