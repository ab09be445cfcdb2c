import type { Child } from "hono/jsx";
import { normalise } from "../search/normalise.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { sayCategory, sayScene } from "../web/catalogue.tsx";
import {
  Breadcrumbs,
  Chip,
  Chips,
  Details,
  EmptyState,
  Notice,
  PageHeader,
  Tabs,
} from "../web/components.tsx";
import { RadioGroup } from "../web/choice-fields.tsx";
import { TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Highlight } from "../web/highlight.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount } from "../web/say.ts";
import { phraseLists } from "./change.ts";
import type { findCapability, listCapabilities } from "./look.ts";
import { listHints, listNames } from "./say.ts";

export const home = "/official/lexicon";
const desk = { href: "/desk/official", label: "主管部门工作台" };

/** Around every page of the lexicon. */
export function LexiconFrame({
  frame,
  title,
  lead,
  tab,
  edits,
  trail = [],
  children,
}: {
  frame: Frame;
  title: string;
  lead?: Child;
  tab: string;
  edits: number;
  trail?: { href: string; label: string }[];
  children: Child;
}) {
  const tabs = [
    { href: home, label: "词库" },
    { href: `${home}/draft`, label: "待发布", count: edits },
    { href: `${home}/versions`, label: "历次版本" },
    { href: "/official/unread-words", label: "没读懂的词" },
  ];
  return (
    <Layout
      {...frame}
      title={title}
      active={desk.href}
      above={<Breadcrumbs trail={[desk, ...trail]} />}
    >
      <Tabs label="词库" items={tabs.map((one) => ({ ...one, current: one.href === tab }))} />
      <PageHeader title={title} lead={lead} />
      {children}
    </Layout>
  );
}

export function ReadOnlyNotice({ may }: { may: boolean }) {
  return may ? null : (
    <Notice tone="info" text="全国共用一个词库，由全国主管部门修改。您可以查看。" />
  );
}

type ListProps = {
  frame: Frame;
  found: ReturnType<typeof listCapabilities>;
  q: string;
  box: FormState;
  may: boolean;
  edits: number;
  published: number;
};

export function LexiconPage({ frame, found, q, box, may, edits, published }: ListProps) {
  const inScenes = scenes
    .map(({ code, name }) => ({ name, own: found.filter(({ scene }) => scene === code) }))
    .filter(({ own }) => own.length > 0);
  const isOpen = q !== "";
  return (
    <LexiconFrame
      {...{ frame, edits, tab: home, title: "词库" }}
      lead={`系统靠它读懂企业说的话和方案写的字。现在用的是${sayVersion(published)}。`}
    >
      <ReadOnlyNotice may={may} />
      <form class="form find" action={home}>
        <TextField name="q" label="找一个能力或说法" type="search" form={box} />
        <SubmitButton plain>搜索</SubmitButton>
      </form>
      {may ? (
        <p>
          <a href={`${home}/new`}>新增一种能力</a>
        </p>
      ) : null}
      {found.length === 0 && box.errors.length === 0 ? (
        <EmptyState title="没有能力或说法含有这个词">
          {may ? "可以把它加进一种能力，或新增一种能力。" : ""}
        </EmptyState>
      ) : null}
      {inScenes.map(({ name, own }) => (
        <Details summary={`${name}（${own.length} 种）`} open={isOpen}>
          <ul class="plain-list">
            {own.map((one) => (
              <li>
                <a href={`${home}/capabilities/${one.code}`}>{one.name}</a>
                <span class="soft"> {sayCount(one.phrases)} 个词</span>
                {one.held.length > 0 ? <Held q={q} phrases={one.held} /> : null}
              </li>
            ))}
          </ul>
        </Details>
      ))}
    </LexiconFrame>
  );
}

const mostHeld = 5;

