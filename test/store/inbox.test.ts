import { describe, expect, it } from "vitest";
import type { Inbox } from "../../src/ports/inbox.ts";
import { audit } from "../../src/store/audit.ts";
import { inbox } from "../../src/store/inbox.ts";
import { FakeInbox } from "../fakes/inbox.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const TEN = new Date("2026-11-22T10:00:00Z");
const LONG = 60_000;
/** A lease that is over at once, as that of a process which died long ago. */
const OVER = 0;

/** What any inbox does; `open` gives two processes on one. */
function contract(open: () => Promise<readonly [Inbox, Inbox]>): void {
  it("takes a gesture in once, on each platform", async () => {
    const [one, two] = await open();
    expect(await one.first("slack", "Ev1", NINE)).toBe(true);
    expect(await one.first("slack", "Ev1", NINE)).toBe(false);
    expect(await two.first("slack", "Ev1", NINE)).toBe(false);
    expect(await two.first("feishu", "Ev1", NINE)).toBe(true);
    expect(await two.first("slack", "ev1", NINE)).toBe(true);
  });

  it("notes a gesture once, and only who holds it may answer it", async () => {
    const [one, two] = await open();
    expect(await one.note("slack", "Ev1", { text: "/kpi" }, NINE, LONG)).toBe(true);
    expect(await two.note("slack", "Ev1", { text: "/kpi" }, NINE, LONG)).toBe(false);
    expect(await one.note("slack", "Ev1", { text: "/kpi" }, NINE, LONG)).toBe(false);
    expect([await one.first("slack", "Ev1", NINE), await two.first("slack", "Ev1", NINE)]).toEqual([true, false]);
    expect(await two.mark("slack", "Ev1", { to: "C1" })).toBe(false);
    await two.done("slack", "Ev1");
    expect(await one.mark("slack", "Ev1", { to: "C1" })).toBe(true);
    await one.done("slack", "Ev1");
    expect(await one.first("slack", "Ev1", NINE)).toBe(false);
    expect(await one.mark("slack", "Ev1", {})).toBe(false);
    expect(await one.note("slack", "Ev1", {}, NINE, LONG)).toBe(false);
  });

  it("hands what a dead process left to another, once, the oldest first, with all that was written down", async () => {
    const [one, two] = await open();
    const asked = { text: "退货率\u0000 上月", fields: { q: "3" } };
    await one.note("slack", "late", asked, TEN, OVER);
    await one.note("slack", "early", asked, NINE, OVER);
    await one.note("slack", "alive", asked, NINE, LONG);
    await one.note("feishu", "elsewhere", asked, NINE, OVER);
    await one.mark("slack", "late", { to: "C1" });
    expect(await one.takeOver("slack", LONG, 8)).toEqual([]);
    const taken = await two.takeOver("slack", LONG, 8);
    expect(taken).toMatchObject([
      { eventId: "early", at: NINE, asked: { fields: { q: "3" } }, trail: null, tries: 2 },
      { eventId: "late", at: TEN, trail: { to: "C1" }, tries: 2 },
    ]);
    expect(await two.takeOver("slack", LONG, 8)).toEqual([]);
    // Who was only asleep finds that it is another's now.
    expect([await one.first("slack", "early", NINE), await one.mark("slack", "early", {})]).toEqual([false, false]);
    await one.done("slack", "early");
    expect(await two.first("slack", "early", NINE)).toBe(true);
    await two.done("slack", "early");
    expect(await two.first("slack", "early", NINE)).toBe(false);
  });

  it("leaves to a process what it is still at work on", async () => {
    const [one, two] = await open();
    await one.note("slack", "Ev1", {}, NINE, OVER);
    await one.keep("slack", ["Ev1", "unknown"], LONG);
    expect(await two.takeOver("slack", LONG, 8)).toEqual([]);
  });

  it("gives back at once what a process that stops will not finish, and does not count that as a try", async () => {
    const [one, two] = await open();
    await one.note("slack", "Ev1", {}, NINE, LONG);
    await two.release("slack", ["Ev1"]);
    expect(await two.takeOver("slack", LONG, 8)).toEqual([]);
    await one.release("slack", ["Ev1"]);
    expect(await two.takeOver("slack", LONG, 8)).toMatchObject([{ eventId: "Ev1", tries: 1 }]);
  });

  it("takes over no more than it is asked for", async () => {
    const [one, two] = await open();
    for (const id of ["a", "b", "c"]) await one.note("slack", id, {}, NINE, OVER);
    expect((await two.takeOver("slack", LONG, 2)).map((o) => o.eventId).toSorted()).toEqual(["a", "b"]);
  });
}

describe("an inbox in memory", () => {
  contract(async () => {
    const one = new FakeInbox();
    return [one, one.replica()];
  });
});

describeStores((_name, open) => {
  contract(async () => {
    const { prisma } = await open();
    return [inbox(prisma), inbox(prisma)];
  });

  it("keeps nothing of what was asked when it is answered", async () => {
    const { prisma } = await open();
    const box = inbox(prisma);
    await box.note("slack", "Ev1", { address: "secret" }, NINE, LONG);
    await box.mark("slack", "Ev1", { said: "secret" });
    await box.done("slack", "Ev1");
    expect(await prisma.inbox.findMany()).toEqual([
      { platform: "slack", event_id: "Ev1", at: NINE, asked: null, trail: null, held_by: null, held_until: null, tries: 1 },
    ]);
  });

  it("writes down who did what to what", async () => {
    const { prisma } = await open();
    await audit(prisma).record({ at: NINE, by: "li", what: "policy-set", on: "restock-service-level", details: { from: 0.95, to: 0.97 } });
    expect(await prisma.audit.findMany({ omit: { id: true } })).toEqual([
      { at: NINE, by: "li", what: "policy-set", on: "restock-service-level", details: { from: 0.95, to: 0.97 } },
    ]);
  });
});

describePostgres((_name, open) => {
  it("takes a gesture in once when two replicas get it at the same moment", async () => {
    const store = await open();
    const boxes = [inbox(store.prisma), inbox((await store.connectAgain()).prisma)];
    const answers = await Promise.all(Array.from({ length: 40 }, async (_, n) => boxes[n % 2]?.first("slack", `Ev${n >> 1}`, NINE)));
    expect(answers.filter(Boolean)).toHaveLength(20);
  });

  it("hands each gesture to one when several replicas look at the same moment", async () => {
    const store = await open();
    const dead = inbox(store.prisma);
    for (let n = 0; n < 40; n += 1) await dead.note("slack", `Ev${n}`, {}, NINE, OVER);
    const boxes = [inbox(store.prisma), inbox((await store.connectAgain()).prisma), inbox((await store.connectAgain()).prisma)];
    const taken = (await Promise.all(boxes.flatMap((b) => [1, 2, 3, 4].map(() => b.takeOver("slack", LONG, 5))))).flat();
    expect(new Set(taken.map((o) => o.eventId)).size).toBe(taken.length);
    for (const box of boxes) taken.push(...(await box.takeOver("slack", LONG, 40)));
    expect(new Set(taken.map((o) => o.eventId)).size).toBe(40);
    expect(taken).toHaveLength(40);
  });
});
