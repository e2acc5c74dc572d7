import { describe, expect, it } from "vitest";
import { COMMAND, DOCS, isChinese, isPattern, readDoc, spans, uncommented } from "./docs.ts";
import { openTerminal, type World } from "./terminal.ts";

// A block that begins with ```sh is tried as it stands; ```sh vendor needs an account, a server, npm itself or something that failed.
const TRIED = "sh";
/** Who operates Purser does it without the bot too, and after an upgrade before its first start. */
const WORLDS: Readonly<Record<string, World>> = { "README.md": "sample", "docs/operating.md": "new" };
/** What the README does before: the store that the guides name. */
const SHOP = "npm run purser -- store add amazon-us --platform amazon --country US --currency USD --tz America/Los_Angeles";

/** Each twin has the same lines, which another test sees to. */
const documents = await Promise.all(DOCS.filter((d) => !isChinese(d)).map(readDoc));
const linesOf = (doc: (typeof documents)[number]): string[] =>
  doc.blocks.filter((b) => b.info === TRIED).flatMap((b) => b.lines.filter((l) => l !== ""));
const shell = documents.filter((d) => linesOf(d).length > 0);

it("there are documents with commands to try", () => {
  expect(shell.map((d) => d.path)).toEqual(
    expect.arrayContaining(["README.md", "docs/feishu.md", "docs/operating.md", "docs/policies.md", "docs/slack.md"]),
  );
});

describe.each(shell.map((d) => d.path))("%s", (path) => {
  it("shows commands that work as they stand, one after the other", { timeout: 300_000 }, async () => {
    const doc = await readDoc(path);
    const world = WORLDS[path] ?? "served";
    await using terminal = await openTerminal(world);
    for (const line of [...(world === "sample" ? [] : [SHOP]), ...linesOf(doc)]) {
      expect(line).toMatch(COMMAND);
      const { code, said } = terminal.type(line);
      expect(code, `${line}\n${said}`).toBe(0);
    }
  });
});

describe("in passing", () => {
  const tried = new Set(shell.flatMap((d) => linesOf(d).map(uncommented)));
  const shown = new Set(documents.flatMap((d) => spans(d.text)).filter((s) => s.startsWith("npm ") && COMMAND.test(s) && !isPattern(s)));
  const left = [...shown].filter((line) => !tried.has(line));

  it.each(left)("%s works, on the sample", { timeout: 120_000 }, async (line) => {
    await using terminal = await openTerminal("sample");
    // Whom the guides make before they name them again.
    terminal.type("npm run purser -- member add mei --role operator");
    const { code, said } = terminal.type(line);
    expect(code, `${line}\n${said}`).toBe(0);
  });
});
