import { z } from "zod";
import { states } from "../db/states.ts";
import { industryCode, placeCode } from "../taxonomy/codes.ts";
import { parseUscc } from "../taxonomy/uscc.ts";
import { line } from "../text.ts";
import { instant } from "../time.ts";
import { passwordLength } from "./auth.ts";

const email = z
  .string()
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email().max(254))
  .meta({ format: "email" });

const password = z
  .string()
  .min(passwordLength.least)
  .max(passwordLength.most)
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "unwanted_characters");

const personName = line(60).min(1);

/** One that is well-formed may still fail its check character: then a person has to verify it. */
const uscc = z.string().transform((value, context) => {
  const parsed = parseUscc(value);
  if (parsed.ok) return { code: parsed.code, checked: parsed.checked };
  const { reason, length } = parsed;
  context.addIssue({ code: "custom", message: `uscc_${reason}`, input: value, length });
  return z.NEVER;
});

const fen = z.int().min(0).max(1_000_000_000_000_000);

const profile = {
  uscc,
  regionCode: placeCode,
  industryCode,
  headcount: z.int().min(0).max(10_000_000),
  revenueFen: fen,
  assetsFen: fen,
  contactName: line(60),
  contactPhone: line(40),
};
const organisationName = line(120).min(1);

export const newOrganisation = z.strictObject({
  kind: z.enum(["sme", "provider"]),
  name: organisationName,
  ...z.object(profile).partial().shape,
});
export type NewOrganisation = z.output<typeof newOrganisation>;

/** What is left out stays; `null` takes a value away. */
export const organisationChange = z
  .strictObject({
    name: organisationName,
    contactName: profile.contactName,
    contactPhone: profile.contactPhone,
    uscc: uscc.nullable(),
    regionCode: placeCode.nullable(),
    industryCode: industryCode.nullable(),
    headcount: profile.headcount.nullable(),
    revenueFen: fen.nullable(),
    assetsFen: fen.nullable(),
  })
  .partial();
export type OrganisationChange = z.output<typeof organisationChange>;

export const signUpRequest = z.object({ name: personName, email, password });
export type SignUp = z.output<typeof signUpRequest>;
export const signInRequest = z.object({ email, password: z.string().min(1).max(1000) });
export const resetRequest = z.object({ email });
export const reset = z.object({ token: z.string().min(1).max(200), newPassword: password });
export const passwordChange = z.object({
  currentPassword: z.string().min(1).max(1000),
  newPassword: password,
});

const year = 365 * 24 * 3600 * 1000;
export const newToken = z.strictObject({
  name: line(60).min(1),
  scopes: z
    .array(z.enum(["read", "write"]))
    .min(1)
    .max(2)
    .transform((scopes) => [...new Set(scopes)]),
  expiresAt: instant,
});
export type NewToken = z.output<typeof newToken>;
/** The day more lets "in a year" pass whatever the clock of the client says. */
export const longestToken = year + 24 * 3600 * 1000;

export const role = z.enum(["owner", "member"]);
export const newInvitation = z.strictObject({ email, role: role.default("member") });
export const roleChange = z.strictObject({ role });
export const personChange = z.strictObject({ name: personName });

// What the API answers.
const membershipView = z.object({
  organisationId: z.uuid(),
  kind: z.enum(["sme", "provider", "authority"]),
  name: z.string(),
  role,
  regionCode: z.string().nullable(),
  providerId: z.uuid().nullable(),
});
export const meView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.string()),
    scopes: z.array(z.string()),
    memberships: z.array(membershipView),
    activeOrganisationId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: "Me" });

const tokenFields = {
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()),
  hint: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
};
export const tokenList = z.object({ items: z.array(z.object(tokenFields)), next: z.null() });
export const madeToken = z.object({ ...tokenFields, token: z.string() }).meta({ id: "NewToken" });

export const organisationView = z
  .object({
    id: z.uuid(),
    kind: z.enum(["sme", "provider", "authority"]),
    name: z.string(),
    uscc: z.string().nullable(),
    usccChecked: z.boolean(),
    regionCode: z.string().nullable(),
    industryCode: z.string().nullable(),
    headcount: z.int().nullable(),
    revenueFen: z.int().nullable(),
    assetsFen: z.int().nullable(),
    contactName: z.string(),
    contactPhone: z.string(),
    demo: z.boolean(),
    sizes: z.array(z.enum(["large", "medium", "small", "micro"])),
    providerId: z.uuid().nullable(),
    providerStatus: z.enum(states.provider).nullable(),
    version: z.int(),
  })
  .meta({ id: "Organisation" });

export const memberList = z.object({
  items: z.array(
    z.object({
      userId: z.uuid(),
      name: z.string(),
      email: z.string(),
      role,
      since: z.iso.datetime(),
    }),
  ),
  next: z.null(),
});
const invitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export const invitationList = z.object({ items: z.array(invitationView), next: z.null() });
export const madeInvitation = invitationView.extend({ link: z.string() });
export const sessionView = z.object({ token: z.string(), user: z.looseObject({ id: z.uuid() }) });
export const acceptedInvitation = z.object({ organisationId: z.uuid() });
