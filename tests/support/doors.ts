import { expect } from "vitest";
import { makeUscc } from "../../src/taxonomy/uscc.ts";
import { json, read, testApp } from "./app.ts";
import { makeMember } from "./make.ts";

export const code = makeUscc("91330300MA2ABCDE1");
export const firm = {
  name: "甲软件",
  legalName: "温州甲软件有限公司",
  uscc: code,
  regionCode: "330300",
  foundedYear: 2015,
  headcount: 30,
  intro: "给小厂做扫码报工",
  contactName: "李工",
  contactPhone: "0577-5550-0100",
  strengths: ["五金行业做过二十家"],
  serviceRegions: ["330000"],
  declarations: ["truth", "data", "fair"],
};
export const offer = {
  name: "扫码报工",
  category: "upgrade",
  scenes: ["production"],
  summary: "工人用手机扫码报工",
  description: "车间里贴上码，工人做完一道工序扫一下。",
  deployment: ["saas"],
  oneOffFen: 2_000_000,
  dataPromise: "数据归您，随时导出",
  supportPromise: "工作日两小时内答复",
};
const allCriteria = ["identity", "capability", "solutions", "proof", "declarations"];
export const passed = (failing: readonly string[] = []) =>
  allCriteria.map((one) =>
    failing.includes(one)
      ? { code: one, passed: false, note: "请补充" }
      : { code: one, passed: true },
  );
export const listing = { verdict: "listed", criteria: passed() };

export type Body = Record<string, unknown> & { id: string; version: number; status: string };
type App = Awaited<ReturnType<typeof testApp>>["app"];

export function speaker(app: App, signedIn: Record<string, string>) {
  const send = async (method: string, path: string, body?: unknown, version?: number) => {
    const match: Record<string, string> =
      version === undefined ? {} : { "if-match": `"${version}"` };
    const init = body === undefined ? { headers: {} } : json(body);
    const headers = { ...init.headers, ...signedIn, ...match };
    return await app.request(`/api/v1${path}`, { ...init, method, headers });
  };
  const get = async (path: string) => await read<Body>(await send("GET", path));
  return { send, get };
}

export async function doors() {
  const { app, db, clock, url } = await testApp();
  const applicant = await makeMember(db, "provider", { name: "甲软件" });
  const official = await makeMember(db, "authority", { regionCode: "330300" });
  const province = await makeMember(db, "authority", { regionCode: "330000" });
  const elsewhere = await makeMember(db, "authority", { regionCode: "320000" });
  return {
    app,
    db,
    clock,
    url,
    signedIn: {
      applicant: applicant.headers,
      official: official.headers,
      province: province.headers,
    },
    applicant: speaker(app, applicant.headers),
    organisationId: applicant.organisationId,
    official: speaker(app, official.headers),
    province: speaker(app, province.headers),
    elsewhere: speaker(app, elsewhere.headers),
  };
}
export type Doors = Awaited<ReturnType<typeof doors>>;

export async function submitted({ applicant }: Doors, filled: object = firm) {
  const begun = await read<Body>(await applicant.send("POST", "/applications"));
  const changed = await applicant.send("PATCH", `/applications/${begun.id}`, filled, 1);
  expect(changed.status).toBe(200);
  const made = await applicant.send("POST", "/solutions", offer);
  expect(made.status).toBe(201);
  const answer = await applicant.send("POST", `/applications/${begun.id}/submit`, undefined, 2);
  expect(answer.status).toBe(200);
  return await read<Body & { providerId: string }>(answer);
}

export const decide = async (who: Doors["official"], { id, version }: Body, body: object) =>
  await who.send("POST", `/reviews/${id}/decisions`, body, version);

export const found = async ({ app }: Doors, q: string) => {
  const path = `/api/v1/search?q=${encodeURIComponent(q)}`;
  return (await read<{ hits: { id: string; type: string }[] }>(await app.request(path))).hits;
};
