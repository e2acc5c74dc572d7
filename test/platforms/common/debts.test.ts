import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Inbox, Owed } from "../../../src/ports/inbox.ts";
import { Debts, type DebtTimes, type Turn } from "../../../src/platforms/common/debts.ts";
import { FakeClock, FakeLog } from "../../fakes/clock.ts";
import { FakeInbox } from "../../fakes/inbox.ts";

const TIMES: DebtTimes = { noteMs: 50, leaseMs: 0, beatMs: 60_000, ageMs: 600_000 };

describe("what is owed", () => {
  let clock: FakeClock;
  let log: FakeLog;
  let resumed: (readonly [Owed, Turn])[];
  const open: Debts[] = [];

  /** A process on this inbox; its beats are ours to give. */
  function process(inbox: Inbox, times: Partial<DebtTimes> = {}): Debts {
    const made = new Debts({
      platform: "slack",
      inbox,
      clock,
      log,
      times: { ...TIMES, ...times },
      resume: (owed, turn) => resumed.push([owed, turn]),
    });
    open.push(made);
    return made;
  }
  beforeEach(() => {
    clock = new FakeClock("2026-11-22T08:30:00Z");
    log = new FakeLog();
    resumed = [];
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.end();
  });

  it("is worked on again by the next process, then told, then let go, so that what kills processes does not kill them for ever", async () => {
    let inbox = new FakeInbox();
    await process(inbox).take("e1", { text: "/kpi" });
    for (let life = 0; life < 3; life += 1) {
      inbox = inbox.replica();
      const one = process(inbox);
      one.begin();
      await one.beat();
    }
    expect(resumed.map(([{ eventId, asked }, turn]) => [eventId, asked, turn])).toEqual([
      ["e1", { text: "/kpi" }, "again"],
      ["e1", { text: "/kpi" }, "tell"],
    ]);
    expect(inbox.open()).toEqual([]);
    expect(log.errors()).toEqual(["slack.answer-given-up"]);
  });

  it("is only told when it was asked longer ago than anybody waits", async () => {
    const inbox = new FakeInbox();
    const dead = process(inbox);
    await dead.take("old", {});
    clock.pass(120_000);
    await dead.take("young", {});
    clock.pass(TIMES.ageMs - 60_000);
    const next = process(inbox.replica());
    next.begin();
    await next.beat();
    expect(resumed.map(([{ eventId }, turn]) => [eventId, turn])).toEqual([
      ["old", "tell"],
      ["young", "again"],
    ]);
  });

  it("is left to a process that says that it is still at work", async () => {
    const inbox = new FakeInbox();
    const busy = process(inbox, { leaseMs: 60_000 });
    busy.begin();
    await busy.take("e1", {});
    await busy.beat();
    const next = process(inbox.replica());
    next.begin();
    await next.beat();
    expect(resumed).toEqual([]);
  });

  it("goes to another at once when its process stops, however often that happens", async () => {
    let inbox = new FakeInbox();
    const first = process(inbox, { leaseMs: 60_000 });
    await first.take("e1", {});
    await first.end();
    for (let life = 0; life < 4; life += 1) {
      inbox = inbox.replica();
      const one = process(inbox, { leaseMs: 60_000 });
      one.begin();
      await one.beat();
      await one.end();
    }
    expect(resumed.map(([, turn]) => turn)).toEqual(["again", "again", "again", "again"]);
  });

  it("may not be said any more by a process that slept while another took it over", async () => {
    const inbox = new FakeInbox();
    const asleep = process(inbox);
    await asleep.take("e1", {});
    const next = process(inbox.replica(), { leaseMs: 60_000 });
    next.begin();
    await next.beat();
    expect([await asleep.mark("e1", {}), await next.mark("e1", {})]).toEqual([false, true]);
    await asleep.settle("e1");
    expect(inbox.open()).toHaveLength(1);
    await next.settle("e1");
    expect(inbox.open()).toEqual([]);
  });

  it("holds up no acknowledgement: where the store is away or slow, people are answered all the same", async () => {
    const inbox = new FakeInbox();
    inbox.note = () => Promise.reject(new Error("the store is away"));
    const one = process(inbox);
    expect([await one.take("e1", {}), await one.mark("e1", {})]).toEqual([true, true]);
    await one.settle("e1");
    inbox.note = () => new Promise(() => undefined);
    expect([await one.take("e2", {}), await one.mark("e2", {})]).toEqual([true, true]);
    expect(log.errors()).toEqual(["slack.not-written-down"]);
  });

  it("that is answered is recorded when the store is back, and not answered a second time", async () => {
    const inbox = new FakeInbox();
    const done = inbox.done;
    inbox.done = () => Promise.reject(new Error("the store is away"));
    const one = process(inbox, { leaseMs: 60_000 });
    await one.take("e1", {});
    await one.settle("e1");
    expect(inbox.open()).toHaveLength(1);
    inbox.done = done;
    await one.beat();
    expect(inbox.open()).toEqual([]);
  });

  it("tells once that the store is away, not with every beat", async () => {
    const inbox = new FakeInbox();
    inbox.takeOver = () => Promise.reject(new Error("the store is away"));
    const one = process(inbox);
    one.begin();
    for (let i = 0; i < 5; i += 1) await one.beat();
    expect(log.errors()).toEqual(["slack.store-away"]);
  });
});
