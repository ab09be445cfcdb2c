// Tells how much may still be written into `<textarea data-max>`; the line below it is there without script.
for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-max]")) {
  const line = document.querySelector<HTMLElement>(`#${CSS.escape(`${area.name}-count`)}`);
  if (line) watch(area, line);
}

function watch(area: HTMLTextAreaElement, line: HTMLElement) {
  const max = Number(area.dataset["max"]);
  // Spoken only when the person pauses, not at every key.
  const spoken = document.createElement("span");
  spoken.className = "sr-only";
  spoken.setAttribute("role", "status");
  line.after(spoken);
  let pause = 0;
  const say = () => {
    const left = max - area.value.length;
    const text = left >= 0 ? `还可以写 ${left} 字` : `超出 ${-left} 字，最多 ${max} 字`;
    line.textContent = text;
    line.classList.toggle("count-over", left < 0);
    clearTimeout(pause);
    pause = window.setTimeout(() => {
      spoken.textContent = left < max / 10 ? text : "";
    }, 1000);
  };
  area.addEventListener("input", say);
  if (area.value !== "") say();
}
