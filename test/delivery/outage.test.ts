import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDelivery } from "../../src/delivery/worker.ts";
import type { Sensitivity } from "../../src/domain/value.ts";
import { type ChatPlatform, OutOfSight } from "../../src/ports/chat-platform.ts";
import { fakeRandom } from "../fakes/clock.ts";
import { post } from "./fixture.ts";
import { running } from "./lane-kit.ts";

describe("a platform that is out of order for hours", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  const HOUR = 3_600_000;

  it("gets the post when it is well again", async () => {
    const t = running(({ at }) => (at < 6 * HOUR ? { outcome: { kind: "unknown", reason: "HTTP 500" } } : {}));
    await t.outbox.put([post("digest")], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(7 * HOUR);
    await delivery.stop();
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
    // It was asked less and less often.
    expect(t.calls.length).toBeLessThan(80);
  });

  it("does not get what is no news any more by then", async () => {
    const t = running(() => ({ outcome: { kind: "unknown", reason: "HTTP 500" } }));
    await t.outbox.put([post("digest", { expiresAt: new Date(t.clock.now().getTime() + 2 * HOUR) })], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(4 * HOUR);
    await delivery.stop();
    expect(await t.outbox.byKey("digest")).toMatchObject({ state: "failed", error: expect.stringContaining("expired") as string });
  });

  it("is given up after a day for a post that nobody dated", async () => {
    const t = running(() => ({ outcome: { kind: "unknown", reason: "HTTP 500" } }));
    await t.outbox.put([post("digest")], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(25 * HOUR);
    await delivery.stop();
    expect(await t.outbox.byKey("digest")).toMatchObject({ state: "failed", error: "gave-up: gave up after 24 hours: HTTP 500" });
    expect(t.log.errors()).toContain("post-failed");
  });

  it("gets a post that was tried once before a long weekend on which nobody was awake", async () => {
    const t = running((_, n) => (n === 1 ? { outcome: { kind: "unknown", reason: "no answer" } } : {}));
    await t.outbox.put([post("digest")], t.clock.now());
    await t.make().deliverDue(t.clock.now());
    vi.setSystemTime(Date.now() + 72 * HOUR);
    await t.make().deliverDue(t.clock.now());
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
  });

  /** What becomes of a post where it has to be asked who reads; `asked` counts the looks for what may have arrived. */
  function reading(clearance: () => Promise<Sensitivity>) {
    const t = running();
    const seen = { asked: 0 };
    const platform: ChatPlatform = {
      id: "fake",
      capabilities: { edit: false, reconcile: true, threads: true },
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      post: ({ channel }) => Promise.resolve({ kind: "sent", ref: { channel, messageId: "m", threadId: "m", revision: 0 } }),
      fate: () => {
        seen.asked += 1;
        return Promise.resolve({ kind: "unknowable", reason: "its history cannot be read" });
      },
    };
    const delivery = makeDelivery({
      worker: "one",
      outbox: t.outbox,
      platforms: new Map([["fake", platform]]),
      clearance,
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: () => 0,
      clock: t.clock,
      random: fakeRandom(),
      log: t.log,
    });
    return { t, delivery, seen };
  }

  it("that does not say who reads a channel keeps the post waiting, gets it later, and is not asked whether it came", async () => {
    let away = true;
    const { t, delivery, seen } = reading(() => (away ? Promise.reject(new Error("HTTP 503")) : Promise.resolve("internal")));
    await t.outbox.put([post("digest")], t.clock.now());
    delivery.start();
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect((await t.outbox.byKey("digest"))?.state).toBe("pending");
    away = false;
    await vi.advanceTimersByTimeAsync(HOUR);
    await delivery.stop();
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
    expect(seen.asked).toBe(0);
  });

  it("that shows the channel to the bot no more has failed it, and nobody wonders whether it came", async () => {
    const gone = new OutOfSight("channel_not_found", { zh: "频道不存在", en: "there is no such channel" });
    const { t, delivery, seen } = reading(() => Promise.reject(gone));
    await t.outbox.put([post("digest")], t.clock.now());
    await delivery.deliverDue(t.clock.now());
    expect(await t.outbox.byKey("digest")).toMatchObject({
      state: "failed",
      because: { zh: "频道不存在", en: "there is no such channel" },
    });
    expect(seen.asked).toBe(0);
  });

  it("that never says who reads there does not keep a post for ever that nobody dated", async () => {
    const { t, delivery } = reading(() => Promise.reject(new Error("HTTP 503")));
    await t.outbox.put([post("digest")], t.clock.now());
    delivery.start();
    await vi.advanceTimersByTimeAsync(27 * HOUR);
    await delivery.stop();
    expect((await t.outbox.byKey("digest"))?.state).not.toBe("pending");
  });
});
