import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import type { Subcommand } from "../../src/cli/subcommand.ts";
import { openStore } from "../../src/store/open.ts";
import { emptyHome } from "../store/empty.ts";
import { COMMAND, readDoc, ROOT, spans } from "./docs.ts";

// A block that begins with ```sh is tried as it stands; ```sh vendor needs an account, a server or something that failed.
const TRIED = "sh";
const GUIDES = ["docs/slack.md", "docs/feishu.md", "docs/operating.md"];
const TWINS = GUIDES.map((d) => d.replace(".md", ".zh-CN.md"));
const ALL = [...GUIDES, ...TWINS, "docs/formats.md", "README.md", "CONTRIBUTING.md"];

/** What the README does before: the store that the guides name. */
const SHOP = "npm run purser -- store add amazon-us --platform amazon --country US --currency USD --tz America/Los_Angeles";
/** `npm run` without npm: half a second less each, and nothing that npm itself has to say. */
const NPM = `#!/bin/sh
shift
if [ "$1" = -s ]; then shift; fi
shift 2
exec "${process.execPath}" "${join(ROOT, "purser.mjs")}" "$@"
`;

const undo: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

/** In a new home; `served`: whose store another process has opened, as the bot does once it runs. */
async function terminal(served: boolean): Promise<(line: string) => { readonly code: number | null; readonly said: string }> {
  const folder = await mkdtemp(join(tmpdir(), "purser-docs-"));
  undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  if (served) {
    await cp(await emptyHome(), join(folder, "home"), { recursive: true });
    const store = await openStore({ home: join(folder, "home"), databaseUrl: null });
    undo.push(() => store.close());
  }
  await writeFile(join(folder, "npm"), NPM);
  await chmod(join(folder, "npm"), 0o755);
  const env = {
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    PURSER_HOME: join(folder, "home"),
    TZ: "UTC",
    LANG: "C",
    PORT: "0",
    TMPDIR: folder,
  };
  return (line) => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: folder, env, encoding: "utf8" });
    return { code: status, said: `${stdout}${stderr}` };
  };
}

describe.each(GUIDES)("%s", (path) => {
  it("shows commands that work as they stand, one after the other", { timeout: 240_000 }, async () => {
    const { blocks } = await readDoc(path);
    const lines = blocks.filter((b) => b.info === TRIED).flatMap((b) => b.lines.filter((l) => l !== ""));
    expect(lines.length).toBeGreaterThan(4);
    // Who operates Purser does it without the bot too, and after an upgrade before its first start.
    const type = await terminal(path !== "docs/operating.md");
    for (const line of [SHOP, ...lines]) {
      expect(line).toMatch(COMMAND);
      const { code, said } = type(line);
      expect(code, `${line}\n${said}`).toBe(0);
    }
  });

  it("has a Chinese twin with the same commands and settings", async () => {
    const code = async (p: string) => (await readDoc(p)).blocks;
    expect(await code(path.replace(".md", ".zh-CN.md"))).toEqual(await code(path));
  });
});

/** Words as a shell would make them of a line in a document. */
const words = (line: string): string[] =>
  [
    ...line
      .replace(/\s[|>].*$/, "")
      .replace(/\s+#.*$/, "")
      .matchAll(/"([^"]*)"|(\S+)/g),
  ].map((m) => m[1] ?? m[2] ?? "");

async function known(name: string): Promise<Subcommand> {
  return ((await import(join(ROOT, "src/cli", `${name}.ts`))) as { subcommand: Subcommand }).subcommand;
}

describe.each(ALL)("%s", (path) => {
  it("names no command and no option that is not there", async () => {
    const doc = await readDoc(path);
    const subcommands = new Set((await readdir(join(ROOT, "src/cli"))).map((f) => f.replace(".ts", "")));
    const shown = [...spans(doc.text), ...doc.blocks.flatMap((b) => b.lines)].flatMap((line) => COMMAND.exec(line)?.[1] ?? []);
    const wrong = await Promise.all(
      shown.map(async (line) => {
        const [name = "", ...args] = words(line);
        if (name === "help" || name === "…") return [];
        if (!subcommands.has(name)) return [`${line}: there is no "${name}"`];
        try {
          parseArgs({ args, options: { ...(await known(name)).options }, allowPositionals: true, strict: true });
          return [];
        } catch (error) {
          return [`${line}: ${String(error)}`];
        }
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  it("links to places that are there", async () => {
    const doc = await readDoc(path);
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
    const links = [...doc.text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, target = "", anchor]) => ({
      target,
      anchor,
    }));
    const broken = await Promise.all(
      links.map(async ({ target, anchor }) => {
        if (target !== "" && !target.endsWith(".md")) return !existsSync(join(ROOT, folder, target)) ? [target] : [];
        const there = target === "" ? doc : await readDoc(join(folder, target));
        return anchor === undefined || there.anchors.includes(anchor) ? [] : [`${target}#${anchor}`];
      }),
    );
    expect(broken.flat()).toEqual([]);
  });
});
