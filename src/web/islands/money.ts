import { parseWan, parseYuan, upperEnd } from "../../money.ts";
import { sayMoney } from "../say.ts";

// Says an amount typed in 元 or 万元 the way people say it, while it is typed.
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-yuan]")) {
  const output = document.querySelector<HTMLOutputElement>(
    `#${CSS.escape(input.dataset["yuan"] ?? "")}`,
  );
  input.addEventListener("input", () => {
    const parse = input.dataset["unit"] === "万元" ? parseWan : parseYuan;
    const most = input.dataset["most"] !== undefined;
    const fen = parse(most ? upperEnd(input.value) : input.value);
    if (output)
      output.textContent = fen === undefined ? "" : `${most ? "最多" : "即"} ${sayMoney(fen)}`;
  });
}
