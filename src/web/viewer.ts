import type { Actor } from "../accounts/actor.ts";
import { adminDesk, desks } from "./links.ts";

/** What the page frame shows of who is looking; nothing for a visitor. */
export type Viewer =
  | { name: string; desks: { href: string; label: string }[]; unread: number }
  | undefined;

export function viewerOf(actor: Actor, unread = 0): Viewer {
  if (!actor) return undefined;
  const kinds = new Set(actor.memberships.map(({ kind }) => kind));
  const own = [...kinds].map((kind) => desks[kind]);
  return { name: actor.name, desks: actor.administrator ? [...own, adminDesk] : own, unread };
}
