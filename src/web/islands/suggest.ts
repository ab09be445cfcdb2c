// A combobox (ARIA 1.2, list autocomplete, manual selection) on every `<input data-suggest>`.
type Suggestion = { text: string; kind?: string; href?: string };

const delay = 80;
for (const [at, input] of [
  ...document.querySelectorAll<HTMLInputElement>("input[data-suggest]"),
].entries())
  combobox(input, `suggest-${at}`);

type Box = {
  input: HTMLInputElement;
  list: HTMLUListElement;
  status: HTMLElement;
  found: Suggestion[];
  /** Which one is marked; -1 is the person's own text. */
  at: number;
  typed: string;
  timer: number;
  asked: AbortController | undefined;
};

function combobox(input: HTMLInputElement, id: string) {
  const list = document.createElement("ul");
  list.id = id;
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索建议");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "sr-only";
  status.setAttribute("role", "status");
  input.after(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  listen({ input, list, status, found: [], at: -1, typed: "", timer: 0, asked: undefined });
}

function listen(box: Box) {
  const { input, list } = box;
  input.addEventListener("input", (event) => {
    // Pinyin that is still being composed is no query yet.
    if (!(event instanceof InputEvent && event.isComposing)) typing(box);
  });
  input.addEventListener("compositionend", () => typing(box));
  input.addEventListener("blur", () => close(box));
  input.addEventListener("keydown", (event) => {
    // 229: the key belongs to the input method (Safari says so only here).
    if (!event.isComposing && event.keyCode !== 229 && pressed(box, event.key))
      event.preventDefault();
  });
  // Before the blur that would close the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    const chosen = option ? box.found[[...list.children].indexOf(option)] : undefined;
    if (chosen) choose(box, chosen);
  });
}

/** Whether the key was ours. */
function pressed(box: Box, key: string): boolean {
  const open = !box.list.hidden;
  if (key === "Enter") {
    const chosen = open ? box.found[box.at] : undefined;
    if (chosen) choose(box, chosen);
    else close(box);
    return chosen !== undefined;
  }
  if (key === "Escape" && open) {
    box.input.value = box.typed;
    close(box);
    return true;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined) return false;
  if (open) {
    // One place in the round is the person's own text.
    const size = box.found.length + 1;
    mark(box, ((box.at + 1 + step + size) % size) - 1);
  } else if (box.input.value.trim() !== "") {
    box.typed = box.input.value;
    void ask(box);
  }
  return true;
}

function typing(box: Box) {
  box.typed = box.input.value;
  clearTimeout(box.timer);
  if (box.typed.trim() === "") close(box);
  else box.timer = window.setTimeout(() => void ask(box), delay);
}

async function ask(box: Box) {
  box.asked?.abort();
  const own = new AbortController();
  box.asked = own;
  const suggestions = await fetchSuggestions(box.typed, own.signal);
  if (suggestions && !own.signal.aborted && document.activeElement === box.input)
    show(box, suggestions);
}

function show(box: Box, suggestions: Suggestion[]) {
  box.found = suggestions;
  box.at = -1;
  box.list.replaceChildren(
    ...suggestions.map((one, index) => optionOf(one, `${box.list.id}-${index}`)),
  );
  box.list.hidden = suggestions.length === 0;
  box.input.setAttribute("aria-expanded", String(suggestions.length > 0));
  box.input.removeAttribute("aria-activedescendant");
  box.status.textContent =
    suggestions.length > 0 ? `有 ${suggestions.length} 条建议，按上下键选择` : "";
}

function mark(box: Box, at: number) {
  box.at = at;
  for (const [index, option] of [...box.list.children].entries())
    option.setAttribute("aria-selected", String(index === at));
  const option = box.list.children[at];
  if (option) {
    box.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else box.input.removeAttribute("aria-activedescendant");
  box.input.value = box.found[at]?.text ?? box.typed;
}

function choose(box: Box, { text, href }: Suggestion) {
  box.input.value = text;
  close(box);
  if (href) location.assign(href);
  else box.input.form?.requestSubmit();
}

function close(box: Box) {
  clearTimeout(box.timer);
  box.asked?.abort();
  box.list.hidden = true;
  box.at = -1;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function optionOf({ text, kind }: Suggestion, id: string) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const words = document.createElement("span");
  words.textContent = text;
  option.append(words);
  if (kind) {
    const said = document.createElement("span");
    said.className = "suggest-kind";
    said.textContent = kind;
    option.append(said);
  }
  return option;
}

/** `{items: [{text, kind?, href?}]}`; a failure means no suggestions, typing goes on. */
async function fetchSuggestions(
  text: string,
  signal: AbortSignal,
): Promise<Suggestion[] | undefined> {
  try {
    const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(text)}`, { signal });
    if (!answer.ok) return [];
    const body: unknown = await answer.json();
    if (typeof body !== "object" || body === null || !("items" in body)) return [];
    return Array.isArray(body.items) ? body.items.filter(isSuggestion) : [];
  } catch {
    return signal.aborted ? undefined : [];
  }
}

function isSuggestion(one: unknown): one is Suggestion {
  if (typeof one !== "object" || one === null || !("text" in one)) return false;
  const local = !("href" in one) || (typeof one.href === "string" && /^\/(?!\/)/.test(one.href));
  const kind = !("kind" in one) || typeof one.kind === "string";
  return typeof one.text === "string" && local && kind;
}
