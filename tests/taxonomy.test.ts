import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  categories,
  categoryByName,
  categoryName,
  isCategory,
} from "../src/taxonomy/categories.ts";
import { findPlaces } from "../src/taxonomy/find-places.ts";
import { regionByName } from "../src/taxonomy/place-names.ts";
import {
  childrenOf,
  findRegion,
  isWithin,
  regionName,
  regionPath,
  regions,
} from "../src/taxonomy/regions.ts";
import { isScene, sceneByName, sceneName, scenes } from "../src/taxonomy/scenes.ts";

test("codes and names lead to each other", () => {
  for (const { code, name } of categories) {
    expect(categoryByName(name)).toBe(code);
    expect(categoryName(code)).toBe(name);
  }
  for (const { code, name } of scenes) {
    expect(sceneByName(` ${name} `)).toBe(code);
    expect(sceneName(code)).toBe(name);
  }
});

test("there are four, and 24 of which 16 are the ministry's", () => {
  expect(categories.map(({ code }) => code)).toEqual([
    "restore",
    "cultivate",
    "connect",
    "upgrade",
  ]);
  expect(new Set(scenes.map(({ code }) => code)).size).toBe(24);
  expect(scenes.filter(({ official }) => official)).toHaveLength(16);
});

test.each(["", "提升", "Upgrade", "toString", "__proto__"])("%j is no code", (text) => {
  expect(isCategory(text)).toBe(false);
  expect(isScene(text)).toBe(false);
});

test("a path leads from the country to the place", () => {
  const path = regionPath("330381").map(({ short }) => short);
  expect(path).toEqual(["全国", "浙江", "温州", "瑞安"]);
  expect(regionPath("990000")).toEqual([]);
});

test.each([
  ["330000", "浙江", "浙江省"],
  ["330300", "温州", "浙江省温州市"],
  ["110000", "北京", "北京市"],
  ["110108", "海淀", "北京市海淀区"],
  ["310115", "浦东", "上海市浦东新区"],
  ["150000", "内蒙古", "内蒙古自治区"],
  ["222400", "延边", "吉林省延边朝鲜族自治州"],
  ["622926", "东乡", "甘肃省临夏回族自治州东乡族自治县"],
  ["429004", "仙桃", "湖北省仙桃市"],
  ["130426", "涉县", "河北省邯郸市涉县"],
  ["810000", "香港", "香港特别行政区"],
  ["000000", "全国", "全国"],
  ["999999", "999999", "999999"],
])("%s is %s and %s", (code, short, full) => {
  expect(regionName(code, "short")).toBe(short);
  expect(regionName(code, "full")).toBe(full);
});

test("a municipality is its own city, and what hangs on a province counts as one", () => {
  expect(childrenOf("110000")).toHaveLength(16);
  expect(childrenOf("110000").every(({ level }) => level === "district")).toBe(true);
  expect(childrenOf("420000").map(({ code }) => code)).toContain("429004");
  expect(findRegion("429004")?.level).toBe("city");
  expect(childrenOf("000000")).toHaveLength(34);
  expect(childrenOf("441900")).toEqual([]);
  expect([...regions.values()].filter(({ name }) => name.includes("直辖县"))).toEqual([]);
});

test.each([
  ["330381", "330300", true],
  ["330381", "330000", true],
  ["330381", "000000", true],
  ["330300", "330300", true],
  ["330300", "330381", false],
  ["429004", "420000", true],
  ["330300", "340000", false],
  ["nowhere", "nowhere", false],
])("%s within %s: %s", (code, ancestor, expected) => {
  expect(isWithin(code, ancestor)).toBe(expected);
});

