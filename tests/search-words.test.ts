import { describe, expect, test } from "vitest";
import type { SearchEngine } from "../src/search/engine.ts";
import { testApp } from "./support/app.ts";
import { engines } from "./support/engines.ts";
import { makeDocument, shelf } from "./support/shelf.ts";

/** Query, what must be among the first five, what must not be there at all; nothing to find: empty. */
type Row = [query: string, found: string[], never?: string[]];

const lines: Record<string, Row[]> = {
  "names and nicknames": [
    ["三右云星图", ["sanyou"]],
    ["三右", ["sanyou"], ["jinhe"]],
    ["三右U9", ["sanyou"]],
    ["U9cloud", ["sanyou"]],
    ["纷然", ["fenran"]],
    ["腾飞会议", ["huiyi"], ["ssl"]],
    ["契约印", ["qiyueyin"]],
    ["天顺", ["erp"], ["mes"]],
    ["金禾", ["jinhe"], ["wps", "robot"]],
  ],
  "words inside words": [
    ["简单", ["sanyou"]],
    ["注塑", ["sanyou"]],
    ["模具", ["sanyou"]],
    ["报税", ["jinhe"]],
    ["验证码", ["sms"]],
    ["报工", ["mes"]],
    ["商机", ["fenran"]],
    ["私域", ["scrm"]],
    ["报价单", [], ["sanyou"]],
  ],
  "with and without spaces": [
    ["发票 验真", ["jinhe"]],
    ["发票验真", ["jinhe"]],
    ["阿离云短信", ["sms"], ["dingding"]],
    ["阿离云 短信", ["sms"]],
    ["进 销 存", ["erp"]],
    ["wps 365", ["wps"]],
    ["ssl证书", ["ssl"]],
    ["W P S", ["wps"]],
    ["财务　云", ["jinhe"]],
  ],
  "full and half width, upper and lower case": [
    ["ｅｒｐ", ["erp"], ["pow"]],
    ["ＷＰＳ", ["wps"]],
    ["ｗｐｓ３６５", ["wps"]],
    ["Erp", ["erp"]],
    ["ＳＳＬ", ["ssl"]],
    ["ｕ９", ["sanyou"]],
    ["ｓｃｒｍ", ["scrm"]],
    ["（纷然销客ＣＲＭ）", ["fenran"]],
  ],
  "traditional characters": [
    ["契約印", ["qiyueyin"]],
    ["財務", ["jinhe"]],
    ["電子簽約", ["qiyueyin"]],
    ["騰飛會議", ["huiyi"]],
    ["質量管理", ["mes"]],
    ["軟體", ["robot"]],
    ["網路", ["robot"]],
    ["遠程辦公", ["huiyi"]],
    ["低代碼", ["lowcode"]],
    ["火鍋", []],
  ],
  "pinyin of names": [
    ["sanyou", ["sanyou"]],
    ["jinhe", ["jinhe"], ["mes"]],
    ["tengfeihuiyi", ["huiyi"], ["ssl"]],
    ["qiyueyin", ["qiyueyin"]],
    ["dingdong", ["dingding"]],
    ["fenran", ["fenran"]],
    ["jin he", ["jinhe"]],
    ["langxing", ["hr"]],
    ["huoguo", []],
  ],
  "initials and mixed pinyin": [
    ["tfhy", ["huiyi"], ["mes"]],
    ["rlzy", ["hr"]],
    ["zdh", ["robot"]],
    ["frxk", ["fenran"]],
    ["dzqy", ["qiyueyin"]],
    ["syou", ["sanyou"]],
    ["cwgl", ["jinhe"]],
    ["ddm", ["lowcode"]],
    ["xqzwy", []],
  ],
  "one wrong character": [
    ["三友", ["sanyou"]],
    ["金合", ["jinhe"]],
    ["纷然消客", ["fenran"]],
    ["腾非会议", ["huiyi"]],
    ["契约音", ["qiyueyin"]],
    ["契约叩", ["qiyueyin"]],
    ["纷燃销客", ["fenran"]],
    ["朗兴人力资源", ["hr"]],
    ["金鱼", [], ["jinhe"]],
    ["蝴蝶", [], ["jinhe"]],
  ],
  "a character that looks or sounds nearly alike": [
    ["三石", ["sanyou"]],
    ["全禾", ["jinhe"]],
    ["精禾", ["jinhe"]],
    ["纷燃", ["fenran"]],
    ["份然", ["fenran"]],
    ["三右U9官网", ["sanyou"]],
    ["全禾怎么样", ["jinhe"]],
    ["金木", [], ["jinhe"]],
    ["山石", [], ["sanyou"]],
    ["精和", [], ["jinhe"]],
  ],
  "said around a thing": [
    ["ERP哪家好", ["erp"], ["pow"]],
    ["erp软件多少钱一套", ["erp"], ["pow"]],
    ["有什么好用的CRM", ["fenran"]],
    ["wps下载", ["wps"]],
    ["国产ERP", ["erp"], ["pow"]],
    ["小型erp 价格", ["erp"], ["pow"]],
    ["做MES的厂家有哪些", ["mes"]],
    ["考勤软件排行榜", ["dingding", "hr"]],
    ["纷然消客官网", ["fenran"]],
    ["注塑厂", ["sanyou"]],
    ["考勤审批", ["dingding"]],
    ["火锅底料价格", []],
    ["火锅店", []],
    ["汽车公司", []],
  ],
  "abbreviations are words": [
    ["erp系统", ["erp", "sanyou"], ["pow", "wps"]],
    ["ERP", ["erp"], ["pow", "wps"]],
    ["APS", [], ["pow"]],
    ["CRM", ["fenran", "scrm"]],
    ["MES", ["mes"]],
    ["HR", ["hr"]],
    ["RPA", ["robot"]],
    ["point", [], ["sanyou"]],
    ["oin", []],
  ],
  "words of the trade": [
    ["质量管理", ["mes"]],
    ["人力资源", ["hr"]],
    ["考勤", ["dingding", "hr"]],
    ["远程办公", ["huiyi"]],
    ["有没有做考勤的软件", ["dingding", "hr"]],
    ["低代码平台", ["lowcode"]],
    ["扫码报工", ["mes"], ["sms"]],
    ["视频会议怎么弄", ["huiyi"]],
    ["客户管理系统", ["fenran"]],
  ],
  "nothing that fits": [
    ["火锅底料", []],
    ["婚纱摄影", []],
    ["汽车美容", []],
    ["西瓜", []],
    ["zzzz", []],
    ["🍉", []],
    ["！？。、", []],
    ["مرحبا", []],
    ["<script>", []],
  ],
};

