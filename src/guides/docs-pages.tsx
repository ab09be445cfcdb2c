import { Hono } from "hono";
import type { AppEnv } from "../http.ts";
import { PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { type Entry, groupsOf, type Line, openapi } from "./reference.ts";

/** The reference of the API, out of the document that the app generates of itself. */
export function docsPages(generate: () => Promise<unknown>) {
  let groups: Groups | undefined;
  return new Hono<AppEnv>().get("/api/docs", async (c) => {
    // Every schema is walked for it, and it stays what it is as long as the app lives.
    groups ??= groupsOf(openapi.parse(await generate()));
    const origin = c.var.settings.publicUrl.replace(/\/$/, "");
    return c.html(<DocsPage {...{ frame: await frameOf(c), groups, origin }} />);
  });
}

type Groups = ReadonlyMap<string, readonly Entry[]>;

function DocsPage({ frame, groups, origin }: { frame: Frame; groups: Groups; origin: string }) {
  return (
    <Layout {...frame} title="开放接口" wide>
      <PageHeader
        title="开放接口"
        lead="网站能做的，程序都能做。接口返回 JSON，金额以分为单位，时间是 UTC。"
      />
      <Basics origin={origin} />
      <nav aria-label="接口分组">
        <h2>全部接口</h2>
        <ul class="chips">
          {[...groups].map(([tag, entries]) => (
            <li>
              <a class="chip" href={`#group-${tag}`}>
                {tag}（{entries.length}）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {[...groups].map(([tag, entries]) => (
        <section aria-labelledby={`group-${tag}`}>
          <h2 id={`group-${tag}`}>{tag}</h2>
          {entries.map((entry) => (
            <EntryPart {...{ entry, origin }} />
          ))}
        </section>
      ))}
    </Layout>
  );
}

function Basics({ origin }: { origin: string }) {
  return (
    <>
      <ul class="plain-list">
        <li>
          机器可读的说明：<a href="/api/v1/openapi.json">/api/v1/openapi.json</a>（OpenAPI 3.1）
        </li>
        <li>公开内容不用登录。其余的要访问令牌：登录后在“我的账号”里建一个，只显示一次。</li>
        <li>
          列表用 <code>limit</code> 和 <code>after</code> 翻页，回答里的 <code>next</code>{" "}
          是下一页的起点。
        </li>
        <li>
          修改要带上读到的版本：回答里的 <code>ETag</code> 放进 <code>If-Match</code>
          。没带是 428，已被别人改过是 412，当前状态不允许是 409。
        </li>
        <li>
          新建时带上 <code>Idempotency-Key</code>，重发同样的内容只办一次。
        </li>
        <li>
          出错时返回 <code>application/problem+json</code>：<code>code</code> 是错误代码，
          <code>errors</code> 逐个指出哪一项不对。
        </li>
        <li>
          问得太快回答 429，<code>Retry-After</code> 说过几秒再来。搜索一个网络地址每秒约 10
          次、一口气最多 100 次，搜索建议每秒约 40 次；理解和推荐每分钟 600 次，长文字每约 700
          个字算一次。
        </li>
      </ul>
      <pre class="code">
        {[
          `curl ${origin}/api/v1/search?q=ERP`,
          `curl -H "Authorization: Bearer 令牌" ${origin}/api/v1/me`,
        ].join("\n")}
      </pre>
    </>
  );
}

function EntryPart({ entry, origin }: { entry: Entry; origin: string }) {
  const { id, method, path, summary, parameters, body, answer } = entry;
  return (
    <details class="fold" id={id}>
      <summary>
        <span class="method">{method}</span> <span class="break-all">{path}</span>
        <span class="soft"> {summary}</span>
      </summary>
      <div class="fold-body">
        <pre class="code">{curlOf(entry, origin)}</pre>
        {parameters.length > 0 ? (
          <Table
            caption="参数"
            stacked
            columns={[{ label: "名称" }, { label: "位置" }, { label: "类型" }, { label: "必填" }]}
            rows={parameters.map(({ name, where, type, required }) => [
              name,
              where,
              type,
              required ? "是" : "",
            ])}
          />
        ) : null}
        <Lines caption="请求内容" lines={body} />
        {answer ? <Lines caption={`回答（${answer.status}）`} lines={answer.lines} /> : null}
      </div>
    </details>
  );
}

function Lines({ caption, lines }: { caption: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <Table
      caption={caption}
      stacked
      columns={[{ label: "字段" }, { label: "类型" }, { label: "必有" }]}
      rows={lines.map(({ name, type, required, depth }) => [
        `${"· ".repeat(depth)}${name}`,
        <span class="break-all">{type}</span>,
        required ? "是" : "",
      ])}
    />
  );
}

/** As one would type it. */
function curlOf({ method, path, body }: Entry, origin: string): string {
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}${origin}${path}`];
  lines.push('  -H "Authorization: Bearer 令牌"');
  if (method === "PATCH") lines.push(`  -H 'If-Match: "1"'`);
  if (body.length > 0) {
    lines.push('  -H "Content-Type: application/json"');
    const fields = body.filter(({ depth, required }) => depth === 0 && required).map(example);
    lines.push(`  -d '{${fields.join(", ")}}'`);
  }
  return lines.join(" \\\n");
}

function example({ name, type }: Line): string {
  if (type.endsWith("[]")) return `"${name}": []`;
  if (type === "integer" || type === "number") return `"${name}": 1`;
  if (type === "boolean") return `"${name}": true`;
  return `"${name}": "${type.split(" | ")[0] ?? ""}"`;
}
