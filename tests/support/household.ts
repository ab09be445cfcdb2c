import { read } from "./app.ts";
import { makeAdministrator, makeMember } from "./make.ts";
import { evaluating, market, need, offer, published } from "./market.ts";

type Headers = Record<string, string>;

/** Things of the people below, so that a bad value meets the work itself and not only a 404. */
export async function household() {
  const all = await market();
  const { id: awarded, proposals } = await evaluating(all);
  const deal = await all.sme.send("POST", `/requests/${awarded}/award`, {
    proposalId: proposals[0],
    reason: "合适",
  });
  const { engagementId } = await read<{ engagementId: string }>(deal);
  const open = await published(all);
  const made = async (who: typeof all.sme, path: string, body?: object) =>
    (await read<{ id: string }>(await who.send("POST", path, body))).id;
  const proposal = await made(all.provider, `/requests/${open}/proposals`, offer);
  const applicant = await makeMember(all.db, "provider");
  const application = await read<{ id: string }>(
    await all.app.request("/api/v1/applications", { method: "POST", headers: applicant.headers }),
  );
  const ids: Record<string, string> = {
    requests: await made(all.sme, "/requests", need),
    open,
    proposals: proposal,
    engagements: engagementId,
    solutions: await made(all.provider, "/solutions", { name: "报工", category: "upgrade" }),
    questions: await made(all.provider, `/requests/${open}/questions`, { text: "几条线？" }),
    applications: application.id,
    reviews: application.id,
    providers: all.rivalId,
  };
  const people: [string, Headers][] = [
    ["visitor", {}],
    ["sme", all.headers.sme],
    ["provider", all.headers.provider],
    ["provider", applicant.headers],
    ["official", (await makeMember(all.db, "authority", { regionCode: "330000" })).headers],
    ["ministry", (await makeMember(all.db, "authority", { regionCode: "000000" })).headers],
    ["administrator", (await makeAdministrator(all.db)).headers],
  ];
  return { ...all, ids, people };
}
export type House = Awaited<ReturnType<typeof household>>;
