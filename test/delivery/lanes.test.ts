import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDelivery } from "../../src/delivery/worker.ts";
import type { ChatPlatform, MessageRef, PostOutcome } from "../../src/ports/chat-platform.ts";
import { FakeLog, fakeRandom } from "../fakes/clock.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { Died } from "../fakes/chat-platform.ts";
import { MINUTE, post, town } from "./fixture.ts";

interface Call {
  readonly what: "post" | "edit";
  readonly key: string;
  readonly channel: string;
  readonly at: number;
  readonly deadline: number | undefined;
}

/** Time goes only when the test says so; the platform answers as `answer` says, after as long as it says. */
function running(answer: (call: Call, n: number) => { readonly afterMs?: number; readonly outcome?: PostOutcome } = () => ({})) {
  const clock = { now: () => new Date() };
  const began = Date.now();
  const calls: Call[] = [];
  let atOnce = 0;
  let most = 0;
  const serve = async (call: Call, ref: MessageRef): Promise<PostOutcome> => {
    calls.push(call);
    atOnce += 1;
    most = Math.max(most, atOnce);
    const { afterMs = 0, outcome = { kind: "sent", ref } } = answer(call, calls.length);
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    atOnce -= 1;
    return outcome;
  };
  const sinceStart = (): number => Date.now() - began;
  const platform: ChatPlatform = {
    id: "fake",
    capabilities: { edit: true, reconcile: true, threads: true },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    post: ({ channel, threadId }, _sealed, key, deadline) => {
      const messageId = `m-${key}`;
      const ref = { channel, messageId, threadId: threadId ?? messageId, revision: 0 };
      return serve({ what: "post", key, channel, at: sinceStart(), deadline: deadline && deadline.getTime() - began }, ref);
    },
    edit: (ref, _sealed, deadline) => {
      const { channel, messageId } = ref;
      const call = { what: "edit", key: messageId, channel, at: sinceStart(), deadline: deadline && deadline.getTime() - began } as const;
      return serve(call, { ...ref, revision: ref.revision + 1 });
    },
    fate: () => Promise.resolve({ kind: "absent" }),
  };
  const outbox = new FakeOutbox();
  const log = new FakeLog();
  let claims = 0;
  const claim = outbox.claim.bind(outbox);
  outbox.claim = (...args) => {
    claims += 1;
    return claim(...args);
  };
  const make = (more: { readonly platformPace?: () => number } = {}) =>
    makeDelivery({
      worker: "one",
      outbox,
      platforms: new Map([["fake", platform]]),
      clearance: () => Promise.resolve("internal"),
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: () => 1_000,
      clock,
      random: fakeRandom(),
      log,
      ...more,
    });
  return { outbox, log, calls, make, clock, most: () => most, claims: () => claims, keys: () => calls.map((c) => c.key) };
}