test.each<[string, string | undefined, string | undefined]>([
  ["浙江", undefined, "330000"],
  ["浙江省", undefined, "330000"],
  [" 浙江省 温州市 ", undefined, "330300"],
  ["浙江/温州/瑞安", undefined, "330381"],
  ["广西", undefined, "450000"],
  ["新疆维吾尔自治区", undefined, "650000"],
  ["内蒙", undefined, "150000"],
  ["延边州", undefined, "222400"],
  ["伊犁哈萨克", undefined, "654000"],
  ["红河", "530000", "532500"],
  ["上海", "310000", "310000"],
  ["海淀", "110000", "110108"],
  ["朝阳", "110000", "110105"],
  ["朝阳", undefined, "211300"],
  ["吉林", undefined, "220000"],
  ["吉林", "220000", "220200"],
  ["海南", "630000", "632500"],
  ["河北", "120000", "120105"],
  ["全国", undefined, "000000"],
  ["鼓楼区", undefined, undefined],
  ["自贸区", "310000", undefined],
  ["北部新区", "500000", undefined],
  ["西咸新区", "610000", undefined],
  ["省直辖县", "460000", undefined],
  ["洋浦经济开发区", "460000", undefined],
  ["", undefined, undefined],
  ["省", undefined, undefined],
  ["🙂'; drop table", undefined, undefined],
])("the table's name %j in %s is %s", (name, within, code) => {
  expect(regionByName(name, within)).toBe(code);
});

const places = (text: string) =>
  findPlaces(text).map(({ start, end, code }) => `${text.slice(start, end)}=${code}`);

test.each<[string, string[]]>([
  ["我们在浙江温州做鞋", ["浙江温州=330300"]],
  ["泊头铸造厂，十堰的车间，霞浦海带", ["泊头=130981", "十堰=420300", "霞浦=350921"]],
  ["浙江省温州市瑞安市", ["浙江省温州市瑞安市=330381"]],
  ["通辽牛肉干卖到温州市场", ["通辽=150500", "温州=330300"]],
  ["北京朝阳、长春朝阳", ["北京朝阳=110105", "长春朝阳=220104"]],
  ["沈阳的店，和平区那家", ["沈阳=210100", "和平区=210102"]],
  ["兰州城关", ["兰州城关=620102"]],
  ["🙂新疆石河子🙂", ["新疆石河子=659001"]],
  ["重庆长寿区", ["重庆长寿区=500115"]],
  ["和平区、鼓楼区", []],
  ["市场 海运 东方 和平 朝阳 新华 长安 城关 长城", []],
  ["提高安全生产，交易门户，最大化，三台设备，固定日期，本科和硕士", []],
  ["云和数据资源公安合作比如延长互助温泉商城", []],
  ["阿里云和阿里巴巴，大理石，三明治，复合肥，哈密瓜", []],
  [
    "推广西瓜，面临安全，非常熟悉，东西安装，今天津贴，网上饶有，便宜都行，新增城市，一个旧系统",
    [],
  ],
  ["民营口腔诊所，经营口罩，运营口碑", []],
  ["汽车大厂配套，大厂欠我钱，胶水开封超期，开封后几天", []],
  ["河北大厂，在开封做食品", ["河北大厂=131028", "开封=410200"]],
  ["其中山东最多，创新郑州，出海口岸", ["山东=370000", "郑州=410100"]],
  ["福建长乐纺织，河北安平丝网", ["福建长乐=350112", "河北安平=131125"]],
  ["湖北仙桃，河南商城平台", ["湖北仙桃=429004", "河南=410000"]],
  ["湖南通道太窄，广西资源丰富", ["湖南=430000", "广西=450000"]],
  ["", []],
])("%s", (text, expected) => {
  expect(places(text)).toEqual(expected);
});

test("offsets are in order, within the text, and never overlap", () => {
  const word = fc.constantFrom(
    "浙江",
    "温州",
    "市",
    "和平区",
    "朝阳",
    "北京",
    "🙂",
    "的",
    "省",
    "吉林",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = words.join("");
      let last = 0;
      for (const { start, end, code } of findPlaces(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(findRegion(code)).toBeDefined();
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 100 },
  );
});

test("ten thousand characters take no time to speak of", () => {
  const began = performance.now();
  findPlaces("我们在浙江省温州市瑞安市做汽配".repeat(700));
  expect(performance.now() - began).toBeLessThan(250);
});
