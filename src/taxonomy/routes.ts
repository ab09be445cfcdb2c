import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../http.ts";
import { answers } from "../openapi.ts";
import { categories } from "./categories.ts";
import { firmSizes, sizeName } from "./firm-size.ts";
import { industries } from "./industries.ts";
import { regions } from "./regions.ts";
import { scenes } from "./scenes.ts";

const named = z.object({ code: z.string(), name: z.string() });
const taxonomy = z
  .object({
    categories: z.array(named.extend({ description: z.string() })),
    scenes: z.array(named.extend({ official: z.boolean() })),
    regions: z.array(named.extend({ parent: z.string().nullable(), level: z.string() })),
    industries: z.array(named),
    sizes: z.array(named),
  })
  .meta({ id: "Taxonomy" });

export const taxonomyRoutes = new Hono<AppEnv>().get(
  "/",
  answers("All codes and what they mean", "taxonomy", taxonomy),
  (c) => {
    c.header("cache-control", "public, max-age=3600");
    return c.json({
      categories,
      scenes,
      regions: Array.from(regions.values(), ({ code, name, parent, level }) => ({
        code,
        name,
        parent: parent ?? null,
        level,
      })),
      industries: [...industries.values()],
      sizes: firmSizes.map((code) => ({ code, name: sizeName(code) })),
    });
  },
);
