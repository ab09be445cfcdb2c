import { Hono } from "hono";
import { expect, test } from "vitest";
import { assetUrl } from "../src/web/assets.ts";
import { BeforeAfter, sayChange } from "../src/web/figures.tsx";
import { CheckboxGroup, SelectField } from "../src/web/choice-fields.tsx";
import { FileField, MoneyField, TextArea, TextField } from "../src/web/fields.tsx";
import { errorOf, FormPage, type FormState, readForm } from "../src/web/form.tsx";
import { GuidePage } from "../src/web/guide.tsx";
import { Highlight } from "../src/web/highlight.tsx";
import { errorPage } from "../src/web/layout.tsx";
import { Pager, Table } from "../src/web/lists.tsx";

const render = (node: unknown) => String(node);
const plain = (node: unknown) => render(node).replaceAll(/<\/?span>/g, "");

test.for([
  ["用<b>报工</b>吧", [[4, 6]], "用&lt;b&gt;<mark>报工</mark>&lt;/b&gt;吧"],
  [
    "扫码报工",
    [
      [0, 3],
      [2, 4],
    ],
    "<mark>扫码报工</mark>",
  ],
  [
    "扫码报工",
    [
      [2, 4],
      [0, 1],
    ],
    "<mark>扫</mark>码<mark>报工</mark>",
  ],
  [
    "扫码",
    [
      [-5, 1],
      [9, 12],
      [1, 1],
      [Number.NaN, 1],
    ],
    "<mark>扫</mark>码",
  ],
  ["a😀b", [[2, 3]], "a<mark>😀</mark>b"],
  ["", [[0, 4]], ""],
] as const)("in %j, %j marks %j", ([text, ranges, html]) => {
  expect(plain(<Highlight text={text} ranges={ranges} />)).toBe(html);
});

const form: FormState = {
  values: {
    name: '"><script>',
    budget: "4.8万",
    scenes: ["quality"],
    region: "330200",
    text: "\n<b>",
  },
  errors: [
    { pointer: "/name", code: "too_big", params: { maximum: 40 } },
    { pointer: "/scenes/0", code: "invalid_value", params: {} },
    { pointer: "/budget", code: "required", params: {} },
  ],
};

