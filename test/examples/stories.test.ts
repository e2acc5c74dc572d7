import { beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import { ITEMS, type Story } from "../../examples/sample/catalogue.ts";
import { badBatchOn, type Line } from "../../examples/sample/sale.ts";
import { type LedgerDay, simulate } from "../../examples/sample/simulate.ts";
import type { Shipment } from "../../examples/sample/supply.ts";

// The stories have to be there whenever somebody starts Purser, so they are looked for on every day of a year.
const FROM = day("2026-03-01");
const TO = day("2027-02-28");
const DAYS: Day[] = [];
for (let d = FROM; d <= TO; d = addDays(d, 1)) DAYS.push(d);

const ledger = new Map<string, LedgerDay>();
const shipments: Shipment[] = [];
const lines: Line[] = [];
beforeAll(() => {
  simulate("purser", addDays(TO, 60), {
    ledger: (e) => void ledger.set(`${e.warehouse} ${e.sku} ${e.day}`, e),
    shipment: (s) => void shipments.push(s),
    line: (l) => void lines.push(l),
  });
});

const skus = (story: Story): string[] => ITEMS.filter((i) => i.story === story).map((i) => i.sku);
const closing = (sku: string, d: Day): number => ledger.get(`US-FBA ${sku} ${d}`)?.closing ?? Number.NaN;
const share = (holds: (d: Day) => boolean): number => DAYS.filter(holds).length / DAYS.length;

describe("on nearly every day of the sample store", () => {
  it("a SKU is out of stock", () => {
    expect(share((d) => skus("gap").some((sku) => closing(sku, d) === 0))).toBeGreaterThan(0.9);
  });

  it("another one will be out before anything that is ordered now can arrive", () => {
    // Production and the flight take 28 days.
    const outSoon = (sku: string, d: Day): boolean =>
      closing(sku, d) > 0 && Array.from({ length: 28 }, (_, i) => addDays(d, i + 1)).some((later) => closing(sku, later) === 0);
    expect(share((d) => skus("gap").some((sku) => outSoon(sku, d)))).toBeGreaterThan(0.9);
  });

  it("an air shipment is on its way that saves a SKU whose ship comes too late", () => {
    const flying = (d: Day): boolean => shipments.some((s) => s.mode === "air" && s.bookedOn <= d && s.receivedOn > d);
    expect(share(flying)).toBeGreaterThan(0.9);
    expect(share((d) => skus("air").every((sku) => closing(sku, d) > 0))).toBeGreaterThan(0.75);
  });

  it("a ship is overdue", () => {
    const overdue = shipments.filter((s) => addDays(s.eta, 3) < s.receivedOn);
    expect(share((d) => overdue.some((s) => addDays(s.eta, 3) < d && s.receivedOn > d))).toBeGreaterThan(0.9);
  });

  it("a batch runs small, and its returns say so", () => {
    for (const d of [day("2026-05-15"), day("2026-11-21"), day("2027-01-20")]) {
      const item = ITEMS.find((i) => badBatchOn(i, addDays(d, -20)));
      const sold = lines.filter(
        (l) => l.item === item && l.kind === "sale" && l.day > addDays(d, -30) && l.day <= addDays(d, -10) && badBatchOn(l.item, l.day),
      );
      const back = sold.filter((l) => l.returned);
      expect(back.length / sold.length).toBeGreaterThan(0.2);
      expect(back.filter((l) => l.returned?.reason.startsWith("APPAREL_TOO")).length / back.length).toBeGreaterThan(0.6);
    }
  });
});

describe("all year round", () => {
  it("the hero sells every day and is never out", () => {
    const hero = ITEMS.find((i) => i.role === "hero")?.sku ?? "";
    expect(share((d) => closing(hero, d) > 0)).toBeGreaterThan(0.99);
  });

  it("too much lies of some SKUs, and of some nothing is sold any more", () => {
    for (const sku of skus("overstock")) {
      const sold = DAYS.reduce((sum, d) => sum + (ledger.get(`US-FBA ${sku} ${d}`)?.shipped ?? 0), 0);
      expect(closing(sku, day("2026-11-21")) / (sold / DAYS.length)).toBeGreaterThan(150);
    }
    for (const sku of skus("dormant")) {
      expect(DAYS.every((d) => ledger.get(`US-FBA ${sku} ${d}`)?.shipped === 0)).toBe(true);
      expect(closing(sku, TO)).toBeGreaterThan(50);
    }
  });

  it("peaks are seen: Prime Day, Black Friday, the season of lights", () => {
    const units = (from: string, to: string): number => {
      const inside = lines.filter((l) => l.kind === "sale" && l.day >= from && l.day <= to);
      const days = new Set(inside.map((l) => l.day)).size;
      return inside.reduce((sum, l) => sum + l.quantity, 0) / days;
    };
    expect(units("2026-07-14", "2026-07-17")).toBeGreaterThan(2 * units("2026-07-01", "2026-07-12"));
    expect(units("2026-11-27", "2026-11-30")).toBeGreaterThan(1.6 * units("2026-11-10", "2026-11-20"));
  });

  it("opening, received, returned, shipped and closing add up on every shelf and day", () => {
    expect([...ledger.values()].filter((e) => e.opening + e.received + e.returned - e.shipped !== e.closing)).toEqual([]);
  });
});
