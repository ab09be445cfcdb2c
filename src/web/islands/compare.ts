// What is ticked to be compared goes along to other pages of the search, up to three.
const most = 3;
const form = document.querySelector<HTMLFormElement>('form[action="/compare"]');
if (form) {
  form.addEventListener("change", () => carry(form));
  // A browser that comes back ticks again what was ticked, after this was run.
  window.addEventListener("pageshow", () => carry(form));
}

function carry(from: HTMLFormElement) {
  const ids = [...new Set(new FormData(from).getAll("id").map(String))];
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href^="/search"]')) {
    const { unpick } = link.dataset;
    link.href = withPicked(
      link.href,
      ids.filter((id) => id !== unpick),
    );
  }
  for (const other of document.querySelectorAll('main form[action="/search"]')) {
    for (const field of other.querySelectorAll('[name="picked"]')) field.remove();
    other.append(...ids.map(fieldOf));
  }
  for (const box of from.querySelectorAll<HTMLInputElement>('[type="checkbox"][name="id"]'))
    box.disabled = !box.checked && ids.length >= most;
}

function withPicked(href: string, ids: readonly string[]): string {
  const url = new URL(href);
  url.searchParams.delete("picked");
  for (const id of ids) url.searchParams.append("picked", id);
  return `${url.pathname}${url.search}`;
}

function fieldOf(id: string): HTMLInputElement {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "picked", value: id });
  return field;
}