test("a field keeps what was typed and ties its hint and error", () => {
  const html = render(<TextField name="name" label="名称" hint="执照上的" form={form} />);
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(html).toContain('aria-describedby="name-hint name-error"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toMatch(/id="name-error".*请不要超过 40 个字/s);
  expect(html).toContain('<label class="field-label" for="name">');
  const fine = render(<TextField name="city" label="城市" form={form} />);
  expect(fine).not.toMatch(/aria-invalid|aria-describedby|field-error/);
});

test("a password never comes back", () => {
  const typed = { values: { password: "geheim" }, errors: [] };
  const html = render(<TextField name="password" label="密码" type="password" form={typed} />);
  expect(html).not.toContain("geheim");
});

test("the other fields keep what was chosen", () => {
  const options = [
    { value: "quality", label: "质量管理" },
    { value: "energy", label: "能耗管理" },
  ];
  const boxes = render(<CheckboxGroup name="scenes" label="场景" options={options} form={form} />);
  expect(boxes).toMatch(/id="scenes"[^>]*value="quality"[^>]*checked/);
  expect(boxes).not.toMatch(/value="energy"[^>]*checked/);
  expect(boxes).toMatch(/<fieldset[^>]*aria-describedby="scenes-error"/);
  const regions = [{ value: "330200", label: "宁波" }];
  expect(render(<SelectField name="region" label="地区" options={regions} form={form} />)).toMatch(
    /value="330200"[^>]*selected/,
  );
  expect(render(<MoneyField name="budget" label="预算" form={form} />)).toMatch(
    /value="4.8万".*即 4.8 万元/s,
  );
  expect(render(<TextArea name="text" label="说明" max={9} form={form} />)).toMatch(
    /aria-describedby="text-count"[^>]*>\n\n&lt;b&gt;<\/textarea>/,
  );
  expect(render(<FileField name="file" label="执照" form={form} />)).toContain("重新选一次");
});

test("the summary names every error and leads to its field; one of no field is said too", () => {
  const more = { ...form, errors: [...form.errors, { pointer: "", code: "stale?", params: {} }] };
  const labels = { name: "名称", scenes: "场景", budget: "预算" };
  const html = render(
    <FormPage title="登记" form={more} labels={labels} action="/x" submit="登记" version={7}>
      <TextField name="name" label="名称" form={more} />
    </FormPage>,
  );
  expect(html).toContain("有 4 处需要修改");
  expect(html).toContain('<a href="#name">名称：请不要超过 40 个字。</a>');
  expect(html).toContain('<a href="#scenes">场景：');
  expect(html).toContain('<a href="#budget">请填写预算。</a>');
  expect(html).toContain("<title>有内容需要修改：登记 · 数桥</title>");
  expect(html).toContain('<input type="hidden" name="version" value="7"/>');
});

test("an error of `name` is none of `names`, and a dotted name is a path", () => {
  const errors = [{ pointer: "/names/0", code: "invalid", params: {} }];
  expect(errorOf({ values: {}, errors }, "name")).toBeUndefined();
  expect(errorOf({ values: {}, errors }, "names")).toBeDefined();
  const deep = [{ pointer: "/firm/uscc", code: "required", params: {} }];
  expect(errorOf({ values: {}, errors: deep }, "firm.uscc")).toBeDefined();
});

test("a form is read with its repeated fields, without blanks and files", async () => {
  const app = new Hono().post("/", async (c) => c.json(await readForm(c, ["scene", "size"])));
  const body = new FormData();
  for (const [name, value] of [
    ["a", "1"],
    ["b", ""],
    ["scene", "x"],
    ["many", "1"],
    ["many", "2"],
  ] as const)
    body.append(name, value);
  body.append("file", new File(["x"], "x.txt"));
  const answer = await app.request("/", { method: "POST", body });
  expect(await answer.json()).toEqual({ a: "1", many: ["1", "2"], scene: ["x"], size: [] });
  const twice = new URLSearchParams("scene=x&scene=&scene=y&__proto__=1");
  const urlencoded = await app.request("/", { method: "POST", body: twice });
  expect(await urlencoded.json()).toMatchObject({ scene: ["x", "y"], size: [] });
});

const change = (before: number | null, after: number | null, unit = "分钟") =>
  sayChange({ label: "", before, after, unit });

test("a case says its change in a way that holds", () => {
  expect(change(120, 15)).toBe("下降 88%");
  expect(change(82, 95, "%")).toBe("提高 13 个百分点");
  expect(change(10, 25)).toBe("变为 2.5 倍");
  expect(change(0, 5)).toBe("提高 5 分钟");
  expect(change(100, 99.5)).toBe("下降 0.5%");
  expect(change(5, 5)).toBe("没有变化");
  expect(change(null, 5)).toBe("");
  expect(
    render(
      <BeforeAfter caption="x" measures={[{ label: "a", before: 0, after: 0, unit: "件" }]} />,
    ),
  ).not.toContain("NaN");
});

test("tables and pagers", () => {
  const table = render(
    <Table
      caption="x"
      columns={[{ label: "a" }, { label: "b", number: true }]}
      rows={[["1", null]]}
    />,
  );
  expect(table).toContain('<th scope="row">1</th><td class="number">—</td>');
  const stacked = render(
    <Table caption="x" columns={[{ label: "a" }, { label: "b" }]} rows={[["1", "2"]]} stacked />,
  );
  expect(stacked).toContain('data-label="b"');
  expect(render(<Pager page={1} pages={1} hrefOf={String} />)).toBe("");
  expect(render(<Pager page={2} pages={3} hrefOf={(page) => `?page=${page}`} />)).toMatch(
    /\?page=1.*\?page=3/s,
  );
});

test("the guide shows every component without inline script or style", () => {
  const html = render(<GuidePage />);
  expect(html.startsWith("<!doctype html>")).toBe(true);
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/);
  expect(html).toContain(assetUrl("styles.css"));
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test("a fault of ours shows its number, a wrong address does not", async () => {
  const app = new Hono().get("/", () => {
    throw new Error("broken");
  });
  app.onError(errorPage);
  const answer = await app.request("/");
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain("编号");
});
