// oxlint-disable-next-line no-underscore-dangle -- named so that the build can put the addresses in
declare const __ASSETS__: Record<string, string> | undefined;

/** The hashed address of a built file; without a build (tests) its plain one. */
export function assetUrl(name: string): string {
  const built = typeof __ASSETS__ === "undefined" ? undefined : __ASSETS__;
  return built?.[name] ?? `/assets/${name}`;
}
