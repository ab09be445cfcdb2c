import { deploymentName } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayCategory, sayScene, saySize } from "./catalogue.tsx";
import { Notice } from "./components.tsx";
import { DataList } from "./lists.tsx";
import { LongText } from "./long-text.tsx";

type Values = Readonly<Record<string, string | string[]>>;

/** How a field says what it holds, where that is a code or has a unit. */
const words: Readonly<Record<string, (value: string) => string>> = {
  category: sayCategory,
  secondaryCategories: sayCategory,
  scenes: sayScene,
  regionCode: (code) => regionName(code),
  serviceRegions: (code) => regionName(code),
  industryCode: industryName,
  industries: industryName,
  sizes: saySize,
  deployment: deploymentName,
  solutionId: () => "另一个方案",
  budget: (wan) => `${wan} 万元`,
  closesAt: (at) => at.replace("T", " "),
  sealed: (sealed) => (sealed === "no" ? "收到就能看" : "截止后一起看"),
  contactConsent: () => "已同意",
};

/** What was saved while a form was open, where it is not what was typed into it. */
export function Meanwhile({
  saved,
  typed,
  labels,
}: {
  saved: Values;
  typed: Values;
  labels: Readonly<Record<string, string>>;
}) {
  const rows = Object.entries(labels).flatMap(([name, label]) =>
    partsOf(saved[name]).join("\n") === partsOf(typed[name]).join("\n")
      ? []
      : [{ label, value: say(name, partsOf(saved[name])) }],
  );
  if (rows.length === 0) return null;
  return (
    <div id="meanwhile">
      <Notice tone="yours" title="您打开这一页以后存下的，和您填的有这些不一样">
        <p>表单里是您填的，都还在，但没有保存。再保存一次，就以表单里的为准。</p>
        <DataList rows={rows} />
      </Notice>
    </div>
  );
}

/** A browser sends two signs for each line break. */
function partsOf(value: string | string[] | undefined): string[] {
  const parts = [value ?? []].flat().map((one) => one.replaceAll("\r\n", "\n").trim());
  return parts.filter((one) => one !== "").toSorted();
}

function say(name: string, parts: readonly string[]) {
  const unit = name.endsWith("Fen") ? (yuan: string) => `${yuan} 元` : undefined;
  const sayOne = words[name] ?? unit;
  if (parts.length === 0) return "";
  return <LongText text={sayOne ? parts.map(sayOne).join("、") : parts.join("、")} />;
}
