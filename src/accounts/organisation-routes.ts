import { Hono } from "hono";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { acceptInvitation, invite, takeBackInvitation } from "./invitation-service.ts";
import { listInvitations } from "./invitation-store.ts";
import { signedIn } from "./me-routes.ts";
import {
  addOrganisation,
  changeMember,
  changeOrganisation,
  ownerOf,
  placeIn,
} from "./organisation-service.ts";
import { getOrganisation, listMembers } from "./organisation-store.ts";
import {
  acceptedInvitation,
  invitationList,
  madeInvitation,
  memberList,
  newInvitation,
  newOrganisation,
  organisationChange,
  organisationView,
  roleChange,
} from "./schema.ts";

const tag = "organisations";

export const organisationRoutes = new Hono<AppEnv>()
  .post(
    "/",
    answers("Register one's firm, as its owner", tag, organisationView, 201),
    validate("json", newOrganisation),
    async (c) => {
      const id = await addOrganisation(c.var.db, byOf(c), signedIn(c), c.req.valid("json"));
      const made = await getOrganisation(c.var.db, id);
      c.header("etag", `"${made.version}"`);
      c.header("location", `/api/v1/organisations/${id}`);
      return c.json(made, 201);
    },
  )
  .get("/:id", answers("An organisation one belongs to", tag, organisationView), async (c) => {
    const { organisationId } = placeIn(c.var.actor, idOf(c));
    const found = await getOrganisation(c.var.db, organisationId);
    c.header("etag", `"${found.version}"`);
    return c.json(found);
  })
  .patch(
    "/:id",
    answers("Change its profile", tag, organisationView),
    versioned,
    validate("json", organisationChange),
    async (c) => {
      const { organisationId } = placeIn(c.var.actor, idOf(c));
      const by = byOf(c, organisationId);
      await changeOrganisation(c.var.db, by, organisationId, versionOf(c), c.req.valid("json"));
      const changed = await getOrganisation(c.var.db, organisationId);
      c.header("etag", `"${changed.version}"`);
      return c.json(changed);
    },
  )
  .get("/:id/members", answers("Its people", tag, memberList), async (c) => {
    const { organisationId } = placeIn(c.var.actor, idOf(c));
    return c.json({ items: await listMembers(c.var.db, organisationId), next: null });
  })
  .patch(
    "/:id/members/:userId",
    answers("Make somebody an owner or a member", tag, memberList),
    validate("json", roleChange),
    async (c) => {
      const id = idOf(c);
      placeIn(c.var.actor, id);
      const { role } = c.req.valid("json");
      await changeMember(c.var.db, byOf(c, id), id, idOf(c, "userId"), role);
      return c.json({ items: await listMembers(c.var.db, id), next: null });
    },
  )
  .delete(
    "/:id/members/:userId",
    answers("Take somebody out, or leave", tag, null, 204),
    async (c) => {
      const id = idOf(c);
      placeIn(c.var.actor, id);
      await changeMember(c.var.db, byOf(c, id), id, idOf(c, "userId"), undefined);
      return c.body(null, 204);
    },
  )
  .get(
    "/:id/invitations",
    answers("Invitations nobody has accepted yet", tag, invitationList),
    async (c) => {
      const id = idOf(c);
      ownerOf(c.var.actor, id);
      return c.json({ items: await listInvitations(c.var.db, id, c.var.now()), next: null });
    },
  )
  .post(
    "/:id/invitations",
    answers("Invite somebody by mail and link", tag, madeInvitation, 201),
    validate("json", newInvitation),
    async (c) => {
      const id = idOf(c);
      const inviter = ownerOf(c.var.actor, id);
      const { db, now, settings } = c.var;
      const asked = { ...c.req.valid("json"), organisationId: id, inviter, now: now() };
      const made = await invite(db, byOf(c, id), { ...asked, publicUrl: settings.publicUrl });
      return c.json(made, 201);
    },
  )
  .delete(
    "/:id/invitations/:invitationId",
    answers("Take an invitation back", tag, null, 204),
    async (c) => {
      const organisationId = idOf(c);
      ownerOf(c.var.actor, organisationId);
      const what = { organisationId, id: idOf(c, "invitationId"), now: c.var.now() };
      await takeBackInvitation(c.var.db, byOf(c, organisationId), what);
      return c.body(null, 204);
    },
  );

export const invitationRoutes = new Hono<AppEnv>().post(
  "/:token/accept",
  answers("Join the organisation that invited", tag, acceptedInvitation),
  async (c) => {
    const what = { token: c.req.param("token"), person: signedIn(c), now: c.var.now() };
    return c.json({ organisationId: await acceptInvitation(c.var.db, byOf(c), what) });
  },
);
