import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { PolicyOverride } from "../../src/domain/policy/policy.ts";
import { policies } from "../../src/store/policies.ts";
import { describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const TEN = new Date("2026-11-22T10:00:00Z");
const level = (value: number, scope: PolicyOverride["scope"]): Omit<PolicyOverride, "at"> => ({
  policy: "restock-service-level",
  scope,
  value,
  from: day("2026-11-01"),
  to: null,
  by: "li",
});

describeStores((_name, open) => {
  it("come back as they were set: number, word or yes and no, and for whom", async () => {
    const p = policies((await open()).prisma);
    const set: readonly Omit<PolicyOverride, "at">[] = [
      level(0.97, { kind: "company" }),
      { ...level(0.9, { kind: "store", key: "amazon-us" }), to: day("2026-12-31") },
      { ...level(0, { kind: "role", key: "hero" }), value: "strict" },
      { ...level(0, { kind: "sku", key: "85123a" }), value: false },
    ];
    for (const o of set) await p.set(o, NINE);
    expect(await p.overrides()).toEqual(set.map((o) => ({ ...o, at: NINE })));
  });

  it("keep what was in force before", async () => {
    const p = policies((await open()).prisma);
    await p.set(level(0.97, { kind: "company" }), TEN);
    await p.set(level(0.95, { kind: "company" }), NINE);
    await p.set({ ...level(14, { kind: "company" }), policy: "alert-cover-days" }, TEN);
    expect((await p.history("restock-service-level")).map((o) => [o.value, o.at])).toEqual([
      [0.95, NINE],
      [0.97, TEN],
    ]);
    expect(await p.history("nobody-set-this")).toEqual([]);
  });
});