describe("channels", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("do not wait for one whose picture takes twenty seconds", async () => {
    const t = running(({ channel }) => (channel === "slow" ? { afterMs: 20_000 } : {}));
    await t.outbox.put(
      [post("chart", { channel: "slow" }), ...[1, 2, 3, 4, 5].map((n) => post(`line-${n}`, { channel: "quick" }))],
      t.clock.now(),
    );
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(t.keys()).toEqual(["chart", "line-1", "line-2", "line-3", "line-4", "line-5"]);
    const stopped = delivery.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    await stopped;
    expect((await t.outbox.byKey("chart"))?.state).toBe("sent");
  });

  it("are spoken in sixteen at a time and no more", async () => {
    const t = running(() => ({ afterMs: 500 }));
    await t.outbox.put(
      Array.from({ length: 40 }, (_, n) => post(`p${n}`, { channel: `c${n}` })),
      t.clock.now(),
    );
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(3_000);
    await delivery.stop();
    expect(t.calls).toHaveLength(40);
    expect(t.most()).toBe(16);
  });

  it("keep their pace to the end, however late a post begins, and the store is not asked in between", async () => {
    const t = running(() => ({ afterMs: 150 }));
    await t.outbox.put(
      Array.from({ length: 30 }, (_, n) => post(`p${n}`)),
      t.clock.now(),
    );
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(29_500);
    const times = t.calls.map((c) => c.at);
    // At least nine tenths of what the pace allows, and never more.
    expect(times).toHaveLength(30);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(29_000);
    // Posts and edits are asked for apart; a post is a look at its start, one at its end, and a few for others' posts.
    expect(t.claims()).toBeLessThan(30 * 5);
    await delivery.stop();
  });

  it("wait as long as a limit says, and the others go on", async () => {
    const until = new Date("2026-11-22T00:30:30Z");
    const t = running(({ channel }, n) =>
      channel === "busy" && n <= 2 ? { outcome: { kind: "later", notBefore: until, reason: "429" } } : {},
    );
    await t.outbox.put([post("a", { channel: "busy" }), post("b", { channel: "free" }), post("c", { channel: "busy" })], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(33_000);
    await delivery.stop();
    expect(t.calls.map((c) => [c.key, c.at >= 30_000])).toEqual([
      ["a", false],
      ["b", false],
      ["a", true],
      ["c", true],
    ]);
  });

  it("all wait when the limit is the whole platform's", async () => {
    const until = new Date("2026-11-22T00:30:30Z");
    const t = running((_, n) => (n === 1 ? { outcome: { kind: "later", notBefore: until, reason: "429", everywhere: true } } : {}));
    await t.outbox.put([post("a", { channel: "one" })], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(100);
    await t.outbox.put([post("b", { channel: "two" }), post("c", { channel: "three" })], t.clock.now());
    delivery.nudge();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(t.keys()).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(3_000);
    await delivery.stop();
    expect(t.keys().toSorted()).toEqual(["a", "a", "b", "c"]);
  });

  it("share the pace of their platform", async () => {
    const t = running();
    await t.outbox.put(
      Array.from({ length: 12 }, (_, n) => post(`p${n}`, { channel: `c${n}` })),
      t.clock.now(),
    );
    const delivery = t.make({ platformPace: () => 100 });
    delivery.start();
    await vi.advanceTimersByTimeAsync(3_000);
    await delivery.stop();
    const times = t.calls.map((c) => c.at);
    expect(times).toHaveLength(12);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(11 * 100);
  });
});

describe("an edit", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  const reworded = { ...post("x").message, title: { zh: "新", en: "new" } };

  it("does not wait for posts that are slow, and holds up none", async () => {
    const t = running(({ what, key }) => ({ afterMs: what === "edit" || key.startsWith("slow") ? 20_000 : 0 }));
    await t.outbox.put([post("alert")], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(100);
    await t.outbox.put(
      Array.from({ length: 20 }, (_, n) => post(`slow-${n}`, { channel: `c${n}` })),
      t.clock.now(),
    );
    await t.outbox.revise([{ key: "alert", message: reworded }], t.clock.now(), t.clock.now());
    await t.outbox.put([post("next")], t.clock.now());
    delivery.nudge();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(t.calls.filter((c) => c.what === "edit")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(21_000);
    expect(t.keys()).toContain("next");
    const stopped = delivery.stop();
    await vi.advanceTimersByTimeAsync(40_000);
    await stopped;
  });

  it("whose answer was lost is made again", async () => {
    const t = running(({ what }, n) => (what === "edit" && n === 2 ? { outcome: { kind: "unknown", reason: "no answer" } } : {}));
    await t.outbox.put([post("alert")], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(100);
    await t.outbox.revise([{ key: "alert", message: reworded }], t.clock.now(), t.clock.now());
    delivery.nudge();
    await vi.advanceTimersByTimeAsync(20_000);
    await delivery.stop();
    expect(t.calls.map((c) => c.what)).toEqual(["post", "edit", "edit"]);
    expect((await t.outbox.byKey("alert#edit"))?.state).toBe("sent");
  });
});

describe("a claim", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("gives every request a deadline well before its end", async () => {
    const t = running();
    await t.outbox.put([post("digest")], t.clock.now());
    const delivery = t.make();
    await delivery.deliverDue(t.clock.now());
    expect(t.calls.map((c) => c.deadline)).toEqual([75_000]);
  });

  it("is settled although the store was away for a moment when the post was sent", async () => {
    const t = running();
    const settle = t.outbox.settle.bind(t.outbox);
    let down = 2;
    t.outbox.settle = (...args) => ((down -= 1) >= 0 ? Promise.reject(new Error("connection refused")) : settle(...args));
    await t.outbox.put([post("digest")], t.clock.now());
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(3_000);
    await delivery.stop();
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
    expect(t.calls).toHaveLength(1);
  });
});

describe("a post that ends its process every time", () => {
  it("takes no other with it", async () => {
    const t = town();
    await t.put(post("poison", { channel: "bad" }), ...Array.from({ length: 10 }, (_, n) => post(`p${n}`, { channel: `c${n}` })));
    const send = t.platform.post.bind(t.platform);
    // Everything that is at work when it is drawn dies with it; nothing is faster.
    t.platform.post = async (target, sealed, key) => {
      if (key === "poison") t.platform.died = true;
      await Promise.resolve();
      return t.platform.died ? Promise.reject(new Died()) : send(target, sealed, key);
    };
    for (let i = 0; i < 60; i++) {
      await t.life().due();
      t.clock.pass(2 * MINUTE);
    }
    expect(t.said().toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `p${n}`));
    expect(await t.outbox.byKey("poison")).toMatchObject({ state: "failed", error: expect.stringContaining("gave-up") as string });
  });
});

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

  it("that does not say who reads a channel keeps the post waiting, and gets it later", async () => {
    const t = running();
    await t.outbox.put([post("digest")], t.clock.now());
    let away = true;
    const delivery = makeDelivery({
      worker: "one",
      outbox: t.outbox,
      platforms: new Map([
        [
          "fake",
          {
            id: "fake",
            capabilities: { edit: false, reconcile: true, threads: true },
            start: () => Promise.resolve(),
            stop: () => Promise.resolve(),
            post: ({ channel }) => Promise.resolve({ kind: "sent", ref: { channel, messageId: "m", threadId: "m", revision: 0 } }),
            fate: () => Promise.resolve({ kind: "absent" }),
          } satisfies ChatPlatform,
        ],
      ]),
      clearance: () => (away ? Promise.reject(new Error("HTTP 503")) : Promise.resolve("internal")),
      seal: (message, lang) => Promise.resolve({ message, buttonTokens: [], formTokens: {}, lang }),
      pace: () => 0,
      clock: t.clock,
      random: fakeRandom(),
      log: t.log,
    });
    delivery.start();
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect((await t.outbox.byKey("digest"))?.state).toBe("pending");
    away = false;
    await vi.advanceTimersByTimeAsync(HOUR);
    await delivery.stop();
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
  });
});
