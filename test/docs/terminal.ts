/** A terminal in which the lines of a document are typed as they stand. */
import { spawnSync } from "node:child_process";
import { chmod, cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { systemClock } from "../../src/system.ts";
import { sampleHome } from "../day/sample-home.ts";
import { emptyHome } from "../store/empty.ts";
import { ROOT } from "./docs.ts";

/** `npm run` without npm: half a second less each, and nothing that npm itself has to say. */
const NPM = `#!/bin/sh
shift
if [ "$1" = -s ]; then shift; fi
shift 2
exec "${process.execPath}" "${join(ROOT, "purser.mjs")}" "$@"
`;

/**
 * What is there before: nothing (`new`), a bot that serves an empty store (`served`), or the sample of the first start, a tenth of it
 * (`sample`).
 */
export type World = "new" | "served" | "sample";

export interface Terminal extends AsyncDisposable {
  type(line: string): { readonly code: number | null; readonly said: string };
}

export async function openTerminal(world: World): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), "purser-docs-"));
  const home = join(folder, "home");
  if (world === "served") await cp(await emptyHome(), home, { recursive: true });
  if (world === "sample") await sampleHome(home, systemClock, "small", "docs-sample");
  const store = world === "served" ? await openStore({ home, databaseUrl: null }) : undefined;
  // As in a clone, whose files a document names from its root.
  await symlink(join(ROOT, "examples"), join(folder, "examples"));
  await writeFile(join(folder, "npm"), NPM);
  await chmod(join(folder, "npm"), 0o755);
  const env = {
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    PURSER_HOME: home,
    TZ: "UTC",
    LANG: "C",
    PORT: "0",
    TMPDIR: folder,
  };
  return {
    type: (line) => {
      const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: folder, env, encoding: "utf8" });
      return { code: status, said: `${stdout}${stderr}` };
    },
    async [Symbol.asyncDispose]() {
      await store?.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
