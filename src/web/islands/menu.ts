// The menu of a person's desks closes by Escape and by a press elsewhere.
for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.desk-menu")) {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
