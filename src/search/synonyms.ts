/** What a trade writes in letters and in words; each finds the other. */
const pairs: readonly (readonly [string, ...string[]])[] = [
  ["aiops", "智能运维"],
  ["aps", "高级计划排程", "高级排程", "生产排程", "自动排产"],
  ["asr", "语音识别"],
  ["ats", "招聘管理"],
  ["bi", "商业智能"],
  ["bom", "物料清单"],
  ["bpm", "流程管理", "业务流程管理"],
  ["cad", "计算机辅助设计"],
  ["cae", "工程仿真"],
  ["cam", "计算机辅助制造"],
  ["capp", "工艺设计"],
  ["cdn", "内容分发"],
  ["cdp", "客户数据平台"],
  ["cem", "客户体验管理"],
  ["cms", "内容管理"],
  ["crm", "客户关系管理", "客户管理"],
  ["dlp", "数据防泄漏", "数据防泄密"],
  ["dms", "经销商管理"],
  ["eam", "设备资产管理", "设备管理"],
  ["eda", "电子设计自动化"],
  ["edi", "电子数据交换"],
  ["ehr", "人力资源管理"],
  ["ehs", "安全生产"],
  ["ems", "能源管理"],
  ["epm", "预算管理"],
  ["erp", "企业资源计划"],
  ["esop", "电子作业指导书"],
  ["fssc", "财务共享"],
  ["hcm", "人力资源管理"],
  ["hr", "人力资源"],
  ["iam", "身份管理"],
  ["idc", "数据中心"],
  ["im", "即时通讯", "即时通信"],
  ["iot", "物联网"],
  ["ipaas", "集成平台"],
  ["itsm", "运维服务管理"],
  ["kms", "知识管理"],
  ["lims", "实验室管理"],
  ["llm", "大模型"],
  ["lms", "在线学习", "培训管理"],
  ["ma", "营销自动化"],
  ["mdm", "主数据"],
  ["mes", "制造执行系统", "制造执行"],
  ["mom", "制造运营管理"],
  ["nas", "文件存储"],
  ["nlp", "自然语言处理"],
  ["oa", "办公自动化", "协同办公"],
  ["ocr", "文字识别"],
  ["oee", "设备综合效率"],
  ["oms", "订单管理"],
  ["pdm", "产品数据管理"],
  ["plm", "产品生命周期管理"],
  ["pms", "项目管理"],
  ["pos", "收银"],
  ["qms", "质量管理系统"],
  ["rpa", "机器人流程自动化", "流程自动化"],
  ["scada", "数据采集与监控"],
  ["scm", "供应链管理"],
  ["sms", "短信"],
  ["spc", "统计过程控制"],
  ["srm", "供应商管理", "供应商关系管理", "采购管理"],
  ["sso", "单点登录"],
  ["tms", "运输管理"],
  ["tts", "语音合成"],
  ["vdi", "云桌面", "虚拟桌面"],
  ["voc", "客户之声"],
  ["vpn", "虚拟专用网络"],
  ["waf", "应用防火墙"],
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
