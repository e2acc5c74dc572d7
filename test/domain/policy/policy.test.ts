import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { definePolicy, type PolicyOverride, type PolicyScope, resolvePolicy } from "../../../src/domain/policy/policy.ts";

const policy = definePolicy<number>({
  id: "restock-test-days",
  name: { zh: "试", en: "test" },
  unit: "days",
  default: 30,
  source: "a test",
});
const today = day("2026-11-20");
const set = (scope: PolicyScope, value: number, more: Partial<PolicyOverride> = {}): PolicyOverride => ({
  policy: policy.id,
  scope,
  value,
  from: day("2026-11-01"),
  to: null,
  by: "owner",
  at: new Date("2026-11-01T00:00:00Z"),
  ...more,
});
const valueAt = (overrides: readonly PolicyOverride[], place: { store?: string; role?: string; sku?: string } = {}): number =>
  resolvePolicy(policy, overrides, { day: today, ...place }).value;

describe("a threshold", () => {
  it("is its default until somebody sets it", () => {
    expect(valueAt([])).toBe(30);
  });

  it("is what was set nearest: for the SKU, its role, its store, the company", () => {
    const company = set({ kind: "company" }, 1);
    const store = set({ kind: "store", key: "amazon-us" }, 2);
    const role = set({ kind: "role", key: "hero" }, 3);
    const sku = set({ kind: "sku", key: "MUG" }, 4);
    const all = [sku, role, store, company];
    const place = { store: "amazon-us", role: "hero", sku: "MUG" };
    expect(valueAt(all, place)).toBe(4);
    expect(valueAt(all, { ...place, sku: "CUP" })).toBe(3);
    expect(valueAt(all, { store: "amazon-us" })).toBe(2);
    expect(valueAt(all, { store: "amazon-de" })).toBe(1);
  });

  it.each([
    ["hero", "主推款"],
    ["主推款", "hero"],
    ["Hero", "主力"],
    ["节日款", "节日款"],
  ])("that was set for the role %s holds for a SKU whose products file says %s", (key, role) => {
    expect(valueAt([set({ kind: "role", key }, 3)], { role })).toBe(3);
  });

  it("that was set for one role holds for no other, and for no SKU without one", () => {
    const hero = [set({ kind: "role", key: "hero" }, 3)];
    expect(valueAt(hero, { role: "引流款" })).toBe(30);
    expect(valueAt(hero)).toBe(30);
  });

  it("holds from its first day to its last, and what was set later counts before what was set earlier", () => {
    const peak = set({ kind: "company" }, 60, { from: day("2026-11-21"), to: day("2026-12-31") });
    expect(valueAt([peak])).toBe(30);
    expect(resolvePolicy(policy, [peak], { day: day("2026-12-31") }).value).toBe(60);
    expect(resolvePolicy(policy, [peak], { day: day("2027-01-01") }).value).toBe(30);
    const later = set({ kind: "company" }, 45, { at: new Date("2026-11-02T00:00:00Z") });
    expect(valueAt([later, set({ kind: "company" }, 40)])).toBe(45);
  });
});
