import type { Child } from "hono/jsx";
import { deploymentName } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { isScene, sceneName } from "../taxonomy/scenes.ts";
import type { RuledOut } from "../proposals/store.ts";
import { beginning } from "../text.ts";
import { Chips, Chip, Details, Notice } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { errorOf, type FormState, SubmitButton } from "../web/form.tsx";
import { CategoryMark } from "../web/icon.tsx";
import { DataList } from "../web/lists.tsx";
import { sayAgo, sayBand, sayCount, sayDate, sayDeadline, sayMoney, sayTime } from "../web/say.ts";
import type { RequestView } from "./schema.ts";

const noForm: FormState = { values: {}, errors: [] };

/** The need as every provider reads it. The contact is not here: only an engagement shows it. */
export function RequestFacts({ request, now }: { request: RequestView; now: Date }) {
  const hasEnded = request.status === "evaluating" || request.status === "closed";
  return (
    <>
      <LongProse text={request.text} />
      {request.scenes.length > 0 ? (
        <Chips label="想管好哪些事">
          {request.scenes.map((code) => (
            <Chip>{isScene(code) ? sceneName(code) : code}</Chip>
          ))}
        </Chips>
      ) : null}
      <DataList
        rows={[
          { label: "企业", value: request.organisationName },
          {
            label: "类别",
            value: request.category ? <CategoryMark code={request.category} /> : null,
          },
          { label: "地区", value: request.regionCode && regionName(request.regionCode) },
          { label: "行业", value: request.industryCode && industryName(request.industryCode) },
          {
            label: "人数",
            value: request.headcount === null ? null : `${sayCount(request.headcount)} 人`,
          },
          {
            label: "预算上限",
            value:
              request.budgetMaxFen === null
                ? "没有说，按实际报"
                : sayBand(null, request.budgetMaxFen),
          },
          {
            label: "安装方式",
            value: request.deployment ? deploymentName(request.deployment) : "都可以",
          },
          { label: "希望用上", value: request.wantedBy && sayDate(request.wantedBy) },
          {
            label: "报价截止",
            // One that ended early has no time left, though its deadline is still to come.
            value:
              request.closesAt &&
              (hasEnded ? sayTime(request.closesAt) : sayDeadline(request.closesAt, now)),
          },
          {
            label: "报价方式",
            value: request.sealed
              ? "截止后企业一起看，服务商互相看不到"
              : "收到就能看，服务商互相看不到",
          },
        ]}
      />
    </>
  );
}

const lineful = 600;

/** A long story begins in sight; the whole of it folds out. */
function LongProse({ text }: { text: string }) {
  if (text.length <= lineful * 1.5) return <Prose text={text} />;
  return (
    <>
      <Prose text={beginning(text, lineful, "…")} />
      <Details summary={`看全文（${text.length} 字）`}>
        <Prose text={text} />
      </Details>
    </>
  );
}

/** What a person typed, with its line breaks. */
export function Prose({ text }: { text: string }) {
  return <p class="max-w-[38em] whitespace-pre-wrap break-words">{text}</p>;
}

