import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDelivery } from "../../src/delivery/worker.ts";
import { FakeChatPlatform } from "../fakes/chat-platform.ts";
import { FakeLog, fakeRandom } from "../fakes/clock.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { post } from "./fixture.ts";

describe("the delivery", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  function running() {
    const clock = { now: () => new Date() };
    const platform = new FakeChatPlatform(clock.now);
    const outbox = new FakeOutbox();
    const log = new FakeLog();
    const delivery = makeDelivery({
      worker: "one",
      outbox,
      platforms: new Map([["fake", platform]]),
      clearance: () => Promise.resolve("internal"),
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: () => 1_100,
      clock,
      random: fakeRandom(),
      log,
    });
    return { clock, platform, outbox, log, delivery };
  }

  it("sends at once what it is nudged about, and what others put within five seconds", async () => {
    const t = running();
    t.delivery.start();
    await vi.advanceTimersByTimeAsync(100);
    await t.outbox.put([post("mine")], t.clock.now());
    t.delivery.nudge();
    await vi.advanceTimersByTimeAsync(20);
    expect(t.platform.ledger.map((p) => p.key)).toEqual(["mine"]);
    await t.outbox.put([post("others", { channel: "elsewhere" })], t.clock.now());
    await vi.advanceTimersByTimeAsync(5_100);
    expect(t.platform.ledger.map((p) => p.key)).toEqual(["mine", "others"]);
    await t.delivery.stop();
  });

  it("sends a thread at the channel's pace and no slower", async () => {
    const t = running();
    await t.outbox.put([post("retro"), ...[1, 2, 3, 4].map((i) => post(`retro:${i}`, { replyTo: "retro" }))], t.clock.now());
    t.delivery.start();
    await vi.advanceTimersByTimeAsync(4 * 1_100 + 200);
    expect(t.platform.ledger.map((p) => p.key)).toEqual(["retro", "retro:1", "retro:2", "retro:3", "retro:4"]);
    expect((t.platform.ledger.at(-1)?.at ?? 0) - (t.platform.ledger[0]?.at ?? 0)).toBeGreaterThanOrEqual(4 * 1_100);
    await t.delivery.stop();
  });

  it("goes on when the store was away for a while", async () => {
    const t = running();
    const { claim } = t.outbox;
    t.outbox.claim = () => Promise.reject(new Error("connection refused"));
    await t.outbox.put([post("digest")], t.clock.now());
    t.delivery.start();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(t.log.errors()).toContain("delivery-failed");
    t.outbox.claim = claim;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(t.platform.ledger).toHaveLength(1);
    await t.delivery.stop();
  });

  it("stops when the post that is on its way has been settled", async () => {
    const t = running();
    await t.outbox.put([post("digest")], t.clock.now());
    let answer: () => void = () => undefined;
    const send = t.platform.post.bind(t.platform);
    t.platform.post = async (...args) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return send(...args);
    };
    t.delivery.start();
    await vi.advanceTimersByTimeAsync(50);
    const stopped = t.delivery.stop();
    answer();
    await stopped;
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
  });
});
