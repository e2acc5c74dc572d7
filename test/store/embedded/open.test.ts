import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../../src/store/connect.ts";
import { restoreEmbedded } from "../../../src/store/embedded/open.ts";
import { type OpenStore, openStore } from "../../../src/store/open.ts";
import { emptyHome } from "../empty.ts";
import { type Child, run } from "./child.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const TEN = new Date("2026-11-22T10:00:00Z");

let root: string;
let made: string;
let home: string;
let close: (() => Promise<unknown>)[];

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "purser-open-")));
  made = await emptyHome();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(() => {
  home = mkdtempSync(join(root, "home-"));
  cpSync(made, home, { recursive: true });
  close = [];
});
afterEach(async () => {
  for (const step of close.reverse()) await step();
  rmSync(home, { recursive: true, force: true });
});

async function open(now: Date = NINE): Promise<OpenStore> {
  const store = await openStore({ home, databaseUrl: null, now: () => now });
  close.push(() => store.close());
  return store;
}
function owner(from: string): Child {
  const child = run("./owner.ts", home, from);
  close.push(async () => {
    if (child.process.exitCode === null && child.process.signalCode === null) await child.kill("SIGKILL");
  });
  return child;
}
/** True when it was there: asking whether a gesture is new remembers it. */
const knows = async (store: OpenStore, n: number) => !(await store.ports.inbox.first("test", String(n), NINE));

