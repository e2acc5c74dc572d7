import { beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day, fromDayNumber } from "../../src/domain/calendar/day.ts";
import { itemOfSku, ITEMS } from "../../examples/sample/catalogue/items.ts";
import { membersOf } from "../../examples/sample/catalogue/stories.ts";
import { turnsIn } from "../../examples/sample/calendar/turns.ts";
import { BATCHES } from "../../examples/sample/planted/schedule.ts";
import type { Line } from "../../examples/sample/sales/line.ts";
import type { LedgerDay, Shipment } from "../../examples/sample/stock/shipment.ts";
import { SkuPlay } from "../../examples/sample/stock/sku.ts";

// The stories have to be there whenever somebody starts Purser, so they are looked for on every day of a year.
const FROM = day("2026-03-01");
const TO = day("2027-02-28");
const DAYS: Day[] = [];
for (let d = FROM; d <= TO; d = addDays(d, 1)) DAYS.push(d);

const ledger = new Map<string, LedgerDay>();
const shipments: Shipment[] = [];
const lines: Line[] = [];
beforeAll(() => {
  const told = [...new Set(["gap", "air", "late", "overstock", "dormant", "bad-batch"] as const)].flatMap((s) => membersOf(s));
  for (const sku of [...told, "BOX-60L-GY"])
    new SkuPlay("purser", itemOfSku(sku)).play(addDays(TO, 60), (d, n) => {
      shipments.push(...d.shipments);
      lines.push(...d.lines);
      for (const e of d.ledger) ledger.set(`${e.warehouse} ${e.sku} ${fromDayNumber(n)}`, e);
    });
});

const closing = (sku: string, d: Day): number => ledger.get(`US-FBA ${sku} ${d}`)?.closing ?? Number.NaN;
const share = (holds: (d: Day) => boolean): number => DAYS.filter(holds).length / DAYS.length;

describe("on nearly every day of the sample store", () => {
  it("a SKU is out of stock", () => {
    expect(share((d) => membersOf("gap").some((sku) => closing(sku, d) === 0))).toBeGreaterThan(0.9);
  });

  it("another one will be out before anything that is ordered now can arrive", () => {
    // Production and the flight take 28 days.
    const outSoon = (sku: string, d: Day): boolean =>
      closing(sku, d) > 0 && Array.from({ length: 28 }, (_, i) => addDays(d, i + 1)).some((later) => closing(sku, later) === 0);
    expect(share((d) => membersOf("gap").some((sku) => outSoon(sku, d)))).toBeGreaterThan(0.9);
  });

  it("an air shipment is on its way that saves a SKU whose ship comes too late", () => {
    const flying = (d: Day): boolean => shipments.some((s) => s.mode === "air" && s.bookedOn <= d && s.receivedOn > d);
    expect(share(flying)).toBeGreaterThan(0.9);
    const saved = membersOf("air").map((sku) => share((d) => closing(sku, d) > 0));
    expect(saved.reduce((a, b) => a + b, 0) / saved.length).toBeGreaterThan(0.85);
  });

  it("a ship is overdue", () => {
    const overdue = shipments.filter((s) => addDays(s.eta, 3) < s.receivedOn);
    expect(share((d) => overdue.some((s) => addDays(s.eta, 3) < d && s.receivedOn > d))).toBeGreaterThan(0.9);
  });

  it("a batch runs small, and its returns say so", () => {
    for (const turn of turnsIn(BATCHES.turns, FROM, TO).slice(1, -1)) {
      const [sku = ""] = BATCHES.groups[turn.member] ?? [];
      const sold = lines.filter((l) => l.listing.item.sku === sku && l.kind === "sale" && l.day >= turn.from && l.day <= turn.to);
      const back = sold.filter((l) => l.returned);
      expect(back.length / sold.length).toBeGreaterThan(0.15);
      expect(back.filter((l) => l.returned?.reason.startsWith("APPAREL_TOO")).length / back.length).toBeGreaterThan(0.5);
    }
  });
});

describe("all year round", () => {
  it("the hero sells every day and is hardly ever out", () => {
    const hero = ITEMS.toSorted((a, b) => b.base - a.base)[0]?.sku ?? "";
    expect(hero).toBe("BOX-60L-GY");
    expect(share((d) => closing(hero, d) > 0)).toBeGreaterThan(0.97);
  });

  it("too much lies of some SKUs, and of some nothing is sold any more", () => {
    for (const sku of membersOf("overstock")) {
      const sold = DAYS.reduce((sum, d) => sum + (ledger.get(`US-FBA ${sku} ${d}`)?.shipped ?? 0), 0);
      expect(closing(sku, day("2026-11-21")) / (sold / DAYS.length)).toBeGreaterThan(150);
    }
    for (const sku of membersOf("dormant")) {
      expect(DAYS.every((d) => ledger.get(`US-FBA ${sku} ${d}`)?.shipped === 0)).toBe(true);
      expect(closing(sku, TO)).toBeGreaterThan(5);
    }
  });

  it("peaks are seen: Prime Day, Black Friday", () => {
    const units = (from: string, to: string): number => {
      const inside = lines.filter((l) => l.listing.shop.code === "amazon-us" && l.kind === "sale" && l.day >= from && l.day <= to);
      const days = new Set(inside.map((l) => l.day)).size;
      return inside.reduce((sum, l) => sum + l.quantity, 0) / days;
    };
    expect(units("2026-07-14", "2026-07-17")).toBeGreaterThan(1.8 * units("2026-07-01", "2026-07-12"));
    expect(units("2026-11-27", "2026-11-30")).toBeGreaterThan(1.6 * units("2026-11-10", "2026-11-20"));
  });

  it("opening, received, returned, shipped and closing add up on every shelf and day", () => {
    expect([...ledger.values()].filter((e) => e.opening + e.received + e.returned - e.shipped !== e.closing)).toEqual([]);
  });
});
