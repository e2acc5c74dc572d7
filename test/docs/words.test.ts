import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Command, Job } from "../../src/app/types.ts";
import { readConfig } from "../../src/config.ts";
import { discover } from "../../src/discover.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { feishuManifest } from "../../src/platforms/feishu/manifest.ts";
import { BOT_SCOPES } from "../../src/platforms/slack/manifest.ts";
import { PURPOSES, ROLES } from "../../src/ports/company.ts";
import { type Doc, readDoc, ROOT, spans } from "./docs.ts";

const GUIDES = ["docs/slack.md", "docs/feishu.md", "docs/operating.md"];
const TWINS = GUIDES.map((d) => d.replace(".md", ".zh-CN.md"));

/** Code spans in the first column below a header. */
const column = (doc: Doc, header: RegExp): string[] =>
  doc.rows.filter((r) => header.test(r.header)).flatMap((r) => spans(r.cells[0] ?? ""));
const sorted = (of: Iterable<string>): string[] => [...new Set(of)].toSorted();

/** Every variable that is read at the start. */
function variables(): string[] {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) });
  readConfig(env);
  return sorted(asked);
}

describe("the environment", () => {
  it.each(["docs/operating.md", "docs/operating.zh-CN.md"])("is told whole in %s", async (path) => {
    expect(sorted(column(await readDoc(path), /^(variable|变量)$/))).toEqual(variables());
  });

  it.each([...GUIDES, ...TWINS, "README.md", "README.zh-CN.md"])("has every variable that %s names", async (path) => {
    const { text } = await readDoc(path);
    const named = [...text.matchAll(/\b(?:PURSER|SLACK|FEISHU|DATABASE|LOG|NO)_[A-Z_]*[A-Z]\b/g)].map((m) => m[0]);
    expect(named.filter((n) => !variables().includes(n))).toEqual([]);
  });
});

describe("permissions", () => {
  it.each(["docs/slack.md", "docs/slack.zh-CN.md"])("of Slack are explained in %s, each and no other", async (path) => {
    expect(sorted(column(await readDoc(path), /^(permission|权限)$/))).toEqual(sorted(BOT_SCOPES));
  });

  it.each(["docs/feishu.md", "docs/feishu.zh-CN.md"])("and events of Feishu stand in %s as the manifest has them", async (path) => {
    const commands = await discover<Command>("command", join(ROOT, "commands"));
    const manifest = feishuManifest([...commands].map(([name, c]) => ({ name, summary: c.summary, usage: c.usage, examples: c.examples })));
    const doc = await readDoc(path);
    const imported = doc.blocks.find((b) => b.info === "json")?.lines.join("\n") ?? "";
    expect(JSON.parse(imported)).toEqual({ scopes: manifest.scopes });
    expect(sorted(column(doc, /^(permission|权限)$/))).toEqual(
      sorted([...manifest.scopes.tenant, ...Object.keys(manifest.optional_scopes)]),
    );
    expect(sorted(column(doc, /^(event|事件)$/))).toEqual(sorted(manifest.events.items));
    for (const callback of manifest.callbacks.items) expect(doc.text).toContain(`\`${callback}\``);
  });
});

describe.each(["docs/operating.md", "docs/operating.zh-CN.md"])("%s", (path) => {
  it("explains every role and every purpose", async () => {
    const doc = await readDoc(path);
    expect(sorted(column(doc, /^(role|角色)$/))).toEqual(sorted(ROLES));
    expect(sorted(column(doc, /^(purpose|用途)$/))).toEqual(sorted(PURPOSES));
  });

  it("tells when each job speaks, and how late it still does", async () => {
    const jobs = await discover<Job>("job", join(ROOT, "src/jobs"));
    const rows = (await readDoc(path)).rows.filter((r) => /^(purpose|用途)$/.test(r.header));
    const told = [...jobs.values()].map(({ purpose, cron, lateHours }) => {
      const [minute = "", hour = ""] = cron.split(" ");
      const row = rows.find((r) => spans(r.cells[0] ?? "").includes(purpose))?.cells ?? [];
      const days = lateHours % 24 === 0 ? lateHours / 24 : null;
      return {
        purpose,
        when:
          hour === "*" ? /every hour|每小时/u.test(row[2] ?? "") : row[2]?.includes(`${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`),
        late: new RegExp(days === null ? `^${lateHours} (hours|小时)` : `^${days} (days|天)`).test(row[3] ?? ""),
      };
    });
    expect(told).toEqual([...jobs.values()].map(({ purpose }) => ({ purpose, when: true, late: true })));
  });

  it("lists the figures that a monitor may ask for", async () => {
    const source = await readFile(join(ROOT, "src/cli/support/gauges.ts"), "utf8");
    const names = [...source.matchAll(/name: "(purser_\w+)"/g)].map((m) => m[1] ?? "");
    expect(sorted(column(await readDoc(path), /^(figure|指标)$/))).toEqual(sorted(names));
  });
});

/** What a start says to these mistakes. */
const MISTAKES: readonly Readonly<Record<string, string>>[] = [
  { SLACK_BOT_TOKEN: "xoxb-0123456789" },
  { SLACK_BOT_TOKEN: "xoxp-0123456789" },
  { FEISHU_APP_ID: "…" },
];

async function everythingSaid(): Promise<string> {
  const files = (await readdir(join(ROOT, "src"), { recursive: true })).filter((f) => f.endsWith(".ts") && !f.startsWith("store/client"));
  const sources = await Promise.all(files.map((f) => readFile(join(ROOT, "src", f), "utf8")));
  const mistakes = MISTAKES.flatMap((env) => {
    try {
      readConfig(env);
      return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [error.text.en, error.text.zh];
    }
  });
  expect(mistakes).toHaveLength(2 * MISTAKES.length);
  return [...sources, ...mistakes].join("\n");
}

describe("what a reader is told to look for", () => {
  it.each([...GUIDES, ...TWINS])("in %s is what Purser says", async (path) => {
    const said = await everythingSaid();
    const quoted = column(await readDoc(path), /^(what )?you see$|^你看到/);
    expect(quoted.length).toBeGreaterThan(2);
    expect(quoted.filter((q) => !q.startsWith("@") && !said.includes(q))).toEqual([]);
  });
});
