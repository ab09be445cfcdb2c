/** `next` of a link to sign-in, if it is a path of ours: whatever else leads home, never to another site. */
export function ownPath(next: string | undefined, home: string): string {
  if (next === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return home;
  const base = "http://own.invalid";
  if (!URL.canParse(next, base)) return home;
  const url = new URL(next, base);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/..//elsewhere` resolves to a path that a browser reads as another host.
  return url.origin === base && !path.startsWith("//") ? path : home;
}