async function ask(engine: SearchEngine, text: string) {
  const query = { text, filter: {}, page: 1, perPage: 50, now: new Date() };
  const { hits, total } = await engine.search(query);
  return { keys: hits.map(({ externalKey }) => externalKey ?? ""), total };
}

describe.for(Object.entries(engines))("%s", ([, make]) => {
  test.for(Object.entries(lines))("%s", async ([, rows]) => {
    const { db } = await testApp();
    const engine = await make(db);
    await engine.put(shelf);
    const wrong: string[] = [];
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const [text, found, never = []] of rows) {
      const { keys, total } = await ask(engine, text);
      const missing = found.filter((key) => !keys.slice(0, 5).includes(key));
      const noise = never.filter((key) => keys.includes(key));
      const shouldBeEmpty = found.length === 0 && never.length === 0;
      if (missing.length > 0 || noise.length > 0 || (shouldBeEmpty && total > 0))
        wrong.push(`${text}: ${keys.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });

  test("one letter or digit of several words says nothing alone", async () => {
    const { db } = await testApp();
    const engine = await make(db);
    await engine.put([
      makeDocument("plan", { name: "甲计划", summary: "A 级服务，3 天上线" }),
      makeDocument("other", { name: "星河云册", summary: "会议纪要" }),
    ]);
    const rows: [text: string, found: string[]][] = [
      ["A", ["plan"]],
      ["A/3", ["plan"]],
      ["K/3", []],
      ["K-A", []],
      ["会议 3", ["other"]],
      ["3·会议·审批", ["other"]],
    ];
    for (const [text, found] of rows)
      expect([text, (await ask(engine, text)).keys]).toEqual([text, found]);
  });

  test("a word longer than any is found by its beginning, and breaks nothing", async () => {
    const { db } = await testApp();
    const engine = await make(db);
    const long = {
      latin: "Donaudampfschifffahrtsgesellschaftskapitaen",
      gothic: `a${"𐌰".repeat(60)}`,
    };
    await engine.put(Object.entries(long).map(([key, name]) => makeDocument(key, { name })));
    for (const [key, name] of Object.entries(long))
      expect(await ask(engine, name)).toEqual({ keys: [key], total: 1 });
    // One of these is four letters when it is compared, and all of them are more than a term may hold.
    expect(await ask(engine, "ﷲ".repeat(500))).toEqual({ keys: [], total: 0 });
  });
});
