import { parseSync } from "oxc-parser";

/** A rule over the syntax tree: what is wrong in this file, if anything. */
export type Rule = (path: string, code: string) => string[];

type Node = { type: string; start: number } & Record<string, unknown>;

const queries = ["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto"];

/** SQL is written in `store.ts` files, the dialect and nowhere else in `src`. */
export const sqlOnlyInStores: Rule = (path, code) => {
  if (/(^|[/-])store\.ts$/.test(path) || path.startsWith("src/db/")) return [];
  return nodesOf(path, code).flatMap((node) => {
    if (
      node.type === "TaggedTemplateExpression" &&
      /^sql(\.|<|`|$)/.test(textOf(node["tag"], code))
    )
      return ["an sql template"];
    if (node.type !== "CallExpression" || !isNode(node["callee"])) return [];
    const { property } = node["callee"];
    const name = isNode(property) ? String(property["name"]) : "";
    return queries.includes(name) ? [`a call of ${name}`] : [];
  });
};

const http =
  /(^|\/)(routes|pages|[a-z-]+-(routes|pages))\.tsx?$|^src\/(app|api|body-limits|door|http|openapi|idempotency|worker|node)\.ts$|^src\/web\/|^src\/accounts\/(identify|permit)\.ts$/;

/** What a request is, is known to routes, pages and the few files at the door. */
export const httpOnlyAtTheDoor: Rule = (path, code) => {
  if (http.test(path)) return [];
  return nodesOf(path, code).flatMap((node) => {
    if (node.type !== "ImportDeclaration" || node["importKind"] === "type") return [];
    const from = isNode(node["source"]) ? String(node["source"]["value"]) : "";
    const isPageTool = /^hono\/(jsx|html)/.test(from);
    return /^hono($|\/|-)/.test(from) && !isPageTool ? [`an import of ${from}`] : [];
  });
};

/** A module of `src` holds nothing that could change or that was made at import. */
export const noModuleState: Rule = (path, code) =>
  statementsOf(path, code).flatMap((statement) => {
    const declared = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    if (declared.type !== "VariableDeclaration") return [];
    if (declared["kind"] !== "const") return [`a ${String(declared["kind"])} at module level`];
    const list = declared["declarations"];
    if (!Array.isArray(list)) return [];
    return list.filter(isNode).flatMap(({ init }) => (isNode(init) ? stateIn(init) : []));
  });

function stateIn(init: Node): string[] {
  if (init.type === "ArrayExpression" && empty(init["elements"])) return ["an empty array"];
  if (init.type === "ObjectExpression" && empty(init["properties"])) return ["an empty object"];
  if (init.type !== "NewExpression") return [];
  const name = isNode(init["callee"]) ? String(init["callee"]["name"]) : "";
  const isLookup = (name === "Map" || name === "Set") && !empty(init["arguments"]);
  const isImmutable = isLookup || name === "RegExp" || name === "Hono" || name.startsWith("Intl");
  const isIntl = isNode(init["callee"]) && init["callee"].type === "MemberExpression";
  const isTool = name === "TextEncoder" || name === "TextDecoder" || isIntl;
  return isImmutable || isTool ? [] : [`a new ${name} at module level`];
}

function empty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function statementsOf(path: string, code: string): Node[] {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const body: unknown = program.body;
  return Array.isArray(body) ? body.filter(isNode) : [];
}

function nodesOf(path: string, code: string): Node[] {
  const found: Node[] = [];
  const queue: unknown[] = statementsOf(path, code);
  while (queue.length > 0) {
    const next = queue.pop();
    if (Array.isArray(next)) queue.push(...next);
    else if (isNode(next)) {
      found.push(next);
      queue.push(...Object.values(next));
    }
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function textOf(node: unknown, code: string): string {
  return isNode(node) ? code.slice(node.start, Number(node["end"])) : "";
}
