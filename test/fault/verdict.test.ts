import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dice } from "../../fault/dice.ts";
import { Plan, type Planned } from "../../fault/plan.ts";
import type { Request, Seen } from "../../fault/stage.ts";
import { hasty } from "../../fault/storm.ts";
import { type Evidence, judge, violations } from "../../fault/verdict.ts";
import type { PartKind } from "../../src/ports/chat-platform.ts";

const OPS = "ops";
const places = ["a", "b", "c"].map((channel) => ({ platform: "slack", channel, owes: [] }));

function planned(seed: number, threads: number): readonly Planned[] {
  const plan = new Plan(dice(seed), places);
  for (let i = 0; i < threads; i++) plan.next();
  return plan.posts;
}

const shown = ({ key, channel, root, version }: Planned, more: Partial<Seen> = {}): Seen => ({
  key,
  part: null,
  pictured: false,
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
const told = (key: string, part = ""): Seen => ({
  key,
  part: null,
  pictured: false,
  channel: OPS,
  root: null,
  text: `消息未送达 ${key} v0 补货${part}`,
  at: 0,
});

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
    expect(judge(evidence({ seen: (all) => [...all, { ...told("k000000"), key: null, channel: "a" }] })).strangers).toBe(1);
  });
});

describe("the verdict on what posts cannot hold", () => {
  const key = "k000000";
  const reply: Planned = { key: "k000001", platform: "slack", channel: "a", root: key, parts: ["table", "picture"], version: 0 };
  const root: Planned = { ...reply, key, root: null, parts: ["text"] };
  const bring = ({ key: of, channel, root: under }: Planned, part: PartKind, more: Partial<Seen> = {}): Seen => ({
    ...told(of),
    channel,
    part,
    root: under ?? of,
    text: "",
    ...more,
  });
  const ALL = [shown(root), bring(root, "text"), shown(reply), bring(reply, "table"), bring(reply, "picture")];
  const STATES = {
    [key]: "sent",
    [reply.key]: "sent",
    [`${key}#text:1`]: "sent",
    [`${reply.key}#table:1`]: "sent",
    [`${reply.key}#picture:2`]: "sent",
  };
  const verdict = (seen: readonly Seen[], states: Readonly<Record<string, string>> = {}) =>
    judge({
      planned: [root, reply],
      seen,
      ops: OPS,
      notices: [seen.filter((s) => s.channel === OPS)],
      recorded: new Map(Object.entries({ ...STATES, ...states }).flatMap(([k, state]) => (state === "" ? [] : [[k, { key: k, state }]]))),
    });
  const without = (i: number): readonly Seen[] => ALL.toSpliced(i, 1);

  it("has nothing to say where each came once, below its post", () => {
    expect(violations(verdict(ALL))).toBe(0);
    expect(verdict(ALL).parts.came).toEqual({ table: 1, text: 1, picture: 1, file: 0 });
  });

  it("finds what did not come after its post was sent, also where nobody wrote down that it was owed", () => {
    expect(verdict(without(1)).parts.lost).toEqual([`${key} text`]);
    expect(verdict(without(3), { [`${reply.key}#table:1`]: "" }).parts.lost).toEqual([`${reply.key} table`]);
    expect(verdict(without(3), { [`${reply.key}#table:1`]: "failed" }).parts.lost).toEqual([`${reply.key} table`]);
  });

  it("asks for no picture below a post that shows it, nor for one that could not be brought at all, but finds one that is in both places", () => {
    const inside = { [`${reply.key}#picture:2`]: "" };
    expect(violations(verdict(without(4), inside))).toBe(0);
    expect(violations(verdict([...ALL.slice(0, 2), shown(reply, { pictured: true }), ...ALL.slice(3, 4)], inside))).toBe(0);
    const twice = [...ALL.slice(0, 2), shown(reply, { pictured: true }), ...ALL.slice(3)];
    expect(verdict(twice).parts.doubled).toEqual([`${reply.key} picture`]);
    expect(verdict(without(4)).parts.lost).toEqual([`${reply.key} picture`]);
  });

  it("finds what came twice, came before its post, hangs elsewhere, or belongs to nothing", () => {
    expect(verdict([...ALL, bring(root, "text")]).parts.doubled).toEqual([`${key} text`]);
    expect(verdict([bring(root, "text"), ...without(1)]).parts.disordered).toEqual([`${key} text`]);
    expect(verdict([...without(3), bring(reply, "table", { root: reply.key })]).parts.disordered).toEqual([`${reply.key} table`]);
    expect(verdict([...ALL, bring(root, "table")]).parts.strangers).toBe(1);
  });

  it("lets an unknown one be there or not, when it is told once, by its own name", () => {
    const states = { [`${reply.key}#table:1`]: "unknown" };
    const notice = told(reply.key, "（完整表格）");
    expect(violations(verdict([...ALL, notice], states))).toBe(0);
    expect(violations(verdict([...without(3), notice], states))).toBe(0);
    for (const words of [[], [notice, notice], [told(reply.key)], [told(reply.key, "（图片）")]])
      expect(verdict([...ALL, ...words], states).parts.mistold).toEqual([`${reply.key} table`]);
  });

  it("waits for nothing whose post may not be there", () => {
    const states = {
      [key]: "unknown",
      [`${key}#text:1`]: "pending",
      [reply.key]: "pending",
      [`${reply.key}#table:1`]: "",
      [`${reply.key}#picture:2`]: "",
    };
    expect(violations(verdict([told(key)], states))).toBe(0);
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
