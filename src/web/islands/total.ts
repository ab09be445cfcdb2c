import { parseYuan } from "../../money.ts";
import { sayExact } from "../say.ts";

// `<output data-total="oneOffFen:1 yearlyFen:3">` follows the amounts of its form while they are typed.
for (const output of document.querySelectorAll<HTMLOutputElement>("output[data-total]")) {
  const parts = (output.dataset["total"] ?? "").split(" ").map((part) => part.split(":"));
  const sum = () => {
    const total = parts.reduce((so, [name = "", times]) => {
      const input = document.querySelector<HTMLInputElement>(`#${CSS.escape(name)}`);
      return so + Number(times) * (parseYuan(input?.value ?? "") ?? 0);
    }, 0);
    output.textContent = sayExact(total);
  };
  output.form?.addEventListener("input", sum);
  sum();
}
