import { describe, expect, it } from "vitest";
import { evaluate, measuresOf } from "../../../src/domain/kpi/engine/evaluate.ts";
import { judgement } from "../../../src/domain/kpi/engine/marks.ts";
import { MAIN_KPIS } from "../../../src/domain/kpi/engine/overview.ts";
import { MEASURES } from "../../../src/domain/kpi/measure.ts";
import { POLICIES } from "../../../src/domain/policy/all.ts";
import { fold } from "../../../src/domain/words/closest.ts";
import { kpiSpellings } from "../../../src/domain/words/lexicon.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import { declaredKpis } from "../../fakes/kpis.ts";

const kpis = await declaredKpis();

describe("the declared KPIs", () => {
  it("are the core pack of the contract", () => {
    expect([...kpis.keys()]).toEqual(
      expect.arrayContaining([
        "gmv",
        "gmv-placed",
        "net-sales",
        "units",
        "orders",
        "aov",
        "asp",
        "sessions",
        "conversion",
        "return-rate",
        "return-rate-cohort",
        "turnover",
        "days-of-cover",
        "sell-through",
        "active-sku-rate",
        "in-stock-rate",
      ]),
    );
  });

  it.each([...kpis])("%s is called like its file, in both languages, and says where it comes from", (file, kpi) => {
    expect(kpi.id).toBe(file);
    for (const text of [kpi.name, kpi.dateBasis, ...(kpi.note ? [kpi.note] : [])]) {
      expect(text.zh).not.toBe("");
      expect(text.en).not.toBe("");
    }
    expect(kpi.source.length).toBeGreaterThan(20);
    expect(kpiSpellings(kpi).some((s) => /\p{Script=Han}/u.test(s))).toBe(true);
  });

  it.each([...kpis])("%s adds up measures that exist and is judged by policies that are declared", (_, kpi) => {
    for (const measure of measuresOf(kpi)) expect(MEASURES).toHaveProperty(measure);
    const ids = POLICIES.map((p) => p.id);
    expect(ids).toEqual(expect.arrayContaining([kpi.minimumSample, kpi.maturityPolicy].filter((id) => id !== null && id !== undefined)));
    expect(judgement(kpi, (policy) => ({ policy, value: policy.default, override: null })).maturityDays).toBe(kpi.maturityDays);
  });

  it("share no name: what a word means is never a matter of luck", () => {
    const spelt = [...kpis.values()].flatMap((kpi) => [...new Set(kpiSpellings(kpi).map(fold))].map((s) => [s, kpi.id] as const));
    const owners = Map.groupBy(spelt, ([s]) => s);
    expect([...owners].filter(([, of]) => of.length > 1)).toEqual([]);
  });

  it("that tell rates divide, and that tell sums do not", () => {
    const divides = (units: readonly string[]): boolean[] =>
      [...kpis.values()].filter((k) => units.includes(k.unit)).map((k) => k.denominator !== null);
    expect(new Set(divides(["percent", "times", "days"]))).toEqual(new Set([true]));
    expect(new Set(divides(["count"]))).toEqual(new Set([false]));
  });

  it("know a reason in both languages when nothing is known", () => {
    const span = { period: { from: day("2026-10-01"), to: day("2026-10-31") }, days: 31 };
    for (const kpi of kpis.values()) {
      const { value } = evaluate(kpi, undefined, span);
      expect(value).toMatchObject({
        kind: "missing",
        because: { en: expect.stringMatching(/2026-10: import/), zh: expect.stringMatching(/请导入/) },
      });
    }
  });

  it("of the overview all exist", () => {
    expect(MAIN_KPIS.filter((id) => !kpis.has(id))).toEqual([]);
  });
});
