import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import type { Mishap } from "../fakes/chat-platform.ts";
import { MINUTE, post, town } from "./fixture.ts";

describe("a post", () => {
  it("is sent once and its place is known afterwards", async () => {
    const t = town();
    await t.put(post("digest"));
    await t.life().due();
    expect(t.said()).toEqual(["digest"]);
    expect(await t.outbox.byKey("digest")).toMatchObject({ state: "sent", attempts: 1, ref: { channel: "ops", messageId: "m1" } });
  });

  it("that is put twice is posted once", async () => {
    const t = town();
    expect(await t.put(post("digest"))).toEqual(["digest"]);
    expect(await t.put(post("digest"))).toEqual([]);
    await t.settle();
    expect(t.said()).toEqual(["digest"]);
  });

  it("whose answer was lost is looked for and not sent again", async () => {
    const t = town();
    t.platform.script.push("reply-lost");
    await t.put(post("digest"));
    await t.life().due();
    expect((await t.outbox.byKey("digest"))?.state).toBe("pending");
    await t.settle();
    expect(t.said()).toEqual(["digest"]);
    expect((await t.outbox.byKey("digest"))?.state).toBe("sent");
  });

  it("that may or may not have arrived stays unknown where the platform cannot be asked, and is said in the log", async () => {
    const t = town({ reconcile: false });
    t.platform.script.push("reply-lost");
    await t.put(post("digest"));
    await t.settle();
    expect(t.said()).toEqual(["digest"]);
    expect((await t.outbox.byKey("digest"))?.state).toBe("unknown");
    expect(t.log.errors()).toContain("post-unknown");
  });

  it("that was under way when the process died stays unknown where the platform cannot be asked", async () => {
    const t = town({ reconcile: false });
    t.platform.script.push("dies-after");
    await t.put(post("digest"));
    await t.life().due();
    t.clock.pass(2 * MINUTE);
    await t.settle();
    expect(t.said()).toEqual(["digest"]);
    expect((await t.outbox.byKey("digest"))?.state).toBe("unknown");
  });

  it("that the platform refuses is failed for good, with its replies, and said in the log", async () => {
    const t = town();
    t.platform.script.push("refused");
    await t.put(post("retro"), post("retro:stock", { replyTo: "retro" }));
    await t.settle();
    expect(await t.outbox.byKey("retro")).toMatchObject({ state: "failed", error: "channel_not_found: the channel is gone" });
    expect((await t.outbox.byKey("retro:stock"))?.state).toBe("failed");
    expect(t.said()).toEqual([]);
    expect(t.log.errors()).toContain("post-failed");
  });

  it("waits as long as a rate limit says, however often it says so, and is not given up for that", async () => {
    const t = town();
    t.platform.script.push(...Array<Mishap>(9).fill("rate-limited"));
    await t.put(post("digest"));
    await t.settle();
    expect(t.platform.hasty).toBe(0);
    expect(t.said()).toEqual(["digest"]);
  });

  it("that kills its process every time is given up after ten attempts, and said in the log", async () => {
    const t = town();
    t.platform.script.push(...Array<Mishap>(20).fill("dies-before"));
    await t.put(post("poison"));
    for (let i = 0; i < 24; i++) {
      await t.life().due();
      t.clock.pass(2 * MINUTE);
    }
    expect(await t.outbox.byKey("poison")).toMatchObject({ state: "failed", attempts: 11 });
    expect(t.platform.script).toHaveLength(10);
    expect(t.log.errors()).toContain("post-failed");
  });

  it("that is no news any more is not sent", async () => {
    const t = town();
    await t.put(post("digest", { expiresAt: new Date(t.clock.now().getTime() + MINUTE) }));
    t.clock.pass(2 * MINUTE);
    await t.life().due();
    expect((await t.outbox.byKey("digest"))?.error).toMatch(/expired/);
    expect(t.said()).toEqual([]);
  });

  it("of a platform that is not connected here is left to a process where it is", async () => {
    const t = town();
    await t.put(post("digest", { platform: "slack" }));
    await t.life().due();
    // Not even for a moment: whoever is connected finds it due at once.
    expect(await t.outbox.byKey("digest")).toMatchObject({ state: "pending", attempts: 0, error: null, notBefore: t.clock.now() });
    await t.life({ platforms: new Map([["slack", t.platform]]) }).due();
    expect(t.said()).toEqual(["digest"]);
  });

  it("is not sent by a process that slept until its claim was about to run out", async () => {
    const t = town();
    await t.put(post("digest"));
    const sleepy = t.life({
      seal: (m, lang) => {
        t.clock.pass(50_000);
        return Promise.resolve({ message: m, buttonTokens: [], formTokens: {}, lang });
      },
    });
    await sleepy.due();
    expect(t.said()).toEqual([]);
    await t.settle();
    expect(t.said()).toEqual(["digest"]);
  });

  it("that cannot be drawn is given up and does not come back for ever", async () => {
    const t = town();
    await t.put(post("broken"));
    const { due } = t.life({ seal: () => Promise.reject(new Error("no action of that name")) });
    for (let i = 0; i < 60; i++) {
      await due();
      t.clock.pass(MINUTE);
    }
    expect(await t.outbox.byKey("broken")).toMatchObject({
      state: "failed",
      error: "broken: the message cannot be made: no action of that name",
    });
  });
});

