import { execFile } from "node:child_process";
import { mkdtemp, cp, rm, symlink, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const depcruise = join(root, "node_modules/.bin/depcruise");

interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}

async function cruise(cwd: string): Promise<Cruise> {
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", "src", "commands", "charts"];
  // It exits with the number of violations; the report is on standard output all the same.
  const done = await run(depcruise, args, { cwd, maxBuffer: 64 << 20 }).catch((e: { stdout: string }) => e);
  return JSON.parse(done.stdout) as Cruise;
}

describe("the import rules", () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "purser-arch-"));
    for (const f of ["src", "commands", "charts", "examples", "tsconfig.json", "package.json", ".dependency-cruiser.mjs"])
      await cp(join(root, f), join(home, f), { recursive: true });
    await symlink(join(root, "node_modules"), join(home, "node_modules"));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it("are checked on our files, and find nothing to say", async () => {
    const { modules, summary } = await cruise(root);
    const seen = new Map(modules.map((m) => [m.source, m.dependencies.map((d) => d.resolved)]));
    expect(seen.get("commands/kpi.ts")?.length).toBeGreaterThan(0);
    expect(seen.get("src/domain/restock/types.ts")).toContain("src/domain/calendar/day.ts");
    expect(summary.violations.map((v) => `${v.from}: ${v.rule.name}`)).toEqual([]);
  });

  it("bite: each planted bad import is found", async () => {
    const planted: Record<string, string> = {
      "src/domain/money/planted.ts": 'import "../../ports/system.ts";\n',
      "src/domain/calendar/planted.ts": 'import "node:fs";\n',
      "src/message/planted.ts": 'import "../ports/system.ts";\n',
      "src/views/planted.ts": 'import "../store/connect.ts";\n',
      "commands/planted.ts": 'import "../src/store/connect.ts";\n',
      "charts/planted.ts": 'import "vega";\n',
      "src/platforms/local/planted.ts": 'import "../../store/connect.ts";\n',
      "src/sources/planted/index.ts": 'import "../../app/dispatch.ts";\n',
      "src/http/planted.ts": 'import "../delivery/deliver.ts";\n',
      "src/render/planted.ts": 'import "@prisma/client";\n',
      "src/store/planted.ts": 'import "vega";\n',
      "src/schedule/planted.ts": 'import "../delivery/deliver.ts";\n',
    };
    for (const [file, text] of Object.entries(planted)) {
      await mkdir(join(home, file, ".."), { recursive: true });
      await writeFile(join(home, file), text);
    }
    const { summary } = await cruise(home);
    expect(new Set(summary.violations.map((v) => v.from))).toEqual(new Set(Object.keys(planted)));
  });
});
