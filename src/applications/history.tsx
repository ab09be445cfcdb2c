import { LongText } from "../web/long-text.tsx";
import { sayTime } from "../web/say.ts";
import { Section } from "../web/section.tsx";
import { criteria } from "./criteria.ts";
import type { DecisionView } from "./schema.ts";

const words = { returned: "退回修改", listed: "通过，列入名单", rejected: "不予入驻" } as const;

/** Every decision, newest first, with its note and what did not pass. */
export function DecisionHistory({ decisions }: { decisions: readonly DecisionView[] }) {
  if (decisions.length === 0) return null;
  return (
    <Section id="history" title="审核记录">
      <ol class="timeline">
        {decisions.toReversed().map(({ verdict, note, at, authorityName, criteria: judged }) => (
          <li class={`step step-${verdict === "rejected" ? "stopped" : "done"}`}>
            <p class="step-head">
              <span class="step-label">{words[verdict]}</span>
              <span class="step-at">
                {authorityName} · {sayTime(at)}
              </span>
            </p>
            <div class="step-body">
              {note ? <LongText text={note} /> : null}
              <ul class="plain-list">
                {judged
                  .filter(({ passed }) => !passed)
                  .map((one) => (
                    <li>
                      {criteria.find(({ code }) => code === one.code)?.name}不符合：{one.note}
                    </li>
                  ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
