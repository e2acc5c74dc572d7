import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { skipped } from "./skipped.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "purser-launcher-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const majorOf = (node: string): number =>
  Number(/^v(\d+)/.exec(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? Number.NaN);

/** A Node of this machine that is older than what the program needs. */
const old = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((f) => join(f, "node"))
  .find((f) => existsSync(f) && majorOf(f) < 24);
skipped("the launcher on an old Node", old === undefined ? "no Node before 24 is on this machine's PATH" : undefined);

/** A copy of the program as `npm ci` would leave it, with what is named. */
function installed(name: string, packages: readonly string[]): string {
  const at = join(folder, name);
  mkdirSync(join(at, "node_modules"), { recursive: true });
  cpSync(join(ROOT, "purser.mjs"), join(at, "purser.mjs"));
  for (const p of packages) cpSync(join(ROOT, "node_modules", p), join(at, "node_modules", p), { recursive: true });
  return join(at, "purser.mjs");
}

const run = (node: string, program: string, ...args: string[]) => spawnSync(node, [program, ...args], { encoding: "utf8" });

describe("the launcher", () => {
  it("without packages says to install them", () => {
    const { status, stderr } = run(process.execPath, installed("bare", []), "start");
    expect(status).toBe(1);
    expect(stderr.split("\n")[0]).toBe(`purser: the packages are not installed. Run \`npm ci\` in ${join(folder, "bare")}/ first.`);
  });

  describe.skipIf(old === undefined)("on a Node that cannot run TypeScript", () => {
    const node = old ?? "";

    it("runs everything with the Node that npm brought, exit code included", () => {
      const good = run(node, join(ROOT, "purser.mjs"), "help");
      expect([good.status, good.stderr]).toEqual([0, ""]);
      expect(good.stdout).toContain("purser <subcommand>");
      expect(run(node, join(ROOT, "purser.mjs"), "strat").status).toBe(2);
    });

    it("where npm was not allowed to install that Node, the first line says why and what to do", () => {
      for (const args of [["start"], ["--check-node"]]) {
        const { status, stdout, stderr } = run(node, installed("blocked", ["zod"]), ...args);
        expect([status, stdout]).toEqual([1, ""]);
        expect(stderr).toMatch(
          /^purser: needs Node 24, but this is Node \d+\.\d+\.\d+, and npm was not allowed to install the copy that comes with Purser\. Run `npm install-scripts approve node/,
        );
        expect(stderr.trim()).not.toContain("\n");
      }
    });
  });
});
