import { z } from "zod";
import { categories } from "./categories.ts";
import { aboutDeployment, deployments } from "./deployments.ts";
import { firmSizes } from "./firm-size.ts";
import { findIndustry } from "./industries.ts";
import { findRegion, wholeCountry } from "./regions.ts";
import { scenes } from "./scenes.ts";

const codesOf = (all: readonly { code: string }[]) => all.map(({ code }) => code);

/** One of few, so that the API's document names them all. */
export function oneOf(codes: readonly string[]) {
  return z
    .string()
    .refine((code) => codes.includes(code), "unknown_code")
    .meta({ enum: [...codes] });
}

/** `none` asks for what has no value. */
export function orNone(code: z.ZodString) {
  const { enum: codes, pattern: _, ...about } = code.meta() ?? {};
  return z
    .string()
    .refine((value) => value === "none" || code.safeParse(value).success, "unknown_code")
    .meta({ ...about, ...(Array.isArray(codes) && { enum: [...codes, "none"] }) });
}

/** One of so many that the document only says where they stand. */
function oneOfMany(isKnown: (code: string) => boolean, about: z.core.GlobalMeta) {
  return z.string().refine(isKnown, "unknown_code").meta(about);
}

const aboutRegion = {
  pattern: String.raw`^\d{6}$`,
  description: "地区, one of the `regions` of GET /api/v1/taxonomy",
};

export const categoryCode = oneOf(codesOf(categories));
export const sceneCode = oneOf(codesOf(scenes));
export const sizeCode = oneOf(firmSizes);
export const deploymentCode = oneOf(codesOf(deployments)).describe(aboutDeployment);
export const regionCode = oneOfMany((code) => findRegion(code) !== undefined, aboutRegion);
/** Somewhere in it. */
export const placeCode = oneOfMany(
  (code) => code !== wholeCountry && findRegion(code) !== undefined,
  aboutRegion,
);
export const industryCode = oneOfMany((code) => findIndustry(code) !== undefined, {
  pattern: String.raw`^[A-T]\d{0,4}$`,
  description: "行业, one of the `industries` of GET /api/v1/taxonomy",
});
