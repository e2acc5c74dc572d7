import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar/day.ts";
import { planDetail, planLine } from "../../../src/domain/restock/plan-line.ts";
import { agedOfOrder } from "../../../src/domain/restock/limits.ts";
import { together } from "../../../src/domain/restock/together.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { AS_OF, given, modelOf, on, read, sold } from "./given.ts";

const POOL = { site: { kind: "platform-pool", country: "US" }, platforms: ["amazon"] } as const;
const reasons = (change: Partial<PlanInput>, daily = 5) =>
  planLine(given(change), modelOf(daily), read)
    .reasons.map((r) => r.en)
    .join("; ");

describe("an order of which some would grow too old", () => {
  const big = { onHand: 10, moq: 2000, ...POOL };

  it("says how many, when, and what the platform charges from then on", () => {
    expect(reasons(big)).toMatch(
      /about [\d,]+ of this order would be older than 181 days on \d{4}-\d\d-15: from 0.5 USD a cubic foot and month/,
    );
  });

  it("counts what sells until the platform looks, and no unit twice", () => {
    const d = planDetail(given({ ...big, history: sold(120, 5) }), modelOf(5), read);
    const old = agedOfOrder(d, read);
    const days = Math.round((Date.parse(old?.snapshot ?? "") - Date.parse(AS_OF)) / 86_400_000);
    // The shelf is empty from the third day until the order comes on the 21st: 90 are wanted and not sold.
    expect(old?.units).toBeCloseTo(10 + (d.line.orderQuantity ?? 0) + 90 - 5 * days, 6);
  });

  it("says no fee where the goods are not Amazon's to keep, or the country's table is not known", () => {
    const own = { ...big, site: { kind: "own", country: "US" } };
    expect(reasons(own)).toContain("would be older than 181 days");
    expect(reasons(own)).not.toContain("cubic foot");
    expect(reasons({ ...big, platforms: ["walmart"] })).not.toContain("cubic foot");
    expect(reasons({ ...big, site: { kind: "platform-pool", country: "DE" } })).not.toContain("cubic foot");
  });

  it("says nothing of an order that sells in time", () => {
    expect(reasons({ onHand: 10, ...POOL })).not.toContain("would be older");
  });
});

describe("stock that grows old", () => {
  it("is told of half a year ahead, with the fee: 3,000 units at 5 a day", () => {
    const text = reasons({ onHand: 3000, ...POOL });
    expect(text).toContain(
      "will be older than 181 days on 2027-06-15: from 0.5 USD a cubic foot and month; think of a promotion or a removal",
    );
    expect(text).toContain("about 1,970 will be older");
  });

  it("is told of at once where it lay there half a year ago already", () => {
    const history = sold(400, 2).map((d, i) => ({ ...d, stock: 2000 - 2 * (i + 1) }));
    const text = reasons({ onHand: 1200, history, ...POOL }, 2);
    expect(text).toMatch(/about 1,1\d\d will be older than 181 days on 2026-12-15/);
  });

  it("counts what came lately as young", () => {
    const history = sold(400, 2).map((d, i) => ({ ...d, stock: i < 395 ? 40 : 1200 }));
    expect(reasons({ onHand: 1200, history, ...POOL }, 2)).toContain("on 2027-06-15");
  });

  it("is no matter where it sells in time", () => {
    expect(reasons({ onHand: 400, ...POOL })).not.toContain("will be older");
  });
});

describe("the fee for too little stock", () => {
  const history = sold(120, 5).map((d) => ({ ...d, stock: 60 }));

  it("is told of while it is charged: 12 days of supply over 30 days and over 90", () => {
    expect(reasons({ history, ...POOL })).toContain(
      "FBA charges its low-inventory fee now: 12 days of supply over 30 days and 12 over 90, both below 28",
    );
  });

  it("is no matter of other warehouses, nor of other countries", () => {
    expect(reasons({ history })).not.toContain("low-inventory");
    expect(reasons({ history, site: { kind: "third-party", country: "US" }, platforms: ["amazon"] })).not.toContain("low-inventory");
    expect(reasons({ history, site: { kind: "platform-pool", country: "JP" }, platforms: ["amazon"] })).not.toContain("low-inventory");
  });
});

