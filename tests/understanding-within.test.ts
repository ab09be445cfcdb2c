import { describe, expect, test } from "vitest";
import { understand } from "../src/matching/understand.ts";
import { lexicon, wantedIn } from "./support/wanted.ts";

describe("words that stand within others", () => {
  test.for([
    ["奶茶店想扫码点单，三家店", "restaurant-ops"],
    ["入园扫码检票", "venue-ops"],
    ["货到了扫码收货", "barcode-labels"],
  ] as const)("%s asks for one thing to be scanned, and not for all that is", ([text, code]) => {
    const codes = wantedIn(text);
    expect(codes[0]).toBe(code);
    expect(codes).not.toContain("equipment-inspection");
  });

  test("what stands within the name of one thing asks for no other", () => {
    const [heard] = understand(lexicon, "我们是做五金的小厂,60来号人,想上个便宜的扫码报工");
    expect(heard?.capabilities.map(({ code }) => code)).toEqual(["work-reporting"]);
    expect(heard?.scenes[0]?.code).toBe("production");
    expect(heard?.scenes.map(({ code }) => code)).not.toContain("marketing");
    expect(heard?.constraints).toEqual({ headcount: 60, industryCode: "C33", lowBudget: true });
    // On its own the same word may still mean the others.
    expect(wantedIn("顾客扫码领优惠券")[0]).toBe("campaign-games");
  });

  test("what one can pay is no wish to keep budgets", () => {
    const code = "budget-control";
    expect(lexicon.capabilities.has(code)).toBe(true);
    expect(wantedIn("预算三到五万的仓库系统")).not.toContain(code);
    expect(wantedIn("各部门的预算编制和执行想用系统管起来")).toContain(code);
    expect(wantedIn("要个管住车间和仓库的大系统，三百万预算")).not.toContain(code);
  });
});
