import type { State } from "../db/states.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { StatusTag } from "../web/components.tsx";
import { BeforeAfter } from "../web/figures.tsx";
import { DataList, Table } from "../web/lists.tsx";
import { sayCount, sayDate } from "../web/say.ts";
import { Paragraphs, Section } from "../web/section.tsx";
import { caseLabels as labels, type OwnCase } from "./own-schema.ts";

/** Where a case stands; `mine`: as its proposer sees it. */
export function CaseState({ status, mine }: { status: State<"case">; mine?: boolean }) {
  if (status === "proposed")
    return (
      <StatusTag turn={mine ? "yours" : "theirs"}>{mine ? "等您写完送审" : "等对方修改"}</StatusTag>
    );
  if (status === "in_review")
    return (
      <StatusTag turn={mine ? "theirs" : "yours"}>{mine ? "等主管部门审核" : "等您审核"}</StatusTag>
    );
  if (status === "published") return <StatusTag turn="done">已发布</StatusTag>;
  return <StatusTag turn="stopped">{status === "rejected" ? "未采用" : "已撤回"}</StatusTag>;
}

/** Everything a case says, for reading. */
export function CaseBody({ found }: { found: OwnCase }) {
  const { measures, regionCode, industryCode, headcount, consentOn } = found;
  return (
    <>
      <DataList
        rows={[
          {
            label: "来源",
            value: found.origin === "engagement" ? "平台上验收过的合作（已核验）" : "单位推荐",
          },
          { label: labels.solutionId, value: found.solutionName },
          { label: "服务商", value: found.providerName },
          { label: labels.smeName, value: found.smeName },
          { label: labels.regionCode, value: regionCode && regionName(regionCode) },
          { label: labels.industryCode, value: industryCode && industryName(industryCode) },
          { label: labels.headcount, value: headcount && `${sayCount(headcount)} 人` },
          { label: labels.summary, value: found.summary },
          { label: labels.consentOn, value: consentOn && sayDate(consentOn) },
          { label: labels.consentBy, value: found.consentBy },
        ]}
      />
      {measures.length > 0 ? (
        <>
          <BeforeAfter caption="前后数据" measures={measures} />
          <Table
            caption="怎么测的"
            stacked
            columns={[{ label: "指标" }, { label: "统计期" }, { label: "方法" }]}
            rows={measures.map(({ label, period, method }) => [label, period, method])}
          />
        </>
      ) : null}
      {(["problem", "approach", "outcome"] as const).map((part) => (
        <Section id={`case-${part}`} title={labels[part]}>
          <Paragraphs text={found[part]} />
        </Section>
      ))}
    </>
  );
}
