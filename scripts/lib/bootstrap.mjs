// Runs under whatever Node the machine has (20 or newer) before anything is installed: no dependencies.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const at = (name) => path.join(root, name);

/** Installs if needed, then lets `script` run under the pinned Node and ends as it ends. */
export async function handOver(script, flags = []) {
  try {
    await ensureInstalled();
    const node = await pinnedNode();
    process.exitCode = await run(node, [...flags, at(script), ...process.argv.slice(2)]);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** What Node is told of memory wherever our server runs. */
export function serverFlags() {
  const { scripts } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  return scripts.serve.split(" ").filter((part) => part.startsWith("--"));
}

async function ensureInstalled() {
  if (isInstalled()) return;
  if (fs.lstatSync(at("node_modules"), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error(
      "node_modules 是一个链接,与 package-lock.json 不一致。请在它所指的项目里安装。",
    );
  const release = await installLock();
  try {
    if (isInstalled()) return;
    console.log("正在安装依赖(约一分钟,只有第一次需要)……");
    const begun = Date.now();
    const code = await npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
    if (code !== 0) throw new Error(`依赖没有装上(npm ci 退出码 ${code})。请看上面的输出。`);
    console.log(`依赖已装好,用时 ${Math.round((Date.now() - begun) / 1000)} 秒。`);
  } finally {
    release();
  }
}

/** npm writes its own account of what it installed last, so that half an install has none. */
function isInstalled() {
  const account = at("node_modules/.package-lock.json");
  if (!fs.existsSync(account)) return false;
  const wanted = JSON.parse(fs.readFileSync(at("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(fs.readFileSync(account, "utf8")).packages;
  return Object.entries(wanted).every(([name, { version, optional, devOptional }]) => {
    const found = present[name];
    return name === "" || (found ? found.version === version : Boolean(optional || devOptional));
  });
}

/** Of two first starts at once one installs and the other waits. */
async function installLock() {
  fs.mkdirSync(at(".data"), { recursive: true });
  const file = at(".data/install.lock");
  for (let waited = 0; ; waited++) {
    try {
      fs.writeFileSync(file, `${process.pid}`, { flag: "wx" });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
    // A file without a number is that of somebody who is writing it, or died doing so.
    if (holder ? !isAlive(holder) : waited > 20) fs.rmSync(file, { force: true });
    else if (waited === 1) console.log("另一个进程正在安装依赖,等它完成……");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function npm(args) {
  const own = process.env.npm_execpath;
  const quiet = { stdio: ["ignore", "ignore", "inherit"], cwd: root };
  const child = own?.endsWith(".js")
    ? spawn(process.execPath, [own, ...args], quiet)
    : spawn("npm", args, { ...quiet, shell: process.platform === "win32" });
  return ending(child);
}

/** The `node` package fetches its program in an install script, which may be switched off. */
async function pinnedNode() {
  const wanted = JSON.parse(fs.readFileSync(at("package.json"), "utf8")).devDependencies.node;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const own = `${prefix}-${platform}-${process.arch}/bin/node`;
  const places = ["node/bin/node", `node/node_modules/${own}`, own];
  const find = () =>
    places.map((place) => at(`node_modules/${place}`)).find((file) => runs(file, `v${wanted}`));
  const found = find();
  if (found) return found;
  if (runs(process.execPath, `v${wanted}`)) return process.execPath;
  console.log(`正在取得 Node ${wanted}……`);
  await npm(["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"]);
  const fetched = find();
  if (fetched) return fetched;
  if (Number(process.versions.node.split(".")[0]) === Number(wanted.split(".")[0]))
    return process.execPath;
  throw new Error(
    `没有得到 Node ${wanted}。请运行 npm rebuild node --ignore-scripts=false,或自行安装 Node ${wanted.split(".")[0]} 再试。`,
  );
}

function runs(file, version) {
  const asked = spawnSync(file, ["--version"], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.trim() === version;
}

async function run(node, args) {
  // What scripts start by name (`#!/usr/bin/env node`) gets the same Node.
  const bin = fs.existsSync(at("node_modules/.bin/node"))
    ? at("node_modules/.bin")
    : path.dirname(node);
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` };
  // The channel carries no message: its end tells the script that we are gone, even by kill -9.
  const child = spawn(node, args, {
    cwd: root,
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  const stopWatching = watchLaunchers(() => child.kill("SIGTERM"));
  const code = await ending(child);
  stopWatching();
  return code;
}

function ending(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)),
    );
  });
}

/** Whoever kills `npm start` means us too, but npm dies, or its shell does, without a word to us. */
function watchLaunchers(gone) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const launchers = [process.ppid];
  const shell = parentOfShell(process.ppid);
  if (shell) launchers.push(shell);
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, 250);
  return () => clearInterval(timer);
}

function parentOfShell(pid) {
  try {
    const [program] = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!/(^|\/)(ba|da)?sh$/.test(program)) return undefined;
    return Number(/\) \S (\d+)/.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  const stat = `/proc/${pid}/stat`;
  return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, "utf8"));
}
