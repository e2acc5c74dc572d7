import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepBackup, listBackups } from "../../../src/store/embedded/backup.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-01T00:30:00Z");

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "purser-backup-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const names = (prefix: string) =>
  readdirSync(join(home, "backups"))
    .filter((n) => n.startsWith(prefix))
    .sort();
const image = (text: string) => async (to: string) => {
  mkdirSync(to);
  writeFileSync(join(to, "PG_VERSION"), text);
};
/** What the backup says, read by somebody else's program. */
const text = (file: string) => execFileSync("tar", ["-xzOf", file, "PG_VERSION"], { encoding: "utf8" });
const kept = (name: string) => text(join(home, "backups", name));

describe("backups", () => {
  it("are the last 24 hourly ones and the first of each of the last 7 days", async () => {
    for (let h = 0; h < 10 * 24; h++) await keepBackup(home, image(`hour ${h}`), new Date(START + h * HOUR), "hourly");
    expect(names("hour-")).toHaveLength(24);
    expect([names("hour-")[0], names("hour-").at(-1)]).toEqual(["hour-20261110T00.tar.gz", "hour-20261110T23.tar.gz"]);
    expect(names("day-")).toEqual(["04", "05", "06", "07", "08", "09", "10"].map((d) => `day-202611${d}.tar.gz`));
    expect(kept("day-20261104.tar.gz")).toBe(`hour ${3 * 24}`);
    expect(kept("hour-20261110T23.tar.gz")).toBe("hour 239");
  });

  it("of the same hour take each other's place, and the day keeps its first", async () => {
    await keepBackup(home, image("first"), new Date(START), "hourly");
    const file = await keepBackup(home, image("second"), new Date(START + 60_000), "hourly");
    expect(text(file)).toBe("second");
    expect(kept("day-20261101.tar.gz")).toBe("first");
  });

  it("from before a migration are kept apart, the last five", async () => {
    await keepBackup(home, image("hourly"), new Date(START), "hourly");
    for (let n = 0; n < 7; n++) await keepBackup(home, image(`m${n}`), new Date(START + n * HOUR), { before: `000${n}_change` });
    expect(names("before-").map((n) => n.slice(-"000n_change.tar.gz".length))).toEqual([2, 3, 4, 5, 6].map((n) => `000${n}_change.tar.gz`));
    expect(names("hour-")).toHaveLength(1);
  });

  it("that a person asked for are not replaced by the hourly one of the same hour; the last five are kept", async () => {
    const file = await keepBackup(home, image("asked for"), new Date(START), "asked");
    await keepBackup(home, image("hourly"), new Date(START + 60_000), "hourly");
    expect(text(file)).toBe("asked for");
    for (let n = 1; n <= 5; n++) await keepBackup(home, image(`${n}`), new Date(START + n * 1000), "asked");
    expect(names("asked-").map(kept)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("that were not finished leave nothing behind", async () => {
    const full = async (to: string) => {
      await image("half")(to);
      throw new Error("ENOSPC: no space left on device");
    };
    await expect(keepBackup(home, full, new Date(START), "hourly")).rejects.toThrow("ENOSPC");
    expect(readdirSync(join(home, "backups"))).toEqual([]);
  });

  it("are nobody else's to read, and a half-written one is never taken for one", async () => {
    const file = await keepBackup(home, image("x"), new Date(START), "hourly");
    expect(statSync(file).mode & 0o077).toBe(0);
    writeFileSync(`${file}.part`, "half");
    expect((await listBackups(home)).map((b) => b.file).sort()).toEqual([join(home, "backups", "day-20261101.tar.gz"), file]);
    expect(await listBackups(join(home, "nowhere"))).toEqual([]);
  });
});
