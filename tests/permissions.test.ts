import { expect, test } from "vitest";
import { type Role, rolesOf } from "../src/accounts/actor.ts";
import { permissions } from "../src/accounts/permissions.ts";
import { settings, testApp } from "./support/app.ts";
import { makeAdministrator, makeMember, makePerson, makeProvider } from "./support/make.ts";

type Test = Awaited<ReturnType<typeof testApp>>;

/** `GET /providers/:id` of everything that answers, middleware left out. */
function routesOf({ app }: Test): string[] {
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].toSorted();
}

async function peopleIn({ db }: Test): Promise<[Role, Record<string, string>][]> {
  const people: [Role, { headers: Record<string, string> }][] = [
    ["visitor", { headers: {} }],
    ["person", await makePerson(db)],
    ["sme", await makeMember(db, "sme")],
    ["provider", await makeProvider(db)],
    ["official", await makeMember(db, "authority")],
    ["ministry", await makeMember(db, "authority", { regionCode: "000000" })],
    ["administrator", await makeAdministrator(db)],
  ];
  return people.map(([role, { headers }]) => [role, headers]);
}

/** Who is a member of something is a person too, and who is of the ministry an official. */
function mayUse(role: Role, allowed: readonly Role[]): boolean {
  const more: readonly Role[] = role === "ministry" ? ["official"] : [];
  const own: readonly Role[] = role === "visitor" ? ["visitor"] : ["person", role, ...more];
  return own.some((one) => allowed.includes(one));
}

/** The people here act with tokens, which the table lets through and these turn away: tokens.test.ts. */
const sessionsOnly = ["POST /me/sessions/end-others", "GET /api/v1/me/data", "POST /me/data"];

test("every route has its row, and every row a route", async () => {
  const made = await testApp();
  expect(Object.keys(permissions).toSorted()).toEqual(routesOf(made));
});

test("every role is let through or turned away at every route as the table says", async () => {
  const made = await testApp();
  const people = await peopleIn(made);
  const wrong: string[] = [];
  for (const route of routesOf(made).filter((one) => !sessionsOnly.includes(one))) {
    const [method = "", path = ""] = route.split(" ");
    const address = path.replaceAll(/:\w+(\{[^}]*\})?/g, () => crypto.randomUUID());
    for (const [role, headers] of people) {
      const answer = await made.app.request(address, {
        method,
        headers: { ...headers, origin: settings.publicUrl },
      });
      const { status } = answer;
      const expected = mayUse(role, permissions[route] ?? []);
      const signIn = answer.headers.get("location")?.startsWith("/sign-in?next=") === true;
      const refused = role === "visitor" ? status === 401 || signIn : status === 403;
      if (expected === refused) wrong.push(`${route} answers ${role} ${status}`);
      await answer.body?.cancel();
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);

test("a person with several organisations has the roles of all", () => {
  const place = { name: "x", role: "owner", regionCode: null, providerId: null } as const;
  const person = {
    id: "1",
    name: "x",
    email: "x",
    version: 1,
    administrator: true,
    active: undefined,
    scopes: ["read"],
    sessionId: null,
    memberships: [
      { ...place, organisationId: "1", kind: "sme" },
      { ...place, organisationId: "2", kind: "authority" },
    ],
  } as const;
  expect(
    rolesOf({ ...person, scopes: [...person.scopes], memberships: [...person.memberships] }),
  ).toEqual(["person", "administrator", "sme", "official"]);
});
