import { describe, expect, it } from "vitest";
import { runJobFor } from "../../src/app/run-job.ts";
import type { Context, Job } from "../../src/app/types.ts";
import { addDays, type Day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import { job } from "../../src/jobs/stock-warnings.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Binding } from "../../src/ports/company.ts";
import { AS_OF, given, uneven } from "../domain/restock/given.ts";
import { openHouse } from "../commands/house.ts";
import { describeEmbedded } from "../store/harness.ts";
import { binding } from "../fakes/company.ts";

const stockChannel = (change: Partial<Binding> = {}): Binding =>
  binding({ purpose: "stock", platform: "local", zone: zone("UTC"), ...change });

describeEmbedded((_, open) => {
  /** A shop whose mornings can be lived one after the other. */
  async function shop(first: readonly PlanInput[]) {
    const house = await openHouse(await open(), first);
    const posts: string[] = [];
    const contextOn = (morning: Day): Context => ({
      ...house.context,
      now: new Date(`${morning}T09:00:00Z`),
      today: () => morning,
      outbox: {
        ...house.context.outbox,
        put: async (list, now) => {
          const fresh = await house.context.outbox.put(list, now);
          posts.push(...fresh);
          return fresh;
        },
      },
    });
    const morning = async (
      nth: number,
      inputs: readonly PlanInput[],
      change: { channel?: Binding; dryRun?: boolean; crash?: boolean; really?: number } = {},
    ) => {
      house.plans.inputsNow = inputs;
      const day = addDays(AS_OF, nth);
      const jobs = new Map<string, Job>([["stock-warnings", job]]);
      const context = contextOn(day);
      const dying = { ...context, alerts: { ...context.alerts, announced: () => Promise.reject(new Error("killed")) } };
      const deps = {
        jobs,
        contextAt: () => (change.crash === true ? dying : context),
        clock: { now: () => contextOn(addDays(AS_OF, change.really ?? nth)).now },
      };
      const slot = { at: context.now, day, late: false, ...(change.dryRun === true && { dryRun: true }) };
      const report = await runJobFor(deps, "stock-warnings", change.channel ?? stockChannel(), slot, context.now);
      for (const m of report.messages) expect(validMessage(m)).toEqual([]);
      return report;
    };
    return { house, morning, posts };
  }

  const low = given({ sku: "KTC-01", onHand: 10 });
  const well = given({ sku: "KTC-01", onHand: 300 });
  const other = given({ sku: "KTC-02", onHand: 0 });

  describe("stock warnings", () => {
    it("say in their own message when they are over: one message an alert, edited in place, once", async () => {
      const s = await shop([low, other]);
      const first = await s.morning(1, [low, other]);
      expect(first.messages[0]?.title.en).toBe("Stock warning: 2 new");
      const [row] = await s.house.context.outbox.claim("one", new Date(Date.parse(`${addDays(AS_OF, 1)}T09:01:00Z`)), 60_000, 8);
      const ref = { channel: "ops", messageId: "m1", threadId: "m1", revision: 0 };
      await s.house.context.outbox.settle(row?.id ?? 0, "one", { kind: "sent", ref }, new Date());
      const edit = () => s.house.context.outbox.byKey(`${first.key}#edit`);

      await s.morning(2, [low, other]);
      expect(await edit()).toBeUndefined();
      await s.morning(3, [well, other]);
      const one = await edit();
      expect(one).toMatchObject({ edits: first.key, state: "pending", message: { title: { en: "Stock warning: 1 of 2 still open" } } });
      expect(one && plain(one.message, "en")).toMatch(/KTC-02[^]*Recovered[^]*KTC-01/);
      expect(one && validMessage(one.message)).toEqual([]);
      await s.morning(4, [well, given({ sku: "KTC-02", onHand: 300 })]);
      expect((await edit())?.message.title).toEqual({
        zh: "库存预警已解除：2 条都已恢复",
        en: "Stock warning over: all 2 have recovered",
      });
      const last = await edit();
      await s.morning(5, [well, given({ sku: "KTC-02", onHand: 300 })]);
      expect(await edit()).toEqual(last);
    });

    it("are told once, and their recovery once", async () => {
      const s = await shop([low]);
      expect((await s.morning(1, [low])).outcome).toBe("queued");
      expect(await s.morning(2, [low])).toMatchObject({
        outcome: "nothing",
        because: { en: "nothing new; 1 warning was told before and is still open" },
      });
      const over = await s.morning(3, [well]);
      expect(over.messages[0]?.title.en).toBe("Stock recovered: 1");
      expect((await s.morning(4, [well])).outcome).toBe("nothing");
      expect(s.posts).toHaveLength(2);
    });

    it("come in one message, the worst first, each with a button to its plan", async () => {
      const s = await shop([low, other]);
      const { messages } = await s.morning(1, [low, other, given({ sku: "KTC-03", onHand: 110, history: uneven(120) })]);
      const [message] = messages;
      expect(message?.lead?.en).toBe("1 out of stock; 1 will be out before anything can arrive; 1 to order.");
      expect(message?.actions.map((a) => a.label.en)).toEqual(["KTC-02", "KTC-01", "KTC-03", "Snooze…", "Assign…"]);
      expect(message?.actions[0]?.deed).toEqual({ action: "open-restock", args: { sku: "KTC-02", warehouse: "US-FBA" } });
      expect(messages.map((m) => plain(m, "zh"))).toEqual([expect.stringContaining("库存预警：新增 3 条")]);
    });

    it("say what is to be moved, not ordered, and what a move saves", async () => {
      const near = (sku: string) => given({ sku, warehouse: "US-3PL", onHand: 400, history: [] });
      const inputs = [
        given({ sku: "KTC-01", onHand: 80 }),
        near("KTC-01"),
        given({ sku: "KTC-02", onHand: 110, history: uneven(120) }),
        near("KTC-02"),
        given({ sku: "KTC-03", onHand: 110, history: uneven(120) }),
      ];
      const s = await shop(inputs);
      const [message] = (await s.morning(1, inputs)).messages;
      expect(message?.lead).toEqual({
        zh: "1 条不调货就断货，1 条该下单，1 条先调货。",
        en: "1 will run out unless moved; 1 to order; 1 to move, nothing to order.",
      });
      expect(message?.tone).toBe("warning");
      const table = message?.blocks.find((b) => b.kind === "table");
      const states = table?.rows.map((r) => r[table.columns.findIndex((c) => c.label.en === "State")]);
      expect(states?.map((v) => (v?.kind === "text" ? v.text.zh : ""))).toEqual(["不调货就断货", "先调货", "该下单"]);
    });

    it("count a SKU that is out in two warehouses as two warnings and one SKU, as the digest and /restock do", async () => {
      const inputs = [other, given({ sku: "KTC-02", warehouse: "US-3PL", onHand: 0 }), low];
      const [message] = (await (await shop(inputs)).morning(1, inputs)).messages;
      expect(message?.title).toEqual({ zh: "库存预警：新增 3 条（2 个 SKU）", en: "Stock warning: 3 new (2 SKUs)" });
      expect(message?.lead?.en).toMatch(/^2 out of stock \(1 SKU\); /);
    });

    it("are told again when they come back after a recovery", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      await s.morning(2, [well]);
      expect((await s.morning(3, [low])).messages[0]?.title.en).toBe("Stock warning: 1 new");
    });

    it("say only what is new, and how many are still open", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      const { messages } = await s.morning(2, [low, other]);
      expect(messages[0]?.lead?.en).toBe("1 out of stock; 1 told before and still open.");
      expect(messages[0]?.actions.map((a) => a.label.en)).toEqual(["KTC-02", "Snooze…", "Assign…"]);
    });

    it("run twice on one morning say that they were posted", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      expect(await s.morning(1, [low])).toMatchObject({
        outcome: "nothing",
        because: { en: "already posted today, and nothing new since" },
      });
      expect(await s.morning(1, [low, other])).toMatchObject({ because: { en: "already posted today; 1 new one is told tomorrow" } });
      expect((await s.morning(2, [low, other])).messages[0]?.actions.map((a) => a.label.en)).toEqual(["KTC-02", "Snooze…", "Assign…"]);
    });

    it("are not told again after a crash between the post and its note, not even the next day", async () => {
      const s = await shop([low]);
      await expect(s.morning(1, [low], { crash: true })).rejects.toThrow("killed");
      expect(s.posts).toEqual(["stock-warnings:local:ops:2026-11-22"]);
      expect((await s.morning(2, [low])).outcome).toBe("nothing");
      expect(await s.house.context.alerts.unannounced("stock-out", "local:ops")).toEqual({ opened: [], recovered: [] });
      await s.morning(3, [well]);
      expect(s.posts).toHaveLength(2);
    });

    it("that opened after a crash are still told, and only they", async () => {
      const s = await shop([low]);
      await expect(s.morning(1, [low], { crash: true })).rejects.toThrow("killed");
      expect((await s.morning(2, [low, other])).messages[0]?.actions.map((a) => a.label.en)).toEqual(["KTC-02", "Snooze…", "Assign…"]);
    });

    it("are remembered for each channel apart, and only for its stores", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      expect((await s.morning(1, [low], { channel: stockChannel({ channel: "buyers" }) })).outcome).toBe("queued");
      expect((await s.morning(1, [low], { channel: stockChannel({ channel: "eu", stores: ["amazon-de"] }) })).outcome).toBe("nothing");
    });

    it("can be looked at without posting or remembering anything", async () => {
      const s = await shop([low]);
      const look = await s.morning(1, [low], { dryRun: true });
      expect(look).toMatchObject({ outcome: "dry-run", messages: [{ title: { en: "Stock warning: 1 new" } }] });
      expect(await s.house.context.alerts.open("stock-out")).toEqual([]);
      expect(s.house.plans.replaced).toBe(0);
      expect((await s.morning(1, [low])).outcome).toBe("queued");
    });

    it("of a morning that is over open and end nothing, and say so", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      await s.morning(4, [low]);
      const past = await s.morning(2, [well, other]);
      expect(past).toMatchObject({ outcome: "nothing", messages: [] });
      expect(past.because?.en).toBe(
        "what was known on 2026-11-23 is older than the newest look, of 2026-11-25: no warning is opened or ended by it",
      );
      expect((await s.house.context.alerts.open("stock-out")).map((a) => a.subject)).toEqual(["US-FBA/KTC-01"]);
      expect(s.posts).toHaveLength(1);
      const look = await s.morning(2, [low, other], { dryRun: true });
      expect(look.messages[0]?.basis?.notes?.map((n) => n.en)).toContainEqual(expect.stringContaining("older than the newest look"));
      expect((await s.morning(5, [well])).messages[0]?.title.en).toBe("Stock recovered: 1");
    });

    it("that were asked for ahead of time do not silence the mornings until then", async () => {
      const s = await shop([low]);
      await s.morning(30, [low], { really: 1 });
      expect((await s.morning(2, [low, other])).messages[0]?.actions.map((a) => a.label.en)).toEqual(["KTC-02", "Snooze…", "Assign…"]);
    });

    it("begin where the nearest policy says: the SKU's, its role's, its store's, the company's", async () => {
      const near = (sku: string, role: string | null) => given({ sku, role, onHand: 300 });
      const inputs = [near("KTC-01", "traffic"), near("KTC-02", null), near("KTC-03", "traffic")];
      const s = await shop(inputs);
      const set = (key: string, kind: "role" | "sku", value: number) =>
        s.house.context.policies.set(
          { policy: "alert-stock-out-enter-days", scope: { kind, key }, value, from: addDays(AS_OF, -30), to: null, by: "li" },
          s.house.context.now,
        );
      expect((await s.morning(1, inputs, { dryRun: true })).messages).toEqual([]);
      await set("traffic", "role", 90);
      await set("KTC-03", "sku", 1);
      const { messages } = await s.morning(1, inputs);
      expect(messages[0]?.actions.map((a) => a.label.en)).toEqual(["KTC-01", "Snooze…", "Assign…"]);
      expect(messages[0]?.basis?.policies?.at(-1)?.en).toBe("1 of the SKUs has a value of its own");
    });

    it("say why they say nothing", async () => {
      const s = await shop([]);
      expect((await s.morning(1, [])).because?.en).toBe("there is no plan yet");
      expect((await s.morning(2, [given({ onHand: null, onHandDay: null })])).because?.en).toBe(
        "no stock snapshot is known, so nothing can be warned of",
      );
      expect((await s.morning(3, [well])).because?.en).toBe("no SKU is near a stock-out");
    });

    it("do not end because a snapshot is missing one morning", async () => {
      const s = await shop([low]);
      await s.morning(1, [low]);
      expect((await s.morning(2, [given({ sku: "KTC-01", onHand: null, onHandDay: null })])).outcome).toBe("nothing");
      expect((await s.morning(3, [low])).outcome).toBe("nothing");
      expect(s.posts).toHaveLength(1);
    });
  });
});