describe("the embedded store", () => {
  it("leaves nothing open behind it when it is closed, and opens again with what it had", async () => {
    const store = await open();
    expect(store).toMatchObject({ kind: "embedded", place: home });
    expect(await store.isEmpty()).toBe(true);
    await store.ports.company.setCompany({ name: "海豚贸易" });
    await store.close();
    close = [];
    // The hourly backup may have been made already, where this takes long.
    expect(readdirSync(home).filter((name) => name !== "backups")).toEqual(["store"]);
    expect((await (await open()).ports.company.company()).name).toBe("海豚贸易");
  });

  it("loses nothing that it acknowledged when its process is killed, three times over", async () => {
    let acknowledged = 0;
    for (const round of [1, 2, 3]) {
      const child = owner(String(acknowledged));
      await child.said(1 + round * 40);
      await child.kill("SIGKILL");
      expect(child.lines[0]).toBe("embedded");
      acknowledged = Number(child.lines.at(-1)) + 1;
    }
    const store = await open();
    expect(store.kind).toBe("embedded");
    for (let n = 0; n < acknowledged; n++) expect(await knows(store, n)).toBe(true);
    expect(await knows(store, acknowledged + 2)).toBe(false);
  });

  it("serves a second process, which works on the same store and leaves it running", async () => {
    const child = owner("idle");
    await child.said(1);
    const guest = await open();
    expect(guest.kind).toBe("embedded-client");
    await guest.ports.company.setCompany({ name: "海豚贸易" });
    await guest.close();
    close.pop();
    expect(child.process.exitCode).toBeNull();
    expect((await (await open()).ports.company.company()).name).toBe("海豚贸易");
  });

  it("makes a backup for a second process", async () => {
    const child = owner("idle");
    await child.said(1);
    const file = await (await open()).backup();
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(join(home, "backups")).every((n) => n.endsWith(".tar.gz"))).toBe(true);
  });

  it("is the next process's when the one that served it is ended, and what that one wrote is there", async () => {
    const child = owner("0");
    await child.said(10);
    await child.kill("SIGTERM");
    expect(child.process.exitCode).toBe(0);
    const store = await open();
    expect(store.kind).toBe("embedded");
    expect(await knows(store, Number(child.lines.at(-1)))).toBe(true);
  });

  it("goes back to a backup, and keeps what was there", async () => {
    const store = await open();
    await store.ports.company.setCompany({ name: "before" });
    const file = await store.backup();
    await store.ports.company.setCompany({ name: "after" });
    await expect(restoreEmbedded(home, file, TEN)).rejects.toMatchObject({ code: "store-in-use" });
    await store.close();
    close = [];
    const aside = await restoreEmbedded(home, file, TEN);
    expect(aside !== null && existsSync(aside)).toBe(true);
    expect((await (await open()).ports.company.company()).name).toBe("before");
  });

  it("refuses a backup that cannot be read, and stays as it is", async () => {
    const store = await open();
    await store.ports.company.setCompany({ name: "before" });
    const whole = readFileSync(await store.backup());
    await store.close();
    close = [];
    const cut = join(root, "cut.tar.gz");
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    await expect(restoreEmbedded(home, cut, TEN)).rejects.toMatchObject({ code: "backup-unreadable" });
    await expect(restoreEmbedded(home, join(root, "nowhere.tar.gz"), TEN)).rejects.toMatchObject({ code: "backup-unreadable" });
    expect(readdirSync(home).sort()).toEqual(["backups", "store"]);
    expect((await (await open()).ports.company.company()).name).toBe("before");
  });

  it("works where the directory's name is longer than the address of a socket may be", async () => {
    home = join(home, "x".repeat(120));
    cpSync(made, home, { recursive: true });
    expect(await (await open()).isEmpty()).toBe(true);
    expect((await open()).kind).toBe("embedded-client");
  });

  it("is nobody else's to read", async () => {
    await open();
    expect(statSync(join(home, ".s.PGSQL.5432")).mode & 0o077).toBe(0);
  });

  it("breaks off instead of standing still when its backend dies, and opens again with all that was acknowledged", async () => {
    const store = await open();
    await store.ports.company.setCompany({ name: "海豚贸易" });
    const other = await connect({ host: home, port: 5432 });
    // A disk that takes no more of the log ends PostgreSQL; so does a folder that is not there.
    const log = join(home, "store", "pg_wal");
    renameSync(log, `${log}.away`);
    await expect(other.pool.query("select pg_switch_wal(); create table t (); select pg_switch_wal()")).rejects.toBeInstanceOf(Error);
    expect((await store.died).message).toContain("pg_wal");
    await expect(store.ports.company.company()).rejects.toBeInstanceOf(Error);
    await other.close();
    await store.close();
    close = [];
    renameSync(`${log}.away`, log);
    expect((await (await open()).ports.company.company()).name).toBe("海豚贸易");
  });

  it("says that a newer version made it", async () => {
    const store = await open();
    const other = await connect({ host: home, port: 5432 });
    await other.pool.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at) values ('1', 'x', '9999_later', now())`,
    );
    await other.close();
    await store.close();
    close = [];
    await expect(open()).rejects.toMatchObject({ code: "store-newer" });
    // Refused and let go: the next one may try.
    await expect(open()).rejects.toMatchObject({ code: "store-newer" });
    writeFileSync(join(home, "store", "PG_VERSION"), "19\n");
    await expect(open()).rejects.toMatchObject({ code: "store-newer", text: { en: expect.stringContaining("PostgreSQL 19") as string } });
  });

  it("says that its files are damaged, and points to the backups", async () => {
    writeFileSync(join(home, "store", "global", "pg_control"), Buffer.alloc(100));
    await expect(open()).rejects.toMatchObject({ code: "store-damaged", hint: { en: expect.stringContaining("db restore") as string } });
  });

  it("says that the directory is none, or takes no files", async () => {
    writeFileSync(join(root, "file"), "");
    await expect(openStore({ home: join(root, "file"), databaseUrl: null })).rejects.toMatchObject({ code: "home-no-directory" });
    await expect(openStore({ home: join(root, "file", "below"), databaseUrl: null })).rejects.toMatchObject({ code: "home-no-directory" });
    await expect(openStore({ home: "/proc/purser", databaseUrl: null })).rejects.toMatchObject({ code: "home-not-writable" });
  });

  it("begins anew where a first start was killed half-way", async () => {
    rmSync(join(home, "store"), { recursive: true });
    mkdirSync(join(home, "store.new", "base"), { recursive: true });
    writeFileSync(join(home, "store.new", "PG_VERSION"), "18\n");
    expect(await (await open()).isEmpty()).toBe(true);
    expect(existsSync(join(home, "store.new"))).toBe(false);
  });

  it("takes what a killed process left for what it is", async () => {
    writeFileSync(join(home, ".s.PGSQL.5432"), "");
    writeFileSync(join(home, "serving.json"), "{ half");
    expect((await open()).kind).toBe("embedded");
  });
});
