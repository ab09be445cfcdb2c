import type { SearchStatus } from "../index-sync/status.ts";

type Metric = { name: string; help: string; value: number; labels?: string };

/** In the text format that collectors read. */
export function metricsOf({ engine, rowsOutdated, outside }: SearchStatus): string {
  const metrics: Metric[] = [
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
  if (outside) {
    metrics.push(
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
    );
    for (const what of ["missing", "stale", "surplus"] as const)
      metrics.push({
        name: "search_drift",
        help: "Documents that differed at the last comparison",
        value: outside.drift?.[what] ?? 0,
        labels: `{what="${what}"}`,
      });
  }
  const named = Map.groupBy(metrics, ({ name }) => name);
  return Array.from(named, ([name, all]) =>
    [
      `# HELP shuqiao_${name} ${all[0]?.help ?? ""}`,
      `# TYPE shuqiao_${name} gauge`,
      ...all.map(({ labels = "", value }) => `shuqiao_${name}${labels} ${value}`),
    ].join("\n"),
  )
    .join("\n")
    .concat("\n");
}
