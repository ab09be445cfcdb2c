import { type Context, Hono } from "hono";
import { z } from "zod";
import { membershipOf } from "../accounts/actor.ts";
import { getOrganisation } from "../accounts/organisation-store.ts";
import { askForFirm } from "../accounts/resume-pages.tsx";
import { listDealsOf } from "../engagements/store.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf } from "../http.ts";
import { countStanding } from "../proposals/store.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  formAgain,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { dayAfter, passDeadlines } from "./decisions.ts";
import { DeskPage, FirmNeededPage, RegionPage } from "./desk-views.tsx";
import { carried, draftIn, matchValues, newValues, ofForm, valuesOf } from "./form-values.ts";
import { PreviewPage, RequestFormPage } from "./form-views.tsx";
import { heardFor } from "./heard.ts";
import { findMatch, findMeant } from "./match-store.ts";
import { readersOf, redacted } from "./readers.ts";
import { mine, personOf } from "./routes.ts";
import { requestQuery } from "./schema.ts";
import { addRequest, changeRequest, missingIn, publishRequest } from "./service.ts";
import { findRequestFor, listRequests } from "./store.ts";

const lists = ["scenes"];

export const requestPages = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { db, now } = c.var;
    await passDeadlines(db, now());
    const query = parsed(requestQuery.strip(), c.req.query());
    const wanted = query.view === "region" ? "official" : "sme";
    const reader = readersOf(personOf(c)).find(({ as }) => as === wanted);
    if (!reader) return c.redirect(homeOf(c), 303);
    const list = await listRequests(db, reader, query);
    const items = list.items.map((item) => redacted(item, reader));
    const page = { frame: await frameOf(c), query, items, next: list.next, now: now() };
    if (reader.as !== "sme") return c.html(<RegionPage {...page} />);
    const ids = items.map(({ id }) => id);
    const deals = await listDealsOf(db, ids, dayAfter(now(), 0));
    const standing = await countStanding(db, ids);
    return c.html(<DeskPage {...page} {...{ deals, standing }} />);
  })
  .get("/new", async (c) => {
    const person = personOf(c);
    const frame = await frameOf(c);
    if (!person.memberships.some(({ kind }) => kind === "sme"))
      return c.html(
        <FirmNeededPage frame={frame} next={`/requests/new${new URL(c.req.url).search}`} />,
      );
    const own = membershipOf(person, "sme");
    const firm = await getOrganisation(c.var.db, own.organisationId);
    const values = newValues(firm, c.var.now(), await given(c));
    return c.html(<RequestFormPage frame={frame} form={{ values, errors: [] }} />);
  })
  // From a match: its id leads back here through signing in. Of an old one the words are carried there.
  .post("/new", async (c) => {
    const posted = await readForm(c, lists);
    const matchId = textIn(posted, "matchId");
    const { actor } = c.var;
    const own = actor?.memberships.find(({ kind }) => kind === "sme");
    if (await matchOf(c, matchId, own ? 0 : timeToRegister))
      return c.redirect(`/requests/new?match=${matchId}`, 303);
    if (!own && textIn(posted, "text") === "") return c.redirect("/requests/new", 303);
    if (!actor) throw new AppError("not_signed_in");
    if (!own) return await askForFirm(c);
    const firm = await getOrganisation(c.var.db, own.organisationId);
    const form = { values: newValues(firm, c.var.now(), carried(posted)), errors: [] };
    return c.html(<RequestFormPage frame={await frameOf(c)} form={form} />);
  })
  .post("/", async (c) => {
    const values = await readForm(c, lists);
    const own = membershipOf(c.var.actor, "sme");
    const by = { ...byOf(c, own.organisationId), actorId: personOf(c).id };
    const add = async () => {
      const typed = draftIn(values);
      const heard = heardFor((await c.var.matcher()).lexicon, typed);
      const draft = { ...typed, ...heard };
      const match = await matchOf(c, draft.matchId ?? "");
      const needs = Array.isArray(match?.needs) ? match.needs.map(Object) : [];
      const input = { ...draft, matchId: match?.id ?? null, needs };
      const key = textIn(values, "key").slice(0, 64);
      const id = await addRequest(c.var.db, by, own, { input, now: c.var.now() }, key);
      return afterSaving(values, id, Object.keys(heard).length > 0 ? "heard" : "saved");
    };
    return await attempt(c, add, async (refusal) => (
      <RequestFormPage
        frame={await frameAgain(c, refusal)}
        form={{ values, errors: refusal.errors }}
      />
    ));
  })
  .get("/:id/edit", async (c) => {
    const { request } = await mine(c);
    const form = { values: { ...valuesOf(request), invite: inviteIn(c) }, errors: [] };
    if (request.status !== "draft" && request.status !== "open")
      return c.redirect(`/requests/${request.id}`, 303);
    return c.html(<RequestFormPage frame={await frameOf(c)} form={form} request={request} />);
  })
  .post("/:id", async (c) => {
    const values = await readForm(c, lists);
    const change = async () => {
      const { own, which } = await mine(c);
      const version = versionIn(values);
      const by = byOf(c, own.organisationId);
      const { matchId: _, ...draft } = draftIn(values);
      await changeRequest(c.var.db, by, own, { ...which, version }, draft);
      return afterSaving(values, which.id);
    };
    return await attempt(c, change, async (refusal) => await editAgain(c, values, refusal));
  })
  .get("/:id/preview", async (c) => {
    const { request } = await mine(c);
    if (request.status !== "draft") return c.redirect(`/requests/${request.id}`, 303);
    const missing = missingIn(request);
    const frame = await frameOf(c, {
      saved: missing.length > 0 ? "草稿已存好。" : "草稿已存好。看一遍，没问题就发布。",
      heard: "草稿已存好。您没选的类别、场景或城市，是按您写的话填的，不对可以改。",
    });
    const invite = inviteIn(c);
    return c.html(<PreviewPage {...{ frame, request, missing, invite, now: c.var.now() }} />);
  })
  .post("/:id/publish", async (c) => {
    const values = await readForm(c);
    const publish = async () => {
      const { own, which, request } = await mine(c);
      const by = byOf(c, own.organisationId);
      await publishRequest(c.var.db, by, own, { ...which, version: versionIn(values) });
      const invite = textIn(values, "invite");
      if (isId(invite)) return `/requests/${which.id}/invite?done=published&provider=${invite}`;
      return `/requests/${which.id}${request.matchId ? "/invite" : ""}?done=published`;
    };
    return await attempt(c, publish, async (refusal) => {
      const { request } = await mine(c);
      const frame = await frameAgain(c, refusal);
      const { errors } = refusal;
      const invite = textIn(values, "invite");
      if (errors.length > 0) {
        const form = { values: { ...valuesOf(request), invite }, errors };
        return <RequestFormPage {...{ frame, form, request }} />;
      }
      const missing = missingIn(request);
      return <PreviewPage {...{ frame, request, missing, invite, now: c.var.now() }} />;
    });
  });

