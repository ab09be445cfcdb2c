import { regionName } from "../taxonomy/regions.ts";
import { type Locale, sayState } from "../state-words.ts";
import { sayField } from "../words.ts";
import type { Problem } from "./schema.ts";

type Params = Problem["params"];
type Wording = Record<Locale, (params: Params) => string>;

const wordings: Record<string, Wording> = {
  // errors
  broken_json: { zh: () => "这个文件不是完整的 JSON。", en: () => "This is no complete JSON." },
  unknown_file: {
    zh: () => "认不出这个文件。请上传 Excel（.xlsx）、CSV 或 JSON 文件。",
    en: () => "This is neither XLSX nor CSV nor JSON.",
  },
  old_excel: {
    zh: () => "这是旧版 Excel 或加了密码的文件，请另存为不加密的 .xlsx 后再上传。",
    en: () => "This is an old or an encrypted Excel file; save it as plain XLSX.",
  },
  too_large_inside: {
    zh: () => "文件解开后超过 50 MB，请拆成几个文件。",
    en: () => "Unpacked it is larger than 50 MB; split it.",
  },
  broken_csv: {
    zh: () => "有一个引号没有配对，后面的内容无法分开。请检查双引号。",
    en: () => "A quote is opened and never closed.",
  },
  missing_column: {
    zh: ({ value }) => `缺少「${value}」这一列。请用模板的表头。`,
    en: ({ value }) => `The column "${value}" is missing.`,
  },
  repeated_column: {
    zh: ({ value }) => `「${value}」出现了两列，请只留一列。`,
    en: ({ value }) => `There are two columns "${value}".`,
  },
  lost_digits: {
    zh: () => "数字太长，Excel 已经丢了后面几位。请把这一格改成文本格式后重填。",
    en: () => "The number is too long and has lost digits; enter it as text.",
  },
  unknown_content: {
    zh: () => "文件里没有找到服务商、方案或案例。请用模板填写后再上传。",
    en: () => "There are no providers, solutions or cases in it. Use the template.",
  },
  no_rows: {
    zh: () => "文件里没有一行内容。",
    en: () => "There is not one row in it.",
  },
  not_a_row: {
    zh: () => "这一条的内容读不懂，请检查它的写法。",
    en: () => "This record cannot be read.",
  },
  required: { zh: () => "必须填写。", en: () => "It must be filled in." },
  unknown_name: {
    zh: ({ value }) => `不认识「${value}」，请从模板的可选内容里选。`,
    en: ({ value }) => `"${value}" is not one of the choices.`,
  },
  unknown_key: {
    zh: ({ value }) => `编号「${value}」在文件里和系统里都没有。`,
    en: ({ value }) => `There is no "${value}", neither in the file nor here.`,
  },
  repeated_key: {
    zh: ({ value, row }) => `编号「${value}」和第 ${row} 行重复。`,
    en: ({ value, row }) => `"${value}" is already used in row ${row}.`,
  },
  needs_origin: {
    zh: () => "请填写方案编号或服务商编号，至少一项。",
    en: () => "Name the solution or the provider.",
  },
  other_provider: {
    zh: ({ value }) => `这个方案不是「${value}」的。`,
    en: ({ value }) => `The solution does not belong to "${value}".`,
  },
  not_a_number: {
    zh: ({ value }) => `「${value}」不是整数。`,
    en: ({ value }) => `"${value}" is no whole number.`,
  },
  not_an_amount: {
    zh: ({ value }) => `「${value}」不是金额，请写成 48000 或 4.8万。`,
    en: ({ value }) => `"${value}" is no amount.`,
  },
  not_an_address: {
    zh: () => "不是网址，应以 https:// 或 http:// 开头。",
    en: () => "It must be an http or https address.",
  },
  outside_region: {
    zh: ({ region }) => `不在您的辖区（${regionName(String(region))}）内，不能由您导入。`,
    en: () => "It lies outside your region.",
  },
  region_needed: {
    zh: () => "没有写所在地区，只能由全国管理部门导入。请补上地区。",
    en: () => "Without a region only the national office may import it.",
  },
  // warnings
  missing: { zh: () => "没有填写。", en: () => "It is empty." },
  cleaned_invisible: {
    zh: () => "去掉了看不见的字符。",
    en: () => "Invisible characters were removed.",
  },
  cleaned_stars: { zh: () => "去掉了多余的 ** 号。", en: () => "Asterisks were removed." },
  repeated_items: {
    zh: () => "有几项内容一样，只保留了一项。",
    en: () => "Items that were the same were joined.",
  },
  same_as_summary: {
    zh: () => "和一句话介绍完全一样。",
    en: () => "It only repeats the summary.",
  },
  unknown_industry: {
    zh: ({ value }) => `「${value}」不是行业名称，没有采用。`,
    en: ({ value }) => `"${value}" is no industry and was left out.`,
  },
  unknown_place: {
    zh: ({ value, known }) => `不认识「${value}」，只记到${known}。`,
    en: ({ value, known }) => `"${value}" is unknown; ${known} was kept.`,
  },
  uscc_unchecked: {
    zh: () => "最后一位校验不符，需要人工核实。",
    en: () => "The check character does not fit; verify it by hand.",
  },
  unverified_name: {
    zh: () => "来源未经核实，没有采用。",
    en: () => "Its source is unverified; it was left out.",
  },
  unknown_column: {
    zh: ({ value }) => `不认识的列「${value}」，没有采用。`,
    en: ({ value }) => `The column "${value}" is unknown and was left out.`,
  },
  example_row: {
    zh: () => "这是模板的示例行，没有导入。",
    en: () => "This is the template's example; it was left out.",
  },
  not_ours: {
    zh: ({ state }) => `系统里已有，状态是「${sayState(String(state))}」，保持原样。`,
    en: ({ state }) => `It is here already and stays as it is (${state}).`,
  },
  own_provider: {
    zh: () => "这家服务商自己管理内容，没有导入。",
    en: () => "This provider keeps its own content; it was left out.",
  },
};

/** What is wrong, without where. */
export function sayProblem({ code, params }: Problem, locale: Locale = "zh"): string {
  return wordings[code]?.[locale](params) ?? sayField({ pointer: "", code, params }, locale);
}

/** Sheet, row and column in words. */
export function sayPlace({ sheet, row, column }: Problem): string {
  return [sheet, row === null ? "" : `第 ${row} 行`, column === null ? "" : `「${column}」`]
    .filter(Boolean)
    .join(" ");
}
