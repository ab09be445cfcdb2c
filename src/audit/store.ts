import type { By } from "../accounts/actor.ts";
import type { Trx } from "../db/connect.ts";

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

function asJson(value: object | null | undefined) {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- jsonb takes any object we made
  return (value ?? null) as Record<string, string> | null;
}
