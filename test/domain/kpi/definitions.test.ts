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
        ...["gmv", "gmv-placed", "net-sales", "units", "orders", "aov", "asp", "sessions", "conversion", "return-rate"],
        ...["return-rate-cohort", "turnover", "days-of-cover", "sell-through", "active-sku-rate", "in-stock-rate"],
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
    for (const id of [kpi.minimumSample, kpi.maturityPolicy]) if (id !== null && id !== undefined) expect(ids).toContain(id);
    expect(judgement(kpi, (policy) => ({ policy, value: policy.default, override: null })).maturityDays).toBe(kpi.maturityDays);
  });

  it("share no name: what a word means is never a matter of luck", () => {
    const owners = new Map<string, string>();
    for (const kpi of kpis.values())
      for (const spelling of kpiSpellings(kpi)) {
        const known = owners.get(fold(spelling));
        expect(known === undefined || known === kpi.id, `"${spelling}" means ${known} and ${kpi.id}`).toBe(true);
        owners.set(fold(spelling), kpi.id);
      }
  });

  it("that tell rates divide, and that tell sums do not", () => {
    for (const kpi of kpis.values()) {
      if (kpi.unit === "percent" || kpi.unit === "times" || kpi.unit === "days") expect(kpi.denominator, kpi.id).not.toBeNull();
      if (kpi.unit === "count") expect(kpi.denominator, kpi.id).toBeNull();
    }
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
    for (const id of MAIN_KPIS) expect(kpis.has(id), id).toBe(true);
  });
});
