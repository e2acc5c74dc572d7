import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthsIn, targetOf } from "../../../src/domain/kpi/engine/target.ts";
import { kpiTargets } from "../../../src/domain/policy/declared/kpi-targets.ts";
import { type PolicyOverride, type PolicyScope, resolvePolicy } from "../../../src/domain/policy/policy.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import type { Scope } from "../../../src/domain/kpi/measure.ts";
import { d, kpi, kpis, OCTOBER, span } from "./given.ts";

const set = (id: string, value: number, scope: PolicyScope = { kind: "company" }): PolicyOverride => ({
  policy: `kpi-target-${id}`,
  scope,
  value,
  from: day("2026-01-01"),
  to: null,
  by: "fang",
  at: new Date("2026-01-01T00:00:00Z"),
});

function aimed(
  id: string,
  overrides: readonly PolicyOverride[],
  scope: Scope = { stores: ["us", "de"] },
  change: { everyStore?: boolean; currency?: string } = {},
) {
  const [store, other] = scope.stores;
  const place = {
    day: day("2026-11-01"),
    ...(store !== undefined && other === undefined && { store }),
    ...(scope.role !== undefined && { role: scope.role }),
    ...(scope.sku !== undefined && { sku: scope.sku }),
  };
  return {
    kpi: kpi(id),
    scope,
    everyStore: change.everyStore ?? scope.stores.length === 2,
    currency: change.currency ?? "USD",
    companyCurrency: "USD",
    storeCurrency: scope.stores.length === 1 ? "EUR" : null,
    policy: (policy: Parameters<typeof resolvePolicy<number>>[0]) => resolvePolicy(policy, overrides, place),
  };
}

describe("a target", () => {
  it("is nothing until somebody sets one", () => {
    for (const id of kpis.keys()) expect(targetOf(aimed(id, []), OCTOBER, d(1))).toBeNull();
  });

  it("is declared only for KPIs that there are, and never in force by itself", () => {
    for (const policy of kpiTargets) {
      expect(kpis.has(policy.id.replace("kpi-target-", ""))).toBe(true);
      expect(policy.unset).toBe(true);
    }
  });

  it("of a rate is held against any period, and the good direction decides whether it is reached", () => {
    const acos = targetOf(aimed("acos", [set("acos", 0.25)]), span("2026-10-03", "2026-10-05"), d(0.3));
    expect([acos?.value.toNumber(), acos?.distance?.toNumber(), acos?.met]).toEqual([0.25, 0.05, false]);
    expect(targetOf(aimed("acos", [set("acos", 0.25)]), OCTOBER, d(0.25))?.met).toBe(true);
    expect(targetOf(aimed("roas", [set("roas", 4)]), OCTOBER, d(3.9))?.met).toBe(false);
    expect(targetOf(aimed("acos", [set("acos", 0.25)]), OCTOBER, { kind: "missing", because: { zh: "无", en: "none" } })).toMatchObject({
      distance: null,
      met: null,
    });
  });

  it("of a SKU counts before its role's, the role's before the store's, and that before the company's", () => {
    const all = [
      set("acos", 0.1),
      set("acos", 0.2, { kind: "store", key: "us" }),
      set("acos", 0.3, { kind: "role", key: "traffic" }),
      set("acos", 0.4, { kind: "sku", key: "A" }),
    ];
    const value = (scope: Scope) => targetOf(aimed("acos", all, scope), OCTOBER, d(1))?.value.toNumber();
    expect(value({ stores: ["us", "de"] })).toBe(0.1);
    expect(value({ stores: ["us"] })).toBe(0.2);
    expect(value({ stores: ["us"], role: "traffic" })).toBe(0.3);
    expect(value({ stores: ["us"], role: "traffic", sku: "A" })).toBe(0.4);
  });

  it("of a sum is a month's: ten days of October take 10/31 of it, October and September two", () => {
    const target = (from: string, to: string) => targetOf(aimed("net-sales", [set("net-sales", 31_000)]), span(from, to), d(10_500));
    expect(target("2026-10-01", "2026-10-10")).toMatchObject({ met: true });
    expect(target("2026-10-01", "2026-10-10")?.value.toNumber()).toBeCloseTo(10_000, 9);
    expect(target("2026-10-01", "2026-10-10")?.perMonth?.toNumber()).toBe(31_000);
    expect(target("2026-10-01", "2026-10-31")?.perMonth).toBeNull();
    expect(target("2026-09-01", "2026-10-31")?.value.toNumber()).toBe(62_000);
  });

  it("of the company's sum says nothing of one store, one SKU or another currency", () => {
    const company = [set("net-sales", 100)];
    expect(targetOf(aimed("net-sales", company, { stores: ["us"] }), OCTOBER, d(1))).toBeNull();
    expect(targetOf(aimed("net-sales", company, { stores: ["us", "de"], sku: "A" }), OCTOBER, d(1))).toBeNull();
    expect(targetOf(aimed("net-sales", company, { stores: ["us", "de"] }, { currency: "CNY" }), OCTOBER, d(1))).toBeNull();
    const store = [set("net-sales", 100, { kind: "store", key: "us" })];
    expect(targetOf(aimed("net-sales", store, { stores: ["us"] }, { currency: "EUR" }), OCTOBER, d(1))?.value.toNumber()).toBe(100);
  });

  it("a period is as many months as its parts are", () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(days, days, days, (start, first, second) => {
        const at = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
        const [a, b] = [span(at(start), at(start + first)), span(at(start + first + 1), at(start + first + 1 + second))];
        expect(monthsIn(a).plus(monthsIn(b)).toNumber()).toBeCloseTo(monthsIn(span(a.from, b.to)).toNumber(), 9);
      }),
    );
  });
});
