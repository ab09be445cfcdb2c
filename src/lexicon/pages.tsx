import { type Context, Hono } from "hono";
import { rolesOf } from "../accounts/actor.ts";
import { ministryOf } from "../applications/door.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { type FormState, readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  searchedIn,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { lexiconChange } from "./change.ts";
import { DraftPage, NewCapabilityPage, VersionsPage } from "./draft-views.tsx";
import { PreviewPage } from "./preview-views.tsx";
import { findCapability, listCapabilities } from "./look.ts";
import { previewDraft } from "./preview.ts";
import { numberOf } from "./routes.ts";
import { longestSearch, publishing, versionQuery } from "./schema.ts";
import { namesIn } from "./say.ts";
import { addEdit, dropEdit, drafted, publishDraft, readDraft, restoreVersion } from "./service.ts";
import { listVersions } from "./store.ts";
import { CapabilityPage, home, LexiconPage, type Sent } from "./views.tsx";

const done = {
  drafted: "记下了。发布以后才起作用。",
  dropped: "这处改动不要了。",
  published: "已发布，下一次推荐就按新词库来读。方案会在几分钟内重读一遍。",
  restored: "已恢复，作为新的一版开始使用。",
};

export const lexiconPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const draft = await readDraft(c.var.db);
    const { q, box } = searchedIn(c, longestSearch);
    const isAsked = box.errors.length === 0;
    const found = isAsked ? listCapabilities(drafted(draft), { q }) : [];
    const more = { edits: draft.edits.length, published: draft.published, may: may(c) };
    const page = { frame: await frameOf(c, done), found, q, box, ...more };
    return c.html(<LexiconPage {...page} />, isAsked ? 200 : 400);
  })
  .get(`${home}/new`, async (c) => c.html(<>{await newPage(c)}</>))
  .post(`${home}/new`, async (c) => {
    const values = await readForm(c, ["scenes"]);
    return await attempt(
      c,
      async () => {
        const { code } = await edit(c, capabilityIn(values));
        return `${home}/capabilities/${code}?done=drafted`;
      },
      async (refusal) => await newPage(c, { values, refusal }),
    );
  })
  .get(`${home}/capabilities/:code`, async (c) => c.html(<>{await capabilityPage(c)}</>))
  .post(`${home}/capabilities/:code/add`, async (c) =>
    onCapability(c, "add", (values) => ({ what: "add_phrase", ...phraseIn(values) })),
  )
  .post(`${home}/capabilities/:code/remove`, async (c) =>
    onCapability(c, "remove", (values) => ({ what: "remove_phrase", ...phraseIn(values) })),
  )
  .post(`${home}/capabilities/:code/rename`, async (c) =>
    onCapability(c, "rename", (values) => ({ what: "rename", name: textIn(values, "name") })),
  )
  .post(`${home}/capabilities/:code/retire`, async (c) =>
    onCapability(c, "retire", () => ({ what: "retire_capability" })),
  )
  .get(`${home}/draft`, async (c) => {
    const draft = await readDraft(c.var.db);
    const frame = await frameOf(c, done);
    return c.html(
      <DraftPage {...{ frame, draft, nameOf: namesIn(drafted(draft)), may: may(c) }} />,
    );
  })
  .post(`${home}/edits/:id/drop`, async (c) => {
    const office = ministryOf(c.var.actor);
    await dropEdit(c.var.db, byOf(c, office.organisationId), idOf(c));
    return c.redirect(`${home}/draft?done=dropped`, 303);
  })
  .get(`${home}/preview`, async (c) => c.html(<>{await previewPage(c)}</>))
  .post(`${home}/publish`, async (c) => {
    const values = await readForm(c);
    const office = ministryOf(c.var.actor);
    return await attempt(
      c,
      async () => {
        const by = byOf(c, office.organisationId);
        await publishDraft(c.var.db, by, office, givenIn(c, values));
        return `${home}/versions?done=published`;
      },
      async (refusal) => await previewPage(c, { values, refusal }),
    );
  })
  .get(`${home}/versions`, async (c) => c.html(<>{await versionsPage(c)}</>))
  .post(`${home}/versions/:number/restore`, async (c) => {
    const values = await readForm(c);
    const office = ministryOf(c.var.actor);
    const number = numberOf(c);
    return await attempt(
      c,
      async () => {
        const by = byOf(c, office.organisationId);
        await restoreVersion(c.var.db, by, office, number, givenIn(c, values));
        return `${home}/versions?done=restored`;
      },
      async (refusal) => {
        const sent = { values: { ...values, number: String(number) }, errors: refusal.errors };
        return await versionsPage(c, { sent, refusal });
      },
    );
  });

