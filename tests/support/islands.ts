import { readdir } from "node:fs/promises";
import * as esbuild from "esbuild";
import type { Handler } from "hono";

/** Answers for `/assets/:name` what the build makes of the islands. */
export async function islandFiles(): Promise<Handler> {
  const folder = "src/web/islands";
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  const { outputFiles } = await esbuild.build({
    entryPoints: names.map((name) => `${process.cwd()}/${folder}/${name}`),
    bundle: true,
    format: "esm",
    outdir: "/assets",
    write: false,
  });
  return (c) => {
    const file = outputFiles.find(({ path }) => path.endsWith(`/${c.req.param("name")}`));
    return c.body(file?.text ?? "", 200, { "content-type": "text/javascript" });
  };
}
