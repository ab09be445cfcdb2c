import { Hono } from "hono";
import type { ListedCase } from "../cases/schema.ts";
import { listMeasuredCases } from "../cases/store.ts";
import type { AppEnv } from "../http.ts";
import { KeptNote } from "../matching/kept-note.tsx";
import type { FacetCounts } from "../search/engine.ts";
import { categories } from "../taxonomy/categories.ts";
import { Card } from "../web/components.tsx";
import { sayChange } from "../web/figures.tsx";
import { CategoryMark, Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayCount } from "../web/say.ts";
import { Origin } from "../web/catalogue.tsx";

export const homePages = new Hono<AppEnv>().get("/", async (c) => {
  const now = c.var.now();
  const [facets, cases] = await Promise.all([c.var.figures(), listMeasuredCases(c.var.db, 3, now)]);
  return c.html(<HomePage facets={facets} cases={cases} frame={await frameOf(c)} />);
});

const examples = [
  "我们是做五金的小厂，60来号人，想上个便宜的扫码报工",
  "三家门店的库存老对不上，想用一个系统管起来",
  "一个月电费十几万，想知道钱花在哪台机器上",
];

type Props = { facets: FacetCounts; cases: ListedCase[]; frame: Frame };

function HomePage({ facets, cases, frame }: Props) {
  return (
    <Layout {...frame} title="帮中小企业找到合适的数字化方案" wide>
      <h1 class="ask-title">您的企业遇到了什么难题？</h1>
      <form action="/match" method="post" class="ask" aria-label="说说难题">
        <label>
          <span class="sr-only">您的企业遇到了什么难题？</span>
          <textarea
            name="text"
            rows={3}
            required
            placeholder="用一两句话说说：做什么的、多少人、想解决什么、大概预算"
          />
        </label>
        <div class="actions">
          <button class="btn" type="submit">
            找合适的方案
          </button>
        </div>
      </form>
      <p class="small ask-note">
        不用注册。打字慢的，点键盘上的话筒说出来就行。我们先说听懂了什么，再列出合适的方案和理由；您可以改，也可以邀请他们报价。
      </p>
      <KeptNote actor={frame.actor} />
      <h2 class="small">别人会这样说</h2>
      <ul class="chips">
        {examples.map((text) => (
          <li>
            <a class="chip" href={`/match?text=${encodeURIComponent(text)}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      <Categories facets={facets} />
      <Proof cases={cases} />
      <Figures facets={facets} />
    </Layout>
  );
}

function Categories({ facets }: Pick<Props, "facets">) {
  const count = (code: string) => facets.category.find((one) => one.code === code)?.count ?? 0;
  return (
    <section aria-labelledby="categories">
      <h2 id="categories">按您想做的事找</h2>
      <div class="cards-grid">
        {categories.map(({ code, description }) => (
          <Card
            href={`/search?type=solution&category=${code}`}
            title={<CategoryMark code={code} />}
            aside={<span class="soft">{sayCount(count(code))} 个方案</span>}
          >
            <p>{description}</p>
          </Card>
        ))}
      </div>
    </section>
  );
}

function Proof({ cases }: Pick<Props, "cases">) {
  if (cases.length === 0) return null;
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">同行做成了什么</h2>
      <div class="cards-grid">
        {cases.map((one) => (
          <Card
            href={`/cases/${one.id}`}
            title={one.title}
            meta={<Origin imported={one.origin === "imported"} demo={one.demo} />}
          >
            <Measured measures={one.measures} />
          </Card>
        ))}
      </div>
      <p>
        <a href="/search?type=case">看全部案例</a>
      </p>
    </section>
  );
}

/** The first figure that has a before and an after. */
function Measured({ measures }: Pick<ListedCase, "measures">) {
  const first = measures.find(({ before, after }) => before !== null && after !== null);
  if (!first) return null;
  return (
    <p>
      {first.label}：{first.before} → {first.after} {first.unit}
      <br />
      <strong class="big-change">{sayChange(first)}</strong>
    </p>
  );
}

function Figures({ facets }: Pick<Props, "facets">) {
  const count = (kind: string) => facets.type.find(({ code }) => code === kind)?.count ?? 0;
  const figures = [
    { kind: "provider", unit: "家服务商" },
    { kind: "solution", unit: "个方案" },
    { kind: "case", unit: "个案例" },
  ];
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">现在这里有</h2>
      <ul class="figures">
        {figures.map(({ kind, unit }) => (
          <li>
            <a href={`/search?type=${kind}`}>
              <strong>{sayCount(count(kind))}</strong> {unit}
              <Icon name="arrow-right" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
