import { expect } from "vitest";
import type { MatchesView, NeedView } from "../../src/matching/schema.ts";
import { indexProviders } from "../../src/search/service.ts";
import { json, read, testApp } from "./app.ts";
import { makeProvider, makeSolution } from "./make.ts";

export const hardware = "我们是做五金的小厂,60来号人,想上个便宜的扫码报工";
type App = Awaited<ReturnType<typeof testApp>>["app"];

export async function understood(app: App, text: string): Promise<NeedView[]> {
  const answer = await app.request("/api/v1/needs/understand", json({ text }));
  expect(answer.status).toBe(200);
  return (await read<{ needs: NeedView[] }>(answer)).needs;
}

export async function matched(app: App, body: object): Promise<MatchesView> {
  const answer = await app.request("/api/v1/matches", json(body));
  expect(answer.status).toBe(200);
  return await read<MatchesView>(answer);
}

/** A small market: what fits, what is broader, and what is about something else. */
export async function needMarket() {
  const { app, db, clock } = await testApp();
  const { providerId } = await makeProvider(db);
  const reporting = await makeSolution(db, providerId, {
    name: "扫码报工小助手",
    summary: "面向中小企业的手机扫码报工与计件核算，轻量、开箱即用",
    description: "工人用手机扫流转卡上的二维码报工，产量和计件工资自动汇总。",
  });
  const mes = await makeSolution(db, providerId, {
    name: "生产执行系统 MES",
    summary: "大型集团多工厂的制造执行",
    description: "生产工单、工序派工、质量追溯。",
  });
  const lesson = await makeSolution(db, providerId, {
    name: "云课堂",
    summary: "在线直播授课与考试",
    scenes: ["online-education"],
  });
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  return { app, db, clock, providerId, reporting, mes, lesson };
}
