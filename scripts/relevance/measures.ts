/** Gain 2^grade − 1, discounted by the logarithm of the rank, of the first ten. */
function dcg(grades: readonly number[]): number {
  return grades
    .slice(0, 10)
    .reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** Against the best order there could be; what nobody judged counts as 0. */
export function ndcg(
  ranked: readonly string[],
  judgments: Readonly<Record<string, number>>,
): number {
  const best = Object.values(judgments).toSorted((a, b) => b - a);
  return dcg(ranked.map((item) => judgments[item] ?? 0)) / dcg(best);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
