import { parseCount } from "../counts.ts";
import { parseYuan, upperEnd } from "../money.ts";
import type { FormState } from "../web/form.tsx";

/** What the chips of the page say after the owner has changed them; nothing where they were not shown yet. */
export function correctionsOf(values: FormState["values"]): object[] | undefined {
  if (values["corrected"] !== "1") return undefined;
  const drop = one(values, "drop");
  const fields = ["budget", "headcount", "region", "industry", "deadline", "deployment"] as const;
  const given = Object.fromEntries(
    fields.map((name) => [name, drop === name ? "" : one(values, name)]),
  );
  const kept = (name: string) => list(values, name).filter((code) => drop !== `${name}:${code}`);
  const added = one(values, "add_scene");
  const scenes = [...new Set([...kept("scene"), ...(added === "" ? [] : [added])])];
  const budget = parseYuan(upperEnd(given["budget"] ?? ""));
  const headcount = parseCount(given["headcount"] ?? "") ?? Number.NaN;
  const category = one(values, "category");
  return [
    {
      ...(category === "" ? {} : { category: { code: category } }),
      scenes: scenes.map((code) => ({ code })),
      capabilities: kept("capability").map((code) => ({ code })),
      constraints: {
        ...(budget === undefined ? {} : { budgetMaxFen: budget }),
        ...(budget === undefined && one(values, "thrift") !== "" && drop !== "thrift"
          ? { lowBudget: true }
          : {}),
        ...(Number.isFinite(headcount) ? { headcount } : {}),
        ...text("regionCode", given["region"]),
        ...text("industryCode", given["industry"]),
        ...text("deadline", given["deadline"]),
        ...text("deployment", given["deployment"]),
      },
    },
  ];
}

function text(name: string, value: string | undefined) {
  return value ? { [name]: value } : {};
}

function one(values: FormState["values"], name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
}

function list(values: FormState["values"], name: string): string[] {
  return [values[name] ?? []].flat();
}
