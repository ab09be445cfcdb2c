import type { Child } from "hono/jsx";
import { Details } from "./components.tsx";
import { Table } from "./lists.tsx";
import { sayCount } from "./say.ts";

export type Part = { label: string; points: number; most?: number | undefined; detail?: Child };

/** A score as a bar of its parts; opened, each part says its points and why. A part that takes points away is only listed. */
export function Bar({
  score,
  parts,
  max = 100,
  summary = "分数怎么来的",
}: {
  score: number;
  parts: readonly Part[];
  max?: number;
  summary?: string;
}) {
  const shown = parts.filter(({ points }) => points > 0);
  const starts = shown.map((_, at) =>
    shown.slice(0, at).reduce((sum, { points }) => sum + points, 0),
  );
  return (
    <div class="score">
      <p class="score-head">
        <span class="soft">按公开规则得</span>
        <strong class="score-number">{tidy(score)}</strong>
        <span class="soft">分，满分 {max}</span>
      </p>
      <svg class="score-bar" viewBox={`0 0 ${max} 8`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-rest" width={max} height="8" />
        {shown.map(({ points }, at) => (
          <rect class={`bar-part bar-part-${at % 4}`} x={starts[at]} width={points} height="8" />
        ))}
      </svg>
      <Details summary={summary}>
        <ul class="score-parts">
          {parts.map(({ label, points, most, detail }) => (
            <li>
              <span class="score-points">{points < 0 ? `−${tidy(-points)}` : tidy(points)} 分</span>
              <span>
                {label}
                {most === undefined ? null : <span class="soft">（最多 {most} 分）</span>}
                {detail ? <span class="soft">：{detail}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      </Details>
    </div>
  );
}

const star = "M10 1.5 12.6 7l6 .8-4.4 4.2 1.1 6L10 15.1 4.7 18l1.1-6L1.4 7.8l6-.8Z";

/** 4.6 分（12 次评价）; without a rating it says so. */
export function Stars({ score, count }: { score: number | null; count: number }) {
  if (score === null || count === 0) return <span class="soft">还没有评价</span>;
  const row = [0, 20, 40, 60, 80].map((x) => <path d={star} transform={`translate(${x})`} />);
  return (
    <span class="stars">
      <svg viewBox="0 0 100 20" width="90" height="18" aria-hidden="true">
        <g class="stars-empty">{row}</g>
        <svg class="stars-full" width={(Math.min(5, Math.max(0, score)) / 5) * 100} height="20">
          {row}
        </svg>
      </svg>
      <span>
        {score.toFixed(1)} 分<span class="soft">（{sayCount(count)} 次评价）</span>
      </span>
    </span>
  );
}

export type Measure = { label: string; before: number | null; after: number | null; unit: string };

/** What a case measured, as bars on one scale per measure, with the table behind. */
export function BeforeAfter({
  caption,
  measures,
  note,
}: {
  caption: string;
  measures: readonly Measure[];
  note?: Child;
}) {
  return (
    <figure class="before-after">
      <figcaption>{caption}</figcaption>
      {measures.map((measure) => (
        <MeasureBars {...measure} />
      ))}
      {note ? <p class="small">{note}</p> : null}
      <Details summary="看数据表">
        <Table
          caption={caption}
          hideCaption
          stacked
          columns={[
            { label: "指标" },
            { label: "之前", number: true },
            { label: "之后", number: true },
            { label: "变化", number: true },
          ]}
          rows={measures.map((measure) => [
            `${measure.label}（${measure.unit}）`,
            measure.before === null ? "未测量" : tidy(measure.before),
            measure.after === null ? "未测量" : tidy(measure.after),
            sayChange(measure) || "—",
          ])}
        />
      </Details>
    </figure>
  );
}

function MeasureBars(measure: Measure) {
  const { label, before, after, unit } = measure;
  // A share is drawn against the whole.
  const scale = Math.max(before ?? 0, after ?? 0, unit === "%" ? 100 : 0) || 1;
  const change = sayChange(measure);
  const rows = [
    { word: "之前", value: before, kind: "before" },
    { word: "之后", value: after, kind: "after" },
  ];
  return (
    <div class="measure">
      <p class="measure-head">
        <strong>{label}</strong>
        {change ? <span class="measure-change">{change}</span> : null}
      </p>
      {rows.map(({ word, value, kind }) => (
        <div class="measure-row">
          <span class="soft">{word}</span>
          <svg
            class="measure-bar"
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect class="bar-rest" width="100" height="10" />
            <rect
              class={`bar-${kind}`}
              width={value === null ? 0 : Math.max(0, (value / scale) * 100)}
              height="10"
            />
          </svg>
          <span class="measure-value">
            {value === null ? "未测量" : `${tidy(value)}${unit === "%" ? "" : " "}${unit}`}
          </span>
        </div>
      ))}
    </div>
  );
}

/** 下降 40%; for percentages, points: 提高 3 个百分点 would mislead as a share of a share. */
export function sayChange({ before, after, unit }: Measure): string {
  if (before === null || after === null) return "";
  if (before === after) return "没有变化";
  const word = after > before ? "提高" : "下降";
  const gap = Math.abs(after - before);
  if (unit === "%") return `${word} ${tidy(gap)} 个百分点`;
  if (before <= 0) return `${word} ${tidy(gap)} ${unit}`;
  const share = gap / before;
  if (after > before && share >= 1) return `变为 ${tidy(after / before)} 倍`;
  return `${word} ${tidy(share * 100, share < 0.1 ? 1 : 0)}%`;
}

export function tidy(value: number, places = 1) {
  return value.toLocaleString("zh-CN", { maximumFractionDigits: places });
}
