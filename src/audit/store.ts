import type { By } from "../accounts/actor.ts";
import type { Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";

export type Event = {
  kind: `${string}.${string}`;
  thingKind: string;
  thingId: string;
  before?: object | null;
  after?: object | null;
};

/** Takes a `Trx`, so that no event can be written apart from what it tells of. */
export async function insertEvent(trx: Trx, by: By, event: Event): Promise<void> {
  await insertEvents(trx, by, [event]);
}

/** The same of one thing, which the kind names first: `request.published`. */
export async function record(
  trx: Trx,
  by: By,
  kind: Event["kind"],
  thingId: string,
  detail: Pick<Event, "before" | "after"> = {},
): Promise<void> {
  const thingKind = kind.slice(0, kind.indexOf("."));
  await insertEvent(trx, by, { kind, thingKind, thingId, ...detail });
}

/** One for each of many things that one act changed. */
export async function insertEvents(trx: Trx, by: By, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  if (by.actorId !== null) await requirePresent(trx, by.actorId);
  await trx
    .insertInto("audit_event")
    .values(
      events.map((event) => ({
        actor_id: by.actorId,
        actor: by.actor,
        organisation_id: by.organisationId,
        request_id: by.requestId,
        kind: event.kind,
        thing_kind: event.thingKind,
        thing_id: event.thingId,
        // Objects, not JSON.stringify: postgres.js would store that as a JSON string.
        before: asJson(event.before),
        after: asJson(event.after),
      })),
    )
    .execute();
}

/** Who has had himself erased does nothing more; who is doing something holds that up until it is done. */
async function requirePresent(trx: Trx, actorId: string): Promise<void> {
  const actor = await trx
    .selectFrom("user")
    .select("erased_at as erasedAt")
    .where("id", "=", actorId)
    .forKeyShare()
    .executeTakeFirst();
  if (actor && actor.erasedAt !== null) throw new AppError("not_signed_in");
}

function asJson(value: object | null | undefined) {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- jsonb takes any object we made
  return (value ?? null) as Record<string, string> | null;
}