/** A provider to be invited, as an address names it. */
function inviteIn(c: Context<AppEnv>): string {
  const named = c.req.query("invite") ?? "";
  return isId(named) ? named : "";
}

function afterSaving(values: Values, id: string, done = "saved"): string {
  const asked = textIn(values, "act");
  if (asked === "draft") return `/requests/${id}?done=saved`;
  if (asked === "changed") return `/requests/${id}?done=changed`;
  const invite = textIn(values, "invite");
  return `/requests/${id}/preview?done=${done}${isId(invite) ? `&invite=${invite}` : ""}`;
}

function isId(value: string): boolean {
  return z.uuid().safeParse(value).success;
}

/** What was typed stands over what is saved. */
async function editAgain(c: Context<AppEnv>, values: Values, refusal: Refusal) {
  const { request } = await mine(c);
  const again = { ...refusal, errors: refusal.errors.map(ofForm) };
  const form = formAgain(values, again, valuesOf(request));
  return <RequestFormPage frame={await frameAgain(c, refusal)} form={form} request={request} />;
}

/** What a link brings: a match, an earlier need of the same firm, a text, whom to invite. */
async function given(c: Context<AppEnv>): Promise<Values> {
  const { match = "", from = "", text = "", provider, solution } = c.req.query();
  const meant = {
    ...(provider && isId(provider) && { provider }),
    ...(solution && isId(solution) && { solution }),
  };
  const invite = (await findMeant(c.var.db, meant))?.id ?? "";
  const found = await matchOf(c, match);
  if (found) return { ...matchValues(found, c.var.now()), invite };
  return { ...(from ? await earlier(c, from) : { text }), invite };
}

/** So long somebody may take to sign in, or to register with his firm. */
const timeToRegister = 3_600_000;

/** The match, if it can still be taken up `later` milliseconds from now. */
async function matchOf(c: Context<AppEnv>, id: string, later = 0) {
  const { db, actor, now } = c.var;
  const until = new Date(now().getTime() + later);
  return isId(id) ? await findMatch(db, id, actor?.id ?? null, until) : undefined;
}

/** All but the dates of an earlier need of the same firm. */
async function earlier(c: Context<AppEnv>, from: string): Promise<Values> {
  const { organisationId } = membershipOf(c.var.actor, "sme");
  const found = isId(from) && (await findRequestFor(c.var.db, { as: "sme", organisationId }, from));
  if (!found) throw new AppError("not_found");
  const { closesAt: _, wantedBy: __, matchId: ___, ...values } = valuesOf(found);
  return values;
}

function homeOf(c: Context<AppEnv>): string {
  const kinds = personOf(c).memberships.map(({ kind }) => kind);
  if (kinds.includes("provider")) return "/leads";
  return kinds.includes("authority") ? "/requests?view=region" : "/requests/new";
}