function may(c: Context<AppEnv>): boolean {
  return rolesOf(c.var.actor).includes("ministry");
}

function phraseIn(values: Values) {
  return { list: textIn(values, "list"), phrase: textIn(values, "phrase") };
}

function capabilityIn(values: Values) {
  const lines = (name: string) =>
    textIn(values, name)
      .split(/[\n,，、]/u)
      .map((one) => one.trim())
      .filter((one) => one !== "");
  return {
    what: "add_capability",
    name: textIn(values, "name"),
    category: textIn(values, "category"),
    scenes: values["scenes"],
    owner: lines("owner"),
    called: lines("called"),
    weak: lines("weak"),
    vendor: lines("vendor"),
  };
}

async function edit(c: Context<AppEnv>, given: object) {
  const office = ministryOf(c.var.actor);
  const by = byOf(c, office.organisationId);
  return await addEdit(c.var.db, by, office, parsed(lexiconChange, given));
}

function givenIn(c: Context<AppEnv>, values: Values) {
  const { reason } = parsed(publishing, { reason: textIn(values, "reason") });
  return { version: versionIn(values), reason, now: c.var.now() };
}

async function onCapability(
  c: Context<AppEnv>,
  what: Sent["what"],
  changeOf: (values: Values) => object,
): Promise<Response> {
  const values = await readForm(c);
  const code = c.req.param("code") ?? "";
  return await attempt(
    c,
    async () => {
      await edit(c, { code, ...changeOf(values) });
      // Who retires one has no page of it to come back to.
      const at = what === "retire" ? "draft" : `capabilities/${encodeURIComponent(code)}`;
      return `${home}/${at}?done=drafted`;
    },
    async (refusal) => await capabilityPage(c, { what, values, refusal }),
  );
}

type Again = { values: Values; refusal: Refusal };

async function capabilityPage(c: Context<AppEnv>, again?: Again & { what: Sent["what"] }) {
  const draft = await readDraft(c.var.db);
  const found = findCapability(drafted(draft), c.req.param("code") ?? "");
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  // A word that nobody understood comes here from its list.
  const values = again?.values ?? { phrase: c.req.query("phrase") ?? "", list: "owner" };
  const sent: Sent = { what: again?.what ?? "add", values, errors: again?.refusal.errors ?? [] };
  return <CapabilityPage {...{ frame, found, may: may(c), edits: draft.edits.length, sent }} />;
}

async function newPage(c: Context<AppEnv>, again?: Again) {
  const { edits } = await readDraft(c.var.db);
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c);
  const values = again?.values ?? { scenes: [], owner: c.req.query("phrase") ?? "" };
  const form = { values, errors: again?.refusal.errors ?? [] };
  return <NewCapabilityPage {...{ frame, edits: edits.length, form }} />;
}

async function previewPage(c: Context<AppEnv>, again?: Again) {
  const draft = await readDraft(c.var.db);
  const preview = await previewDraft(c.var.db, await c.var.matcher(), draft);
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c);
  // What comes again has been looked at anew, so it may be published as it now is.
  const { version: _, ...typed } = again?.values ?? {};
  const form = { values: typed, errors: again?.refusal.errors ?? [] };
  const nameOf = namesIn(drafted(draft));
  return <PreviewPage {...{ frame, draft, nameOf, preview, form, may: true }} />;
}

async function versionsPage(c: Context<AppEnv>, again?: { sent: FormState; refusal: Refusal }) {
  const draft = await readDraft(c.var.db);
  const asked = versionQuery.catch({ limit: 20 }).parse({ after: c.req.query("after") });
  const list = await listVersions(c.var.db, asked);
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  return (
    <VersionsPage
      {...{ frame, ...list, after: asked.after, may: may(c), published: draft.published }}
      draftVersion={draft.version}
      edits={draft.edits.length}
      nameOf={namesIn(drafted(draft))}
      form={again?.sent ?? { values: {}, errors: [] }}
    />
  );
}
