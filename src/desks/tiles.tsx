import { Card, EmptyState } from "../web/components.tsx";
import { Icon } from "../web/icon.tsx";
import { sayCount } from "../web/say.ts";

export type Tile = { label: string; count: number; href: string };

/** Live figures, each a way to its list. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <ul class="tiles">
      {tiles.map(({ label, count, href }) => (
        <li class="tile">
          <span class="tile-number">{sayCount(count)}</span>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** Other ways on, one to a row. */
export function Ways({ items }: { items: readonly { href: string; label: string }[] }) {
  return (
    <ul class="ways">
      {items.map(({ href, label }) => (
        <li>
          <a href={href}>
            {label}
            <Icon name="arrow-right" />
          </a>
        </li>
      ))}
    </ul>
  );
}

export type Duty = { title: string; href: string; hint?: string | undefined };

/** What waits for whoever looks, most pressing first. */
export function Duties({ duties, nothing }: { duties: readonly Duty[]; nothing: string }) {
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">等您办的事</h2>
      {duties.length === 0 ? <EmptyState title={nothing} /> : null}
      <div class="cards">
        {duties.map(({ title, href, hint }) => (
          <Card title={title} href={href}>
            {hint ? <p class="soft">{hint}</p> : null}
          </Card>
        ))}
      </div>
    </section>
  );
}
