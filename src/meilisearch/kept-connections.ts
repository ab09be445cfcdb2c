import { Agent, request } from "undici";
import { type HttpClient, answerOf, largestAnswer } from "./client.ts";

/** For Node, where `fetch` costs more than twice as much; a Worker has only that. */
export function keptConnections(): HttpClient {
  const dispatcher = new Agent({ maxResponseSize: largestAnswer });
  return async (input, { method, headers, body, signal } = {}) => {
    const { statusCode, body: answer } = await request(
      input instanceof Request ? input.url : input,
      {
        dispatcher,
        method: method === "POST" ? "POST" : "GET",
        headers: Object.fromEntries(new Headers(headers)),
        body: typeof body === "string" ? body : null,
        signal: signal ?? null,
      },
    );
    return answerOf({ status: statusCode, text: await answer.text() });
  };
}
