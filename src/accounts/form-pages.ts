import { permissions } from "./permissions.ts";

/** Where the page that a form stands on is not the nearest above the form's own address. */
const elsewhere: Readonly<Record<string, string>> = {
  "/official/lexicon/publish": "/official/lexicon/draft",
  "/official/lexicon/edits/:id/drop": "/official/lexicon/draft",
  "/organisations": "/organisations/new",
  "/requests/:id/publish": "/requests/:id/preview",
};

/** Addresses that only take what a form sends, each with the page that the form stands on. */
export const formPages: ReadonlyMap<string, string> = new Map(
  Object.keys(permissions).flatMap((row): [string, string][] => {
    const [method, path = ""] = row.split(" ");
    const isForm = method === "POST" && !path.startsWith("/api/") && !permissions[`GET ${path}`];
    return isForm ? [[path, elsewhere[path] ?? pageAbove(path)]] : [];
  }),
);

function pageAbove(path: string): string {
  const above = path.slice(0, path.lastIndexOf("/"));
  if (above === "") return "/";
  return permissions[`GET ${above}`] ? above : pageAbove(above);
}

const forms = Array.from(formPages, ([path, page]) => ({
  page,
  names: namesIn(path),
  pattern: patternOf(path),
}));

/** The addresses of a route; what stands for its names is what we write there, and nothing else. */
export function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, String.raw`([\w-]+)`)}$`);
}

function namesIn(path: string): string[] {
  return path.match(/:\w+/g) ?? [];
}

/**
 * The page of the form that is sent to this address. Whoever comes back to the address of one that
 * was refused, by its line in the browser or its history, asks for it without sending anything.
 */
export function formPageOf(path: string): string | undefined {
  for (const { page, names, pattern } of forms) {
    const values = pattern.exec(path)?.slice(1);
    if (values)
      return names.reduce((address, name, i) => address.replace(name, values[i] ?? ""), page);
  }
  return undefined;
}
