/** The real bot in processes of its own, on one store, killed between what it acknowledged and what it answered. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readForm } from "../../src/platforms/feishu/draw/form.ts";
import { BOT_EVENTS, BOT_SCOPES } from "../../src/platforms/slack/manifest.ts";
import { type Connection, connect } from "../../src/store/connect.ts";
import { type Bot, endAll, type Env, lookInto, newHome, ok, startBot, until } from "../cli/kit.ts";
import { SET_UP, type Shop, writeShop } from "../cli/shop.ts";
import { cardElements } from "../fakes/feishu/elements.ts";
import { DOWNLOADS, slow } from "../fakes/feishu/faults.ts";
import type { Entry } from "../fakes/feishu/ledger.ts";
import { type FakeFeishu, startFakeFeishu } from "../fakes/feishu/server.ts";
import type { FakeChat, FakeUser } from "../fakes/feishu/state.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/server.ts";
import { skipped } from "../skipped.ts";
import { startPostgres, whyNoPostgres } from "../store/postgres-fixture.ts";

const noPostgres = skipped("gestures of a killed process on PostgreSQL", whyNoPostgres());

const PATIENCE_MS = 90_000;
const count = async (at: Connection, sql: string): Promise<number> => {
  const { rows } = await at.pool.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${sql}`);
  return Number(rows[0]?.n);
};
const owed = (at: Connection): Promise<number> => count(at, "inbox WHERE asked IS NOT NULL");
const reached = (at: Connection, n: number): Promise<true> =>
  until(async () => ((await owed(at)) === n ? true : undefined), `${n} unanswered gestures`, PATIENCE_MS);
/** The lease of a dead process runs out after half a minute; this is that half minute. */
const passLease = (at: Connection) => at.pool.query("UPDATE inbox SET held_until = now() - interval '1 second' WHERE asked IS NOT NULL");

/** A workspace and a tenant of one admin, who has a channel with the bot in each. */
interface Town extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly feishu: FakeFeishu;
  readonly chen: FakeUser;
  readonly group: FakeChat;
  readonly env: Env;
  /** What the bot said in the group, threads included, and in the direct chat with it. */
  readonly said: (chat?: FakeChat) => readonly Entry[];
}

async function openTown(): Promise<Town> {
  const slack = await startFakeSlack({
    events: BOT_EVENTS,
    scopes: BOT_SCOPES,
    users: [{ id: "U0CHEN0001", name: "chen", realName: "陈静", locale: "zh-CN" }],
    channels: [{ id: "C0OPS00001", name: "ops" }],
  });
  const feishu = await startFakeFeishu();
  const chen = feishu.addUser("陈静");
  const group = feishu.addChat("运营", { members: [chen.openId] });
  return {
    slack,
    feishu,
    chen,
    group,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_DOMAIN: feishu.url,
    },
    said: (chat = group) =>
      feishu.ledger.messages(chat.chatId).flatMap((m) => (m.from === "bot" && m.withdrawnAt === undefined ? [feishu.ledger.entry(m)] : [])),
    async [Symbol.asyncDispose]() {
      await slack.stop();
      await feishu.stop();
    },
  };
}

async function people(town: Town, env: Env): Promise<void> {
  // The first of them makes the company, which speaks the machine's language.
  for (const line of SET_UP) await ok(line, { ...env, LANG: "zh_CN.UTF-8" });
  await ok(["member", "add", "chen", "--role", "admin", "--slack", "U0CHEN0001", "--feishu", town.chen.openId], env);
}

const fill = (entry: Entry, values: Readonly<Record<string, string>>): Record<string, string> => {
  const names = [...cardElements(entry.message.content)].flatMap((e) => (typeof e["name"] === "string" ? [e["name"]] : []));
  const own = new Map(names.flatMap((name) => Object.keys(readForm({ [name]: "x" })).map((key) => [key, name] as const)));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [own.get(key) ?? key, value]));
};

