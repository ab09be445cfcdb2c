const patience = 1000;
// By then the answer is lost: the person may try again.
const giveUp = 30_000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  // A live form stays on its page and may be sent again and again.
  const { many, live } = form.dataset;
  if (form.method !== "post" || many !== undefined || live !== undefined) return;
  if (form.dataset["sending"] !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset["sending"] = "";
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
  const timers = [window.setTimeout(() => wait(form, button), patience)];
  timers.push(window.setTimeout(() => free(form), giveUp));
  // Back from the next page: the form may be sent again.
  window.addEventListener(
    "pageshow",
    ({ persisted }) => {
      for (const timer of timers) clearTimeout(timer);
      if (persisted) free(form);
    },
    { once: true },
  );
});

function wait(form: HTMLFormElement, button: HTMLButtonElement | null) {
  const line = document.createElement("p");
  line.className = "waiting";
  line.setAttribute("role", "status");
  button?.setAttribute("aria-disabled", "true");
  if (button) button.after(line);
  else form.append(line);
  // Filled after it is in the page, so that it is spoken.
  requestAnimationFrame(() => {
    line.textContent = button?.dataset["wait"] ?? "正在发送，请稍等…";
  });
}

function free(form: HTMLFormElement) {
  delete form.dataset["sending"];
  for (const line of form.querySelectorAll(".waiting")) line.remove();
  for (const button of form.querySelectorAll("[aria-disabled]"))
    button.removeAttribute("aria-disabled");
}
