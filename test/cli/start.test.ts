import { spawnSync } from "node:child_process";
import { access, chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameLock } from "../../src/store/embedded/lock.ts";
import { begin, type Ended, endAll, type Env, type Home, newHome, purser, readyHome, ROOT, startBot } from "./kit.ts";

let home: Home;
// Somebody holds this one and does not answer. For so long that a start gives up, the other tests go on.
let held: Home;
let lock: Awaited<ReturnType<typeof nameLock>>;
let refused: Promise<Ended>;
beforeAll(async () => {
  [home, held] = await Promise.all([readyHome(), readyHome()]);
  lock = await nameLock(held.path);
  refused = purser(["start"], held.env);
});
afterAll(async () => {
  endAll();
  await lock?.release();
  for (const h of [home, held]) await h[Symbol.asyncDispose]();
});

/** What a start that cannot be says first, to whoever looks at the screen. */
async function firstLine(env: Env): Promise<string> {
  const { code, seen } = await purser(["start"], env);
  expect(code).toBe(1);
  return seen.split("\n")[0] ?? "";
}

async function takenPort(): Promise<{ readonly port: number; readonly free: () => void }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, free: () => server.close() };
}

describe("where Purser cannot start, the first line says why and what to do", { timeout: 120_000 }, () => {
  it("the port is taken", async () => {
    const { port, free } = await takenPort();
    expect(await firstLine({ ...home.env, PORT: String(port) })).toBe(
      `purser: Port ${port} is taken; perhaps Purser is already running. Stop what uses it, or take another: PORT=${port + 1} npm start`,
    );
    free();
  });

  it("the same in Chinese, on a Chinese machine", async () => {
    const { port, free } = await takenPort();
    expect(await firstLine({ ...home.env, LANG: "zh_CN.UTF-8", PORT: String(port) })).toMatch(
      new RegExp(`^purser: 端口 ${port} 已被占用.*PORT=${port + 1} npm start$`),
    );
    free();
  });

  it.each([
    ["PORT", "seventy", 'purser: PORT is "seventy": expected a port from 0 to 65535. Correct it, or leave it out.'],
    ["LOG_LEVEL", "loud", 'purser: LOG_LEVEL is "loud": expected one of debug, info, warn, error. Correct it, or leave it out.'],
    ["HOST", "192.0.2.1", 'purser: HOST is "192.0.2.1", which is no address of this machine.'],
    ["DATABASE_URL", "mysql://me:s3cret@db/x", "purser: DATABASE_URL: expected postgres://user:password@host:port/database."],
    ["DATABASE_URL", "postgres://me:s3cret@127.0.0.1:1/x", "purser: DATABASE_URL: 127.0.0.1:1/x: no PostgreSQL answers there."],
  ])("%s is wrong", async (name, value, says) => {
    const line = await firstLine({ ...home.env, [name]: value });
    expect(line.startsWith(says)).toBe(true);
    expect(line).not.toContain("s3cret");
  });

  it("PURSER_HOME cannot be written to, or is a file", async () => {
    const folder = dirname(home.path);
    // Root may write anywhere but into a file system that takes nothing.
    const closed = process.getuid?.() === 0 ? "/proc/purser" : join(folder, "closed");
    if (closed.startsWith(folder)) await mkdir(closed, { mode: 0o500 });
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await firstLine({ PURSER_HOME: closed })).toBe(
      `purser: Purser may not write to ${closed}. Give the user that runs Purser the right to write there, or set PURSER_HOME to another directory.`,
    );
    expect(await firstLine({ PURSER_HOME: file })).toBe(`purser: ${file} is not a directory. Set PURSER_HOME to a directory.`);
    if (closed.startsWith(folder)) await chmod(closed, 0o700);
  });

  it("the directory is another bot's", async () => {
    await using other = await newHome(home.path);
    const bot = await startBot(other.env);
    expect(await firstLine(other.env)).toBe(
      `purser: ${other.path} is in use by another Purser on this machine. Stop that one, or set PURSER_HOME to another directory.`,
    );
    bot.kill("SIGTERM");
    await bot.ended;
  });
});

