import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { US } from "./company/samples.ts";
import { describePostgres } from "./harness.ts";

const openAt = (databaseUrl: string) => openStore({ home: "/nowhere/at/all", databaseUrl });

describePostgres((_name, open) => {
  const close: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of close.splice(0)) await step();
  });
  async function anew(): Promise<string> {
    const { url, pool } = await open();
    await pool.query("drop schema public cascade");
    await pool.query("create schema public");
    return url ?? "";
  }

  it("makes an empty database its own, and finds it again", async () => {
    const url = await anew();
    const first = await openAt(url);
    close.push(() => first.close());
    expect(first.kind).toBe("postgres");
    expect(await first.isEmpty()).toBe(true);
    await first.ports.company.saveStore(US);
    const second = await openAt(url);
    close.push(() => second.close());
    expect(await second.isEmpty()).toBe(false);
    expect(await second.ports.company.stores()).toHaveLength(1);
  });

  it("is made once when several replicas start together on an empty database", async () => {
    const url = await anew();
    const replicas = await Promise.all([1, 2, 3].map(() => openAt(url)));
    close.push(...replicas.map((r) => () => r.close()));
    expect(await Promise.all(replicas.map((r) => r.isEmpty()))).toEqual([true, true, true]);
  });

  it("is not Purser's to back up, and says whose", async () => {
    const store = await openAt((await open()).url ?? "");
    close.push(() => store.close());
    await expect(store.backup()).rejects.toMatchObject({
      code: "backup-elsewhere",
      hint: { en: expect.stringContaining("pg_dump") as string },
    });
  });

  it("names the database that is not there", async () => {
    const url = ((await open()).url ?? "").replace(/purser_test_\w+/, "no_such_database");
    await expect(openAt(url)).rejects.toMatchObject({
      code: "database-unreachable",
      hint: { en: expect.stringContaining("createdb") as string },
    });
  });
});

describe("a PostgreSQL that does not answer", () => {
  it("is named with its host, and never with its password", async () => {
    const error: unknown = await openAt("postgres://purser:hunter2@127.0.0.1:1/shop").catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: "database-unreachable",
      text: { en: "DATABASE_URL: 127.0.0.1:1/shop: no PostgreSQL answers there." },
    });
    expect(JSON.stringify(error)).not.toContain("hunter2");
  });
});
