import { expect, test } from "vitest";
import { permissions } from "../src/accounts/permissions.ts";
import { read, testApp } from "./support/app.ts";
import { operationsOf, sample } from "./support/bad-inputs.ts";
import { household } from "./support/household.ts";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
};
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
  parameters?: Parameter[];
  security?: object[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas?: Record<string, Schema>; securitySchemes: object };
};
type App = Awaited<ReturnType<typeof testApp>>["app"];

const documentOf = async (app: App) =>
  await read<Document>(await app.request("/api/v1/openapi.json"));

function bodyOf({ paths }: Document, method: string, path: string): Schema {
  return paths[`/api/v1${path}`]?.[method]?.requestBody?.content["application/json"]?.schema ?? {};
}

test("where a version has to be named, the document says so, and nowhere else", async () => {
  const { app, ids, people } = await household();
  const document = await documentOf(app);
  const schemas = document.components.schemas ?? {};
  const asked: string[] = [];
  const done: string[] = [];
  for (const { method, path, body } of operationsOf(document)) {
    const roles = permissions[`${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`] ?? [];
    const kind = path.split("/").find((part) => ids[part] !== undefined) ?? "";
    const address = path
      .replace("{id}", ids[kind] ?? crypto.randomUUID())
      .replaceAll(/\{number\}/g, "0")
      .replaceAll(/\{\w+\}/g, crypto.randomUUID());
    for (const [role, headers] of people) {
      if (method === "GET" || !roles.some((one) => ["person", role].includes(one))) continue;
      const { status } = await app.request(address, {
        method,
        headers: { ...headers, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(sample(body, schemas)) }),
      });
      if (status === 428) asked.push(`${method} ${path}`);
      if (status < 300) done.push(`${method} ${path}`);
    }
  }
  const said = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters = [] }]) =>
        parameters.some(({ name, required }) => name === "If-Match" && required),
      )
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(new Set(asked).size).toBeGreaterThan(15);
  expect([...new Set(asked)].filter((one) => !said.includes(one))).toEqual([]);
  expect(said.filter((one) => done.includes(one))).toEqual([]);
}, 120_000);

test("the document says of each route who may come, and of each address what it is made of", async () => {
  const { app } = await testApp();
  const { paths, components } = await documentOf(app);
  expect(Object.keys(components.securitySchemes)).toEqual(["token", "session"]);
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { security, parameters = [] }] of Object.entries(methods)) {
      const address = path.replaceAll(/\{\w+\}/g, crypto.randomUUID());
      const { status } = await app.request(address, { method: method.toUpperCase() });
      const isOpen = security?.some((one) => Object.keys(one).length === 0);
      expect([method, path, status === 401]).toEqual([method, path, !isOpen]);
      const ids = parameters.filter(({ name, in: place }) => place === "path" && /id$/i.test(name));
      for (const { schema } of ids) expect(schema.format).toBe("uuid");
    }
  expect(paths["/api/v1/me/tokens"]?.["post"]?.security).toEqual([{ session: [] }]);
  expect(paths["/api/v1/me/data"]?.["get"]?.security).toEqual([{ session: [] }]);
});

test("every code that a query names in the document is taken, and no other", async () => {
  const { app } = await testApp();
  const { paths } = await documentOf(app);
  let tried = 0;
  for (const path of ["/search", "/solutions", "/cases", "/providers"])
    for (const { name, schema } of paths[`/api/v1${path}`]?.["get"]?.parameters ?? []) {
      const codes = schema.enum ?? schema.items?.enum;
      const isCode = ["type", "category", "scene", "size", "region", "industry"].includes(name);
      if (!isCode) continue;
      const isOneOfMany = name === "region" || name === "industry";
      expect([name, (codes?.length ?? 0) > 2]).toEqual([name, !isOneOfMany]);
      for (const code of codes ?? []) {
        tried++;
        expect((await app.request(`/api/v1${path}?${name}=${String(code)}`)).status).toBe(200);
      }
      expect((await app.request(`/api/v1${path}?${name}=nothing`)).status).toBe(400);
    }
  expect(tried).toBeGreaterThan(80);
});

test("what is refused of a text is in its schema: that it is empty, too long, no address, no day of ours", async () => {
  const { app } = await testApp();
  const document = await documentOf(app);
  const reason = bodyOf(document, "post", "/requests/{id}/withdraw").properties?.["reason"];
  expect(reason).toMatchObject({ type: "string", minLength: 1, maxLength: 1000, pattern: "\\S" });
  const text = bodyOf(document, "post", "/needs/understand").properties?.["text"];
  expect(text).toMatchObject({ minLength: 1, maxLength: 10_000, pattern: "\\S" });
  const draft = bodyOf(document, "post", "/requests").properties ?? {};
  expect(draft["text"]?.maxLength).toBe(10_000);
  expect(draft["scenes"]?.items?.enum).toContain("production");
  expect(draft["wantedBy"]?.anyOf?.[0]).toMatchObject({ format: "date" });
  expect(new RegExp(draft["wantedBy"]?.anyOf?.[0]?.pattern ?? "").test("0020-02-29")).toBe(false);
  const invited = bodyOf(document, "post", "/organisations/{id}/invitations").properties;
  expect(invited?.["email"]).toMatchObject({ type: "string", format: "email" });
});

test("a change of the lexicon is described as it is asked for, not as it is answered", async () => {
  const { app } = await testApp();
  const choices = bodyOf(await documentOf(app), "post", "/lexicon/edits").oneOf ?? [];
  expect(choices).toHaveLength(5);
  for (const { properties } of choices)
    for (const [name, schema] of Object.entries(properties ?? {}))
      expect([name, schema.type]).toEqual([name, expect.stringMatching(/^(string|array)$/)]);
  const added = choices.find(({ properties }) => properties?.["owner"]);
  expect(added?.required).toEqual(["what", "name", "category", "scenes", "owner", "vendor"]);
});
