import { Notice } from "../web/components.tsx";
import { sayDate, sayTime } from "../web/say.ts";
import type { SealState } from "./seal-store.ts";

/** Up to when what stands below could not be changed unnoticed, and whether it was. */
export function SealLine({ state }: { state: SealState }) {
  const { sealedUntil, checkedAt, misfit } = state;
  if (misfit)
    return (
      <Notice
        tone="error"
        title={`${sayDate(misfit)}封存的记录对不上`}
        text="这一天封存过的记录与现在的不一致，可能被改动、删除或者事后添加过。请联系系统管理员，在服务器上运行 npm run verify-audit 查看是哪里不一致。"
      />
    );
  if (!sealedUntil)
    return (
      <p class="soft">记录还没有封存。每天零点以后封存前一天的记录，封存以后再改动会被发现。</p>
    );
  return (
    <p class="soft">
      记录已封存到{sayDate(sealedUntil)}，封存以后再改动会被发现。
      {checkedAt ? `上次全部核对：${sayTime(checkedAt)}，没有发现改动。` : "核对正在进行。"}
    </p>
  );
}
