/** `next` of a link to sign-in, if it is a path of ours: whatever else leads home, never to another site. */
export function ownPath(next: string | undefined, home: string): string {
  if (next === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return home;
  const base = "http://own.invalid";
  if (!URL.canParse(next, base)) return home;
  const url = new URL(next, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : home;
}
