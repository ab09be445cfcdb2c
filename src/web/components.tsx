import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "info" | "success" | "yours" | "error";

/** The heading of a page, one plain line under it, and what can be done here. */
export function PageHeader({
  id,
  title,
  lead,
  kicker,
  actions,
}: {
  /** Where the heading follows what changes below without a page turn. */
  id?: string | undefined;
  title: Child;
  lead?: Child;
  kicker?: Child;
  actions?: Child;
}) {
  return (
    <div class="page-header" id={id}>
      {kicker ? <p class="kicker">{kicker}</p> : null}
      <h1>{title}</h1>
      {lead ? <p class="lead">{lead}</p> : null}
      {actions ? <div class="actions">{actions}</div> : null}
    </div>
  );
}

export type Crumb = { href: string; label: string };

/** The way back up; the page itself is not in it. */
export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav class="breadcrumbs" aria-label="所在位置">
      <ol>
        {trail.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** One thing in a list. With `href` its title is a link and the whole card can be pressed. */
export function Card({
  title,
  href,
  meta,
  aside,
  level = 3,
  children,
}: {
  title: Child;
  href?: string | undefined;
  meta?: Child;
  aside?: Child;
  level?: 2 | 3 | 4;
  children?: Child;
}) {
  const Heading = `h${level}` as const;
  return (
    <article class={href ? "card card-link" : "card"}>
      <div class="card-head">
        <Heading class="card-title">{href ? <a href={href}>{title}</a> : title}</Heading>
        {aside ? <div class="card-aside">{aside}</div> : null}
      </div>
      {meta ? <div class="card-meta">{meta}</div> : null}
      {children}
    </article>
  );
}

/** A small fact. With `remove` it is a button of the form around it that takes the fact away. */
export function Chip({
  label,
  children,
  href,
  remove,
}: {
  label?: string | undefined;
  children: Child;
  href?: string | undefined;
  remove?: { name: string; value: string } | undefined;
}) {
  const text = (
    <>
      {label ? <span class="chip-label">{label}</span> : null}
      <span>{children}</span>
    </>
  );
  if (remove)
    return (
      <button class="chip chip-remove" type="submit" {...remove} formnovalidate>
        <span class="sr-only">去掉：</span>
        {text}
        <Icon name="cross" />
      </button>
    );
  return href ? (
    <a class="chip" href={href}>
      {text}
    </a>
  ) : (
    <span class="chip">{text}</span>
  );
}

/** Chips in a row that wraps. */
export function Chips({ children, label }: { children: Child; label: string }) {
  return (
    <fieldset>
      <legend class="sr-only">{label}</legend>
      <div class="chips">{children}</div>
    </fieldset>
  );
}

export type Turn = "yours" | "theirs" | "done" | "stopped";
const turnIcons: Record<Turn, IconName> = {
  yours: "bell",
  theirs: "clock",
  done: "check",
  stopped: "cross",
};

/** A status says who has to act: yours is amber. The words say it too: 等您确认, 等对方报价. */
export function StatusTag({ turn, children }: { turn: Turn; children: Child }) {
  return (
    <span class={`status status-${turn}`}>
      <Icon name={turnIcons[turn]} />
      {children}
    </span>
  );
}

/** Nothing here: why, and what to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: Child;
  action?: { href: string; label: string } | undefined;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children ? <p>{children}</p> : null}
      {action ? (
        <a class="btn" href={action.href}>
          {action.label}
        </a>
      ) : null}
    </div>
  );
}

const toneIcons: Record<Tone, IconName> = {
  info: "info",
  success: "check",
  yours: "bell",
  error: "warning",
};

/** A banner: what happened and what comes next. */
export function Notice({
  tone = "info",
  text,
  title,
  children,
}: {
  tone?: Tone;
  text?: string | undefined;
  title?: string | undefined;
  children?: Child;
}) {
  return (
    <div
      class={`notice notice-${tone}`}
      role={tone === "error" ? "alert" : "status"}
      data-notice={tone}
    >
      <Icon name={toneIcons[tone]} />
      <div>
        {title ? <p class="notice-title">{title}</p> : null}
        {text ? <p>{text}</p> : null}
        {children}
      </div>
    </div>
  );
}

/** Views of one thing, each with an address of its own. */
export function Tabs({
  label,
  items,
}: {
  label: string;
  items: readonly {
    href: string;
    label: string;
    count?: number | undefined;
    current?: boolean | undefined;
  }[];
}) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.label}
              {item.count === undefined ? null : <span class="tab-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A list for each state, one of them open. */
export function StatusTabs<S extends string | undefined>({
  tabs,
  current,
  hrefOf,
}: {
  tabs: readonly { status: S; label: string }[];
  current: S;
  hrefOf: (status: S) => string;
}) {
  const items = tabs.map(({ status, label }) => ({
    href: hrefOf(status),
    label,
    current: status === current,
  }));
  return <Tabs label="按状态看" items={items} />;
}

/** Something that is folded away until it is asked for. */
export function Details({
  summary,
  open,
  children,
}: {
  summary: Child;
  open?: boolean | undefined;
  children: Child;
}) {
  return (
    <details class="fold" open={open}>
      <summary>{summary}</summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
