import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownFolder } from "../../../src/platforms/common/folder.ts";

describe("where dropped files lie while they are read", () => {
  let base: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "purser-folder-"));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));
  const leave = async (name: string): Promise<string> => {
    await mkdir(join(base, name));
    await writeFile(join(base, name, "orders.csv"), "date,sku\n");
    return name;
  };

  it("is cleared of what a killed process left, and of nothing that another replica is reading", async () => {
    const dead = spawnSync(process.execPath, ["-e", "0"]).pid;
    await leave(`${hostname()}-${dead}`);
    const living = await leave(`${hostname()}-${process.ppid}`);
    const elsewhere = await leave("another-machine-1");

    const own = await ownFolder(join(base));

    expect((await readdir(base)).toSorted()).toEqual([living, elsewhere].toSorted());
    expect(basename(own)).toBe(`${hostname()}-${process.pid}`);
  });
});
