import { insertCase } from "../../src/cases/store.ts";
import { type Db, inTransaction } from "../../src/db/connect.ts";
import { insertProvider } from "../../src/providers/store.ts";
import { indexCases, indexProviders } from "../../src/search/service.ts";
import { insertSolution } from "../../src/solutions/store.ts";

/** One firm with one solution and one case, all to be seen. */
export async function makeOffer(db: Db, name = "演示·甲软件") {
  return await inTransaction(db, async (trx) => {
    const providerId = await insertProvider(trx, {
      name,
      status: "listed",
      listed_at: new Date("2026-10-01T00:00:00Z"),
      batch_no: "2026-1",
      region_code: "330300",
      contact_name: "王五",
      contact_phone: "13800001111",
      demo: true,
    });
    const solutionId = await insertSolution(trx, {
      provider_id: providerId,
      status: "published",
      published_at: new Date("2026-10-01T00:00:00Z"),
      name: "扫码报工",
      category: "upgrade",
      scenes: ["production"],
    });
    const caseId = await insertCase(trx, {
      origin: "engagement",
      status: "published",
      published_at: new Date("2026-10-01T00:00:00Z"),
      consent_on: "2026-09-30",
      provider_id: providerId,
      solution_id: solutionId,
      title: "五金厂报工从隔天变当天",
      category: "upgrade",
      measures: JSON.stringify([]),
    });
    await indexProviders(trx, [providerId]);
    await indexCases(trx, [caseId]);
    return { providerId, solutionId, caseId };
  });
}