let town: Town;
let folder: string;
let shop: Shop;
let csv: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-taken-over-"));
  shop = await writeShop(folder);
  csv = await readFile(shop.orders);
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(noPostgres)("what was acknowledged by a bot that is killed before it answers, on PostgreSQL", { timeout: 240_000 }, () => {
  it("is answered by another one, once: commands, mentions, buttons, forms and files, on both platforms", async () => {
    const postgres = await startPostgres();
    const { url, drop } = await postgres.create();
    await using home = await newHome();
    town = await openTown();
    const { slack, feishu, chen, group, said } = town;
    const env = { ...home.env, ...town.env, DATABASE_URL: url };
    await people(town, env);
    const at = await connect({ url }, { poolSize: 3 });
    const holder = await at.pool.connect();
    let bot: Bot | undefined;
    let next: Bot | undefined;
    try {
      bot = await startBot(env);
      // What there is to press: a channel that is set up, and the form of another purpose.
      for (const purpose of ["digest", "stock"] as const) {
        for (const platform of ["slack C0OPS00001", `feishu ${group.chatId}`]) await ok(["bind", purpose, ...platform.split(" ")], env);
      }
      await slack.slash("ops", "chen", "/setup");
      const whisper = await slack.until(() => slack.ledger.whispers("U0CHEN0001")[0], "the form", PATIENCE_MS);
      await slack.click(whisper, "设置这个频道", "chen");
      const dialog = await slack.until(() => slack.modal("chen"), "the dialog", PATIENCE_MS);
      await feishu.person.type(group, chen, "/setup", { mention: true });
      const card = await until(async () => said().find((e) => e.text.includes("设置这个频道")), "the card", PATIENCE_MS);
      await reached(at, 0);
      const before = { slack: slack.ledger.messages.length, feishu: said().length };

      await holder.query("BEGIN");
      await holder.query("LOCK TABLE member_account IN ACCESS EXCLUSIVE MODE");
      const acks = await Promise.all([
        slack.slash("ops", "chen", "/kpi", "units 2026-01"),
        slack.type("ops", "chen", "@purser kpi orders 2026-01"),
        slack.click(whisper, "停发：日报", "chen"),
        slack.submit(dialog, { 发什么: "returns" }, "chen").catch((error: unknown) => error),
        slack.dropFile("ops", "chen", "orders.csv", csv),
      ]);
      expect(acks.map((a) => (a instanceof Error ? a.message : (a as { acked: boolean }).acked))).toEqual([true, true, true, true, true]);
      const heard = await Promise.all([
        feishu.person.type(group, chen, "/kpi units 2026-01", { mention: true }),
        feishu.person.click(card.messageId, "停发：日报", chen),
        feishu.person.submitForm(card.messageId, fill(card, { purpose: "returns" }), chen),
        feishu.person.dropFile(group, chen, "orders.csv", csv),
      ]);
      expect(heard.map((h) => h.attempt?.outcome)).toEqual(["acked", "acked", "acked", "acked"]);
      await reached(at, 9);
      expect(said().length).toBe(before.feishu);

      bot.kill("SIGKILL");
      await bot.ended;
      // Nothing that opens a door is readable in the store.
      const secrets = [
        ...slack.world.responseUrls.keys(),
        ...slack.ledger.deliveries.map(({ body }) => (typeof body["trigger_id"] === "string" ? body["trigger_id"] : "")),
      ].filter(Boolean);
      const { rows } = await at.pool.query<{ row: string }>("SELECT inbox::text AS row FROM inbox");
      expect(rows.filter(({ row }) => secrets.some((s) => row.includes(s)))).toEqual([]);
      await holder.query("COMMIT");
      await passLease(at);

      next = await startBot(env);
      await reached(at, 0);
      const all = slack.ledger.messages.filter((m) => m.botId !== null && m.deletedAt === null);
      const read = (alone: boolean) => all.filter((m) => (m.ephemeralTo !== null) === alone).map((m) => slack.read(m));
      const open = read(false);
      for (const what of [/销量 · mugs · 2026-01/, /订单数 · mugs · 2026-01/, /已导入 orders\.csv/])
        expect([what, open.filter((t) => what.test(t)).length]).toEqual([what, 1]);
      expect(open).toHaveLength(3);
      // What only the presser was shown stays with the presser: pressed and filled in alike.
      for (const what of [/不再接收日报/, /已设置：这个频道接收退货/]) {
        expect([what, read(true).filter((t) => what.test(t)).length]).toEqual([what, 1]);
      }
      const there = said().map((e) => e.text);
      for (const what of [/销量 · mugs · 2026-01/, /不再接收日报/, /已设置：这个频道接收退货/, /已导入 orders\.csv/])
        expect([what, there.filter((t) => what.test(t)).length]).toEqual([what, 1]);
      expect(there).toHaveLength(before.feishu + 4);
      // Each decision is one, and in the audit log once.
      expect(await count(at, "audit WHERE what = 'unbind-channel'")).toBe(2);
      expect(await count(at, "audit WHERE what = 'setup-channel' AND \"by\" = 'chen'")).toBe(2);
      expect(await count(at, "binding WHERE purpose = 'digest' AND platform <> 'local'")).toBe(0);
      expect(await count(at, "import WHERE state = 'visible'")).toBe(2);
      expect(await count(at, "inbox WHERE trail IS NOT NULL OR held_by IS NOT NULL")).toBe(0);
      next.kill("SIGTERM");
      const logged = (await bot.ended).seen + (await next.ended).seen;
      expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
    } finally {
      bot?.kill("SIGKILL");
      next?.kill("SIGKILL");
      holder.release(true);
      await at.close();
      await drop();
      await postgres.close();
      await town[Symbol.asyncDispose]();
    }
  });
});

describe("what was acknowledged by a bot on its own store that is killed before it answers", { timeout: 240_000 }, () => {
  it("is answered when it is started again", async () => {
    await using home = await newHome();
    town = await openTown();
    const { slack, feishu, chen, group, said } = town;
    const env = { ...home.env, ...town.env };
    try {
      await people(town, env);
      const bot = await startBot(env);
      const first = await until(() => lookInto(home), "the bot to serve");
      // Whoever asks is looked up before anything is answered; that does not come back while this process lives.
      slack.fail({ methods: ["users.info"], how: { kind: "slow", when: "before", ms: [600_000, 600_000] } });
      feishu.faults.add({ on: DOWNLOADS, fault: slow(600_000, "before") });
      expect(await slack.slash("ops", "chen", "/kpi", "units 2026-01")).toMatchObject({ acked: true });
      expect((await feishu.person.dropFile(group, chen, "orders.csv", csv)).attempt).toMatchObject({ outcome: "acked" });
      await reached(first, 2);
      bot.kill("SIGKILL");
      await bot.ended;
      await first.close().catch(() => undefined);
      slack.heal();
      feishu.faults.clear();

      const next = await startBot(env);
      const after = await until(() => lookInto(home), "the next bot to serve");
      await passLease(after);
      await reached(after, 0);
      await after.close();
      next.kill("SIGTERM");
      expect((await next.ended).code).toBe(0);
      expect(slack.shown("ops")).toEqual([expect.stringContaining("销量 · mugs · 2026-01")]);
      expect(said().map((e) => e.text)).toEqual([expect.stringContaining("已导入 orders.csv")]);
    } finally {
      endAll();
      await town[Symbol.asyncDispose]();
    }
  });
});
