import { expect } from "vitest";
import { form, json, read, testApp } from "./app.ts";
import { makeMember, makeProvider } from "./make.ts";

export const day = 86_400_000;
export const need = {
  title: "扫码报工",
  text: "我们是做五金的小厂，想上个便宜的扫码报工",
  category: "upgrade",
  scenes: ["production"],
  regionCode: "330300",
  contactName: "王厂长",
  contactPhone: "0577-5550-0199",
  contactConsent: true,
};
export const offer = {
  summary: "手机扫码报工，一周上线",
  plan: "第一周装好，第二周培训",
  weeks: 2,
  oneOffFen: 2_000_000,
  yearlyFen: 300_000,
};

export type Body = Record<string, unknown> & { id: string; version: number; status: string };

/** Speaks for one person through the API. */
export function speaker(
  app: Awaited<ReturnType<typeof testApp>>["app"],
  signedIn: Record<string, string>,
) {
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

export async function market() {
  const { app, machine, db, clock, url } = await testApp();
  const sme = await makeMember(db, "sme", { name: "五金厂" });
  const provider = await makeProvider(db, { name: "甲软件" });
  const rival = await makeProvider(db, { name: "乙软件" });
  return {
    app,
    machine,
    db,
    clock,
    url,
    headers: { sme: sme.headers, provider: provider.headers, rival: rival.headers },
    rivalId: rival.providerId,
    providerId: provider.providerId,
    sme: speaker(app, sme.headers),
    provider: speaker(app, provider.headers),
    rival: speaker(app, rival.headers),
    stranger: speaker(app, (await makeMember(db, "sme")).headers),
  };
}
export type Market = Awaited<ReturnType<typeof market>>;

export async function published({ sme, clock }: Market) {
  const closesAt = new Date(clock.now().getTime() + 7 * day).toISOString();
  const made = await read<Body>(await sme.send("POST", "/requests", { ...need, closesAt }));
  const answer = await sme.send("POST", `/requests/${made.id}/publish`, undefined, 1);
  expect(answer.status).toBe(200);
  return made.id;
}

/** Two proposals stand and the deadline has passed. */
export async function evaluating(all: Market) {
  const id = await published(all);
  const ids = [];
  for (const who of [all.provider, all.rival]) {
    const sent = await who.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
    expect(sent.status).toBe(201);
    ids.push((await read<Body>(sent)).id);
  }
  const later = all.clock.now().getTime() + 8 * day;
  all.clock.now = () => new Date(later);
  return { id, proposals: ids };
}

/** Uses the pages as one person does, without script. */
export function visitor(app: Market["app"], signedIn: Record<string, string>) {
  const open = async (path: string, init: RequestInit = {}) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...signedIn };
    const answer = await app.request(path, { ...init, headers });
    const text = await answer.text();
    return { status: answer.status, text, location: answer.headers.get("location") ?? "" };
  };
  return {
    open: async (path: string) => await open(path),
    submit: async (path: string, fields: Record<string, string> | [string, string][] = {}) =>
      await open(path, form(fields)),
  };
}
