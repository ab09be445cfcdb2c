/** What a trade writes in letters and in words; each finds the other. */
const pairs: readonly (readonly [string, ...string[]])[] = [
  ["aps", "高级计划排程", "高级排程", "生产排程", "自动排产"],
  ["bi", "商业智能"],
  ["bom", "物料清单"],
  ["bpm", "流程管理"],
  ["cae", "工程仿真"],
  ["cdn", "内容分发"],
  ["cdp", "客户数据平台"],
  ["crm", "客户关系管理", "客户管理"],
  ["dms", "经销商管理"],
  ["eam", "设备资产管理"],
  ["edi", "电子数据交换"],
  ["ehr", "人力资源管理"],
  ["ems", "能源管理"],
  ["erp", "企业资源计划"],
  ["hcm", "人力资源管理"],
  ["hr", "人力资源"],
  ["iot", "物联网"],
  ["itsm", "运维服务管理"],
  ["mes", "制造执行系统", "制造执行"],
  ["mom", "制造运营管理"],
  ["nas", "文件存储"],
  ["oa", "办公自动化", "协同办公"],
  ["ocr", "文字识别"],
  ["oms", "订单管理"],
  ["pdm", "产品数据管理"],
  ["plm", "产品生命周期管理"],
  ["pms", "项目管理"],
  ["pos", "收银"],
  ["qms", "质量管理系统"],
  ["rpa", "机器人流程自动化", "流程自动化"],
  ["scada", "数据采集与监控"],
  ["scm", "供应链管理"],
  ["srm", "供应商管理", "供应商关系管理"],
  ["tms", "运输管理"],
  ["vpn", "虚拟专用网络"],
  ["wms", "仓库管理", "仓储管理"],
];

const others: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(pairs.flat())].map((word) => [
    word,
    [
      ...new Set(
        pairs.flatMap((pair) =>
          pair.includes(word)
            ? pair.filter((other) => other !== word && isAcross(word, other))
            : [],
        ),
      ),
    ],
  ]),
);

/** Letters lead to words and words to letters, not words to words. */
function isAcross(a: string, b: string) {
  return /^[a-z]+$/.test(a) !== /^[a-z]+$/.test(b);
}

export function synonymsOf(text: string): readonly string[] {
  return others.get(text) ?? [];
}
