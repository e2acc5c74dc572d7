import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dice } from "../../fault/dice.ts";
import { Plan, type Planned } from "../../fault/plan.ts";
import type { Request, Seen } from "../../fault/stage.ts";
import { hasty } from "../../fault/storm.ts";
import { type Evidence, judge, violations } from "../../fault/verdict.ts";

const OPS = "ops";
const places = ["a", "b", "c"].map((channel) => ({ platform: "slack", channel }));

function planned(seed: number, threads: number): readonly Planned[] {
  const plan = new Plan(dice(seed), places);
  for (let i = 0; i < threads; i++) plan.next();
  return plan.posts;
}

const shown = ({ key, channel, root, version }: Planned, more: Partial<Seen> = {}): Seen => ({
  key,
  channel,
  root,
  text: `${key} v${version} 补货`,
  at: 0,
  ...more,
});

/** Everything as it should be, but for what the test does to it. */
function evidence(change: { seen?: (all: Seen[]) => Seen[]; states?: Record<string, string> } = {}, seed = 1): Evidence {
  const posts = planned(seed, 12);
  const all = posts.map((p) => shown(p));
  const states = change.states ?? {};
  const seen = change.seen?.(all) ?? all;
  return {
    planned: posts,
    seen,
    notices: [seen.filter((s) => s.channel === OPS)],
    ops: OPS,
    recorded: new Map(posts.map(({ key }) => [key, { key, state: states[key] ?? "sent" }])),
  };
}

const firstReply = planned(1, 12).find((p) => p.root !== null);
const told = (key: string): Seen => ({ key, channel: OPS, root: null, text: `消息未送达 ${key} v0`, at: 0 });

describe("the verdict of an experiment", () => {
  it("has nothing to say where all is in its place, whatever was planned", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), (seed) => {
        expect(violations(judge(evidence({}, seed)))).toBe(0);
      }),
    );
  });

  it("finds each post that is not there, although the store says that it was sent", () => {
    fc.assert(
      fc.property(fc.nat({ max: 11 }), (i) => {
        const verdict = judge(evidence({ seen: (all) => all.toSpliced(i, 1) }));
        expect(verdict.lost).toEqual([planned(1, 12)[i]?.key]);
      }),
    );
  });

  it("finds each post that is there twice", () => {
    fc.assert(
      fc.property(fc.nat({ max: 11 }), (i) => {
        const verdict = judge(evidence({ seen: (all) => [...all, ...all.slice(i, i + 1)] }));
        expect(verdict.doubled).toEqual([planned(1, 12)[i]?.key]);
      }),
    );
  });

  it("finds what stands in the wrong order in its channel", () => {
    const roots = planned(1, 12).filter((p) => p.root === null && p.channel === "a");
    const [one, two] = roots;
    const swap = (all: Seen[]): Seen[] =>
      all.map(
        (s) =>
          (s.key === one?.key ? all.find((o) => o.key === two?.key) : s.key === two?.key ? all.find((o) => o.key === one?.key) : s) ?? s,
      );
    expect(judge(evidence({ seen: swap })).disordered).toContain(two?.key);
  });

  it("finds a reply that hangs under nothing, and one in another channel", () => {
    const astray = (more: Partial<Seen>) => (all: Seen[]) => all.map((s) => (s.key === firstReply?.key ? { ...s, ...more } : s));
    expect(judge(evidence({ seen: astray({ root: null }) })).disordered).toEqual([firstReply?.key]);
    expect(judge(evidence({ seen: astray({ channel: "elsewhere" }) })).disordered).toEqual([firstReply?.key]);
  });

  it("finds what still has its old wording", () => {
    const { planned: posts, ...rest } = evidence();
    const edited = posts.map((p, i) => (i === 0 ? { ...p, version: 1 } : p));
    expect(judge({ ...rest, planned: edited }).outdated).toEqual([posts[0]?.key]);
  });

  it("lets an unknown one be there or not, but not twice, and only when it is told once", () => {
    const key = planned(1, 12).find((p) => p.root === null)?.key ?? "";
    const states = { [key]: "unknown" };
    const without = (all: Seen[]) => all.filter((s) => s.key !== key);
    expect(violations(judge(evidence({ states, seen: (all) => [...all, told(key)] })))).toBe(0);
    expect(violations(judge(evidence({ states, seen: (all) => [...without(all), told(key)] })))).toBe(0);
    expect(judge(evidence({ states, seen: without })).mistold).toEqual([key]);
    expect(judge(evidence({ states, seen: (all) => [...all, told(key), told(key)] })).mistold).toEqual([key]);
    expect(judge(evidence({ states, seen: (all) => [...all, ...all.filter((s) => s.key === key), told(key)] })).doubled).toEqual([key]);
  });

  it("counts a post that was given up as lost, told or not", () => {
    const key = planned(1, 12)[0]?.key ?? "";
    const verdict = judge(evidence({ states: { [key]: "failed" }, seen: (all) => [...all.filter((s) => s.key !== key), told(key)] }));
    expect(verdict.lost).toEqual([key]);
  });

  it("wonders at messages that nobody planned", () => {
    expect(judge(evidence({ seen: (all) => [...all, { key: null, channel: "a", root: null, text: "?", at: 0 }] })).strangers).toBe(1);
  });
});

describe("requests after a refusal", () => {
  const ask = (at: number, waitMs: number | null = null, limit = "C1"): Request => ({ at, limit, waitMs });

  it("are too early until the time that it named, in the channel that it named", () => {
    expect(hasty([ask(0, 5_000), ask(4_999), ask(5_000), ask(100, null, "C2")], 0)).toEqual({ calls: 4, refused: 1, hasty: 1 });
  });

  it("are not blamed for having left before it could be heard", () => {
    expect(hasty([ask(0, 5_000), ask(900), ask(1_100)], 1_000).hasty).toBe(1);
  });

  it("are too early while any of several refusals lasts", () => {
    expect(hasty([ask(0, 9_000), ask(1_000, 1_000), ask(3_000)], 0).hasty).toBe(2);
  });
});