describe("a channel", () => {
  it("gets its posts in the order in which they were written, at its pace", async () => {
    const t = town();
    await t.put(post("one"), post("two"), post("three"));
    const { due } = t.life();
    for (let i = 0; i < 20; i++) {
      await due();
      t.clock.pass(200);
    }
    expect(t.said()).toEqual(["one", "two", "three"]);
    const at = t.platform.ledger.map((p) => p.at);
    // A start that came a little late brings the next one no later.
    expect(at.slice(1).every((time, i) => time - (at[i] ?? 0) >= 1_100 * 0.75)).toBe(true);
    expect((at[2] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(2 * 1_100);
  });

  it("does not wait for another one that is limited", async () => {
    const t = town();
    await t.put(post("limited", { channel: "busy" }), post("free", { channel: "quiet" }));
    t.platform.script.push("rate-limited");
    await t.life().due();
    expect(t.said()).toEqual(["free"]);
  });

  it("that may not see margins never gets one, whatever the post holds", async () => {
    const t = town({ clearance: "internal" });
    const canary = { kind: "percent", ratio: 0.73317, digits: 3, sensitivity: "margin" } as const;
    const label = { zh: "毛利率", en: "Gross margin" };
    await t.put(
      post("digest", {
        message: message({
          title: label,
          blocks: [
            { kind: "facts", facts: [{ label, value: canary }] },
            { kind: "table", columns: [{ label }], rows: [[canary]] },
            {
              kind: "chart",
              chart: "kpi-trend",
              data: { series: [0.73317] },
              alt: { zh: "73.317%", en: "73.317%" },
              sensitivity: "margin",
            },
            { kind: "prose", text: { zh: "毛利率 73.317%", en: "margin 73.317%" }, sensitivity: "margin" },
          ],
        }),
      }),
    );
    await t.settle();
    const seen = JSON.stringify(t.platform.ledger[0]?.sealed);
    expect(seen).not.toMatch(/73[.]?317/);
    expect(seen).toContain("Not shown here: margin figures.");
  });
});

describe("a thread", () => {
  it("begins with its root; replies hang under it", async () => {
    const t = town();
    await t.put(post("retro"), post("retro:scorecard", { replyTo: "retro" }), post("retro:stock", { replyTo: "retro" }));
    await t.settle();
    expect(t.said()).toEqual(["retro", "retro:scorecard", "retro:stock"]);
    expect(new Set(t.platform.ledger.map((p) => p.threadId))).toEqual(new Set(["m1"]));
  });
});

describe("whatever goes wrong", () => {
  const mishap = fc.constantFrom<Mishap>("reply-lost", "request-lost", "throws", "rate-limited", "dies-after", "dies-before");
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("put" as const), channel: fc.constantFrom("a", "b"), replies: fc.nat({ max: 2 }) }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant("work" as const), mishaps: fc.array(mishap, { maxLength: 3 }), both: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat({ max: 130_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
  );

  it("nothing is lost in silence, nothing is there twice, and no reply comes before its root", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const t = town();
        let [one, two] = [t.life(), t.life()];
        let threads = 0;
        for (const s of steps) {
          switch (s.kind) {
            case "put": {
              const root = `t${(threads += 1)}`;
              const replies = Array.from({ length: s.replies }, (_, i) => post(`${root}:${i}`, { channel: s.channel, replyTo: root }));
              await t.put(post(root, { channel: s.channel }), ...replies);
              break;
            }
            case "work":
              t.platform.script.splice(0, Infinity, ...s.mishaps);
              await Promise.all(s.both ? [one.due(), two.due()] : [one.due()]);
              t.platform.script.length = 0;
              if (t.platform.died) [one, two] = [t.life(), t.life()];
              break;
            case "wait":
              t.clock.pass(s.ms);
              break;
            case "restart":
              [one, two] = [t.life(), t.life()];
              break;
          }
        }
        await t.settle();

        const said = t.said();
        expect(new Set(said).size).toBe(said.length);
        for (const row of t.outbox.rows) {
          // Sent and there, or given up in the open; never one without the other.
          expect(row.state === "sent" ? said.includes(row.key) : row.state === "failed" && !said.includes(row.key)).toBe(true);
          const silent = row.state === "failed" && row.replyTo === null && !t.log.errors().includes("post-failed");
          expect(silent).toBe(false);
        }
        for (const [i, posted] of t.platform.ledger.entries()) {
          const [root] = posted.key.split(":");
          const rootAt = t.platform.ledger.findIndex((p) => p.key === root);
          expect(rootAt).toBeGreaterThanOrEqual(0);
          expect(rootAt).toBeLessThanOrEqual(i);
          expect(posted.threadId).toBe(t.platform.ledger[rootAt]?.messageId);
        }
        expect(t.platform.hasty).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