describe("a start on a terminal is calm", { timeout: 120_000 }, () => {
  it("says that it is ready and that it stops, and nothing else", async () => {
    const bot = await startBot(home.env);
    bot.kill("SIGINT");
    const { code, seen } = await bot.ended;
    expect(code).toBe(0);
    expect(seen).toBe(`Purser is ready: ${bot.address}\nStopping …\n`);
  });

  it("tells everything as JSON lines, beside its answers, to who asks for LOG_LEVEL=info", async () => {
    const bot = await startBot({ ...home.env, LOG_LEVEL: "info" });
    bot.kill("SIGTERM");
    const { stdout, stderr } = await bot.ended;
    expect(stdout).toBe(`Purser is ready: ${bot.address}\nStopping …\n`);
    const events = stderr
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l) as { level: string; event: string });
    expect(events.map((e) => e.event)).toContain("http.listening");
    expect(new Set(events.map((e) => e.level))).toEqual(new Set(["info"]));
  });
});

describe("several at once", { timeout: 120_000 }, () => {
  it("commands that run side by side all get their answers, whoever came first", async () => {
    const all = await Promise.all(["/help", "/help kpi", "/stock", "/restock"].map((c) => purser(["exec", c, "--json"], home.env)));
    expect(all.map((a) => [a.code, a.stderr])).toEqual(all.map(() => [0, ""]));
    for (const { stdout } of all) expect(JSON.parse(stdout)).toHaveProperty("message");
  });

  it("a start that comes while the command line is at work waits for it", async () => {
    await using other = await newHome(home.path);
    const command = begin(["exec", "/help"], other.env);
    const bot = await startBot(other.env);
    expect((await command.ended).code).toBe(0);
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
  });
});

describe("an answer that nobody reads to its end", { timeout: 60_000 }, () => {
  it("is no error: purser help | head", async () => {
    const shell = `"${process.execPath}" "${join(ROOT, "purser.mjs")}" help | head -n 1; exit "\${PIPESTATUS[0]}"`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", shell], { encoding: "utf8", env: { ...process.env, ...home.env } });
    expect([status, stdout, stderr]).toEqual([0, "purser <subcommand>\n", ""]);
  });
});

describe("wrong usage", { timeout: 60_000 }, () => {
  it.each([
    [["strat"], 'purser: there is no subcommand "strat". Known: audit, backtest, bind,'],
    [["store", "add", "x"], "purser store: --tz is missing\nusage: purser store add CODE"],
    [["job", "daily-digest", "--at", "2026-11-22T09:00"], "purser job: --at 2026-11-22T09:00: expected an instant with its zone"],
    [["bind", "digest", "lcoal", "ops"], 'purser bind: "lcoal" is no platform: expected one of local, slack, feishu'],
    [["fx", "set", "USD", "CNY", "seven"], "purser fx: RATE seven: expected a positive number such as 7.1234"],
    [["import"], "purser import: which file?"],
    [["exec", "/kpi", "--colour"], "purser exec: Unknown option '--colour'"],
  ])("%s ends with 2, says what was expected, and makes no store", async (args, says) => {
    await using nobody = await newHome();
    const { code, stdout, stderr } = await purser(args, nobody.env);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.startsWith(says)).toBe(true);
    await expect(access(nobody.path)).rejects.toThrow("ENOENT");
  });
});

describe("a directory that somebody holds and does not answer", { timeout: 120_000 }, () => {
  it("is named, after some patience, with what to do", async () => {
    const { code, seen } = await refused;
    expect([code, seen.split("\n")[0]]).toEqual([
      1,
      `purser: ${held.path} is in use by another process, which does not answer. Stop that process and try again, or set PURSER_HOME to another directory.`,
    ]);
  });
});
