import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { discover, discoverSources } from "../src/discover.ts";
import type { Command, Source } from "../src/app/types.ts";

const root = join(import.meta.dirname, "..");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-modules-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("discovery", () => {
  it("finds every command by the name of its file", async () => {
    const commands = await discover<Command>("command", join(root, "commands"));
    expect([...commands.keys()]).toEqual(expect.arrayContaining(["help", "kpi", "restock", "stock"]));
  });

  it("finds the report formats of the core", async () => {
    const ids = (await discoverSources<Source>(join(root, "src/sources"))).map((s) => s.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["amazon-all-orders", "online-retail", "order-lines", "stock", "fx"]));
  });

  it("stops at a malformed module and says which file and what it lacks", async () => {
    await writeFile(join(folder, "greet.ts"), "export const command = { summary: { en: 'hi' } };");
    await expect(discover("command", folder)).rejects.toThrow(/greet\.ts is not a command: command\.summary\.zh/);
  });

  it("stops at a module that exports nothing of its kind", async () => {
    await writeFile(join(folder, "empty.ts"), "export const other = 1;");
    await expect(discover("job", folder)).rejects.toThrow(/empty\.ts is not a job/);
  });

  it("stops at a KPI whose id is not its file's name", async () => {
    await writeFile(
      join(folder, "gmv.ts"),
      "export const kpi = { id: 'gvm', name: { zh: 'a', en: 'a' }, numerator: [{}], unit: 'money', source: 'x' };",
    );
    await expect(discover("kpi", folder)).rejects.toThrow(/gmv\.ts: kpi\.id is "gvm", expected "gmv"/);
  });
});
