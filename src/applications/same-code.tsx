import { isWithin, regionName } from "../taxonomy/regions.ts";
import { Notice } from "../web/components.tsx";
import { sayDay } from "../web/say.ts";
import type { ReviewView, SameCode } from "./schema.ts";

type Props = ReviewView["sameCode"] & { place: string };

/** Beside the question whether the firm is who it says: who else says the same. */
export function SameCodeNotice({ items, total, place }: Props) {
  if (items.length === 0) return <p class="soft">没有别家用过这个统一社会信用代码。</p>;
  const holder = items.find(({ holds }) => holds);
  const harmless = items.every(({ sharesMember, state }) => sharesMember || state === "imported");
  return (
    <Notice
      tone={holder ? "error" : harmless ? "info" : "yours"}
      title={
        holder
          ? "这个代码已属于名单上的服务商，现在不能通过"
          : `还有 ${total} 家用了同一个统一社会信用代码`
      }
    >
      <ul class="plain-list">
        {items.map((item) => (
          <li>
            <Name {...{ item, place }} />
            {item.legalName && item.legalName !== item.name ? `（${item.legalName}）` : ""}
            {item.regionCode ? `，${regionName(item.regionCode)}` : ""}：{sayWhat(item)}
            {item.since && !item.holds ? `，${sayDay(item.since)}起用这个代码` : ""}
            {item.sharesMember ? "。有人同时是申请单位的成员，多半是同一家单位" : ""}
          </li>
        ))}
      </ul>
      {total > items.length ? <p>另有 {total - items.length} 家没有列出。</p> : null}
      {holder ? <Holder {...{ holder, place }} /> : <p>{doubt}</p>}
    </Notice>
  );
}

const doubt =
  "没有通过审核的代码都是自己填的，可能填错，也可能冒用。请对照营业执照和国家企业信用信息公示系统，核实代码属于哪一家；填得早也不能说明代码是它的。";

function Holder({ holder, place }: { holder: SameCode; place: string }) {
  const isMine = isWithin(holder.regionCode ?? "000000", place);
  return (
    <p>
      一个代码只能有一家在名单上。请先查证代码属于谁：名单上的那家用错了，
      {isMine && holder.providerId ? (
        <a href={`/official/providers/${holder.providerId}`}>先把它移出名单</a>
      ) : (
        `请${holder.listedBy ?? "审核它的主管部门"}先把它移出名单`
      )}
      ，再通过这份申请；这份申请用错了，就选“不符合”，退回修改或不予入驻。
    </p>
  );
}

/** To where this official may look. */
function Name({ item, place }: { item: SameCode; place: string }) {
  const { providerId, applicationId, name, state, regionCode } = item;
  const isMine = isWithin(regionCode ?? "000000", place);
  const judged = state === "submitted" || state === "returned" || state === "rejected";
  const isPublic = state === "listed" || state === "suspended" || state === "imported";
  if (isMine && judged && applicationId)
    return <a href={`/official/applications/${applicationId}`}>{name}</a>;
  if (isMine && providerId && (isPublic || state === "removed"))
    return <a href={`/official/providers/${providerId}`}>{name}</a>;
  if (isPublic && providerId) return <a href={`/providers/${providerId}`}>{name}</a>;
  return <strong>{name}</strong>;
}

function sayWhat({ state, kind, holds, listedAt, listedBy }: SameCode): string {
  if (holds) {
    const since = listedAt ? `${sayDay(listedAt)}由${listedBy ?? "主管部门"}列入名单` : "在名单上";
    return state === "suspended" ? `${since}，现在暂停服务` : since;
  }
  if (state === "registered")
    return kind === "sme" ? "登记为找服务的企业" : "登记为服务商，还没有申请入驻";
  return words[state];
}

const words: Record<Exclude<SameCode["state"], "registered">, string> = {
  listed: "在名单上",
  applying: "正在申请入驻",
  suspended: "公开资料收录，未经核验，现在暂停展示",
  submitted: "也送审了，等着审核",
  returned: "也申请了，已退回修改",
  draft: "正在填写入驻申请，还没有送审",
  imported: "公开资料收录，未经核验",
  removed: "曾经入驻，已移出名单",
  rejected: "申请过入驻，没有通过",
};
