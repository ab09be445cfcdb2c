import { expect, test } from "vitest";
import { form, read } from "./support/app.ts";
import { type Body, doors, found, offer, speaker } from "./support/doors.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

async function shop() {
  const all = await doors();
  const own = await makeProvider(all.db, { name: "乙软件" });
  const rival = await makeProvider(all.db, { name: "丙软件" });
  return {
    ...all,
    headers: own.headers,
    own: speaker(all.app, own.headers),
    rival: speaker(all.app, rival.headers),
  };
}

test("a draft is invisible, a published one is found, a withdrawn one is gone", async () => {
  const all = await shop();
  const made = await read<Body>(await all.own.send("POST", "/solutions", offer));
  expect(await found(all, "扫码报工")).toEqual([]);
  expect((await all.app.request(`/api/v1/solutions/${made.id}`)).status).toBe(404);
  const path = `/solutions/${made.id}`;
  expect((await all.own.send("POST", `${path}/publish`)).status).toBe(428);
  expect((await all.own.send("POST", `${path}/publish`, undefined, 1)).status).toBe(200);
  expect((await found(all, "扫码报工")).map(({ id }) => id)).toContain(made.id);
  const change = { summary: "工人微信扫码报工" };
  expect((await all.own.send("PATCH", path, change, 1)).status).toBe(412);
  expect((await all.own.send("PATCH", path, change, 2)).status).toBe(200);
  expect(await read(await all.app.request(`/api/v1${path}`))).toMatchObject(change);
  expect((await all.own.send("POST", `${path}/withdraw`, {}, 3)).status).toBe(200);
  expect((await found(all, "扫码报工")).map(({ id }) => id)).not.toContain(made.id);
  expect((await all.own.send("POST", `${path}/withdraw`, {}, 4)).status).toBe(409);
  const { items } = await read<{ items: { version: number; content: { summary: string } }[] }>(
    await all.own.send("GET", `/me/solutions/${made.id}/versions`),
  );
  expect(items.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  expect(items.at(-1)?.content.summary).toBe(offer.summary);
});

test("what buyers have to know cannot be left out or taken away", async () => {
  const { own } = await shop();
  const made = await read<Body>(
    await own.send("POST", "/solutions", { name: "半个方案", category: "upgrade" }),
  );
  expect(made["missing"]).toContain("dataPromise");
  const refused = await own.send("POST", `/solutions/${made.id}/publish`, undefined, 1);
  expect(refused.status).toBe(400);
  const whole = await read<Body>(await own.send("PATCH", `/solutions/${made.id}`, offer, 1));
  expect(whole["missing"]).toEqual([]);
  await own.send("POST", `/solutions/${made.id}/publish`, undefined, 2);
  const emptied = await own.send("PATCH", `/solutions/${made.id}`, { dataPromise: "" }, 3);
  expect(emptied.status).toBe(400);
  expect(await own.get(`/me/solutions/${made.id}`)).toMatchObject({ version: 3 });
});

test("another's solution is not there, and bad input is refused field by field", async () => {
  const { own, rival, applicant } = await shop();
  const made = await read<Body>(await own.send("POST", "/solutions", offer));
  expect((await rival.send("GET", `/me/solutions/${made.id}`)).status).toBe(404);
  expect((await rival.send("PATCH", `/solutions/${made.id}`, offer, 1)).status).toBe(404);
  expect((await rival.send("POST", `/solutions/${made.id}/publish`, undefined, 1)).status).toBe(
    404,
  );
  expect((await applicant.send("POST", "/solutions", offer)).status).toBe(409);
  const bad = { ...offer, scenes: ["nowhere"], oneOffFen: -1, name: "x".repeat(61), extra: 1 };
  const answer = await own.send("POST", "/solutions", bad);
  expect(answer.status).toBe(400);
  const { errors } = await read<{ errors: { pointer: string }[] }>(answer);
  expect(errors.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(["/name", "/scenes/0", "/oneOffFen", "/extra"]),
  );
});

test("two saves of one version at once: one is kept, the other is told", async () => {
  const { own } = await shop();
  const made = await read<Body>(await own.send("POST", "/solutions", offer));
  const answers = await Promise.all(
    ["甲", "乙", "丙"].map(
      async (summary) => await own.send("PATCH", `/solutions/${made.id}`, { summary }, 1),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
  expect(statuses).toEqual([200, 412, 412]);
});

test("the form keeps what was typed and says what is wrong beside it", async () => {
  const { app, headers } = await shop();
  const typed = {
    name: "<b>码</b>",
    category: "upgrade",
    oneOffFen: "很多钱",
    trialDays: "一个月",
  };
  const answer = await app.request("/desk/provider/solutions", form(typed, headers));
  expect(answer.status).toBe(400);
  const html = await answer.text();
  for (const part of ["&lt;b&gt;码&lt;/b&gt;", "很多钱", "一个月", "请填金额", "请填数字"])
    expect(html).toContain(part);
});

test("a long list of one's own solutions comes in pages", async () => {
  const { app, db, headers } = await shop();
  const { id } = await db
    .selectFrom("provider")
    .select("id")
    .where("name", "=", "乙软件")
    .executeTakeFirstOrThrow();
  for (let at = 0; at < 21; at++) await makeSolution(db, id, { name: `第 ${at} 号` });
  const open = async (page: number) => {
    const answer = await app.request(`/desk/provider/solutions?page=${page}`, { headers });
    return { status: answer.status, cards: (await answer.text()).split('class="card ').length - 1 };
  };
  expect(await open(1)).toEqual({ status: 200, cards: 20 });
  expect(await open(2)).toEqual({ status: 200, cards: 1 });
  expect((await open(3)).status).toBe(404);
});
