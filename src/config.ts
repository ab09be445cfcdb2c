import { z } from "zod";
import type { MeilisearchAddress } from "./meilisearch/client.ts";

const environment = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: "需要 postgres:// 开头的数据库地址",
    }),
    AUTH_SECRET: z.string().min(32, "至少 32 个字符,可用 openssl rand -hex 32 生成"),
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: z.coerce.number("需要端口号").int().min(0).max(65535).optional(),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: "需要 http(s):// 开头的网址" }).optional(),
    /** Addresses or networks of the proxies in front of us, which alone may say whom they speak for. */
    TRUSTED_PROXY: z.string().default(""),
  })
  // Else links in mail and the origin of forms would be what a stranger wrote into his Host header.
  .refine(
    ({ HOST, PUBLIC_URL, TRUSTED_PROXY }) =>
      PUBLIC_URL !== undefined || (isLoopback(HOST) && TRUSTED_PROXY === ""),
    {
      path: ["PUBLIC_URL"],
      message: "别的机器能访问时必须写明对外的网址,例如 https://shuqiao.example(邮件里的链接用它)",
    },
  );

/** The same names on every runtime; without an address our own engine answers alone. */
const meilisearch = z
  .object({
    MEILISEARCH_URL: z
      .url({ protocol: /^https?$/, error: "需要 http(s):// 开头的网址" })
      .optional(),
    MEILISEARCH_SEARCH_KEY: z.string().default(""),
    MEILISEARCH_WRITE_KEY: z.string().default(""),
    MEILISEARCH_INDEX: z
      .string()
      .regex(/^[\w-]{1,100}$/, "只能用字母、数字、- 和 _")
      .default("shuqiao"),
  })
  .transform((given): MeilisearchAddress | undefined =>
    given.MEILISEARCH_URL === undefined
      ? undefined
      : {
          url: given.MEILISEARCH_URL,
          searchKey: given.MEILISEARCH_SEARCH_KEY,
          writeKey: given.MEILISEARCH_WRITE_KEY,
          prefix: given.MEILISEARCH_INDEX,
        },
  );

export type Config = {
  databaseUrl: string;
  authSecret: string;
  host: string;
  port: number;
  /** A port that was asked for must be had; the usual one may give way to the next. */
  portIsFixed: boolean;
  publicUrl: string | undefined;
  trustedProxies: string[];
  meilisearch: MeilisearchAddress | undefined;
};

/** Empty counts as unset, as in a shell: `PORT= npm start`. Throws with every mistake named. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const data = parse(environment, env);
  return {
    meilisearch: readMeilisearch(env),
    databaseUrl: data.DATABASE_URL,
    authSecret: data.AUTH_SECRET,
    host: data.HOST,
    port: data.PORT ?? 8787,
    portIsFixed: data.PORT !== undefined,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, ""),
    trustedProxies: data.TRUSTED_PROXY.split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  };
}

export function readMeilisearch(
  env: Record<string, string | undefined>,
): MeilisearchAddress | undefined {
  return parse(meilisearch, env);
}

function parse<T>(schema: z.ZodType<T>, env: Record<string, string | undefined>): T {
  const read = schema.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")),
  );
  if (read.success) return read.data;
  const mistakes = read.error.issues.map(({ path, message }) => `${path.join(".")}:${message}`);
  throw new ConfigError(mistakes.join("\n"));
}

export class ConfigError extends Error {}

/** Nobody but who sits at this machine: a proxy in front brings the world to a loopback port. */
export function isPrivate({ host, publicUrl, trustedProxies }: Config): boolean {
  const named = publicUrl === undefined ? host : new URL(publicUrl).hostname;
  return trustedProxies.length === 0 && [host, named.replace(/^\[|\]$/g, "")].every(isLoopback);
}

export function isLoopback(host: string): boolean {
  return (
    host.endsWith(".localhost") ||
    host === "localhost" ||
    host === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
