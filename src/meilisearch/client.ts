import { type Config, Meilisearch } from "meilisearch";

export type HttpClient = NonNullable<Config["httpClient"]>;

export type MeilisearchAddress = {
  url: string;
  /** May search, and read documents and the state of the index. */
  searchKey: string;
  /** May change documents and indexes too. */
  writeKey: string;
  /** What our indexes are called before their version. */
  prefix: string;
  /** How long to wait for an answer before another engine is asked. */
  patienceMs?: number;
  /** How to ask it, where something costs less than `fetch`. */
  httpClient?: HttpClient;
};
export type Clients = { reader: Meilisearch; writer: Meilisearch };

/** Cheap: nothing is connected before the first question. */
export function clientsOf({
  url,
  searchKey,
  writeKey,
  patienceMs = 400,
  httpClient = fetchAnswer,
}: MeilisearchAddress): Clients {
  const common = {
    host: url,
    requestInit: {
      // Compressed answers come in small writes: each would wait 40 ms for a delayed acknowledgement.
      headers: { "accept-encoding": "identity" },
      // It answers itself or not at all: nobody is led elsewhere with what people typed.
      redirect: "manual" as const,
    },
  };
  return {
    reader: new Meilisearch({
      ...common,
      apiKey: searchKey,
      timeout: patienceMs,
      httpClient,
    }),
    writer: new Meilisearch({
      ...common,
      apiKey: writeKey,
      timeout: 30_000,
      defaultWaitOptions: { timeout: 300_000, interval: 25 },
    }),
  };
}

/** Many times what we ever ask for. */
export const largestAnswer = 16 * 1024 * 1024;

export function answerOf({ status, text }: { status: number; text: string }): unknown {
  if (status < 200 || status > 299) throw new Error(`${status}: ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

const fetchAnswer: HttpClient = async (...asked) => {
  const response = await fetch(...asked);
  return answerOf({ status: response.status, text: await textOf(response) });
};

/** Whoever broke may send without end: that is read no further than it may go. */
async function textOf(response: Response): Promise<string> {
  const said = response.headers.get("content-length");
  if (said !== null && Number(said) <= largestAnswer) return await response.text();
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > largestAnswer) throw new Error("the answer has no end");
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
