import fs from "node:fs";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import postgres, { type Sql } from "postgres";
import { isPrepared } from "../../src/db/planned.ts";
import type { Plan, PlannedCase, Step } from "./plan.ts";

/**
 * The bare server that ours is measured against: Hono, postgres.js and the statements that ours
 * sends, one after the other or together as ours does, and an answer of the same size. No checks,
 * no sessions, no headers, no mapping of rows.
 */
function main(url: string, planFile: string, poolSize: number) {
  const plan: Plan = JSON.parse(fs.readFileSync(planFile, "utf8"));
  const sql = postgres(url, { max: poolSize, onnotice: () => {} });
  const app = new Hono();
  for (const one of plan.cases) {
    // An answer of the API is put together each time, a page is one text.
    const isJson = one.type.startsWith("application/json");
    const answer: unknown = isJson ? JSON.parse(one.answer) : undefined;
    const bodyOf = () => (isJson ? JSON.stringify(answer) : one.answer);
    app.on(one.method, `/${one.name}/:at`, async (c) => {
      if (one.method === "POST") await c.req.json();
      await play(sql, plan.texts, scriptOf(one, Number(c.req.param("at"))));
      return c.body(bodyOf(), one.status === 201 ? 201 : 200, { "content-type": one.type });
    });
  }
  serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
    process.send?.({ url: `http://127.0.0.1:${port}` });
  });
}

type Script = { steps: Step[]; fill?: Record<string, string> | undefined };

function scriptOf({ scripts, fills }: PlannedCase, at: number): Script {
  if (!fills) return { steps: scripts[at]! };
  return { steps: scripts[0]!, fill: { ...fills[at] } };
}

async function play(sql: Sql, texts: string[], { steps, fill }: Script) {
  const begin = steps.findIndex((step) => step.do === "begin");
  if (begin < 0) return await playQueries(sql, texts, steps, fill);
  const commit = steps.findIndex((step) => step.do === "commit");
  await playQueries(sql, texts, steps.slice(0, begin), fill);
  await sql.begin(async (trx) => await playQueries(trx, texts, steps.slice(begin, commit), fill));
  return await play(sql, texts, { steps: steps.slice(commit + 1), fill });
}

async function playQueries(
  sql: Pick<Sql, "unsafe">,
  texts: string[],
  steps: Step[],
  fill: Record<string, string> | undefined,
) {
  const queries = steps.filter((step) => step.do === "query");
  for (let at = 0; at < queries.length;) {
    const { group } = queries[at]!;
    const end = queries.findIndex((query, i) => i > at && query.group !== group);
    const together = queries.slice(at, end < 0 ? queries.length : end);
    const answers = await Promise.all(
      together.map(({ text, parameters }) =>
        sql.unsafe(texts[text]!, filled(parameters, fill), {
          prepare: isPrepared(texts[text]!, parameters),
        }),
      ),
    );
    const made: unknown = answers[0]?.[0]?.["id"];
    if (fill && together[0]!.makes && typeof made === "string") fill["made"] = made;
    at += together.length;
  }
}

function filled(parameters: unknown[], fill: Record<string, string> | undefined) {
  const values = fill
    ? parameters.map((value) =>
        typeof value === "string" && value.includes("{{")
          ? value.replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => fill[name] ?? mark)
          : value,
      )
    : parameters;
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- they went through postgres.js before
  return values as never[];
}

const [url = "", planFile = "", poolSize = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit());
main(url, planFile, Number(poolSize));