/** The words that were met, with what was typed marked in them. */
function Held({ q, phrases }: { q: string; phrases: readonly string[] }) {
  const typed = normalise(q).text.trim();
  return (
    <p class="small">
      {phrases.slice(0, mostHeld).map((phrase, i) => {
        const at = phrase.toLowerCase().indexOf(typed);
        return (
          <>
            {i === 0 ? "含有的词：" : "、"}
            <Highlight text={phrase} ranges={[[at, at + typed.length]]} />
          </>
        );
      })}
      {phrases.length > mostHeld ? ` 等 ${phrases.length} 个` : ""}
    </p>
  );
}

export function sayVersion(number: number): string {
  return number === 0 ? "随系统发布的原版" : `第 ${number} 版`;
}

export type Sent = { what: "add" | "remove" | "rename" | "retire" } & FormState;
type OneProps = {
  frame: Frame;
  found: ReturnType<typeof findCapability>;
  may: boolean;
  edits: number;
  sent: Sent;
};

export function CapabilityPage({ frame, found, may, edits, sent }: OneProps) {
  const { code, name, category, scenes: own, isAdded } = found;
  const action = `${home}/capabilities/${code}`;
  return (
    <LexiconFrame
      {...{ frame, edits, tab: home, title: name }}
      trail={[{ href: home, label: "词库" }]}
      lead={`${sayCategory(category)} · ${own.map(sayScene).join("、")}`}
    >
      <ReadOnlyNotice may={may} />
      <ErrorSummary form={sent} labels={labels} />
      {may ? <AddForm {...{ action, form: sent }} /> : null}
      {phraseLists.map((list) => (
        <section aria-labelledby={`list-${list}`}>
          <h2 id={`list-${list}`}>{listNames[list]}</h2>
          <p class="soft">
            {listHints[list]}。{list === "called" ? null : "* 代表中间隔着几个字。"}
          </p>
          <Phrases {...{ action, list, phrases: found[list], may }} />
        </section>
      ))}
      {may ? (
        <Details summary="改名字" open={sent.what === "rename" && sent.errors.length > 0}>
          <form class="form" method="post" action={`${action}/rename`} novalidate>
            <TextField name="name" label="新名字" form={sent} size="medium" />
            <SubmitButton plain>记下改名</SubmitButton>
          </form>
        </Details>
      ) : null}
      {may && isAdded ? (
        <Details summary="停用这种能力">
          <p>发布以后，需求和方案都不再按它读。以前推荐过的结果不变。</p>
          <form method="post" action={`${action}/retire`}>
            <SubmitButton plain>记下停用</SubmitButton>
          </form>
        </Details>
      ) : null}
    </LexiconFrame>
  );
}

const labels = { phrase: "词", name: "新名字", list: "放在哪一栏", code: "能力" };

function AddForm({ action, form }: { action: string; form: FormState }) {
  return (
    <form class="form" method="post" action={`${action}/add`} novalidate>
      <TextField
        name="phrase"
        label="词"
        hint="照人说的写，例如 工人*扫码"
        form={form}
        size="medium"
      />
      <RadioGroup
        name="list"
        label="放在哪一栏"
        form={form}
        options={phraseLists.map((value) => ({
          value,
          label: listNames[value],
          hint: listHints[value],
        }))}
      />
      <SubmitButton>加上这个词</SubmitButton>
    </form>
  );
}

function Phrases({
  action,
  list,
  phrases,
  may,
}: {
  action: string;
  list: string;
  phrases: readonly string[];
  may: boolean;
}) {
  if (phrases.length === 0) return <p>没有。</p>;
  if (!may)
    return (
      <Chips label="词">
        {phrases.map((phrase) => (
          <Chip>{phrase}</Chip>
        ))}
      </Chips>
    );
  return (
    <form method="post" action={`${action}/remove`}>
      <input type="hidden" name="list" value={list} />
      <Chips label="点一下去掉一个词">
        {phrases.map((phrase) => (
          <Chip remove={{ name: "phrase", value: phrase }}>{phrase}</Chip>
        ))}
      </Chips>
    </form>
  );
}
