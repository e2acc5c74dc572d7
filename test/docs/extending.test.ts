import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChartModule } from "../../charts/define.ts";
import type { ChatPlatform } from "../../src/ports/chat-platform.ts";
import { message } from "../../src/message/message.ts";
import { systemClock } from "../../src/system.ts";
import { compiled } from "../charts/kit.ts";
import { sampleHome } from "../day/sample-home.ts";
import { readDoc, ROOT } from "./docs.ts";

const DOC = "docs/extending.md";
/** What a clone has that a running Purser needs. */
const PARTS = ["charts", "commands", "examples", "prisma", "src", "test/charts", "package.json", "purser.mjs", ".dependency-cruiser.mjs"];
const blocks = (await readDoc(DOC)).raw.filter((b) => b.info.startsWith("ts "));
const files = blocks.map((b) => ({ path: b.info.slice(3), text: b.text }));

let clone = "";
let home = "";
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), "purser-clone-"));
  home = join(clone, ".purser");
  for (const part of PARTS) await cp(join(ROOT, part), join(clone, part), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(clone, "node_modules"));
  for (const { path, text } of files) {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    // What the document shows is new: nobody's file is replaced.
    await writeFile(join(clone, path), text, { flag: "wx" });
  }
  const settings = { extends: join(ROOT, "tsconfig.json"), files: files.map((f) => f.path), include: [] };
  await writeFile(join(clone, "tsconfig.json"), JSON.stringify(settings));
  await sampleHome(home, systemClock, "small", "docs-sample");
}, 240_000);
afterAll(() => rm(clone, { recursive: true, force: true, maxRetries: 3 }));

const node = (args: readonly string[]): { readonly code: number | null; readonly said: string } => {
  const env = { PATH: process.env["PATH"], HOME: clone, PURSER_HOME: home, TZ: "UTC", LANG: "C", PORT: "0" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: clone, env, encoding: "utf8" });
  return { code: status, said: `${stdout}${stderr}` };
};
const purser = (...args: string[]): string => {
  const { code, said } = node(["purser.mjs", ...args]);
  expect(code, `${args.join(" ")}\n${said}`).toBe(0);
  return said;
};
const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(join(clone, path)).href)) as T;

describe(`the examples of ${DOC}, put into a clone`, { timeout: 120_000 }, () => {
  it("are one of each kind", () => {
    const folders = files.map((f) => dirname(f.path));
    for (const folder of ["charts", "commands", "src/actions", "src/cli", "src/domain/kpi/definitions", "src/jobs", "src/views"])
      expect(folders).toContain(folder);
    expect(files.map((f) => f.path).filter((p) => p.startsWith("src/sources/") || p.startsWith("src/platforms/"))).toHaveLength(2);
  });

  it("compile under the strictest settings", () => {
    const { code, said } = node([join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."]);
    expect(code, `it ended with ${code}:\n${said}`).toBe(0);
  });

  it("keep to the table of who may import whom", () => {
    const { code, said } = node([
      join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs"),
      "--config",
      ".dependency-cruiser.mjs",
      "src",
      "commands",
      "charts",
    ]);
    expect(code, `it ended with ${code}:\n${said}`).toBe(0);
    expect(said).toMatch(/no dependency violations found \([1-9]\d{2,} modules/);
  });

  it("have a test, which passes", () => {
    const tests = files.map((f) => f.path).filter((p) => p.endsWith(".test.ts"));
    const { code, said } = node([join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", clone, ...tests]);
    expect(code, `it ended with ${code}:\n${said}`).toBe(0);
    expect(said).toMatch(/Tests.*2 passed/);
  });

  it("the command answers, draws its picture, is in /help, and says what it expected", async () => {
    const out = join(clone, "pictures");
    expect(purser("exec", "/weekdays 12", "--lang", "zh", "--out", out)).toMatch(/周[一二三四五六日]最多，\d+ 件/);
    expect(await readdir(out)).toEqual(["weekdays-1.png"]);
    expect(purser("exec", "/help", "--lang", "en")).toContain("/weekdays");
    const wrong = node(["purser.mjs", "exec", "/weekdays soon", "--lang", "en"]);
    expect([wrong.code, wrong.said]).toEqual([1, expect.stringContaining('"soon" is no number of weeks')]);
  });

  it("the chart compiles without a warning, in both languages", async () => {
    const { chart } = await load<{ chart: ChartModule<unknown> }>("charts/weekdays.ts");
    const rows = ["Mon", "Tue"].map((en, i) => ({ label: { zh: `周${i}`, en }, units: i * 7 }));
    for (const lang of ["zh", "en"] as const) expect(compiled(chart.spec({ rows }, lang)).warnings).toEqual([]);
  });

  it("the job shows what it would post", () => {
    expect(purser("job", "weekly-weekdays", "--dry-run", "--lang", "en")).toContain("What sells on which day of the week");
  });

  it("the KPI is asked like any other", () => {
    expect(purser("exec", "/kpi 连带率 近30天 按店铺", "--lang", "en")).toContain("Units per order");
  });

  it("the report format is recognised by its header, in either language", async () => {
    const csv = join(clone, "any-name.csv");
    for (const header of ["Item No,Free Qty,Item Name", "货号,可用数,品名"]) {
      await writeFile(csv, `${header}\nNEW-1,12,New thing\nNEW-2,many,Other thing\n`);
      const said = purser("import", csv, "--warehouse", "US-3PL", "--period", "2026-11-20", "--lang", "en");
      expect(said).toContain("Acme warehouse stock");
      expect(said).toMatch(/Rejected\s+1/);
    }
  });

  it("the subcommand lists what was added", () => {
    expect(purser("kpis")).toContain("units-per-order");
  });

  it("the platform posts, and answers a line", async () => {
    const { pipePlatform } = await load<{ pipePlatform: (i: PassThrough, o: PassThrough) => ChatPlatform }>(
      "src/platforms/pipe/platform.ts",
    );
    const [input, output] = [new PassThrough(), new PassThrough()];
    const platform = pipePlatform(input, output.setEncoding("utf8"));
    const sealed = { message: message({ title: { zh: "你好", en: "hello" } }), buttonTokens: [], formTokens: {}, lang: "zh" } as const;
    await platform.start({
      text: ({ text }) => Promise.resolve(text === "/help" ? sealed : undefined),
      press: () => Promise.resolve(undefined),
      file: () => Promise.resolve(undefined),
      form: () => Promise.resolve(undefined),
      home: () => Promise.resolve(undefined),
    });
    expect(await platform.post({ channel: "pipe" }, sealed, "key")).toMatchObject({ kind: "sent", ref: { messageId: "post-1" } });
    expect(output.read()).toContain("你好");
    const answered = new Promise((resolve) => output.once("data", resolve));
    input.write("/help\n");
    expect(await answered).toContain("你好");
    await platform.stop();
  });
});
