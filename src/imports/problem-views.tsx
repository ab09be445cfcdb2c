import { Details } from "../web/components.tsx";
import { Table } from "../web/lists.tsx";
import { sayCount } from "../web/say.ts";
import type { Problem, Report } from "./schema.ts";
import { sayProblem } from "./words.ts";

const mostErrors = 200;
const mostRows = 12;

/** Errors one by one; warnings by what they say, for there may be one in each row. */
export function ProblemList({ report }: { report: Report }) {
  const errors = report.problems.filter(({ severity }) => severity === "error");
  const warnings = report.problems.filter(({ severity }) => severity === "warning");
  return (
    <>
      {errors.length > 0 ? (
        <>
          <h2>错误（{sayCount(report.errors)}）</h2>
          {[...Map.groupBy(errors.slice(0, mostErrors), ({ sheet }) => sheet)].map(
            ([sheet, some]) => (
              <ErrorTable sheet={sheet || "文件"} errors={some} />
            ),
          )}
          {report.errors > Math.min(errors.length, mostErrors) ? (
            <p class="soft">
              只列出前 {Math.min(errors.length, mostErrors)} 处，改好后再检查会列出其余的。
            </p>
          ) : null}
        </>
      ) : null}
      {warnings.length > 0 ? (
        <>
          <h2>提醒（{sayCount(report.warnings)}）</h2>
          <p class="soft">提醒的内容照样导入，只告诉您做了什么处理、缺什么。</p>
          <WarningGroups warnings={warnings} />
          {report.warnings > warnings.length ? (
            <p class="soft">只列出前 {sayCount(warnings.length)} 处。</p>
          ) : null}
        </>
      ) : null}
    </>
  );
}

function ErrorTable({ sheet, errors }: { sheet: string; errors: readonly Problem[] }) {
  return (
    <>
      <h3>{sheet}</h3>
      <Table
        caption={`${sheet}要改正的地方`}
        hideCaption
        stacked
        columns={[{ label: "行" }, { label: "列" }, { label: "问题" }]}
        rows={errors.map((each) => [
          each.row === null ? "整个文件" : `第 ${each.row} 行`,
          each.column ?? "",
          sayProblem(each),
        ])}
      />
    </>
  );
}

function WarningGroups({ warnings }: { warnings: readonly Problem[] }) {
  const bySheet = Map.groupBy(warnings, ({ sheet }) => sheet);
  return (
    <>
      {[...bySheet].map(([sheet, some], at) => (
        <Details summary={`${sheet}：${sayCount(some.length)} 处`} open={at === 0}>
          <Table
            caption={`${sheet}的提醒`}
            hideCaption
            stacked
            columns={[{ label: "列" }, { label: "提醒" }, { label: "在哪些行" }]}
            rows={[...Map.groupBy(some, keyOf).values()].map((alike) => [
              alike[0]?.column ?? "",
              alike[0] ? sayProblem(alike[0]) : "",
              sayRows(alike),
            ])}
          />
        </Details>
      ))}
    </>
  );
}

function keyOf(problem: Problem): string {
  return `${problem.column} ${sayProblem(problem)}`;
}

function sayRows(alike: readonly Problem[]): string {
  const rows = alike.flatMap(({ row }) => row ?? []);
  const more = rows.length > mostRows ? ` 等 ${sayCount(rows.length)} 行` : " 行";
  return rows.length === 0 ? "" : `第 ${rows.slice(0, mostRows).join("、")}${more}`;
}
