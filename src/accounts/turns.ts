import type { Context, MiddlewareHandler } from "hono";
import { isLoopback } from "../config.ts";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { createBuckets } from "./buckets.ts";
import { takeTurn } from "./lockout-store.ts";
import { routeOf } from "./permit.ts";

type Turns = { what: string; most: number; seconds: number; perTurn?: number };

/** Reading ten thousand characters takes thirty times as long as a hundred. */
const bytesPerTurn = 2000;
/** As many as the longest text that is read takes: whatever else is sent costs no more. */
const mostBytes = 30_000;
// Reading a need costs a wide query, an invitation a mail to an address its sender chose.
const matching = { what: "match", most: 600, seconds: 60, perTurn: bytesPerTurn };
// Every need that was published is read twice.
const previewing = { what: "preview", most: 60, seconds: 60 };
const inviting = { what: "invite", most: 100, seconds: 3600 };

const limited: Readonly<Record<string, Turns>> = {
  "GET /match": matching,
  "POST /match": matching,
  "POST /api/v1/matches": matching,
  "POST /api/v1/needs/understand": matching,
  "POST /requests/new": matching,
  "GET /solutions/:id/why": matching,
  "GET /api/v1/solutions/:id/why": matching,
  "GET /official/lexicon/preview": previewing,
  "GET /api/v1/lexicon/preview": previewing,
  "POST /organisations/:id/invitations": inviting,
  "POST /api/v1/organisations/:id/invitations": inviting,
  "POST /requests/:id/invite": inviting,
  "POST /api/v1/requests/:id/invitations": inviting,
};

/** Stops a flood of what costs more than a page. Who sits at this machine floods only himself. */
export const limitTurns: MiddlewareHandler<AppEnv> = async (c, next) => {
  const turns = limited[routeOf(c)];
  if (turns && !isLoopback(c.get("clientAddress"))) await takeTurnAt(c, turns);
  await next();
};

/** A whole office may share one address: generous enough for all of it. */
export async function takeTurnAt(c: Context<AppEnv>, turns: Turns): Promise<void> {
  const { db, now, clientAddress } = c.var;
  const { what, perTurn, ...rate } = turns;
  const asked = { ...rate, turns: perTurn === undefined ? 1 : turnsOf(c, perTurn) };
  if (await takeTurn(db, `${what}|${networkOf(clientAddress)}`, asked, now())) return;
  c.header("retry-after", String(rate.seconds));
  throw new AppError("too_many", { params: { minutes: Math.ceil(rate.seconds / 60) } });
}

/** One for each begun so many bytes; who sends without saying how many may send a long text. */
function turnsOf(c: Context<AppEnv>, perTurn: number): number {
  const { method, url, raw } = c.req;
  const asks = method === "GET" || method === "HEAD";
  const unsaid = raw.body ? mostBytes : 0;
  const said = asks ? url.length : Number(c.req.header("content-length") ?? unsaid);
  // Written as in a link a character takes three times as many.
  const isLink = asks || c.req.header("content-type")?.startsWith(linkType);
  const bytes = Number.isFinite(said) ? Math.max(0, isLink ? said / 3 : said) : mostBytes;
  return 1 + Math.floor(Math.min(mostBytes, bytes) / perTurn);
}

const linkType = "application/x-www-form-urlencoded";

/** So many of these a question takes out of its asker's bucket. A search asks the database six times or more. */
const searching: Readonly<Record<string, number>> = {
  "GET /search": 4,
  "GET /api/v1/search": 4,
  "GET /api/v1/suggest": 1,
};

/** A hundred searches at once and ten a second, or forty suggestions: an office behind one address types slower. */
const searchBuckets = { most: 400, perSecond: 40, places: 20_000 };

/**
 * Stops a flood of searches before anything is looked up for it. Counted in this process: a row in
 * the database for each would cost more than a suggestion does.
 */
export function createSearchLimit(): MiddlewareHandler<AppEnv> {
  const take = createBuckets(searchBuckets);
  return async (c, next) => {
    const cost = searching[routeOf(c)];
    const address = c.get("clientAddress");
    if (cost !== undefined && !isLoopback(address)) {
      const seconds = take(networkOf(address), cost, c.get("now")().getTime());
      if (seconds > 0) {
        c.header("retry-after", String(seconds));
        throw new AppError("too_many", { params: { seconds } });
      }
    }
    await next();
  };
}

/** Who has one IPv6 address has 2^64 of them, some written shorter than others. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = [], tail = []] = address
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return [...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
