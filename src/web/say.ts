type Instant = Date | string | number;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const weekdays = "日一二三四五六";

/** Money as people say it: 800 元, 4.8 万元, 1.2 亿元. Rounded; tables use `sayYuan`. */
export function sayMoney(fen: number | bigint): string {
  const yuan = Number(fen) / 100;
  const size = Math.abs(yuan);
  if (size >= 99_995_000) return `${trim(yuan / 100_000_000, 2)} 亿元`;
  if (size >= 999_950) return `${trim(yuan / 10_000, 1)} 万元`;
  if (size >= 10_000) return `${trim(yuan / 10_000, 2)} 万元`;
  return `${trim(yuan, 2)} 元`;
}

/** The exact amount, for tables: 48,000, and 48,000.50 where there are 分. */
export function sayYuan(fen: number | bigint): string {
  const exact = BigInt(fen);
  const size = exact < 0n ? -exact : exact;
  const cents = size % 100n === 0n ? "" : `.${String(size % 100n).padStart(2, "0")}`;
  return `${exact < 0n ? "-" : ""}${group(String(size / 100n))}${cents}`;
}

/** Exact, and as people say it where that is shorter: 17,400 元（1.74 万元）. */
export function sayExact(fen: number | bigint): string {
  const [exact, said] = [`${sayYuan(fen)} 元`, sayMoney(fen)];
  return exact === said ? exact : `${exact}（${said}）`;
}

export const noPrice = "没有公布价格";

/** A price band; an open end is undefined or null. */
export function sayBand(min?: number | bigint | null, max?: number | bigint | null): string {
  if (min == null && max == null) return noPrice;
  if (min == null || (max != null && Number(min) === 0 && Number(max) > 0))
    return `${sayMoney(max ?? 0)}以内`;
  if (max == null) return `${sayMoney(min)}起`;
  if (Number(min) === Number(max)) return Number(min) === 0 ? "免费" : sayMoney(min);
  const [low, high] = [sayMoney(min).split(" "), sayMoney(max).split(" ")];
  return low[1] === high[1]
    ? `${low[0]}–${high[0]} ${high[1]}`
    : `${sayMoney(min)}–${sayMoney(max)}`;
}

/** 2026年11月23日, in China, for where there is little room. */
export function sayDay(instant: Instant): string {
  const at = inChina(instant);
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
}

/** 2026年11月23日（周一）, in China. A bare `2026-11-23` is that day itself. */
export function sayDate(instant: Instant): string {
  const at = inChina(instant);
  return `${sayDay(instant)}（周${weekdays[at.getUTCDay()]}）`;
}

/** 2026年11月23日（周一）18:00, in China. */
export function sayTime(instant: Instant): string {
  return `${sayDate(instant)}${clock(instant)}`;
}

/** A deadline, absolute and relative. The closing instant itself is too late. */
export function sayDeadline(instant: Instant, now: Instant): string {
  const end = inChina(instant).getTime();
  const left = end - inChina(now).getTime();
  // Midnight is said as the end of the day before it: nobody reads 24日00:00 right.
  const at = clock(instant) === "00:00" ? `${sayDate(millis(instant) - 1)}24:00` : sayTime(instant);
  return `${at}，${left <= 0 ? "已截止" : `还剩${sayLeft(left)}`}`;
}

/** How long ago, as one tells it; after a month, the date. */
export function sayAgo(instant: Instant, now: Instant): string {
  const past = millis(now) - millis(instant);
  if (past < 0) return sayDate(instant);
  if (past < minute) return "刚刚";
  if (past < hour) return `${Math.floor(past / minute)} 分钟前`;
  const days = dayNumber(now) - dayNumber(instant);
  if (days === 0 || past < 6 * hour) return `${Math.floor(past / hour)} 小时前`;
  if (days === 1) return "昨天";
  return days <= 30 ? `${days} 天前` : sayDate(instant);
}

/** A count without false precision: 1,234; 1.2 万; 1 万以上 when it is only a lower bound. */
export function sayCount(count: number, exact = true): string {
  const said =
    count < 10_000 ? group(String(count)) : `${trim(Math.floor(count / 1000) / 10, 1)} 万`;
  return exact ? said : `${said}以上`;
}

/** A phone number in groups: 138 1234 5678, 0571-8888 1234, 400 123 4567. Others stay as they are. */
export function sayPhone(number: string): string {
  const digits = number.replaceAll(/[\s-]/g, "").replace(/^\+?86(?=1\d{10}$)/, "");
  const mobile = /^(1\d{2})(\d{4})(\d{4})$/.exec(digits);
  if (mobile) return mobile.slice(1).join(" ");
  const service = /^([48]00)(\d{3})(\d{4})$/.exec(digits);
  if (service) return service.slice(1).join(" ");
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d{3,4})(\d{4})$/.exec(digits);
  return landline ? `${landline[1]}-${landline[2]} ${landline[3]}` : number;
}

/** Between a figure and its unit no line breaks. */
const glue = "\u00a0";

function sayLeft(left: number) {
  const days = Math.floor(left / day);
  const hours = Math.floor((left % day) / hour);
  if (days >= 2) return ` ${days}${glue}天`;
  if (days === 1) return hours > 0 ? ` 1${glue}天 ${hours}${glue}小时` : ` 1${glue}天`;
  if (hours > 0) return ` ${hours}${glue}小时`;
  return left < minute ? `不到 1${glue}分钟` : ` ${Math.floor(left / minute)}${glue}分钟`;
}

function trim(value: number, places: number) {
  const [whole = "", fraction = ""] = value.toFixed(places).split(".");
  const kept = fraction.replace(/0+$/, "");
  return kept ? `${group(whole)}.${kept}` : group(whole);
}

function group(digits: string) {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function clock(instant: Instant) {
  return inChina(instant).toISOString().slice(11, 16);
}

function dayNumber(instant: Instant) {
  return Math.floor(inChina(instant).getTime() / day);
}

function millis(instant: Instant) {
  return new Date(instant).getTime();
}

/** Eight hours ahead all year: summer time ended in 1991. The result is read through its UTC getters. */
function inChina(instant: Instant) {
  const bare = typeof instant === "string" && /^\d{4}-\d{2}-\d{2}$/.test(instant);
  return new Date(millis(instant) + (bare ? 0 : 8 * hour));
}
