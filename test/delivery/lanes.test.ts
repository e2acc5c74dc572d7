import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Died } from "../fakes/chat-platform.ts";
import { MINUTE, post, town } from "./fixture.ts";
import { running } from "./lane-kit.ts";

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
    // All in the time that the pace allows, and never more.
    expect(times).toHaveLength(30);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(29_000);
    // Posts and edits are asked for apart; a post is a look at its start, one at its end, and a few for others' posts.
    expect(t.claims()).toBeLessThan(30 * 5);
    await delivery.stop();
  });

  it("keep their pace although the store takes its time to answer", async () => {
    const t = running();
    const claim = t.outbox.claim.bind(t.outbox);
    let n = 0;
    // As long as it pleases, so that some gate or other opens while it is asked.
    t.outbox.claim = async (...args) => {
      const found = await claim(...args);
      await new Promise((resolve) => setTimeout(resolve, (n = (n + 37) % 190)));
      return found;
    };
    await t.outbox.put(
      Array.from({ length: 100 }, (_, i) => post(`p${i}`)),
      t.clock.now(),
    );
    const delivery = t.make();
    delivery.start();
    await vi.advanceTimersByTimeAsync(110_000);
    await delivery.stop();
    const times = t.calls.map((c) => c.at);
    expect(times).toHaveLength(100);
    // At least nine tenths of what the pace allows.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual((99 * 1_000) / 0.9);
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
