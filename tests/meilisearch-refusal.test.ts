import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { meilisearchEngine } from "../src/meilisearch/engine.ts";
import { EngineRefusal } from "../src/search/engine.ts";
import { makeDocument } from "./support/shelf.ts";

/** Answers questions with nothing, and whatever is to be stored with this status. */
async function serverThatAnswers(status: number): Promise<string> {
  const server = createServer((request, response) => {
    const isQuestion = request.url === "/multi-search";
    response.writeHead(isQuestion ? 200 : status, { "content-type": "application/json" });
    const nothing = { results: [{ hits: [], estimatedTotalHits: 0 }] };
    response.end(JSON.stringify(isQuestion ? nothing : { message: "no", code: "no" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

test.for([
  [400, true],
  [413, true],
  [401, false],
  [429, false],
  [503, false],
] as const)("a document answered with %d is refused for good: %s", async ([status, isRefused]) => {
  const url = await serverThatAnswers(status);
  const engine = meilisearchEngine({ url, searchKey: "a", writeKey: "a", prefix: "t" });
  const failure = await engine.put([makeDocument("one")]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure instanceof EngineRefusal).toBe(isRefused);
});
