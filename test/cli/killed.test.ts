/** What a killed process leaves behind, on the store that it would lie in. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../src/store/connect.ts";
import { connect } from "../../src/store/connect.ts";
import { skipped } from "../skipped.ts";
import { startPostgres, whyNoPostgres } from "../store/postgres-fixture.ts";
import { begin, type Bot, endAll, type Env, type Home, json, lookInto, newHome, ok, readyHome, startBot, until } from "./kit.ts";
import { SET_UP, type Shop, today, writeShop } from "./shop.ts";

const noPostgres = skipped("posts of a killed process on PostgreSQL", whyNoPostgres());

let home: Home;
let shop: Shop;
let files: string;
beforeAll(async () => {
  home = await readyHome();
  files = join(dirname(home.path), "files");
  await mkdir(files);
  shop = await writeShop(files);
  for (const line of SET_UP) await ok(line, home.env);
}, 120_000);
afterAll(async () => {
  endAll();
  await home[Symbol.asyncDispose]();
});

const client = (pool: Connection["pool"]) => pool.connect();
type Client = Awaited<ReturnType<typeof client>>;

const BIG = 20_000;

/** So many orders that nobody reads them in the moment that it takes to kill a process. */
async function bigFile(): Promise<string> {
  const path = join(files, "big.csv");
  const out = createWriteStream(path);
  out.write("order_id,sku,at,quantity,amount,currency\n");
  for (let i = 0; i < BIG; i++) {
    if (!out.write(`B-${i},SKU-${i % 500},2026-03-${String((i % 28) + 1).padStart(2, "0")}T10:00:00Z,1,10.00,USD\n`))
      await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return path;
}

const numberOf = async (at: Connection, sql: string): Promise<number> => {
  const { rows } = await at.pool.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${sql}`);
  return Number(rows[0]?.n);
};

describe("an import that is killed", { timeout: 180_000 }, () => {
  it("leaves nothing to see; the next start clears it away; imported again it is whole", async () => {
    const big = await bigFile();
    const load = begin(["import", big], home.env);
    const inside = await until(() => lookInto(home), "the import's process to serve its store");
    // In the middle: some of its rows are there, and not all.
    const staged = await until(async () => {
      const n = await numberOf(inside, "order_line");
      return n > 2_000 ? n : undefined;
    }, "rows of the import");
    load.kill("SIGKILL");
    expect(await load.ended).toMatchObject({ signal: "SIGKILL" });
    expect(staged).toBeLessThan(BIG);
    await inside.close().catch(() => undefined);

    // Nobody has cleared up yet, and nobody sees anything of it.
    const units = (await json(["exec", "/kpi units mugs 2026-03"], home.env)) as { data: { value: unknown } };
    expect(units.data.value).toBeNull();

    const bot = await startBot(home.env);
    const after = await until(() => lookInto(home), "the bot to serve");
    expect(await numberOf(after, "order_line")).toBe(0);
    expect(await numberOf(after, "sku WHERE import_id IS NULL")).toBe(0);
    expect(await numberOf(after, "import WHERE state = 'failed' AND swept")).toBe(1);
    expect(await numberOf(after, "import_turn")).toBe(0);

    const [again] = (await json(["import", big], home.env)) as [Record<string, unknown>];
    expect(again).toMatchObject({ read: BIG, accepted: BIG, unchanged: 0, rejected: 0 });
    expect(await numberOf(after, "order_line")).toBe(BIG);
    const right = (await json(["exec", "/kpi units mugs 2026-03"], home.env)) as { data: { value: unknown } };
    expect(right.data.value).toBe(BIG);
    await after.close();
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
  });

  it("of a file that was dropped into the workspace: the next start reads it and answers in its place", async () => {
    const bot = await startBot(home.env);
    const inside = await until(() => lookInto(home), "the bot to serve");
    const before = await numberOf(inside, "order_line");
    const dropped = await fetch(`${bot.address}/local/files?channel=ops&event=event-dropped&name=more.csv`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", origin: bot.address },
      body: (await readFile(join(files, "big.csv"), "utf8")).replaceAll("B-", "C-"),
    });
    expect(dropped.status).toBe(202);
    await until(async () => ((await numberOf(inside, "order_line")) > before ? true : undefined), "rows of the drop");
    bot.kill("SIGKILL");
    await bot.ended;
    await inside.close().catch(() => undefined);

    const next = await startBot(home.env);
    const after = await until(() => lookInto(home), "the next bot to serve");
    const answered = "workspace_entry WHERE key = 'out:event-dropped'";
    await until(async () => ((await numberOf(after, answered)) > 0 ? true : undefined), "the answer to the drop", 120_000);
    expect(await numberOf(after, "order_line")).toBe(before + BIG);
    await after.close();
    next.kill("SIGTERM");
    expect((await next.ended).code).toBe(0);
  });

  it("with Ctrl-C it ends by itself, at once, and says that nothing of it is visible", async () => {
    const load = begin(["import", join(files, "big.csv"), "--store", "mugs"], home.env);
    const inside = await until(() => lookInto(home), "the import's process to serve its store");
    await until(async () => ((await numberOf(inside, "import WHERE state = 'staging'")) > 0 ? true : undefined), "the import to begin");
    await inside.close();
    load.kill("SIGINT");
    const { code, stderr } = await load.ended;
    expect([code, stderr]).toEqual([1, "purser: stopped; nothing of big.csv is visible\n"]);
  });
});

/** What is in the channel of posts (and not of what people did there), and what the outbox thinks of it. */
async function told(at: Connection): Promise<{ readonly entries: number; readonly states: string }> {
  const { rows } = await at.pool.query<{ state: string }>("SELECT state FROM outbox ORDER BY id");
  return {
    entries: await numberOf(at, "workspace_entry WHERE key IS NOT NULL AND key NOT LIKE 'in:%' AND key NOT LIKE 'out:%'"),
    states: rows.map((r) => r.state).join(),
  };
}

/** The lease of a dead process runs out after a minute; this is that minute. */
const passLease = (at: Connection) =>
  at.pool.query("UPDATE outbox SET claimed_until = now() - interval '1 second' WHERE state = 'claimed'");

const sent = (at: Connection) =>
  until(async () => {
    const now = await told(at);
    return now.states === "sent" ? now : undefined;
  }, "the post to be sent");

const digest = (env: Env) => ok(["job", "daily-digest", "--at", `${today()}T09:00:00Z`], env);

describe("a post whose process is killed", { timeout: 180_000 }, () => {
  it("is in the channel exactly once after the next start, wherever it was", async () => {
    await ok(["import", shop.orders, shop.stock], home.env);
    await digest(home.env);
    const bot = begin(["start"], { ...home.env, NO_SAMPLE: "1" });
    const inside = await until(() => lookInto(home), "the bot to serve");
    // As early as it can be seen to be at it: between the claim and the end.
    await until(async () => ((await told(inside)).states === "pending" ? undefined : true), "the post to be claimed");
    bot.kill("SIGKILL");
    await bot.ended;
    await inside.close().catch(() => undefined);

    const next = await startBot(home.env);
    const after = await until(() => lookInto(home), "the next bot to serve");
    await passLease(after);
    expect(await sent(after)).toEqual({ entries: 1, states: "sent" });
    await after.close();
    next.kill("SIGTERM");
    await next.ended;
  });

  describe.skipIf(noPostgres)("on PostgreSQL, where the moment can be chosen", () => {
    let bot: Bot | undefined;

    /** The bot at work on one due post, with what it needs next locked by us. */
    async function stopped(
      lock: string,
      run: (parts: { url: string; env: Env; watch: Connection; holder: Client }) => Promise<void>,
    ): Promise<void> {
      const postgres = await startPostgres();
      const { url, drop } = await postgres.create();
      await using folder = await newHome();
      const env = { ...folder.env, DATABASE_URL: url };
      for (const line of SET_UP) await ok(line, env);
      await ok(["import", shop.orders, shop.stock], env);
      const watch = await connect({ url }, { poolSize: 3 });
      const holder = await client(watch.pool);
      try {
        await holder.query("BEGIN");
        await holder.query(lock);
        bot = await startBot(env);
        await digest(env);
        await run({ url, env, watch, holder });
      } finally {
        bot?.kill("SIGKILL");
        await bot?.ended;
        holder.release();
        await watch.close();
        await drop();
        await postgres.close();
      }
    }

    const waiting = (watch: Connection, statement: string) =>
      until(async () => {
        const blocked = await numberOf(
          watch,
          `pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~* '${statement}' AND datname = current_database()`,
        );
        return blocked > 0 ? true : undefined;
      }, `the bot to wait at ${statement}`);

    it("killed after the claim, before anything is in the channel", async () => {
      await stopped("LOCK TABLE workspace_entry IN EXCLUSIVE MODE", async ({ env, watch, holder }) => {
        await waiting(watch, "insert into .*workspace_entry");
        expect(await told(watch)).toEqual({ entries: 0, states: "claimed" });
        bot?.kill("SIGKILL");
        await bot?.ended;
        // Its last statement may still arrive: the server does not know that nobody waits for it any more.
        await holder.query("COMMIT");
        await passLease(watch);
        bot = await startBot(env);
        expect(await sent(watch)).toEqual({ entries: 1, states: "sent" });
      });
    });

    it("killed when it is in the channel, before that is written down", async () => {
      await stopped("LOCK TABLE workspace_entry IN EXCLUSIVE MODE", async ({ env, watch, holder }) => {
        await waiting(watch, "insert into .*workspace_entry");
        const second = await client(watch.pool);
        await second.query("BEGIN");
        await second.query("SELECT 1 FROM outbox FOR UPDATE");
        await holder.query("COMMIT");
        await waiting(watch, "update .*outbox");
        expect(await told(watch)).toEqual({ entries: 1, states: "claimed" });
        bot?.kill("SIGKILL");
        await bot?.ended;
        await watch.pool.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        await second.query("COMMIT");
        second.release();
        expect(await told(watch)).toEqual({ entries: 1, states: "claimed" });
        await passLease(watch);
        bot = await startBot(env);
        expect(await sent(watch)).toEqual({ entries: 1, states: "sent" });
      });
    });
  });
});
