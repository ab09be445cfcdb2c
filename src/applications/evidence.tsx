import { lacksOf, type SolutionRow } from "../solutions/complete.ts";
import { deploymentName } from "../taxonomy/deployments.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayCategory, sayPrice, sayRegions, sayScene } from "../web/catalogue.tsx";
import { Details, Notice } from "../web/components.tsx";
import { DataList, Phone } from "../web/lists.tsx";
import { sayCount } from "../web/say.ts";
import { Paragraphs, Points } from "../web/section.tsx";
import { declarations } from "./declarations.ts";
import type { ApplicationView } from "./schema.ts";
import { fieldLabels as labels, type SectionCode } from "./sections.ts";

type Solution = SolutionRow & { id: string; name: string; category: string };
type Props = {
  section: SectionCode;
  application: ApplicationView;
  solutions: readonly Solution[];
};

/** What a section says, as the official reads it and as the applicant is shown that he will. */
export function EvidenceOf({ section, application, solutions }: Props) {
  if (section === "firm") return <Firm {...application} />;
  if (section === "capability") return <Capability {...application} />;
  if (section === "proof") return <Proof {...application} />;
  if (section === "solutions") return <Solutions solutions={solutions} />;
  return <Declared {...application} />;
}

function Firm(firm: ApplicationView) {
  const { uscc, usccChecked, regionCode, foundedYear, headcount, websiteUrl } = firm;
  return (
    <>
      {uscc && !usccChecked ? (
        <Notice
          tone="yours"
          title="统一社会信用代码待人工核实"
          text="校验位与前 17 位不符。少数真实发放的代码也是这样，请对照营业执照或公示系统查证。"
        />
      ) : null}
      <DataList
        rows={[
          { label: labels.name, value: firm.name },
          { label: labels.legalName, value: firm.legalName },
          { label: labels.uscc, value: uscc ? <span class="break-all">{uscc}</span> : null },
          { label: labels.regionCode, value: regionCode && regionName(regionCode) },
          { label: labels.foundedYear, value: foundedYear && `${foundedYear} 年` },
          { label: labels.headcount, value: headcount && `${sayCount(headcount)} 人` },
          { label: labels.intro, value: firm.intro },
          {
            label: labels.websiteUrl,
            value: websiteUrl ? (
              <a class="break-all" href={websiteUrl} rel="nofollow noopener external">
                {websiteUrl}
              </a>
            ) : null,
          },
          { label: labels.contactName, value: firm.contactName },
          {
            label: labels.contactPhone,
            value: firm.contactPhone && <Phone number={firm.contactPhone} />,
          },
        ]}
      />
    </>
  );
}

function Capability({ strengths, serviceRegions, headcount }: ApplicationView) {
  return (
    <>
      {strengths.length > 0 ? <Points lines={strengths} /> : <p class="soft">没有写长处</p>}
      <DataList
        rows={[
          { label: labels.serviceRegions, value: sayRegions(serviceRegions) },
          { label: labels.headcount, value: headcount && `${sayCount(headcount)} 人` },
        ]}
      />
    </>
  );
}

function Proof({ proof }: ApplicationView) {
  if (proof.length === 0) return <p class="soft">没有填写。新企业可以没有，不因此拒绝。</p>;
  return (
    <ul class="plain-list">
      {proof.map(({ title, detail, url }) => (
        <li>
          <strong>{title}</strong>
          {detail ? <Paragraphs text={detail} /> : null}
          {url ? (
            <p>
              <a class="break-all" href={url} rel="nofollow noopener external">
                {url}
              </a>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Solutions({ solutions }: { solutions: readonly Solution[] }) {
  if (solutions.length === 0) return <p class="soft">还没有方案</p>;
  const ready = solutions.filter((one) => lacksOf(one).length === 0);
  return (
    <>
      {ready.map((one, at) => (
        <Details summary={`${one.name}（${sayCategory(one.category)}）`} open={at === 0}>
          <DataList
            rows={[
              { label: "一句话说明", value: one.summary },
              { label: "解决哪方面的问题", value: one.scenes.map(sayScene).join("、") },
              { label: "价格", value: [sayPrice(one), one.priceNote].filter(Boolean).join("；") },
              { label: "安装方式", value: one.deployment.map(deploymentName).join("；") },
              { label: "数据承诺", value: one.dataPromise },
              { label: "售后承诺", value: one.supportPromise },
            ]}
          />
          <Paragraphs text={one.description} />
        </Details>
      ))}
      {ready.length < solutions.length ? (
        <p class="soft">
          另有 {solutions.length - ready.length} 个没写完的方案，不在这次审核之内。
        </p>
      ) : null}
    </>
  );
}

function Declared({ declarations: made }: ApplicationView) {
  return (
    <ul class="plain-list">
      {declarations.map(({ code, name, text }) => (
        <li>
          <strong>
            {name}：{made.includes(code) ? "已承诺" : "没有承诺"}
          </strong>
          <p class="small">{text}</p>
        </li>
      ))}
    </ul>
  );
}
