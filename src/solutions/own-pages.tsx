import { type Context, Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import { ownProvider } from "../applications/door.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { tagSoon } from "../tagging/soon.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  formAgain,
  frameAgain,
  frameOf,
  type Refusal,
  type Values,
  versionIn,
} from "../web/page.tsx";
import {
  addSolution,
  changeSolution,
  ownView,
  publishSolution,
  withdrawSolution,
} from "./own-service.ts";
import {
  findOwnSolution,
  findProviderStatus,
  listOwnSolutions,
  listVersions,
} from "./own-store.ts";
import { lists, solutionIn, valuesOf } from "./own-values.ts";
import { EditSolutionPage, NewSolutionPage, OwnSolutionsPage } from "./own-views.tsx";

const home = "/desk/provider/solutions";
const done = {
  added: "草稿已存好。",
  saved: "已保存。",
  published: "已发布，企业现在就能搜到。",
  withdrawn: "已撤下，企业搜不到了。随时可以重新发布。",
};

const perPage = 20;

export const ownSolutionPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    // Who has not begun to apply begins there.
    if (membershipOf(c.var.actor, "provider").providerId === null)
      return c.redirect("/desk/provider/application", 303);
    const { providerId } = ownProvider(c.var.actor);
    const all = (await listOwnSolutions(c.var.db, providerId)).map(ownView);
    const page = Number(/^[1-9]\d{0,4}$/.exec(c.req.query("page") ?? "1")?.[0] ?? 0);
    const pages = Math.max(1, Math.ceil(all.length / perPage));
    if (page < 1 || page > pages) throw new AppError("not_found");
    const solutions = all.slice((page - 1) * perPage, page * perPage);
    const [frame, room] = [await frameOf(c, done), await roomOf(c)];
    const shelf = { solutions, total: all.length, page, pages };
    return c.html(<OwnSolutionsPage {...{ frame, shelf, room }} />);
  })
  .post(home, async (c) => {
    const { providerId, organisationId } = ownProvider(c.var.actor);
    const values = await readForm(c, lists);
    return await attempt(
      c,
      async () => {
        const by = byOf(c, organisationId);
        const id = await addSolution(c.var.db, by, providerId, solutionIn(values));
        tagSoon(c, id);
        return `${home}/${id}?done=added`;
      },
      async (refusal) => {
        const form = { values, errors: refusal.errors };
        return <NewSolutionPage {...{ frame: await frameAgain(c, refusal), form }} />;
      },
    );
  })
  .get(`${home}/new`, async (c) => {
    const form = { values: { scenes: [], deployment: [] }, errors: [] };
    return c.html(<NewSolutionPage {...{ frame: await frameOf(c), form }} />);
  })
  .get(`${home}/:id`, async (c) => c.html(<>{await editPage(c)}</>))
  .post(`${home}/:id`, async (c) => {
    const values = await readForm(c, lists);
    return await act(c, "saved", values, async (which, { providerId, by }) => {
      await changeSolution(c.var.db, by, providerId, which, solutionIn(values));
      tagSoon(c, which.id);
    });
  })
  .post(`${home}/:id/publish`, async (c) =>
    act(c, "published", await readForm(c), async (which, { providerId, by }) => {
      await publishSolution(c.var.db, by, providerId, { ...which, now: c.var.now() });
    }),
  )
  .post(`${home}/:id/withdraw`, async (c) =>
    act(c, "withdrawn", await readForm(c), async (which, { providerId, by }) => {
      await withdrawSolution(c.var.db, by, providerId, which, "");
    }),
  );

type Which = { id: string; version: number };
type Owner = { providerId: string; by: ReturnType<typeof byOf> };

async function act(
  c: Context<AppEnv>,
  what: keyof typeof done,
  values: Values,
  work: (which: Which, owner: Owner) => Promise<void>,
): Promise<Response> {
  const { providerId, organisationId } = ownProvider(c.var.actor);
  return await attempt(
    c,
    async () => {
      const id = idOf(c);
      const owner = { providerId, by: byOf(c, organisationId) };
      await work({ id, version: versionIn(values) }, owner);
      return `${home}/${id}?done=${what}`;
    },
    async (refusal) =>
      await editPage(c, { values: what === "saved" ? values : undefined, refusal }),
  );
}

async function editPage(
  c: Context<AppEnv>,
  again?: { values: Values | undefined; refusal: Refusal },
) {
  const { providerId } = ownProvider(c.var.actor);
  const found = await findOwnSolution(c.var.db, providerId, idOf(c));
  if (!found) throw new AppError("not_found");
  const solution = ownView(found);
  const versions = await listVersions(c.var.db, solution.id);
  const saved = valuesOf(solution);
  const form = again?.values
    ? formAgain(again.values, again.refusal, saved)
    : { values: saved, errors: again?.refusal.errors ?? [] };
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  return <EditSolutionPage {...{ frame, solution, form, versions, room: await roomOf(c) }} />;
}

async function roomOf(c: Context<AppEnv>) {
  const { providerId } = ownProvider(c.var.actor);
  const standing = await findProviderStatus(c.var.db, providerId);
  return { listed: standing?.status === "listed", applying: standing?.status === "applying" };
}
