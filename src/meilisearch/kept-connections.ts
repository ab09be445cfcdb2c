import { Agent, type Dispatcher } from "undici";
import { type HttpClient, answerOf, largestAnswer } from "./client.ts";

type Answered = { status: number; text: string };

/** For Node, where `fetch` costs several times as much; a Worker has only that. */
export function keptConnections(): HttpClient {
  const agent = new Agent({ maxResponseSize: largestAnswer });
  return async (input, { method, headers, body, signal } = {}) => {
    const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input);
    const asked: Dispatcher.DispatchOptions = {
      origin,
      path: pathname + search,
      method: method === "POST" ? "POST" : "GET",
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === "string" ? body : null,
    };
    return answerOf(await dispatched(agent, asked, signal));
  };
}

/** Undici's `request` would make a stream of every answer, which costs half as much again. */
async function dispatched(
  agent: Agent,
  asked: Dispatcher.DispatchOptions,
  signal: AbortSignal | null | undefined,
): Promise<Answered> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  let started: Dispatcher.DispatchController | undefined;
  const abort = () => {
    // As `fetch` does: the client tells by it who gave up.
    reject(signal?.reason);
    // Who waits for a connection has nothing to end yet.
    started?.abort(new Error("given up"));
  };
  signal?.addEventListener("abort", abort, { once: true });
  const decoder = new TextDecoder();
  let [status, text] = [0, ""];
  agent.dispatch(asked, {
    onRequestStart: (controller) => {
      started = controller;
      if (signal?.aborted) abort();
    },
    onResponseStart: (_, code) => {
      status = code;
    },
    onResponseData: (_, part) => {
      text += decoder.decode(part, { stream: true });
    },
    onResponseEnd: () => resolve({ status, text: text + decoder.decode() }),
    onResponseError: (_, error) => reject(error),
  });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
