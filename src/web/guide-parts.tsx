import {
  Breadcrumbs,
  Card,
  Chip,
  Chips,
  Details,
  EmptyState,
  Notice,
  StatusTag,
  Tabs,
} from "./components.tsx";
import { Bar, BeforeAfter, Stars } from "./figures.tsx";
import { Highlight } from "./highlight.tsx";
import { CategoryMark, Icon, iconNames } from "./icon.tsx";
import { sayAgo, sayBand, sayDeadline, sayPhone } from "./say.ts";

const need = "我们是做五金的小厂，60来号人，想上个便宜的扫码报工";

export function BasicParts({ now }: { now: Date }) {
  return (
    <>
      <h2>位置和视图</h2>
      <Breadcrumbs
        trail={[
          { href: "/", label: "首页" },
          { href: "/search", label: "找方案" },
        ]}
      />
      <Tabs
        label="需求"
        items={[
          { href: "#all", label: "全部", count: 12, current: true },
          { href: "#open", label: "征集报价中", count: 3 },
          { href: "#done", label: "已结束", count: 9 },
        ]}
      />
      <h2>类别、状态、条件</h2>
      <p class="flex flex-wrap gap-4">
        <CategoryMark code="restore" />
        <CategoryMark code="cultivate" />
        <CategoryMark code="connect" />
        <CategoryMark code="upgrade" />
      </p>
      <p class="flex flex-wrap gap-2">
        <StatusTag turn="yours">等您确认</StatusTag>
        <StatusTag turn="theirs">等服务商报价</StatusTag>
        <StatusTag turn="done">已验收</StatusTag>
        <StatusTag turn="stopped">已撤回</StatusTag>
      </p>
      <p>截止：{sayDeadline(now.getTime() + 3 * 86_400_000, now)}</p>
      <p class="lead">
        <Highlight
          text={need}
          ranges={[
            [4, 6],
            [10, 15],
            [20, 26],
          ]}
        />
      </p>
      <form action="/dev/guide">
        <Chips label="我们的理解">
          <Chip label="场景" remove={{ name: "remove", value: "scene:production" }}>
            生产管控
          </Chip>
          <Chip label="预算" remove={{ name: "remove", value: "budget" }}>
            {sayBand(null, 5_000_000)}
          </Chip>
          <Chip label="人数">60 人左右</Chip>
          <Chip href="/search">再加一个条件</Chip>
        </Chips>
      </form>
      <MatchSample />
      <Notices now={now} />
    </>
  );
}

function MatchSample() {
  return (
    <>
      <h2>一条推荐</h2>
      <div class="cards">
        <Card
          title="车间通 扫码报工"
          href="/solutions/1"
          aside={<CategoryMark code="upgrade" />}
          meta={
            <>
              <span>演示·杭州易工软件有限公司</span>
              <span>浙江、江苏可上门</span>
              <span>{sayBand(2_800_000, 4_800_000)}</span>
            </>
          }
        >
          <p>工人用手机扫码报工，老板当天看到每道工序做到哪里。</p>
          <Bar
            score={82.5}
            parts={[
              { label: "正是您要的功能", points: 40, detail: "您说“扫码报工”" },
              { label: "价格合适", points: 22.5, detail: "您说“便宜的”" },
              { label: "做过同行", points: 25, detail: "3 个五金行业案例" },
              { label: "目前项目较多", points: -5 },
            ]}
          />
          <Stars score={4.6} count={12} />
        </Card>
        <Card title="一个名字特别特别长的演示方案：面向离散制造中小企业的生产现场数据采集与计件工资核算一体机（旗舰版）">
          <p>还没有地址的卡片。</p>
          <Stars score={null} count={0} />
        </Card>
      </div>
      <h2>前后对比</h2>
      <BeforeAfter
        caption="上线三个月前后，企业自己统计"
        measures={[
          { label: "统计产量用时", before: 120, after: 15, unit: "分钟/天" },
          { label: "准时交货率", before: 82, after: 95, unit: "%" },
          { label: "返工件数", before: null, after: 36, unit: "件/月" },
        ]}
        note="统计期：2026年6月至9月。"
      />
    </>
  );
}

function Notices({ now }: { now: Date }) {
  return (
    <>
      <h2>提示</h2>
      <Notice tone="yours" title="轮到您了" text="2 份报价等您比较。" />
      <Notice tone="info" text="这家服务商来自公开资料，未经核验，暂时不能邀请。" />
      <Notice tone="error" text="网络断开了，刚才的内容还没有保存。请联网后再点一次“保存”。" />
      <EmptyState title="还没有报价" action={{ href: "/search", label: "邀请服务商" }}>
        需求发布后，服务商通常在两天内报价。您也可以主动邀请。
      </EmptyState>
      <Details summary="不合适的有哪些（2 家）">
        <p>一家不服务浙江；一家最低 20 万元，超出预算。</p>
      </Details>
      <p>
        电话 {sayPhone("13812345678")}，{sayAgo(now.getTime() - 7_200_000, now)}登录过。
      </p>
      <h2>图标</h2>
      <p class="flex flex-wrap gap-4">
        {iconNames.map((name) => (
          <span class="inline-flex items-center gap-1">
            <Icon name={name} />
            <span class="small">{name}</span>
          </span>
        ))}
      </p>
    </>
  );
}
