import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { drafted, office, publish } from "./support/lexicon-office.ts";
import { compileWith } from "../src/lexicon/compile.ts";
import { meaningOf } from "../src/matching/meaning.ts";
import type { NeedView } from "../src/matching/schema.ts";
import { understand } from "../src/matching/understand.ts";

const lexicon = compileWith([]);

/** What is meant first, and the words that said so. */
function heard(text: string) {
  const [need, ...more] = understand(lexicon, text);
  const [first] = need?.capabilities ?? [];
  const words = first?.spans.map(({ start, end }) => text.slice(start, end)) ?? [];
  return { code: first?.code, words, clarity: need?.clarity, more: more.length };
}

test.for([
  ["仓库", "wms", "仓库"],
  ["管仓库", "wms", "仓库"],
  ["想找个管仓库的软件", "wms", "仓库"],
  ["要个ERP，别超过五万", "erp-manufacturing", "ERP"],
  ["进销存，最多三千块一年", "inventory-basic", "进销存"],
  ["有没有好用的仓库管理系统？", "wms", "仓库"],
  ["我们是做注塑的，想管仓库", "wms", "仓库"],
  ["管员工", "hr-core", "员工"],
  ["设备管理", "eam", "设备管理"],
  ["设备坏了怎么办", "repair-orders", "设备坏了"],
  ["贷款", "working-loan", "贷款"],
  ["想贷点款", "working-loan", "贷点款"],
  ["服务器", "cloud-server", "服务器"],
  ["中毒了", "endpoint-security", "中毒了"],
  ["酒店", "hotel-travel-ops", "酒店"],
  ["開發票", "e-invoice", "開發票"],
  ["ＥＲＰ系统", "erp-manufacturing", "ＥＲＰ"],
])("who says no more than %s means %s", ([text, code, word]) => {
  expect(heard(text!)).toEqual({ code, words: [word], clarity: "clear", more: 0 });
});

test.for(["找仓库", "买服务器", "仓库租一个多少钱", "找会计"])(
  "%s asks for the thing itself, not for what keeps it in order",
  (text) => {
    expect(["wms", "cloud-server", "accounting-basic"]).not.toContain(heard(text).code);
  },
);

test.for(["想建仓库", "搭建库房", "想开个酒店", "开食堂"])(
  "%s is no clear wish for what runs the place",
  (text) => {
    expect(heard(text)).not.toMatchObject({ clarity: "clear" });
  },
);

test.for([
  ["想建个仓库管理系统", "wms"],
  ["搭服务器", "cloud-server"],
  ["想开网店", "ecommerce-ops"],
  ["建知识库", "knowledge-base"],
])("%s does not build a place", ([text, code]) => {
  expect(heard(text!)).toMatchObject({ code, clarity: "clear" });
});

test("a word decides nothing where more is said", () => {
  expect(heard("仓库里的货老是发错，客户天天退货").words).not.toEqual(["仓库"]);
});

test.for(["管仓库，管客户", "仓库和客户", "想把仓库、客户管起来"])("%s calls both", (text) => {
  const [need] = understand(lexicon, text);
  const both = need?.capabilities.filter(({ weight }) => weight === 1).map(({ code }) => code);
  expect(both?.toSorted()).toEqual(["crm-sales", "wms"]);
});

test("of a text without end not every beginning is tried", () => {
  const began = performance.now();
  understand(lexicon, "想要".repeat(5000));
  const plain = performance.now() - began;
  understand({ ...lexicon, called: new Map() }, "想要".repeat(5000));
  expect(plain).toBeLessThan(20 * (performance.now() - began - plain));
});

test("what is searched by such a word may mean it too, beside what it meant before", () => {
  const codes = meaningOf(lexicon, "送货")?.capabilities.map(({ code }) => code);
  expect(codes).toContain("delivery-receipt");
  expect(meaningOf(lexicon, "请假")?.capabilities.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["approval-workflow", "attendance"]),
  );
});

test("officials say what a word by itself means; it means one thing only", async () => {
  const all = await office();
  const called = { list: "called", phrase: "秤砣" };
  expect((await drafted(all, called)).answer.status).toBe(201);
  expect((await publish(all)).status).toBe(201);
  const { needs } = await read<{ needs: NeedView[] }>(
    await all.one.send("POST", "/needs/understand", { text: "想管秤砣" }),
  );
  expect(needs[0]?.capabilities[0]?.code).toBe((await drafted(all)).code);
  const again = await all.one.send("POST", "/lexicon/edits", {
    what: "add_phrase",
    code: "wms",
    ...called,
  });
  expect([again.status, await again.json()]).toMatchObject([
    400,
    { errors: [{ pointer: "/phrase", code: "claimed_by_many" }] },
  ]);
  for (const wrong of ["秤*砣子", "一二三四五六七八九十一二三"]) {
    const { answer } = await drafted(all, { list: "called", phrase: wrong });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      {
        errors: [
          { pointer: "/phrase", code: "bad_word", detail: expect.stringContaining("最多 12 个字") },
        ],
      },
    ]);
  }
});
