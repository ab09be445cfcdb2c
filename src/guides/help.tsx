import { keptDays } from "../matching/forget-service.ts";
import { ownHref } from "../matching/kept-note.tsx";
import { PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";

const groups: readonly {
  id: string;
  title: string;
  items: readonly {
    id?: string;
    question: string;
    answer: string;
    link?: { href: string; label: string };
  }[];
}[] = [
  {
    id: "firm",
    title: "我是企业",
    items: [
      {
        question: "不懂软件，怎么说需求？",
        answer:
          "就像跟人讲一样，说清楚是做什么的、多少人、哪里不顺、大概能花多少钱。例如“我们是做五金的小厂，60来号人，月底算计件工资要两天”。不用写专业名词。",
        link: { href: "/", label: "去首页说说看" },
      },
      {
        question: "要花钱吗？",
        answer: "找方案、发布需求、收报价都不花钱。只有您选定一家、谈好价格以后，才付钱给那一家。",
      },
      {
        question: "我的电话会被很多人知道吗？",
        answer: "不会。只有您单独同意，并且选定了一家，联系方式才交给那一家。",
      },
      {
        id: "kept",
        question: "我写的话会保存多久？",
        answer: `您写的难题，登录没登录都保存 ${keptDays} 天（日志依法要留六个月以上），到期自动抹去：原话、引用原话的理由、人数、预算和期限都不再有，也不再跟您的账号挂钩，只留下要解决什么、属于哪个场景、行业和地区、各个方案得了几分。没听懂的词另外单个记 400 天，拼不回原话。用来发布需求的跟需求一起保存。登录后写的，以及您用来发布需求的，都可以随时自己先抹去，已经发布的需求不受影响。`,
        link: { href: ownHref, label: "看我写过的难题" },
      },
      {
        id: "own-data",
        question: "怎样拿走或抹去我的个人信息？",
        answer:
          "登录以后，在“我的个人信息”里可以下载平台存着的、与您有关的全部信息，也可以注销账号。注销前会列出马上抹去什么、保留什么和为什么，还有什么要先办完。服务商和主管部门的人也一样。",
        link: { href: "/me/data", label: "我的个人信息" },
      },
      {
        question: "报价要看哪几个数？",
        answer:
          "看三年总费用：一次性、每年、实施、培训、接口，还有不用了怎么搬走。比较页把这些排在一起，差别会标出来。",
      },
      {
        question: "做得不好怎么办？",
        answer:
          "验收时可以写明原因退回，服务商改好再交。验收以后您可以评价一次，别的企业都看得到。",
      },
    ],
  },
  {
    id: "provider",
    title: "我是服务商",
    items: [
      {
        question: "怎样让企业搜到我？",
        answer: "申请入驻，至少写一个完整的方案。通过审核后，方案马上能搜到。",
        link: { href: "/join", label: "看怎么入驻" },
      },
      {
        question: "排在前面要花钱吗？",
        answer: "不用，也花不了。排序只看方案合不合适、价格、地区、做成过什么。",
        link: { href: "/ranking", label: "看排序规则" },
      },
      {
        question: "申请被退回了怎么办？",
        answer:
          "打开申请，标着“需要修改”的部分有审核人员的意见，改好再送审；已通过的部分不用再填。",
      },
      {
        question: "网上已经有我们公司的页面，不是我们写的？",
        answer: "那是公开资料收录的。用同一个统一社会信用代码或单位全称申请入驻，通过后归您维护。",
      },
    ],
  },
  {
    id: "account",
    title: "账号",
    items: [
      {
        question: "忘了密码",
        answer: "用注册的邮箱重设。",
        link: { href: "/forgot", label: "重设密码" },
      },
      {
        question: "密码输错几次不能登录了",
        answer: "连续输错会锁一会儿，防止别人猜。等提示的时间过了再试，或者重设密码。",
      },
      {
        question: "怎么让同事一起用？",
        answer: "在“我的账号”里打开单位，由负责人生成邀请链接发给同事。",
      },
    ],
  },
  {
    id: "program",
    title: "用程序连接",
    items: [
      {
        question: "有接口吗？",
        answer: "网站能做的，程序都能做。登录后在“我的账号”里建一个访问令牌就能用。",
        link: { href: "/api/docs", label: "看接口说明" },
      },
    ],
  },
];

export function HelpPage({ frame }: { frame: Frame }) {
  return (
    <Layout {...frame} title="帮助">
      <PageHeader title="帮助" />
      {groups.map(({ id, title, items }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          {items.map(({ id: anchor, question, answer, link }) => (
            <details class="fold">
              <summary>{question}</summary>
              <div class="fold-body" id={anchor}>
                <p>{answer}</p>
                {link ? (
                  <p>
                    <a href={link.href}>{link.label}</a>
                  </p>
                ) : null}
              </div>
            </details>
          ))}
        </section>
      ))}
    </Layout>
  );
}
