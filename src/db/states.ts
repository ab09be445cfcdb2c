/** The closed sets of words that columns may hold; check constraints of the migrations hold the same. */
export const states = {
  organisation: ["sme", "provider", "authority"],
  role: ["owner", "member"],
  provider: ["imported", "applying", "listed", "suspended", "removed"],
  solution: ["draft", "published", "withdrawn"],
  application: ["draft", "submitted", "returned", "listed", "rejected"],
  verdict: ["returned", "listed", "rejected"],
  request: ["draft", "open", "evaluating", "closed"],
  outcome: ["awarded", "none_suitable", "withdrawn", "cancelled", "expired"],
  proposal: [
    "draft",
    "submitted",
    "withdrawn",
    "shortlisted",
    "awarded",
    "not_awarded",
    "disqualified",
  ],
  engagement: ["agreed", "in_delivery", "delivered", "accepted", "ended_early"],
  endedBy: ["sme", "provider", "official"],
  case: ["proposed", "in_review", "published", "rejected", "withdrawn"],
  caseOrigin: ["imported", "proposed", "engagement"],
  import: ["checked", "running", "done", "refused", "failed"],
  category: ["restore", "cultivate", "connect", "upgrade"],
  size: ["large", "medium", "small", "micro"],
} as const;

export type State<Thing extends keyof typeof states> = (typeof states)[Thing][number];
