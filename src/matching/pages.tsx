import { type Context, Hono } from "hono";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, fieldErrors } from "../http.ts";
import { PageHeader } from "../web/components.tsx";
import { readForm } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import { factorTable } from "./explain.ts";
import { correctionsOf } from "./corrections.ts";
import { MatchPage } from "./match-page.tsx";
import { matchInput, type MatchesView } from "./schema.ts";
import { matchNeed } from "./service.ts";
import { weightsVersion } from "./weights.ts";

export const matchPages = new Hono<AppEnv>()
  .get("/match", async (c) => {
    const text = c.req.query("text") ?? "";
    return text.trim() === ""
      ? c.html(<MatchPage {...frame(c)} text="" />)
      : await show(c, { text });
  })
  // A need is nobody else's business: posted, it stands in no address and no log.
  .post("/match", async (c) => {
    const values = await readForm(c, ["scene", "capability"]);
    const text = typeof values["text"] === "string" ? values["text"] : "";
    return await show(c, { text, needs: correctionsOf(values) });
  })
  .get("/ranking", (c) => c.html(<RankingPage {...frame(c)} />));

function frame(c: Context<AppEnv>) {
  return { actor: c.var.actor };
}

async function show(c: Context<AppEnv>, given: { text: string; needs?: unknown }) {
  const input = matchInput.safeParse(given);
  if (!input.success) {
    const errors: FieldError[] = fieldErrors(input.error, given).map((error) => ({
      ...error,
      pointer: "/text",
    }));
    return c.html(<MatchPage {...frame(c)} text={given.text} errors={errors} />, 400);
  }
  const who = { now: c.var.now(), userId: c.var.actor?.id ?? null };
  const result: MatchesView = await matchNeed(c.var.db, c.var.matcher(), input.data, who);
  if (result.needs.length === 0) throw new AppError("internal");
  return c.html(<MatchPage {...frame(c)} text={input.data.text} result={result} />);
}

function RankingPage({ actor }: { actor: Context<AppEnv>["var"]["actor"] }) {
  return (
    <Layout title="排序规则" actor={actor}>
      <PageHeader
        title="方案是怎么排出来的"
        lead="每个方案最多得 100 分，分数由下面几项相加。规则对所有服务商一样，谁也不能花钱往前排。"
      />
      <Table
        caption="各项最多能得多少分"
        columns={[{ label: "看什么" }, { label: "最多", number: true }]}
        rows={factorTable().map(({ name, most }) => [name, `${most} 分`])}
      />
      <div class="prose">
        <h2>几条不变的原则</h2>
        <ul>
          <li>只看方案能不能解决您说的问题，每一条理由都对应您写的原话或公开的事实。</li>
          <li>本地服务商不加分；只有写明不在您所在地服务的，才会列为不合适。</li>
          <li>没有公布价格、没有写明适合多大企业的，这一项按中间分计，并写清楚。</li>
          <li>新入驻、还没有成交记录的服务商，这一项也按中间分计，不吃亏。</li>
          <li>评价少的时候分数向平均数靠拢，一两个好评或差评不会左右排名。</li>
          <li>分数相同的，按一个谁也选不了的编号排先后。</li>
          <li>入驻不等于推荐。选谁由您自己决定，签约前请核对合同和承诺。</li>
        </ul>
        <p class="soft small">当前规则版本：{weightsVersion}</p>
      </div>
    </Layout>
  );
}
