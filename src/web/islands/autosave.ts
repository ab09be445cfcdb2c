// Keeps what is typed into `<form data-autosave="name">` on this device until the server has it.
type Draft = {
  at: number;
  page: string;
  version: string;
  sent: boolean;
  fields: [string, string][];
};

const prefix = "draft:";
const week = 7 * 24 * 60 * 60 * 1000;
const never = ["password", "file", "hidden", "submit"];

tidyUp();
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) keep(form);

function keep(form: HTMLFormElement) {
  const key = `${prefix}${form.dataset["autosave"] ?? ""}`;
  const draft = read(key);
  const refused = document.getElementById("errors") !== null;
  // After a refusal the server has given back what was typed.
  if (draft && !refused) offer(form, key, draft);
  let pause = 0;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = window.setTimeout(() => write(key, taken(form, false)), 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (!event.defaultPrevented) write(key, taken(form, true));
  });
}

function offer(form: HTMLFormElement, key: string, draft: Draft) {
  const [now] = [taken(form, false)];
  if (JSON.stringify(now.fields) === JSON.stringify(draft.fields)) return;
  // Over a newer version, or when it may have arrived after all, the person decides.
  const ask = draft.version !== now.version || draft.sent;
  if (!ask) fill(form, draft.fields);
  const when = new Date(draft.at).toLocaleString("zh-CN", {
    dateStyle: "long",
    timeStyle: "short",
  });
  const note = document.createElement("div");
  note.className = "notice notice-info";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = ask
    ? `这台设备上存有您 ${when} 填写的内容。`
    : `已恢复您 ${when} 没填完的内容。`;
  const take = button(ask ? "恢复这份内容" : "不要了，重新填写", () => {
    if (ask) fill(form, draft.fields);
    else {
      localStorage.removeItem(key);
      fill(form, now.fields);
    }
    note.remove();
    form.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
  });
  const box = document.createElement("div");
  box.append(words, take);
  if (ask)
    box.append(
      button("丢掉", () => {
        localStorage.removeItem(key);
        note.remove();
      }),
    );
  note.append(box);
  form.before(note);
}

function button(text: string, act: () => void) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-plain";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function taken(form: HTMLFormElement, sent: boolean): Draft {
  const version = form.elements.namedItem("version");
  const fields = controls(form)
    .filter((one) => !isBox(one) || one.checked)
    .map((one): [string, string] => [one.name, one.value]);
  return {
    at: Date.now(),
    page: location.pathname,
    version: version instanceof HTMLInputElement ? version.value : "",
    sent,
    fields,
  };
}

function fill(form: HTMLFormElement, fields: [string, string][]) {
  for (const one of controls(form)) {
    const values = fields.filter(([name]) => name === one.name).map(([, value]) => value);
    if (isBox(one)) one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
    one.dispatchEvent(new Event("input"));
  }
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement ||
        one instanceof HTMLTextAreaElement ||
        one instanceof HTMLSelectElement) &&
      one.name !== "" &&
      !never.includes(one.type),
  );
}

function isBox(one: Control): one is HTMLInputElement {
  return one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio");
}

/** Forgets what has arrived, what is old and, at sign-out, everything: others may use this device. */
function tidyUp() {
  const shown = [...document.querySelectorAll<HTMLFormElement>("form[data-autosave]")];
  const names = new Set(shown.map((form) => `${prefix}${form.dataset["autosave"] ?? ""}`));
  const from = URL.canParse(document.referrer) ? new URL(document.referrer).pathname : undefined;
  const success = document.querySelector("[data-notice=success]") !== null;
  const undone = document.querySelector("[data-undone]") !== null;
  for (const key of keys()) {
    const draft = read(key);
    const left = draft?.sent === true && !names.has(key) && (success || from === draft.page);
    // Sent in vain: from here on only a page that says so makes it arrived.
    if (draft && left && undone) write(key, { ...draft, page: "" });
    else if (!draft || left || Date.now() - draft.at > week) localStorage.removeItem(key);
  }
  document.addEventListener("submit", ({ target }) => {
    if (target instanceof HTMLFormElement && target.dataset["signOut"] !== undefined)
      for (const key of keys()) localStorage.removeItem(key);
  });
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(key: string): Draft | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isDraft(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(found: unknown): found is Draft {
  return (
    typeof found === "object" &&
    found !== null &&
    "fields" in found &&
    "at" in found &&
    Array.isArray(found.fields)
  );
}

/** A full or forbidden store costs the draft, never the form. */
function write(key: string, draft: Draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    console.warn(error);
  }
}
