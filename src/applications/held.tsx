import { Notice } from "../web/components.tsx";
import type { ApplicationView } from "./schema.ts";

type Props = { application: ApplicationView };

/** Somebody else holds the code, and the applicant can still mend his. */
export function isBarred({ heldBy, sections }: ApplicationView): boolean {
  return heldBy !== null && sections.some(({ code, open }) => code === "firm" && open);
}

/** What to do where a provider of the list holds this code. It is public; who else claims it is not said. */
export function Held({ application }: Props) {
  const { heldBy, uscc } = application;
  if (heldBy === null) return null;
  const { id, name, listedBy } = heldBy;
  return (
    <Notice tone="error" title="您填的统一社会信用代码属于一家已入驻的服务商">
      <p>
        <span class="break-all">{uscc}</span> 现在属于名单上的{" "}
        <a href={`/providers/${id}`}>{name}</a>
        。一个代码只能有一家入驻，查清以前不能通过。您填的内容都保存着。
      </p>
      <ul class="plain-list">
        <li>这就是您的单位：请让已经加入的同事邀请您，不用再申请一次。</li>
        {isBarred(application) ? (
          <li>
            代码填错了：到<a href="/desk/provider/application/firm">单位信息</a>
            里改正，就可以送审。
          </li>
        ) : (
          <li>您的单位信息已经通过：可以照常送审，由审核人员查证。</li>
        )}
        <li>
          代码是您单位的，却被那家用了：请带上营业执照，联系
          {listedBy ? `审核那家的${listedBy}` : "所在地主管部门"}
          查证，那家移出名单后您就可以接着办。
        </li>
      </ul>
    </Notice>
  );
}
