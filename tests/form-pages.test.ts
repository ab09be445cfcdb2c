import { expect, test } from "vitest";
import { formPages } from "../src/accounts/form-pages.ts";
import { permissions } from "../src/accounts/permissions.ts";
import { form, testApp } from "./support/app.ts";
import { makeMember, makeProvider } from "./support/make.ts";
import { market, visitor } from "./support/market.ts";

test("who comes back to a refused form's address is led to the page it stands on", async () => {
  const all = await market();
  const { headers } = await makeMember(all.db, "authority");
  const office = visitor(all.app, headers);
  const page = `/official/providers/${all.providerId}`;
  for (const what of ["suspend", "lift", "remove"]) {
    const refused = await office.submit(`${page}/${what}`, { reason: "" });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await office.open(`${page}/${what}`)).toMatchObject({ status: 303, location: page });
  }
  expect((await office.open(page)).status).toBe(200);
  const { headers: provider } = await makeProvider(all.db);
  const desk = visitor(all.app, provider);
  // A route with a parameter would take this address for one of its own.
  expect(await desk.open("/desk/provider/application/submit")).toMatchObject({
    status: 303,
    location: "/desk/provider/application",
  });
});

test("of two forms of a page each has fields of its own, and an error leads to the one that was sent", async () => {
  const all = await market();
  const { headers } = await makeMember(all.db, "authority");
  const office = visitor(all.app, headers);
  const { text } = await office.submit(`/official/providers/${all.providerId}/remove`, {
    reason: "",
  });
  const ids = [...text.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(text).toMatch(/<details class="fold" open=""><summary>移出名单/u);
  const [, sent = ""] = text.split("<summary>移出名单");
  expect(text).toContain('<a href="#remove-reason">');
  expect(sent).toMatch(/<textarea[^>]*id="remove-reason"/u);
});

/** `/official/providers/:id/lift` with something in the place of each parameter. */
const filled = (path: string) => path.replaceAll(/:(\w+)/g, "some-$1");

test("every address that only takes a form leads to a page that exists", async () => {
  const { app } = await testApp();
  const found = [...formPages].map(([path]) => path);
  for (const path of [
    "/official/providers/:id/lift",
    "/official/cases/:id/feature",
    "/official/imports/:id/run",
    "/official/search-status/retry",
    "/desk/provider/solutions/:id/withdraw",
    "/desk/cases/:id/withdraw",
    "/engagements/:id/accept",
  ])
    expect(found).toContain(path);
  for (const [path, page] of formPages) {
    expect([path, permissions[`GET ${page}`] !== undefined]).toEqual([path, true]);
    const answer = await app.request(filled(path));
    const location = answer.headers.get("location");
    expect([path, answer.status, location]).toEqual([path, 303, filled(page)]);
  }
});

test("nothing else is led anywhere: pages, unknown addresses, programs, and what is sent", async () => {
  const { app } = await testApp();
  expect((await app.request("/search")).status).toBe(200);
  for (const path of [
    "/official/providers/x/nothing",
    "/official/providers/a/b/lift",
    "/official/providers/%0d%0aset-cookie:a=b/lift",
    "/official/providers/..%2f..%2fme/lift",
    "//evil.example/sign-out",
    "/api/v1/providers/x/lift",
  ])
    expect([path, (await app.request(path)).status]).toEqual([path, 404]);
  const sent = await app.request("/official/providers/x/lift", form({ reason: "" }));
  expect(sent.status).toBe(401);
});
