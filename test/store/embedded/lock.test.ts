import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileLock, nameLock, type OwnerLock } from "../../../src/store/embedded/lock.ts";
import { type Child, run } from "./child.ts";

const kinds: readonly (readonly [string, (home: string) => Promise<OwnerLock | undefined>])[] = [
  ["name", nameLock],
  ["file", async (home) => fileLock(home)],
];

let home: string;
let children: Child[];
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "purser-lock-")));
  children = [];
});
afterEach(async () => {
  for (const c of children) if (c.process.exitCode === null && c.process.signalCode === null) await c.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

async function holder(kind: string): Promise<Child> {
  const child = run("./holder.ts", kind, home);
  children.push(child);
  await child.said(1);
  return child;
}

describe.each(kinds)("the lock of a directory, by %s", (kind, take) => {
  it("is one process's", async () => {
    const child = await holder(kind);
    expect(child.lines).toEqual(["holds"]);
    expect(await take(home)).toBeUndefined();
    expect((await holder(kind)).lines).toEqual(["refused"]);
  });

  it("is free at once when its process is killed", async () => {
    const child = await holder(kind);
    await child.kill("SIGKILL");
    const lock = await take(home);
    expect(lock).toBeDefined();
    await lock?.release();
  });

  it("is free again when it is given back", async () => {
    const first = await take(home);
    expect(await take(home)).toBeUndefined();
    await first?.release();
    const second = await take(home);
    expect(second).toBeDefined();
    await second?.release();
  });
});

describe("the file of a lock", () => {
  const write = (holder: object) => writeFileSync(join(home, "owner.lock"), JSON.stringify(holder));

  it("means nothing after the machine was started anew, even when its process number is in use again", () => {
    write({ pid: process.pid, boot: "another boot", host: hostname() });
    expect(fileLock(home)).toBeDefined();
    expect(JSON.parse(readFileSync(join(home, "owner.lock"), "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
  });

  it("of another machine is believed: whether that process lives cannot be seen from here", () => {
    write({ pid: 1, boot: "another boot", host: "another-machine" });
    expect(fileLock(home)).toBeUndefined();
  });

  it("is not removed by somebody whose lock it is not any more", async () => {
    const lock = fileLock(home);
    write({ pid: 1, boot: "another boot", host: "another-machine" });
    await lock?.release();
    expect(JSON.parse(readFileSync(join(home, "owner.lock"), "utf8"))).toMatchObject({ host: "another-machine" });
  });
});
