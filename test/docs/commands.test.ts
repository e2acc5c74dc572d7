import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describe, expect, it } from "vitest";
import type { Subcommand } from "../../src/cli/subcommand.ts";
import { POLICIES } from "../../src/domain/policy/all.ts";
import { COMMAND, DOCS, isChinese, readDoc, ROOT, spans, TWINNED, twinOf, uncommented } from "./docs.ts";

it("what an operator reads is there in Chinese too", () => {
  const alone = DOCS.filter((d) => !isChinese(d) && !TWINNED.includes(d));
  // For those who work on Purser's own code, and how its promises were tried.
  expect(alone).toEqual(["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/extending.md", "docs/reliability.md"]);
});

it("every picture is shown in its own language, and none is missing", async () => {
  const shown = await Promise.all(
    ["README.md", "README.zh-CN.md"].map(async (path) =>
      [...(await readDoc(path)).text.matchAll(/docs\/images\/([\w.-]+\.png)/g)].map((m) => m[1] ?? ""),
    ),
  );
  expect(shown.flat().toSorted()).toEqual((await readdir(join(ROOT, "docs/images"))).toSorted());
  expect(shown[1]?.every((name) => name.endsWith(".zh-CN.png"))).toBe(true);
});

describe.each(TWINNED)("%s", (path) => {
  it("has a Chinese twin with the same commands and settings, and the two lead to each other", async () => {
    const [english, chinese] = await Promise.all([readDoc(path), readDoc(twinOf(path))]);
    const code = ({ blocks }: typeof english) => blocks.map((b) => ({ ...b, lines: b.lines.map(uncommented) }));
    expect(code(chinese)).toEqual(code(english));
    const name = (p: string): string => p.slice(p.lastIndexOf("/") + 1);
    expect(english.text).toContain(`](${name(twinOf(path))})`);
    expect(chinese.text).toContain(`](${name(path)})`);
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

/** Subcommands that a document shows how to add. */
const EXAMPLES = new Set(
  (await Promise.all(DOCS.map(readDoc))).flatMap((d) => d.raw.flatMap((b) => /^ts src\/cli\/([\w-]+)\.ts$/.exec(b.info)?.[1] ?? [])),
);

async function known(name: string): Promise<Subcommand> {
  return ((await import(join(ROOT, "src/cli", `${name}.ts`))) as { subcommand: Subcommand }).subcommand;
}

describe.each(DOCS)("%s", (path) => {
  it("names no command and no option that is not there", async () => {
    const doc = await readDoc(path);
    const subcommands = new Set((await readdir(join(ROOT, "src/cli"))).map((f) => f.replace(".ts", "")));
    const shown = [...spans(doc.text), ...doc.blocks.flatMap((b) => b.lines)].flatMap((line) => COMMAND.exec(line)?.[1] ?? []);
    const wrong = await Promise.all(
      shown.map(async (line) => {
        const [name = "", ...args] = words(line);
        if (name === "help" || name === "…" || EXAMPLES.has(name)) return [];
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

  it("names no script of npm and no test that is not there", async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const doc = await readDoc(path);
    const shown = [...spans(doc.text), ...doc.blocks.flatMap((b) => b.lines)].join("\n");
    const run = [...shown.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((m) => m[1] ?? "");
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    const tests = [...shown.matchAll(/npx vitest run ([\w./-]+)/g)].map((m) => m[1] ?? "");
    expect(tests.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("names no policy that is not there", async () => {
    const known = new Set(POLICIES.map((p) => p.id));
    const topics = new Set([...known].map((id) => id.slice(0, id.indexOf("-"))));
    const named = spans((await readDoc(path)).text).filter(
      (s) => /^[a-z]+(?:-[a-z0-9]+){2,}$/.test(s) && topics.has(s.slice(0, s.indexOf("-"))),
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
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
