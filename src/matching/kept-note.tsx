import type { Actor } from "../accounts/actor.ts";
import { keptDays } from "./forget-service.ts";

export const ownHref = "/me/matches";

/** Said wherever people type what is matched. */
export function KeptNote({ actor }: { actor: Actor }) {
  return (
    <p class="soft small">
      您写的话保存 {keptDays} 天后抹去（用来发布需求的除外）。
      {actor ? (
        <>
          不想留的，随时可以在<a href={ownHref}>我写过的难题</a>里抹去。
        </>
      ) : null}
      <a href="/help#kept">写的话怎么保存</a>
    </p>
  );
}
