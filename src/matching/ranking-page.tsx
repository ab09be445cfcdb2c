import { Details, PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayMoney } from "../web/say.ts";
import { addedStrength } from "./corrected-tags.ts";
import { factorNames, factorTable } from "./explain.ts";
import {
  cheap,
  farOverBudget,
  halfway,
  leastUsual,
  leastScore,
  mostOfOne,
  nearness,
  unknownShare,
  weightsHistory,
  weightsVersion,
} from "./weights.ts";

/** The rules anybody may read; the numbers are those that the ranking itself uses. */
export function RankingPage({ frame }: { frame: Pick<Frame, "actor"> }) {
  return (
    <Layout {...frame} title="排序规则">
      <PageHeader
        title="方案是怎么排出来的"
        lead="每个方案最多得 100 分，分数由下面几项相加。规则对所有服务商一样，谁也不能花钱往前排。"
      />
      <Table
        caption="各项最多能得多少分"
        columns={[{ label: "看什么" }, { label: "最多", number: true }]}
        rows={factorTable().map(({ name, most }) => [name, `${most} 分`])}
      />
      <Table
        caption="方案做的和您要的有多近，第一项按多少算"
        columns={[{ label: "远近" }, { label: "按多少算", number: true }]}
        rows={[
          ["正是您要的", sayShare(nearness.exact)],
          ["更大的一套，介绍里写明也做它", sayShare(nearness.broader)],
          ["更大的一套，通常也管它，但介绍里没有写明", sayShare(nearness.usual)],
          ["只是其中的一部分", sayShare(nearness.narrower)],
          ["相近的另一件事", sayShare(nearness.related)],
          ["同一个场景里的别的事", sayShare(nearness.scene)],
        ]}
      />
      <Principles />
      <History />
    </Layout>
  );
}

function sayShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function Principles() {
  return (
    <div class="prose">
      <h2>几条不变的原则</h2>
      <ul>
        <li>只看方案能不能解决您说的问题，每一条理由都对应您写的原话或公开的事实。</li>
        <li>
          是不是专做这件事，看方案做的每件事和您整段话有多近，按它写各件事的比重平均；写得杂的不占便宜。
        </li>
        <li>本地服务商不加分；只有写明不在您所在地服务的，才会列为不合适。</li>
        <li>
          没有公布价格、没有写明适合多大企业的，这一项按中间分（{sayShare(unknownShare)}
          ）计，并写清楚。
        </li>
        <li>
          说了要便宜、没说多少钱的，第一年费用在 {sayMoney(cheap.allFen)}以内这一项得满分，
          {sayMoney(cheap.noneFen)}起不得分，中间按比例。
        </li>
        <li>
          写了不要哪一家或哪一款的（例如
          不要钉钉），名字就是它的列为不合适；写了现在用着、不想换的软件，不再当作您要找的。
        </li>
        <li>
          第一年费用超过预算 {farOverBudget} 倍的，列为不合适；总分不到 {leastScore} 分的不推荐。
        </li>
        <li>
          说了数据不能出厂、不想买服务器这类话的，方案写明能这样装的，「安装方式」这一项得满分，写明不能的不得分，只列在后面，不列为不合适；要装在自己厂里而方案写明放在专用的云上的，算
          {sayShare(halfway)}。没有说的、没有写明的都按中间分计。
        </li>
        <li>新入驻、还没有交付记录的服务商，记录和新旧两项也按中间分计，不吃亏。</li>
        <li>
          最近一次核实过的交付或案例在半年以内的，“{factorNames.freshness}
          ”得满分，三年以上的不得分，中间按比例。
        </li>
        <li>
          手上正在做的订单，不超过一季度的量（按过去一年验收的单数算，至少算 {leastUsual} 单）的，“
          {factorNames.load}”得满分，到两倍不得分，中间按比例；还没有入驻的按中间分计。
        </li>
        <li>评价少的时候分数向平均数靠拢，一两个好评或差评不会左右排名。</li>
        <li>
          同一家服务商的方案，最多先排 {mostOfOne}{" "}
          个；再多的排在别家之后，分数照样写明。把一个方案换名字写很多遍，占不满名单。
        </li>
        <li>
          分数相同的，先后按每条需求重新抽定：同一句话每次抽得一样，谁也选不了，谁都有机会排在前面。
        </li>
        <li>
          方案能做什么，由系统从公开的文字里读出来。读得不对，服务商和主管部门可以更正，要写原因并留下记录；手工加上的按
          {sayShare(addedStrength)}
          算，不会比文字里写明白的更靠前。
        </li>
        <li>入驻不等于推荐。选谁由您自己决定，签约前请核对合同和承诺。</li>
      </ul>
    </div>
  );
}

function History() {
  return (
    <section aria-labelledby="history">
      <h2 id="history">规则改过什么</h2>
      <p>现在用的是 {weightsVersion} 版。每次推荐都记下当时用的版本，以后可以照原样查看。</p>
      <Changes list={weightsHistory.slice(0, 3)} />
      <Details summary={`更早的 ${weightsHistory.length - 3} 次`}>
        <Changes list={weightsHistory.slice(3)} />
      </Details>
    </section>
  );
}

function Changes({ list }: { list: readonly (typeof weightsHistory)[number][] }) {
  return (
    <ul class="plain-list">
      {list.map(({ version, on, what }) => (
        <li>
          <strong>{version}</strong>
          <span class="soft"> · {sayDate(on)}起</span>
          <p>{what}</p>
        </li>
      ))}
    </ul>
  );
}
