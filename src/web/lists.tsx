import type { Child } from "hono/jsx";
import { StatusTag, type Turn } from "./components.tsx";
import { Icon } from "./icon.tsx";
import { sayCount, sayPhone } from "./say.ts";

/** Names and values. A row without a value says 未填写 instead of vanishing. */
export function DataList({
  rows,
}: {
  rows: readonly { label: string; value: Child; change?: string | undefined }[];
}) {
  return (
    <dl class="data-list">
      {rows.map(({ label, value, change }) => (
        <div>
          <dt>{label}</dt>
          <dd>{isBlank(value) ? <span class="soft">未填写</span> : value}</dd>
          {change ? (
            <dd class="data-change">
              <a href={change}>
                修改<span class="sr-only">{label}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

/** Pressed on a phone it calls. */
export function Phone({ number }: { number: string }) {
  const digits = number.replaceAll(/[\s-]/g, "");
  if (!/^\+?\d{5,15}$/.test(digits)) return <>{number}</>;
  return (
    <a class="phone" href={`tel:${digits}`}>
      {sayPhone(number)}
    </a>
  );
}

export type Column = { label: string; number?: boolean | undefined };

/**
 * Scrolls by finger inside its own frame; the first column stays. Rows are arrays of cells, the first
 * names the row. `stacked` is for words rather than figures: on a phone each row is a block of lines.
 */
export function Table({
  caption,
  columns,
  rows,
  hideCaption,
  stacked,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  hideCaption?: boolean | undefined;
  stacked?: boolean | undefined;
}) {
  const kind = (at: number) => (columns[at]?.number ? "number" : undefined);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section class="table-frame" tabindex={0} aria-label={`${caption}（可左右滑动）`}>
      <table class={stacked ? "table table-stacked" : "table"}>
        <caption class={hideCaption ? "sr-only" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label }, at) => (
              <th scope="col" class={kind(at)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row">{first}</th>
              {rest.map((cell, at) => (
                <td class={kind(at + 1)} data-label={stacked ? columns[at + 1]?.label : undefined}>
                  {isBlank(cell) ? "—" : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export type Step = {
  label: string;
  state: "done" | "now" | "next" | "stopped";
  at?: string | undefined;
  children?: Child;
};
const stepWords = { done: "已完成", now: "当前", next: "未开始", stopped: "已停止" } as const;

/** What has happened and what comes next; the current step may hold the one button. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="timeline">
      {steps.map(({ label, state, at, children }) => (
        <li class={`step step-${state}`} aria-current={state === "now" ? "step" : undefined}>
          <p class="step-head">
            <span class="step-label">{label}</span>
            <span class="sr-only">（{stepWords[state]}）</span>
            {at ? <span class="step-at">{at}</span> : null}
          </p>
          {children ? <div class="step-body">{children}</div> : null}
        </li>
      ))}
    </ol>
  );
}

export type Task = {
  label: string;
  href?: string | undefined;
  state: "todo" | "partial" | "done" | "returned" | "optional" | "locked";
  hint?: Child;
};
const taskStates: Record<Task["state"], { turn: Turn; word: string }> = {
  todo: { turn: "yours", word: "未开始" },
  partial: { turn: "yours", word: "还缺内容" },
  returned: { turn: "yours", word: "需要修改" },
  done: { turn: "done", word: "已填好" },
  optional: { turn: "theirs", word: "没有填" },
  locked: { turn: "theirs", word: "暂不能填" },
};

/** The sections of a long form, each with its state; `hint` names what is missing. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="task-list">
      {tasks.map(({ label, href, state, hint }) => (
        <li class={href ? "task task-link" : "task"}>
          <div>
            {href ? <a href={href}>{label}</a> : <span>{label}</span>}
            {hint ? <p class="task-hint">{hint}</p> : null}
          </div>
          <StatusTag turn={taskStates[state].turn}>{taskStates[state].word}</StatusTag>
        </li>
      ))}
    </ul>
  );
}

type PagerProps =
  | { first?: string | undefined; next?: string | undefined }
  | { page: number; pages: number; hrefOf: (page: number) => string };

/** By key (`next`, back to `first`) or by number. Says nothing when there is one page. */
export function Pager(props: PagerProps) {
  const by = "hrefOf" in props ? numbered(props) : keyed(props);
  if (!by.previous && !by.next) return null;
  return (
    <nav class="pager" aria-label="翻页">
      {by.previous ? (
        <a class="btn btn-plain" href={by.previous.href} rel="prev">
          <Icon name="arrow-left" />
          {by.previous.label}
        </a>
      ) : null}
      {by.where ? <span>{by.where}</span> : null}
      {by.next ? <p class="print-only">后面还有，没有印在这里。</p> : null}
      {by.next ? (
        <a class="btn btn-plain" href={by.next} rel="next">
          下一页
          <Icon name="arrow-right" />
        </a>
      ) : null}
    </nav>
  );
}

function keyed({ first, next }: { first?: string | undefined; next?: string | undefined }) {
  return { previous: first ? { href: first, label: "回到第一页" } : undefined, next, where: "" };
}

function numbered({
  page,
  pages,
  hrefOf,
}: {
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
}) {
  return {
    previous: page > 1 ? { href: hrefOf(page - 1), label: "上一页" } : undefined,
    next: page < pages ? hrefOf(page + 1) : undefined,
    where: `第 ${page} 页，共 ${sayCount(pages)} 页`,
  };
}

export type FacetOption = { value: string; label: Child; count?: number | undefined };

/** The values of one filter as checkboxes of the GET form around it. Chosen ones stay in sight, the rest folds after `show`. */
export function FacetGroup({
  name,
  legend,
  options,
  selected,
  show = 8,
}: {
  name: string;
  legend: string;
  options: readonly FacetOption[];
  selected: readonly string[];
  show?: number;
}) {
  const chosen = options.filter(({ value }, at) => at < show || selected.includes(value));
  const rest = options.filter((option) => !chosen.includes(option));
  const boxes = (of: readonly FacetOption[]) =>
    of.map(({ value, label, count }) => (
      <label class="facet">
        <input type="checkbox" name={name} value={value} checked={selected.includes(value)} />
        <span>{label}</span>
        {count === undefined ? null : <span class="facet-count">{sayCount(count)}</span>}
      </label>
    ));
  return (
    <fieldset class="facets">
      <legend>{legend}</legend>
      {boxes(chosen)}
      {rest.length > 0 ? (
        <details class="fold">
          <summary>另外 {rest.length} 项</summary>
          {boxes(rest)}
        </details>
      ) : null}
    </fieldset>
  );
}

function isBlank(value: Child) {
  return value === undefined || value === null || value === "" || value === false;
}
