/** What decides whether a solution may be shown to buyers. */
export type SolutionRow = {
  name: string;
  scenes: string[];
  summary: string;
  description: string;
  deployment: string[];
  oneOffFen: number | null;
  yearlyFen: number | null;
  priceNote: string;
  dataPromise: string;
  supportPromise: string;
};

export const solutionLabels = {
  name: "方案名称",
  category: "类别",
  secondaryCategories: "也属于",
  scenes: "解决哪方面的问题",
  industries: "适合的行业",
  sizes: "适合的企业规模",
  serviceRegions: "服务地区",
  summary: "一句话说明",
  description: "详细说明",
  pains: "解决的难题",
  benefits: "带来的好处",
  scenarios: "用在哪里",
  deployment: "安装方式",
  oneOffFen: "一次性价格",
  yearlyFen: "每年价格",
  priceNote: "价格说明",
  trialDays: "免费试用天数",
  weeksToStart: "几周能用上",
  dataPromise: "数据承诺",
  supportPromise: "售后承诺",
} as const;
export type SolutionField = keyof typeof solutionLabels;

/** What is still missing before it may be published. */
export function lacksOf(solution: SolutionRow): SolutionField[] {
  const { oneOffFen, yearlyFen, priceNote } = solution;
  const checks: [SolutionField, boolean][] = [
    ["scenes", solution.scenes.length === 0],
    ["summary", solution.summary === ""],
    ["description", solution.description === ""],
    ["deployment", solution.deployment.length === 0],
    ["oneOffFen", oneOffFen === null && yearlyFen === null && priceNote === ""],
    ["dataPromise", solution.dataPromise === ""],
    ["supportPromise", solution.supportPromise === ""],
  ];
  return checks.filter(([, lacks]) => lacks).map(([field]) => field);
}
