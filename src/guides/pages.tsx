import { Hono } from "hono";
import { criteria, promisedDays, yearsListed } from "../applications/criteria.ts";
import { declarations } from "../applications/declarations.ts";
import type { AppEnv } from "../http.ts";
import { categories } from "../taxonomy/categories.ts";
import { PageHeader } from "../web/components.tsx";
import { CategoryMark } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { HelpPage } from "./help.tsx";

/** Pages that tell what this is and how it is done. */
export const guidePages = new Hono<AppEnv>()
  .get("/join", async (c) => c.html(<JoinPage frame={await frameOf(c)} />))
  .get("/about", async (c) => c.html(<AboutPage frame={await frameOf(c)} />))
  .get("/help", async (c) => c.html(<HelpPage frame={await frameOf(c)} />));

/** Where this person goes on: to register, to sign in a firm, or to the application itself. */
function nextStep({ actor }: Frame): { href: string; label: string } {
  if (!actor)
    return {
      href: "/sign-up?kind=provider&next=/desk/provider/application",
      label: "注册并申请入驻",
    };
  const isProvider = actor.memberships.some(({ kind }) => kind === "provider");
  return isProvider
    ? { href: "/desk/provider/application", label: "去申请入驻" }
    : {
        href: "/organisations/new?kind=provider&next=/desk/provider/application",
        label: "先登记服务商单位",
      };
}

function JoinPage({ frame }: { frame: Frame }) {
  const { href, label } = nextStep(frame);
  return (
    <Layout {...frame} title="服务商入驻">
      <PageHeader
        title="服务商入驻"
        lead="通过审核后，企业能搜到您的方案、邀请您报价。申请、入驻和排序都不收费。"
        actions={
          <a class="btn" href={href}>
            {label}
          </a>
        }
      />
      <h2>要填什么</h2>
      <ul class="plain-list">
        <li>单位信息：名称、统一社会信用代码、所在地区、成立年份、人数、联系人。</li>
        <li>服务能力：长处和服务地区。</li>
        <li>方案：至少一个，写清解决什么问题、多少钱、怎么安装、数据归谁、售后怎么管。</li>
        <li>案例和资质：有就写，没有可以空着。</li>
        <li>承诺：{declarations.map(({ name }) => name).join("、")}。</li>
      </ul>
      <p>可以分几次填，随时存着。缺什么，清单上会写明。</p>
      <h2>谁来审、多久有结果</h2>
      <p>
        由您所在地区的主管部门审核，{promisedDays}{" "}
        个自然日（连周末和节假日都算）内有结果：通过、退回修改，或者不予入驻。退回时只改没通过的部分，已通过的不用重来。每个决定都写明原因，并一直留在您的审核记录里。
      </p>
      <p>
        通过后列入名单，注明批次，有效期 {yearsListed}{" "}
        年。列入名单说明资料经过核对，不等于政府推荐；选哪一家由企业自己定。
      </p>
      <Criteria />
      <h2 id="declarations">三项承诺的原文</h2>
      <dl class="data-list">
        {declarations.map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h2>公开资料里已经有我的单位</h2>
      <p>
        用同一个统一社会信用代码或单位全称申请就行：审核通过后，那一条归到您名下，上面的方案和案例由您接着维护，不会重复。
      </p>
      <p class="actions">
        <a class="btn" href={href}>
          {label}
        </a>
      </p>
    </Layout>
  );
}

function Criteria() {
  return (
    <>
      <h2 id="criteria">审核标准</h2>
      <p>各地用同一套标准。不看注册地、规模和成立长短，外地服务商与本地一样。</p>
      <Table
        caption="审核标准"
        hideCaption
        stacked
        columns={[{ label: "标准" }, { label: "怎样算符合" }, { label: "看什么" }]}
        rows={criteria.map(({ name, question, evidence }) => [name, question, evidence])}
      />
    </>
  );
}

function AboutPage({ frame }: { frame: Frame }) {
  return (
    <Layout {...frame} title="关于数桥">
      <PageHeader
        title="关于数桥"
        lead="数桥帮中小企业找到经过核验的数字化服务商：说出难题，看到合适的方案，比较报价，自己选定。"
      />
      <h2>一条需求怎么走</h2>
      <ol class="plain-list">
        <li>企业用自己的话说难题，系统说明听懂了什么，不对可以改。</li>
        <li>按公开的规则推荐方案，每一条都写明为什么。</li>
        <li>企业发布需求、邀请服务商；服务商报出三年的总费用。</li>
        <li>企业比较后选定一家，没选的也会收到原因。</li>
        <li>交付、验收、评价。评价和做成的案例，后来的企业都看得到。</li>
      </ol>
      <h2>四类需求</h2>
      <ul class="plain-list">
        {categories.map(({ code, description }) => (
          <li>
            <CategoryMark code={code} />：{description}
          </li>
        ))}
      </ul>
      <h2>我们守的规矩</h2>
      <ul class="plain-list">
        <li>
          企业不花钱，服务商入驻不花钱，谁也不能花钱换排名。<a href="/ranking">排序规则公开</a>。
        </li>
        <li>
          列入名单说明资料经过主管部门核对，不等于推荐。<a href="/join#criteria">审核标准公开</a>。
        </li>
        <li>不偏向本地：外地服务商与本地用同一套标准、同一套排序。</li>
        <li>“公开资料收录”的单位没有经过核验，页面上会写明，也不能被邀请和选定。</li>
        <li>联系方式只在企业单独同意后，交给它选定的那一家服务商。</li>
        <li>报价密封的需求，截止前谁也看不到内容，只看得到份数。</li>
      </ul>
      <p class="actions">
        <a class="btn" href="/match">
          说说我的难题
        </a>
        <a href="/join">我是服务商，想入驻</a>
      </p>
    </Layout>
  );
}
