import { form, json, settings } from "./app.ts";

type App = { request: (path: string, init?: RequestInit) => Response | Promise<Response> };

/** Keeps cookies between requests, as a browser does, and says where it comes from. */
export function browserOn(app: App) {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie) headers.set("cookie", cookie);
    if (init.method !== undefined && !headers.has("origin"))
      headers.set("origin", settings.publicUrl);
    const answer = await app.request(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...rest] = line.split("; ");
      const at = pair.indexOf("=");
      const ended = rest.some((part) => /^max-age=0$/i.test(part));
      if (ended) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  return {
    jar,
    send,
    get: async (path: string) => await send(path),
    post: async (path: string, body: unknown, headers = {}) =>
      await send(path, json(body, headers)),
    submit: async (path: string, fields: Record<string, string> | [string, string][]) =>
      await send(path, form(fields)),
  };
}

export const person = (email = `${crypto.randomUUID()}@example.test`) => ({
  name: "王小明",
  email,
  password: "correct horse battery",
});

/** In order, so that a race has one outcome to expect. */
export const statusesOf = (answers: readonly Response[]) =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);
