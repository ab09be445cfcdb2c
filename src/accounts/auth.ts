import { betterAuth } from "better-auth";
import type { Db } from "../db/connect.ts";
import { createGate, type Gate } from "./gate.ts";

/** Only `askAuth` sets it, so no client can choose the address that its attempts are counted for. */
export const addressHeader = "x-shuqiao-client-address";

export const sessionSeconds = 30 * 24 * 3600;
export const passwordLength = { least: 8, most: 128 } as const;

type Keys = { publicUrl: string; authSecret: string };
type Hooks = {
  sendReset: (email: string, token: string) => Promise<void>;
  afterReset: (user: { id: string; name: string; email: string }) => Promise<void>;
};

export function createAuth(db: Db, { publicUrl, authSecret }: Keys, hooks: Hooks) {
  return betterAuth({
    baseURL: new URL(publicUrl).origin,
    basePath: "/api/auth",
    secret: authSecret,
    database: { db, type: "postgres", transaction: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      sendResetPassword: async ({ user, token }) => await hooks.sendReset(user.email, token),
      onPasswordReset: async ({ user }) => await hooks.afterReset(user),
    },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    verification: { storeIdentifier: "hashed" },
    rateLimit: { enabled: true, storage: "database", window: 10, max: 100, customRules },
    advanced: {
      cookiePrefix,
      useSecureCookies: isSecure(publicUrl),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { validateSchema: false, joins: true, generateId: "uuid" },
    },
    logger: { level: "error" },
    telemetry: { enabled: false },
  });
}
export type Auth = ReturnType<typeof createAuth>;

// Its windows only end when nobody asks for that long, so an office behind one address would be shut
// out by working: short ones stop a flood, and sign-in.ts counts by the minute.
const flood = { window: 1, max: 60 };
const customRules = {
  "/sign-in/email": flood,
  "/request-password-reset": flood,
  "/reset-password": flood,
  "/change-password": flood,
};

const cookiePrefix = "shuqiao";

export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https://");
}

export function sessionCookieName(publicUrl: string): string {
  return `${isSecure(publicUrl) ? "__Secure-" : ""}${cookiePrefix}.session_token`;
}

/** What lives as long as the app: one instance for each database, and the bound on hashing passwords. */
export type Accounts = {
  authFor: (db: Db, make: () => Auth) => Auth;
  /** A password costs 60 ms of a core and 16 MB: an unbounded pile of them would stop the house. */
  hashing: Gate;
};

export function createAccounts(): Accounts {
  const made = new WeakMap<Db, Auth>();
  return {
    authFor: (db, make) => {
      const auth = made.get(db) ?? make();
      made.set(db, auth);
      return auth;
    },
    hashing: createGate(4, 5000),
  };
}
