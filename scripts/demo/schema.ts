import { z } from "zod";

const text = (min: number, max: number) => z.string().trim().min(min).max(max);
const key = (letter: string) => z.string().regex(new RegExp(`^demo-${letter}\\d{2}$`));
const demoName = text(6, 40).endsWith("（演示）");
const region = z.string().regex(/^\d{6}$/);
const industry = z.string().regex(/^[A-T](\d{2})?$/);
const yuan = z.int().min(0).max(10_000_000);
const day = z.iso.date();

const categories = ["restore", "cultivate", "connect", "upgrade"] as const;
const category = z.enum(categories);

const scene = z.enum([
  "product-design",
  "process-design",
  "marketing",
  "after-sales",
  "scheduling",
  "production",
  "quality",
  "equipment",
  "safety",
  "energy",
  "procurement",
  "logistics",
  "finance",
  "hr",
  "collaboration",
  "decision-support",
  "cloud",
  "security",
  "backup",
  "remote-work",
  "online-education",
  "training",
  "consulting",
  "financing",
]);

const size = z.enum(["micro", "small", "medium", "large"]);

/** An imported provider was never vetted, so it has no batch; nobody has claimed it, so it has no contact. */
export const demoProvider = z.strictObject({
  externalKey: key("p"),
  name: demoName,
  legalName: demoName,
  uscc17: z.string().regex(/^91\d{6}[0-9A-HJ-NP-RTUW-Y]{9}$/),
  regionCode: region,
  serviceRegions: z.array(region).min(1),
  intro: text(80, 200),
  websiteUrl: z.null(),
  foundedYear: z.int().min(1990).max(2026),
  headcount: z.int().min(1),
  strengths: z.array(text(2, 30)).min(1).max(6),
  status: z.enum(["listed", "suspended", "imported"]),
  batchNo: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable(),
  contactName: text(2, 10).nullable(),
  contactPhone: z
    .string()
    .regex(/^0\d{2,3}-5550-01\d{2}$/)
    .nullable(),
});

/** An absent amount means the price is not known or depends on use: the note says which. */
export const demoSolution = z.strictObject({
  externalKey: key("s"),
  provider: key("p"),
  name: text(2, 40),
  category,
  secondaryCategories: z.array(category).max(3),
  scenes: z.array(scene).min(1),
  industries: z.array(industry),
  sizes: z.array(size).min(1),
  summary: text(8, 60),
  description: text(120, 300),
  pains: z.array(text(4, 40)).min(3).max(5),
  benefits: z.array(text(4, 40)).min(3).max(4),
  deployment: z.array(z.enum(["saas", "on_premises", "private_cloud", "device"])).min(1),
  pricing: z.strictObject({
    oneOffYuan: yuan.optional(),
    yearlyYuan: yuan.optional(),
    note: text(2, 60).optional(),
  }),
  trialDays: z.int().min(1).max(180).optional(),
  weeksToStart: z.int().min(1).max(52).optional(),
  dataPromise: text(6, 60),
  supportPromise: text(6, 60),
});

const measure = z.strictObject({
  name: text(2, 30),
  unit: text(1, 10),
  before: z.number(),
  after: z.number(),
  betterIs: z.enum(["lower", "higher"]),
  period: text(4, 40),
  method: text(4, 80),
});

export const demoCase = z.strictObject({
  externalKey: key("c"),
  solution: key("s"),
  title: text(6, 60),
  smeName: demoName,
  industryCode: industry,
  regionCode: region,
  size,
  headcount: z.int().min(1),
  problem: text(60, 160),
  approach: text(60, 160),
  outcome: text(60, 160),
  measures: z.array(measure).min(2).max(3),
  featured: z.boolean(),
  consentOn: day,
});

const proposal = z.strictObject({
  provider: key("p"),
  solution: key("s"),
  summary: text(10, 120),
  oneOffYuan: yuan,
  yearlyYuan: yuan,
  implementationYuan: yuan,
  trainingYuan: yuan,
  interfacesYuan: yuan,
  exitYuan: yuan,
  weeks: z.int().min(0).max(52),
  plan: text(20, 300),
});

const score = z.int().min(1).max(5);

const rating = z.strictObject({
  scores: z.strictObject({ delivery: score, quality: score, service: score, value: score }),
  text: text(10, 300),
  reply: text(10, 300),
});

export const demoRequest = z.strictObject({
  externalKey: key("r"),
  sme: z.strictObject({
    name: demoName,
    industryCode: industry,
    regionCode: region,
    headcount: z.int().min(1),
    revenueYuan: z.int().min(0),
  }),
  title: text(4, 40),
  text: text(30, 150),
  state: z.enum([
    "draft",
    "open",
    "evaluating",
    "awarded",
    "in_delivery",
    "delivered",
    "accepted",
    "rated",
    "none_suitable",
    "withdrawn",
    "cancelled",
    "expired",
  ]),
  /** Relative to the day the seed runs; negative when the deadline has passed. */
  closesInDays: z.int(),
  budgetMaxYuan: yuan.optional(),
  proposals: z.array(proposal),
  award: key("p").optional(),
  rating: rating.optional(),
  questions: z
    .array(
      z.strictObject({
        provider: key("p"),
        text: text(6, 200),
        answer: text(2, 300).optional(),
      }),
    )
    .optional(),
  reason: text(6, 200).optional(),
});

export type DemoSolution = z.infer<typeof demoSolution>;
export type DemoRequest = z.infer<typeof demoRequest>;
