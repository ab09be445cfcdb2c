import type { By, Person } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { getRequestFor } from "../requests/readers.ts";
import { type ReplayView, replayView } from "./replay-schema.ts";
import { findRemembered, findRememberedOf, type Remembered } from "./replay-store.ts";

/** A list exactly as it was shown, with what it was made of. */
export async function replayOwn(db: Db, person: Person, id: string): Promise<ReplayView> {
  const found = await findRemembered(db, id, person.id);
  if (!found) throw new AppError("not_found");
  return viewOf(found);
}

/** For whoever may read the request as its firm or as an official; an official's reading is in the log. */
export async function replayOfRequest(
  db: Db,
  by: By,
  person: Person,
  requestId: string,
): Promise<ReplayView> {
  const { reader, request } = await getRequestFor(db, person, requestId);
  const found = reader.as === "provider" ? undefined : await findRememberedOf(db, requestId);
  if (!found) throw new AppError("not_found");
  const view = viewOf(found);
  if (reader.as === "sme") return view;
  await inTransaction(db, async (trx) => {
    await record(trx, by, "request.match_read", requestId, {
      after: { matchId: found.id },
    });
  });
  return view.text === request.text ? view : withoutWords(view);
}

function viewOf(found: Remembered): ReplayView {
  const read = replayView.safeParse(found);
  // A list of a much older version of us, whose shape is forgotten.
  if (!read.success) throw new AppError("not_found");
  return read.data;
}

const quoting = ["capability"];

/** What a firm took out before it published is not shown, neither whole nor quoted. */
function withoutWords(view: ReplayView): ReplayView {
  const { matches, ...rest } = view.result;
  return {
    ...view,
    text: null,
    needs: view.needs.map((need) => ({
      ...need,
      // The deadline is kept in the firm's own words.
      constraints: { ...need.constraints, deadline: undefined },
      marks: [],
      capabilities: need.capabilities.map((one) => ({ ...one, spans: [] })),
    })),
    result: {
      ...rest,
      matches: matches.map((match) => ({
        ...match,
        reason: "",
        parts: match.parts.map((part) =>
          quoting.includes(part.factor) ? { ...part, detail: "" } : part,
        ),
      })),
    },
  };
}
