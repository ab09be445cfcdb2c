import { parseYuan } from "../../money.ts";
import { sayMoney } from "../say.ts";

// Says an amount typed in 元 the way people say it, while it is typed.
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-yuan]")) {
  const output = document.querySelector<HTMLOutputElement>(
    `#${CSS.escape(input.dataset["yuan"] ?? "")}`,
  );
  input.addEventListener("input", () => {
    const fen = parseYuan(input.value);
    if (output) output.textContent = fen === undefined ? "" : `即 ${sayMoney(fen)}`;
  });
}
