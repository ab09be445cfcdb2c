import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { rolesOf } from "./actor.ts";
import { formPageOf, formPages } from "./form-pages.ts";
import { permissions } from "./permissions.ts";

/** Lets through whom the permission table names for the route that will answer; a form's address leads to its page. */
export const permit: MiddlewareHandler<AppEnv> = async (c, next) => {
  const allowed = permissions[routeOf(c)];
  const safe = c.req.method === "GET" || c.req.method === "HEAD";
  const { path } = c.req;
  const page = safe && (!allowed || formPages.has(path)) ? formPageOf(path) : undefined;
  if (page !== undefined) return c.redirect(page, 303);
  if (!allowed) throw new AppError("not_found");
  const actor = c.get("actor");
  if (!rolesOf(actor).some((role) => allowed.includes(role)))
    throw new AppError(actor ? "forbidden" : "not_signed_in");
  if (actor && !actor.scopes.includes(safe ? "read" : "write")) throw new AppError("forbidden");
  return await next();
};

/** `GET /providers/:id`: the first matched route that is no middleware, for that one will answer. */
export function routeOf(c: Context): string {
  const method = c.req.method === "HEAD" ? "GET" : c.req.method;
  const route = matchedRoutes(c).find((matched) => matched.method === method);
  return route ? `${method} ${route.path}` : "";
}