/** Proposals that can never be chosen any more, each with the reason. */
export function RuledOutList({ items }: { items: readonly RuledOut[] }) {
  if (items.length === 0) return null;
  return (
    <Notice title={`${items.length} 份报价已取消资格，不能再选`}>
      <ul>
        {items.map(({ id, providerName, reason }) => (
          <li class="break-words">
            <a href={`/proposals/${id}`}>{providerName}</a>：{reason}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export type Question = {
  id: string;
  providerName: string;
  text: string;
  askedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
};

/** Questions and answers; `answerAt` gives the firm a field below each that is still open. */
export function Questions({
  items,
  now,
  answerAt,
  form = noForm,
}: {
  items: readonly Question[];
  now: Date;
  answerAt?: ((id: string) => string) | undefined;
  form?: FormState | undefined;
}) {
  return (
    <ul>
      {items.map((item) => (
        <li class="border-b border-line py-4">
          <p class="small">
            {item.providerName || "一家服务商"} · {sayAgo(item.askedAt, now)}问
          </p>
          <Prose text={item.text} />
          {item.answer === null ? (
            answerAt ? (
              <AnswerForm id={item.id} action={answerAt(item.id)} form={form} />
            ) : (
              <p class="soft">还没有回答</p>
            )
          ) : (
            <div class="mt-2 border-l-4 border-line pl-4">
              <p class="small">
                企业答{item.answeredAt ? ` · ${sayAgo(item.answeredAt, now)}` : ""}
              </p>
              <Prose text={item.answer} />
              <Unsent text={form.values[`answer-${item.id}`]} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Another was quicker to answer: what was written meanwhile is not lost. */
function Unsent({ text }: { text: string | string[] | undefined }) {
  if (text === undefined) return null;
  return (
    <>
      <p class="small">您刚才写的，没有发出：</p>
      <Prose text={[text].flat().join("")} />
    </>
  );
}

function AnswerForm({ id, action, form }: { id: string; action: string; form: FormState }) {
  const name = `answer-${id}`;
  const opened = errorOf(form, name) !== undefined || form.values[name] !== undefined;
  return (
    <Details summary="回答这个问题" open={opened}>
      <form method="post" action={action} novalidate>
        <TextArea
          name={name}
          label="您的回答"
          hint="所有能看到这条需求的服务商都会看到，不显示是谁问的。"
          max={2000}
          rows={3}
          form={form}
        />
        <SubmitButton wait="正在发出回答…">发出回答</SubmitButton>
      </form>
    </Details>
  );
}

const fieldNames: Readonly<Record<string, string>> = {
  title: "标题",
  text: "需求内容",
  category: "类别",
  scenes: "想管好哪些事",
  industryCode: "行业",
  regionCode: "地区",
  headcount: "人数",
  budgetMaxFen: "预算上限",
  deployment: "安装方式",
  wantedBy: "希望用上",
  closesAt: "报价截止",
};

/** What was changed after publishing, both ways, for all to read. */
export function Changes({ items }: { items: readonly { at: Date; fields: unknown }[] }) {
  return (
    <ul>
      {items.map(({ at, fields }) => (
        <li class="border-b border-line py-4">
          <p class="small">{sayTime(at)}</p>
          <ul>
            {Object.entries(Object(fields)).map(([name, change]) => (
              <Change name={name} change={Object(change)} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Change({ name, change }: { name: string; change: object }) {
  const label = fieldNames[name] ?? name;
  const [before, after] = ["before", "after"].map((key) =>
    sayValue(name, Reflect.get(change, key)),
  );
  if (name === "text")
    return (
      <li>
        <Details summary={`${label}改过，看改前和改后`}>
          <p class="small">改前</p>
          <p class="soft whitespace-pre-wrap break-words">{before}</p>
          <p class="small mt-4">改后</p>
          <p class="whitespace-pre-wrap break-words">{after}</p>
        </Details>
      </li>
    );
  return (
    <li class="break-words">
      {label}：<del class="soft">{before}</del> → {after}
    </li>
  );
}

function sayValue(name: string, value: unknown): Child {
  if (value === null || value === undefined || value === "") return "没有填";
  if (Array.isArray(value))
    return value
      .map(String)
      .map((code) => (isScene(code) ? sceneName(code) : code))
      .join("、");
  if (typeof value !== "string" && typeof value !== "number") return JSON.stringify(value);
  const text = String(value);
  if (name === "budgetMaxFen") return sayMoney(Number(text));
  if (name === "closesAt") return sayTime(text);
  if (name === "wantedBy") return sayDate(text);
  if (name === "regionCode") return regionName(text);
  if (name === "industryCode") return industryName(text);
  if (name === "deployment") return deploymentName(text);
  if (name === "category") return <CategoryWord code={text} />;
  return text;
}

function CategoryWord({ code }: { code: string }) {
  return code === "restore" || code === "cultivate" || code === "connect" || code === "upgrade" ? (
    <CategoryMark code={code} />
  ) : (
    <>{code}</>
  );
}
