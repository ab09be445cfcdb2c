import { expect, test } from "vitest";
import { permissions } from "../src/accounts/permissions.ts";
import { read } from "./support/app.ts";
import {
  badBodies,
  type BadBody,
  badIds,
  badQueries,
  type Document,
  type Operation,
  operationsOf,
  sample,
  spoiled,
} from "./support/bad-inputs.ts";
import { type House, household } from "./support/household.ts";

type Headers = Record<string, string>;
type Schemas = Record<string, object>;
type Try = { path: string; body?: BadBody; headers?: Headers };

function allowed({ method, path }: Operation, role: string): boolean {
  const row = permissions[`${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`] ?? [];
  const own = role === "visitor" ? ["visitor"] : ["person", role];
  return row.some((one) => own.includes(one));
}

/** The address with ids of things that are there. */
function addressesOf({ path }: Operation, { ids }: House): string[] {
  const kind = path.split("/").find((part) => ids[part] !== undefined) ?? "";
  const own = [ids[kind] ?? crypto.randomUUID(), ...(kind === "requests" ? [ids["open"]] : [])];
  return own.map((id) =>
    path
      .replace("{id}", id ?? "")
      .replace("{questionId}", ids["questions"] ?? "")
      .replaceAll(/\{\w+\}/g, crypto.randomUUID()),
  );
}

const asJson = (body: BadBody): Pick<Try, "body" | "headers"> => ({
  body,
  headers: { "content-type": "application/json" },
});

/** What is wrong around the body; every role that may come sends it, one of them with all queries. */
function* roughTries(isFirst: boolean, operation: Operation, house: House): Generator<Try> {
  const [first = ""] = addressesOf(operation, house);
  yield { path: first };
  yield { path: `${first}/` };
  yield { path: `${first}%00` };
  for (const bad of operation.path.includes("{") ? badIds : [])
    yield { path: operation.path.replaceAll(/\{\w+\}/g, bad) };
  for (const version of ["", '"', '"-1"', '"99999999999"', "*", 'W/"1"'])
    yield { path: first, headers: { "if-match": version } };
  const queries = operation.parameters.filter((one) => one.in === "query");
  for (const { name } of isFirst ? queries : queries.slice(0, 1))
    for (const bad of badQueries) {
      yield { path: `${first}?${name}=${bad}` };
      yield { path: `${first}?${name}=${bad}&${name}=${bad}&${name}[]=${bad}` };
    }
  if (operation.method === "GET") return;
  for (const body of badBodies) yield { path: first, ...asJson(body) };
  yield { path: first, body: "a=1&a=2", headers: { "content-type": "text/plain" } };
}

/** A body that is right but for one value, as somebody who gets as far as the work sends it. */
function* fineTries(operation: Operation, all: Schemas, house: House): Generator<Try> {
  if (!operation.body) return;
  const path = addressesOf(operation, house).at(-1) ?? "";
  for (const body of spoiled(sample(operation.body, all)))
    yield { path, ...asJson(JSON.stringify(body)) };
}

/** Sends it all, in turn: a success says which version the next has to name. */
async function send(house: House, method: string, signedIn: Headers, tries: Iterable<Try>) {
  const failed: string[] = [];
  let version = "1";
  for (const { path, body, headers = {} } of tries) {
    const answer = await house.app.request(path, {
      method,
      headers: { "if-match": `"${version}"`, ...headers, ...signedIn },
      ...(body !== undefined && { body }),
    });
    version = answer.headers.get("etag")?.replaceAll('"', "") ?? version;
    const type = answer.headers.get("content-type");
    const isTold = answer.status < 400 || type === "application/problem+json";
    const said = await answer.text();
    if (answer.status >= 500 || !isTold)
      failed.push(`${method} ${path} ${String(body)} → ${answer.status} ${said}`.slice(0, 500));
  }
  return failed;
}

/** One in `step`, which has no divisor in common with how many bad values there are; FUZZ=all sends all. */
const thinned = (tries: Iterable<Try>, step: number) =>
  [...tries].filter((_, i) => process.env["FUZZ"] === "all" || i % step === 0);

test("whatever is sent to the API, it answers below 500 and says what is wrong", async () => {
  const house = await household();
  const document = await read<Document>(await house.app.request("/api/v1/openapi.json"));
  const operations = operationsOf(document).filter(({ path }) => path.startsWith("/api/"));
  const failed: string[] = [];
  for (const operation of operations) {
    const callers = house.people.filter(([role]) => allowed(operation, role));
    const { method } = operation;
    for (const [i, [, signedIn]] of callers.entries()) {
      const rough = thinned(roughTries(i === 0, operation, house), i === 0 ? 2 : 5);
      failed.push(...(await send(house, method, signedIn, rough)));
    }
    const fine = thinned(fineTries(operation, document.components.schemas ?? {}, house), 6);
    const [, known] = callers.find(([role]) => role !== "visitor") ?? ["", {}];
    failed.push(...(await send(house, method, known, fine)));
  }
  expect(operations.length).toBeGreaterThan(80);
  expect(failed).toEqual([]);
}, 120_000);
