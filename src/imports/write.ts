import type { By } from "../accounts/actor.ts";
import { insertEvents } from "../audit/store.ts";
import type { Trx } from "../db/connect.ts";
import { indexCases, indexProviders, indexSolutions } from "../search/service.ts";
import { type Change, changedColumns, type Plan } from "./plan.ts";
import { type Kind, kinds } from "./schema.ts";
import { type Content, insertThings, keepVersions, updateThings } from "./store.ts";

type Ids = Record<Kind, Map<string, string>>;
/** How much of the work is done: 0 to 1. */
type Progress = (part: number) => Promise<void>;

const batch = 500;
const writingPart = 0.25;

/** Writes all of a plan, with one audit event for each thing that came or changed. */
export async function writePlan(
  trx: Trx,
  by: By,
  { changes }: Plan,
  { now, progress }: { now: Date; progress: Progress },
): Promise<void> {
  const ids: Ids = { provider: new Map(), solution: new Map(), case: new Map() };
  const owners = new Map<string, string>();
  const left = new Set<string>();
  const total = kinds.reduce((sum, kind) => sum + changes[kind].length, 0);
  let written = 0;
  for (const kind of kinds)
    for (let at = 0; at < changes[kind].length; at += batch) {
      const some = changes[kind].slice(at, at + batch);
      await writeBatch(trx, by, kind, some, { ids, owners, left, now });
      written += some.length;
      await progress((written / total) * writingPart);
    }
  await index(trx, { ids, owners, left }, async (part) => {
    await progress(writingPart + part * (1 - writingPart));
  });
}

type Written = {
  ids: Ids;
  owners: Map<string, string>;
  /** Solutions that cases were about before. */
  left: Set<string>;
};

async function writeBatch(
  trx: Trx,
  by: By,
  kind: Kind,
  some: Change[],
  { ids, owners, left, now }: Written & { now: Date },
) {
  const things = some.map((change) => ({ ...change, content: resolve(change, ids) }));
  const added = things.filter(({ existing }) => existing === null);
  const made = await insertThings(trx, kind, added, now);
  const changed = things.flatMap(({ existing, ...thing }) =>
    existing ? [{ ...thing, id: existing.id, before: existing.content }] : [],
  );
  await updateThings(trx, kind, changed, now);
  for (const [key, id] of made) ids[kind].set(key, id);
  for (const { externalKey, id } of changed) ids[kind].set(externalKey, id);
  if (kind === "case")
    for (const { before, content } of changed) {
      const about = before["solution_id"];
      if (typeof about === "string" && about !== content["solution_id"]) left.add(about);
    }
  for (const { externalKey, content } of things)
    if (typeof content["provider_id"] === "string")
      owners.set(idOf(ids[kind], externalKey), content["provider_id"]);
  await insertEvents(trx, by, [
    ...added.map(({ externalKey, content }) => ({
      kind: `${kind}.imported` as const,
      thingKind: kind,
      thingId: idOf(made, externalKey),
      after: { externalKey, ...content },
    })),
    ...changed.map(({ id, before, content }) => {
      const names = changedColumns(kind, before, content);
      return {
        kind: `${kind}.imported` as const,
        thingKind: kind,
        thingId: id,
        before: pick(before, names),
        after: pick(content, names),
      };
    }),
  ]);
  if (kind === "solution")
    await keepVersions(trx, [...made.values(), ...changed.map(({ id }) => id)], now);
}

/** The ids of what this run made just now. */
function resolve({ content, providerKey, solutionKey }: Change, ids: Ids): Content {
  const made: Record<string, unknown> = {};
  if (providerKey !== null && content["provider_id"] === null)
    made["provider_id"] = ids.provider.get(providerKey) ?? null;
  if (solutionKey !== null && content["solution_id"] === null)
    made["solution_id"] = ids.solution.get(solutionKey) ?? null;
  return { ...content, ...made };
}

function idOf(made: ReadonlyMap<string, string>, externalKey: string): string {
  const id = made.get(externalKey);
  if (id === undefined) throw new Error(`the database made nothing for ${externalKey}`);
  return id;
}

function pick(content: Content, names: readonly string[]): Content {
  return Object.fromEntries(names.map((name) => [name, content[name]]));
}

/** What is found follows at once, and takes longest. A provider brings along all that is its own. */
async function index(trx: Trx, { ids, owners, left }: Written, progress: Progress) {
  const providers = new Set(ids.provider.values());
  const others = (made: Map<string, string>) =>
    [...made.values()].filter((id) => !providers.has(owners.get(id) ?? ""));
  const work = [
    ...batches([...providers], 50, indexProviders),
    ...batches(others(ids.solution), batch, indexSolutions),
    ...batches([...left], batch, indexSolutions),
    ...batches(others(ids.case), batch, indexCases),
  ];
  for (const [i, some] of work.entries()) {
    await some(trx);
    await progress((i + 1) / work.length);
  }
}

function batches(
  all: readonly string[],
  size: number,
  work: (trx: Trx, ids: readonly string[]) => Promise<void>,
) {
  const starts = Array.from({ length: Math.ceil(all.length / size) }, (_, i) => i * size);
  return starts.map((at) => async (trx: Trx) => await work(trx, all.slice(at, at + size)));
}