describe("orders of one supplier", () => {
  const line = (sku: string, supplier: string | null, onHand: number) =>
    planLine(
      given({ sku, onHand, supplier: supplier === null ? null : { code: supplier, productionDaysP50: 0, productionDaysP90: 0 } }),
      modelOf(5),
      read,
    );

  it("are placed together where one is due and more will be soon", () => {
    const due = line("A", "S1", 30);
    const soon = line("B", "S1", 160);
    expect(due.orderQuantity).toBeGreaterThan(0);
    expect(soon).toMatchObject({ orderQuantity: 0, orderBy: on(13) });
    const all = [due, soon, line("C", "S2", 30), line("D", "S3", 160), line("E", null, 30)];
    expect(together(all, AS_OF, 30).map((t) => [t.supplier, t.due.map((l) => l.sku), t.soon.map((l) => l.sku)])).toEqual([
      ["S1", ["A"], ["B"]],
    ]);
    expect(together(all, AS_OF, 7)).toEqual([]);
    expect(addDays(AS_OF, 13)).toBe(soon.orderBy);
  });
});

describe("what a plan makes of bad data", () => {
  const plan = (change: Partial<PlanInput>) => planLine(given({ history: sold(120, 5), ...change }), modelOf(5, 2), read);
  const lacks = (change: Partial<PlanInput>) => plan(change).missing.map((m) => m.en);

  it("without a lane plans by the defaults and says so", () => {
    const line = plan({ routes: [], supplier: null, onHand: 50 });
    expect(line.leadDaysP50).toBe(35);
    expect(line.orderQuantity).toBeGreaterThan(0);
    expect(line.missing.map((m) => m.en)).toEqual(
      expect.arrayContaining([
        "no lane is known: the default time is assumed and freight is left out",
        "production time is not known: the default is assumed",
      ]),
    );
  });

  it("without the supplier's time assumes the default", () => {
    expect(lacks({ supplier: null })).toContain("production time is not known: the default is assumed");
  });

  it("takes negative stock for none, and says so", () => {
    const line = plan({ onHand: -40 });
    expect(line).toMatchObject({ state: "out", onHand: -40 });
    expect(line.missing.map((m) => m.en)).toContain("stock is negative (oversold) and taken as 0");
    expect(line.reasons.map((r) => r.en)).toContain(
      "−40 counted on 2026-11-21: 0 taken; the 40 oversold are not in the order: add them if customers still wait",
    );
    expect(line.reasons.map((r) => r.zh)).toContain("2026-11-21 盘点 −40 件，按 0 计算；超卖的 40 件没有算进下单量，如果还欠客户，请加上");
    expect([line.coverDays, line.stockOutDate]).toEqual([0, plan({ onHand: 0 }).stockOutDate]);
    expect(line.orderQuantity).toBe(plan({ onHand: 0 }).orderQuantity);
  });

  it("fills what was oversold with what came since, before any of it can be sold", () => {
    const line = plan({ onHand: 60, received: [{ shipment: "FBA17X", units: 100, day: AS_OF }] });
    expect(line.reasons.map((r) => r.en)).toContain("−40 counted on 2026-11-21, 100 received since: 60 taken");
    expect(line.missing.map((m) => m.en)).not.toContain("stock is negative (oversold) and taken as 0");
  });

  it("says it of what does not sell, too", () => {
    expect(planLine(given({ onHand: -40 }), modelOf(0), read).missing.map((m) => m.en)).toEqual([
      "stock is negative (oversold) and taken as 0",
    ]);
  });

  it("counts shipments that overlap each for what it brings, on its own day", () => {
    const arrivals = [10, 10, 12].map((day, i) => ({ shipment: `S${i}`, day: on(day), quantity: 100, mode: "sea" as const }));
    const d = planDetail(given({ arrivals, onHand: 20 }), modelOf(5), read);
    expect(d.line.inbound).toBe(300);
    expect(d.ahead?.projection.filter((p) => p.arriving > 0).map((p) => [p.day, p.arriving])).toEqual([
      [on(10), 200],
      [on(12), 100],
    ]);
    expect(d.line.stockOutDate).toBe(on(5));
  });

  it("with a minimum order of a year and more says how long it lasts and what grows old, and does not hide its size", () => {
    const line = plan({ onHand: 0, moq: 5 * 500 });
    expect(line.orderQuantity).toBe(2500);
    const told = line.reasons.map((r) => r.en).join("; ");
    expect(told).toContain("the minimum order lasts 17 months");
    expect(told).toContain("would be older than 181 days");
    expect(line.value).toHaveLength(1);
    expect(line.value?.[0]?.saves).toBeLessThan((line.value?.[0]?.units ?? 0) * 8.8);
  });

  it("without a price or a cost orders all the same, and knows no worth", () => {
    expect(plan({ onHand: 0, unitPrice: null })).not.toHaveProperty("value");
    expect(plan({ onHand: 0, unitCost: null })).toMatchObject({ cash: null });
  });
});
