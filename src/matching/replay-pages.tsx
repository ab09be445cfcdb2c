import { type Context, Hono } from "hono";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { AppError } from "../errors.ts";
import { Breadcrumbs, type Crumb, Notice, PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayCount, sayTime } from "../web/say.ts";
import { ownHref } from "./kept-note.tsx";
import { Blocked, MatchCard } from "./match-card.tsx";
import type { ReplayView } from "./replay-schema.ts";
import { Said } from "./said.tsx";
import { replayOfRequest, replayOwn } from "./replay-service.ts";
import { saidIn } from "./several.tsx";
import { isHeard, ReadOnly } from "./understood.tsx";

export const replayPages = new Hono<AppEnv>()
  .get("/matches/:id", async (c) => {
    const view = await replayOwn(c.var.db, personOf(c), idOf(c));
    const above = { href: ownHref, label: "我写过的难题" };
    return c.html(<ReplayPage {...{ frame: await frameOf(c), view, above }} />);
  })
  .get("/requests/:id/match", async (c) => {
    const id = idOf(c);
    const view = await replayOfRequest(c.var.db, byOf(c), personOf(c), id);
    const above = { href: `/requests/${id}`, label: "回到需求" };
    return c.html(<ReplayPage {...{ frame: await frameOf(c), view, above }} />);
  });

const engineNames: Readonly<Record<string, string>> = {
  postgresql: "PostgreSQL（数据库）",
  meilisearch: "Meilisearch",
};

function personOf(c: Context<AppEnv>) {
  if (!c.var.actor) throw new AppError("not_signed_in");
  return c.var.actor;
}

type Props = { frame: Frame; view: ReplayView; above: Crumb };

/** Nothing here is computed anew. */
function ReplayPage({ frame, view, above }: Props) {
  const { createdAt, text, needs, result, engine, weightsVersion, lexiconVersion, lexiconNumber } =
    view;
  const { matches, unmet, blocked, answers } = result;
  const codeOf = (need: number) => answers?.[need]?.code;
  const isSure = matches.every(({ need }) => (codeOf(need) ?? "fits") === "fits");
  return (
    <Layout {...frame} title="当时的推荐" wide above={<Breadcrumbs trail={[above]} />}>
      <PageHeader
        title="当时的推荐"
        lead={`${sayTime(createdAt)}，${text === null ? "名次和分数都是当时的" : "照当时的样子显示"}，没有重新计算。`}
      />
      <Typed view={view} />
      <DataList
        rows={[
          { label: "规则版本", value: <a href="/ranking">{weightsVersion}</a> },
          {
            label: "词库版本",
            value: `${lexiconNumber === null ? "原版" : `第 ${lexiconNumber} 版`}（${lexiconVersion}）`,
          },
          { label: "检索引擎", value: engineNames[engine] ?? engine },
        ]}
      />
      <Understood view={view} />
      <h2>
        {matches.length === 0
          ? "当时没有合适的方案"
          : `${isSure ? "推荐了" : "列出了可能有关或相近的"} ${sayCount(matches.length)} 个方案`}
      </h2>
      {(answers?.filter(({ code }) => code !== "fits") ?? unmet).map(({ need, detail }) => (
        <Notice
          tone="info"
          title={needs.length > 1 ? `第 ${need + 1} 项需求` : undefined}
          text={`${detail}。`}
        />
      ))}
      <div class="cards">
        {matches.map((match) => (
          <MatchCard
            match={match}
            place={match.rank}
            need={text === null ? undefined : needs[match.need]}
            text={text ?? ""}
            number={needs.length > 1 ? match.need + 1 : undefined}
            answer={codeOf(match.need)}
          />
        ))}
      </div>
      <Blocked blocked={blocked} />
    </Layout>
  );
}

/** Of several needs each by its number, with its words where they may be read. */
function Understood({ view: { needs, text } }: Pick<Props, "view">) {
  const areSeveral = needs.length > 1;
  return (
    <>
      <h2>理解到的内容</h2>
      <ol class="needs">
        {needs.map((need, at) => (
          <li>
            {areSeveral ? <strong>第 {at + 1} 项</strong> : null}
            {areSeveral && text !== null ? <p>{saidIn(text, need)}</p> : null}
            {isHeard(need) ? null : <p>没有听到能在这里找的事。</p>}
            <ReadOnly need={need} />
          </li>
        ))}
      </ol>
    </>
  );
}

const withoutWords = {
  forgotten: "当时写的原话已经抹去，引用原话的理由也一起抹去了；分数、规则版本和词库版本没有变。",
  withheld: "企业发布时改过文字，当时写的原话只有它自己能看，引用原话的理由也不显示。",
};

function Typed({ view: { text, needs, forgotten } }: Pick<Props, "view">) {
  if (text === null)
    return <Notice tone="info" text={withoutWords[forgotten ? "forgotten" : "withheld"]} />;
  const ranges = needs.flatMap(({ marks }) =>
    marks.map(({ start, end }): [number, number] => [start, end]),
  );
  return (
    <section class="box" aria-label="当时写的话">
      <Said text={text} ranges={ranges} />
    </section>
  );
}
