import { Hono } from "hono";
import { type AppEnv, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { findSuggestions, findThings, suggestionItem } from "./find.ts";
import { filterOf, searchAnswer, searchQuery, suggestAnswer, suggestQuery } from "./schema.ts";

export const searchRoutes = new Hono<AppEnv>()
  .get(
    "/search",
    answers("Search what is public", "search", searchAnswer),
    validate("query", searchQuery),
    async (c) => {
      const input = c.req.valid("query");
      const { q, page, perPage } = input;
      const filter = filterOf(input);
      const query = { text: q, filter, page, perPage, now: c.var.now() };
      return c.json(await findThings(c.var.db, c.var.finder, query, c.var.meaningOf));
    },
  )
  .get(
    "/suggest",
    answers("Names and topics that begin like this", "search", suggestAnswer),
    validate("query", suggestQuery),
    async (c) => {
      const { q, limit } = c.req.valid("query");
      const capabilities = await c.var.typedCapabilities();
      const asked = { limit, now: c.var.now(), capabilities };
      const found = await findSuggestions(c.var.db, q, asked);
      return c.json({ items: found.map(suggestionItem) });
    },
  );
