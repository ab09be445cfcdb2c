import type { SealState } from "../audit/seal-store.ts";
import type { SearchStatus } from "../index-sync/status.ts";
import type { MonthsAhead } from "../jobs/month-store.ts";
import type { CopyState } from "../search/copy-keeper.ts";

type Metric = {
  name: string;
  help: string;
  value: number;
  labels?: string;
  /** Where it only grows. */
  type?: "counter";
};

/** In the text format that collectors read. A Worker keeps no copy, and tells of none. */
export function metricsOf({
  search: { engine, rowsOutdated, outside },
  seals,
  months,
  copy,
}: {
  search: SearchStatus;
  seals: SealState;
  months: MonthsAhead;
  copy: CopyState | undefined;
}): string {
  const metrics: Metric[] = [
    ...sealMetrics(seals),
    ...Object.entries(months).map(([table, value]) => ({
      name: "months_ahead",
      help: "Whole months after this one that have a partition; -1 where this one has none",
      value,
      labels: `{table="${table}"}`,
    })),
    {
      name: "search_engine_answers",
      help: "1 for the engine that answers now",
      value: 1,
      labels: `{engine="${engine}"}`,
    },
    {
      name: "search_rows_outdated",
      help: "1 until npm run reindex, where rows were written by another version",
      value: Number(rowsOutdated),
    },
  ];
  if (outside) metrics.push(...outsideMetrics(outside));
  if (copy) metrics.push(...copyMetrics(copy));
  const named = Map.groupBy(metrics, ({ name }) => name);
  return Array.from(named, ([name, all]) =>
    [
      `# HELP shuqiao_${name} ${all[0]?.help ?? ""}`,
      `# TYPE shuqiao_${name} ${all[0]?.type ?? "gauge"}`,
      ...all.map(({ labels = "", value }) => `shuqiao_${name}${labels} ${value}`),
    ].join("\n"),
  )
    .join("\n")
    .concat("\n");
}

function outsideMetrics(outside: NonNullable<SearchStatus["outside"]>): Metric[] {
  return [
    {
      name: "search_outside_resting",
      help: "1 while it is left alone",
      value: Number(outside.resting),
    },
    {
      name: "search_outbox_waiting",
      help: "Things it has yet to hear of, counted up to 10,001",
      value: outside.waiting,
    },
    {
      name: "search_outbox_oldest_seconds",
      help: "Age of the oldest of them",
      value: outside.oldestSeconds,
    },
    {
      name: "search_outbox_poisoned",
      help: "Things it refuses, counted up to 10,001",
      value: outside.poisoned,
    },
    ...(["missing", "stale", "surplus"] as const).map((what) => ({
      name: "search_drift",
      help: "Documents that differed at the last comparison",
      value: outside.drift?.[what] ?? 0,
      labels: `{what="${what}"}`,
    })),
  ];
}

function sealMetrics({ sealedUntil, misfit }: SealState): Metric[] {
  const end = sealedUntil === null ? 0 : Date.parse(`${sealedUntil}T24:00:00+08:00`) / 1000;
  return [
    {
      name: "audit_misfit",
      help: "1 where events are no longer what was sealed: npm run verify-audit",
      value: Number(misfit !== null),
    },
    { name: "audit_sealed_until_seconds", help: "The end of the last day sealed", value: end },
  ];
}

function copyMetrics({ copy, answered, left }: CopyState): Metric[] {
  const asked = {
    name: "search_copy_lookups_total",
    help: "What searches asked it, answered by it or left to the tables; one may ask several times",
    type: "counter",
  } as const;
  return [
    {
      name: "search_copy_kept",
      help: "1 while this process keeps the search entries in memory",
      value: Number(copy !== null),
    },
    ...(copy
      ? [
          { name: "search_copy_entries", help: "How many it holds", value: copy.entries },
          { name: "search_copy_age_seconds", help: "Since it was read", value: copy.ageSeconds },
          { name: "search_copy_terms", help: "Words it knows the holders of", value: copy.terms },
          { name: "search_copy_terms_bytes", help: "What they take", value: copy.termBytes },
        ]
      : []),
    { ...asked, value: answered, labels: '{by="copy"}' },
    { ...asked, value: left, labels: '{by="tables"}' },
  ];
}
