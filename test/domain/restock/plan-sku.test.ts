import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { planSku } from "../../../src/domain/restock/plan-sku.ts";
import type { Approved, PlanInput } from "../../../src/domain/restock/types.ts";
import { AIR, given, on, read, SEA, sold } from "./given.ts";

const plan = (...inputs: Partial<PlanInput>[]) => planSku(inputs.map(given), weightedVelocity, () => read).map((d) => d.line);
const approved = (units: number, nth = 1, change: Partial<Approved> = {}): Approved => ({
  id: nth,
  day: on(0),
  legs: [{ mode: "sea", units }],
  ...change,
});

describe("the warehouses of one SKU", () => {
  const donor: Partial<PlanInput> = { warehouse: "US-3PL", onHand: 400, history: sold(120, 1) };

  it("buy nothing that lies next door: out unless it is moved, with day and risk of doing nothing", () => {
    const [line, other] = plan({ onHand: 60 }, donor);
    expect(line).toMatchObject({ state: "move-now", orderQuantity: 0, legs: [], cash: 0, orderWithoutTransfers: 150 });
    expect(line?.transfers).toMatchObject([{ from: "US-3PL", to: "US-FBA", arrivesOn: on(8) }]);
    expect(line?.stockOutDate).toBe(on(13));
    expect(other?.transfers).toEqual([]);
  });

  it("fly only the days before the move arrives", () => {
    const alone = plan({ onHand: 10, routes: [SEA, AIR] })[0];
    const [line] = plan({ onHand: 10, routes: [SEA, AIR] }, { ...donor, onHand: 60 });
    expect(alone?.legs[0]).toMatchObject({ mode: "air", units: 70 });
    expect(line?.legs[0]?.units).toBeLessThan(70);
    expect(line?.cash).toBeLessThan(alone?.cash ?? 0);
  });

  it("move no more than is lacking to the target, in whole cartons, however much lies next door", () => {
    const [line] = plan({ onHand: 60, carton: 24 }, { ...donor, onHand: 4000 });
    // 250 are wanted, 60 are there, and nothing is lost before the move arrives: 190 are 8 cartons.
    expect(line?.transfers).toMatchObject([{ units: 192 }]);
    expect(line).toMatchObject({ orderQuantity: 0, orderWithoutTransfers: 168 });
    expect(line?.transfers?.[0]?.runOutDays).toBeCloseTo((60 + 192) / 5, 6);
  });

  it("send goods from the domestic warehouse by the lane, without the supplier's time", () => {
    const slow = { code: "S1", productionDaysP50: 15, productionDaysP90: 15 };
    const [line] = plan({ onHand: 60, supplier: slow }, { warehouse: "CN", stores: [], onHand: 500, history: [] });
    expect(line?.transfers).toMatchObject([{ from: "CN", arrivesOn: on(21) }]);
  });

  describe("from the warehouse that supplies them all", () => {
    const maker: Partial<PlanInput> = { warehouse: "CN", stores: [], onHand: 300, history: [] };
    const made = { supplier: { code: "S1", productionDaysP50: 15, productionDaysP90: 15 }, routes: [SEA, AIR] };

    it("fly the gap and ship the rest: two parts, each with its way and its day, and nothing is bought by air", () => {
      const [line] = plan({ ...made, onHand: 30 }, maker);
      // 30 last 6 days, the sea comes on day 21, the air on day 7.
      expect(line?.transfers).toMatchObject([
        { units: 70, mode: "air", route: "US-AIR", leavesOn: on(1), arrivesOn: on(7), saves: 70 },
        { units: 225, mode: "sea", route: "US-SEA", leavesOn: on(1), arrivesOn: on(21) },
      ]);
      expect(line?.transfers?.[1]?.saves).toBeUndefined();
      // Both are for days that follow each other: 70 from day 7 to 20, 225 from day 21 on.
      expect(line?.transfers?.map((m) => m.lastsUntil)).toEqual([on(66), on(66)]);
      expect(line?.legs.every((l) => l.mode !== "air")).toBe(true);
    });

    it("all go the usual way while it is in time, and where flying costs more than it earns", () => {
      const slow = (change: Partial<PlanInput>) => plan({ ...made, ...change }, maker)[0]?.transfers?.map((m) => m.mode);
      expect(slow({ onHand: 130 })).toEqual(["sea"]);
      expect(slow({ onHand: 30, routes: [SEA, { ...AIR, unitFreight: 30 }] })).toEqual(["sea"]);
    });

    it("fly no handful that earns less than a shipment of its own must", () => {
      const any: typeof read = (p) => (p.id === "restock-least-flight-gain" ? 0 : p.default) as typeof p.default;
      const modes = (by: typeof read) =>
        planSku([given({ ...made, onHand: 95 }), given(maker)], weightedVelocity, () => by)[0]?.line.transfers?.map((m) => [
          m.mode,
          m.units,
        ]);
      // Five are lost before the ship lands, which would earn some 15 more by air.
      expect(modes(any)?.[0]).toEqual(["air", 5]);
      expect(modes(read)?.map(([mode]) => mode)).toEqual(["sea"]);
    });

    it("wait for what arrives there, and fly from then", () => {
      const ship = { shipment: "T-9", day: on(3), quantity: 300, mode: null };
      const [line] = plan({ ...made, onHand: 30 }, { ...maker, onHand: 0, arrivals: [ship] });
      expect(line?.transfers?.[0]).toMatchObject({ mode: "air", leavesOn: on(4), arrivesOn: on(10), awaits: { day: on(3) } });
      expect(line?.transfers?.[0]?.units).toBe(70);
    });

    it("give no unit twice, whichever way it goes", () => {
      const lines = plan({ ...made, onHand: 0 }, { ...made, warehouse: "US-WEST", onHand: 10 }, { ...maker, onHand: 90 });
      const units = lines.flatMap((l) => (l.transfers ?? []).map((m) => m.units));
      expect(units.reduce((sum, n) => sum + n, 0)).toBe(90);
    });
  });

  it("say what one order for all would be, where the minimum is counted at each", () => {
    const small: Partial<PlanInput> = { onHand: 60, moq: 400, carton: 10 };
    const [east, west] = plan({ ...small, warehouse: "EAST" }, { ...small, warehouse: "WEST" });
    expect([east?.orderQuantity, west?.orderQuantity]).toEqual([400, 400]);
    const said = east?.reasons.map((r) => r.en).join();
    expect(said).toMatch(
      /the minimum order of 400 is counted at 2 warehouses, 800 in all; .*together, 400 are enough \(EAST \d+, WEST \d+ are needed\)/,
    );
    expect(west?.reasons.at(-1)?.zh).toContain("在 2 个仓各算了一次，共 800 件");
    // Alone, of two suppliers, or with needs above the minimum there is nothing to say.
    const silent = (...inputs: Partial<PlanInput>[]) =>
      plan(...inputs).every((l) => !l.reasons.some((r) => r.en.includes("is counted at")));
    expect(silent({ ...small, warehouse: "EAST" })).toBe(true);
    expect(silent({ ...small, moq: 20, warehouse: "EAST" }, { ...small, moq: 20, warehouse: "WEST" })).toBe(true);
    const other = { code: "S2", productionDaysP50: 0, productionDaysP90: 0 };
    expect(silent({ ...small, warehouse: "EAST" }, { ...small, warehouse: "WEST", supplier: other })).toBe(true);
  });

  it("serve the worst first, and give no unit twice", () => {
    const [east, west, third] = plan({ warehouse: "EAST", onHand: 50 }, { warehouse: "WEST", onHand: 0 }, { ...donor, onHand: 100 });
    const units = [east, west, third].flatMap((l) => (l?.transfers ?? []).map((t) => t.units));
    expect(units.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(100);
    expect(west?.transfers?.[0]?.units).toBeGreaterThan(east?.transfers?.[0]?.units ?? 0);
  });

  it("do not buy a minimum order to bridge the day before a move arrives", () => {
    const [line] = plan({ onHand: 10, routes: [SEA, AIR], moq: 100, unitPrice: 60 }, { ...donor, onHand: 500 });
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0 });
    expect(line?.reasons.map((r) => r.en).join()).toContain("no reason for a minimum order");
  });
});

describe("what arrives at another warehouse", () => {
  const ship = (in_: number, quantity: number, shipment = "SEA-1") => ({ shipment, day: on(in_), quantity, mode: "sea" as const });
  const empty: Partial<PlanInput> = { warehouse: "US-3PL", onHand: 0, history: [] };

  it("is moved on the day after it arrives, before anything is bought", () => {
    const [line] = plan({ onHand: 80 }, { ...empty, arrivals: [ship(2, 744)] });
    expect(line?.transfers).toMatchObject([
      {
        from: "US-3PL",
        // 250 are wanted and 80 are there: what else the ship brings would only grow old at the receiver's.
        units: 170,
        leavesOn: on(3),
        arrivesOn: on(10),
        awaits: { shipments: ["SEA-1"], day: on(2), assumed: false },
      },
    ]);
    expect(line).toMatchObject({ state: "move-now", orderQuantity: 0, stockOutDate: on(17) });
    expect(plan({ onHand: 80 })[0]).toMatchObject({ state: "unavoidable" });
  });

  it("cannot avoid a stock-out that comes before it, and still spares a purchase", () => {
    const [line] = plan({ onHand: 10 }, { ...empty, arrivals: [ship(2, 744)] });
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0 });
    expect(line?.reasons[0]?.en).toContain("after the move: ");
  });

  it("counts without a count of the shelf where nothing is sold, and not where something is", () => {
    const uncounted = { onHand: null, onHandDay: null, arrivals: [ship(2, 300)] };
    expect(plan({ onHand: 80 }, { ...empty, ...uncounted })[0]?.transfers).toMatchObject([{ units: 170 }]);
    expect(plan({ onHand: 80 }, { ...empty, ...uncounted, history: sold(120, 1) })[0]?.transfers).toEqual([]);
  });

  it("is left alone where an order of the next review would come as soon", () => {
    // Ordered at the next review, in 30 days, goods can be sold on day 51; a move takes 7 days and leaves on the day after.
    const moved = (day: number) => plan({ onHand: 80 }, { ...empty, arrivals: [ship(day, 744)] })[0]?.transfers?.length;
    expect(moved(42)).toBe(1);
    expect(moved(43)).toBe(0);
  });

  it("says that its day is a guess where nobody gave one", () => {
    const [line] = plan({ onHand: 80 }, { ...empty, arrivals: [{ ...ship(0, 100), day: null }] });
    expect(line?.transfers?.[0]?.awaits).toMatchObject({ assumed: true });
  });

  it("is shared so that both run out together, and leaves the donor its reorder point", () => {
    const [line, donor] = plan({ onHand: 80 }, { warehouse: "US-3PL", onHand: 20, history: sold(120, 1), arrivals: [ship(4, 180)] });
    const [move] = line?.transfers ?? [];
    // On the evening of day 4 there are 16 + 180 at 1 a day, and 60 at 5: 256 last 42.7 days, and the donor keeps as many.
    expect(move).toMatchObject({ leavesOn: on(5), units: 153 });
    expect(move?.runOutDays).toBeCloseTo(42.67, 2);
    expect(16 + 180 - (move?.units ?? 0)).toBeGreaterThanOrEqual(donor?.reorderPoint ?? 0);
  });

  it("bridges the days until a line's own shipment, with no unit more than is missed", () => {
    const later = { onHand: 60, arrivals: [ship(25, 900)] };
    const [line] = plan(later, { ...empty, onHand: 400 });
    // 60 last 12 days, and 25 are to be lived through: 12 without a sale.
    expect(line).toMatchObject({ state: "move-now", orderQuantity: 0, transfers: [{ units: 60, awaits: null }] });
    expect(plan(later)[0]).toMatchObject({ state: "unavoidable", unitsLost: 60 });
  });

  const place = fc.record({
    onHand: fc.nat(300),
    daily: fc.integer({ min: 0, max: 8 }),
    ships: fc.array(fc.record({ in: fc.integer({ min: 1, max: 60 }), units: fc.integer({ min: 1, max: 400 }) }), { maxLength: 3 }),
  });

  it("law: no warehouse gives a unit that it has not, or goes below its reorder point by giving", () => {
    assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 4 }), (places) => {
        const inputs = places.map((p, i) => ({
          warehouse: `W${i}`,
          onHand: p.onHand,
          history: p.daily === 0 ? [] : sold(120, p.daily),
          arrivals: p.ships.map((s, n) => ship(s.in, s.units, `S${i}-${n}`)),
        }));
        const lines = plan(...inputs);
        const all = lines.flatMap((l) => l.transfers ?? []);
        return lines.every((l, i) => {
          const mine = all.filter((m) => m.from === l.warehouse);
          return mine.every((m) => {
            const day = m.awaits?.day ?? l.asOf;
            const alone = planSku([given(inputs[i])], weightedVelocity, () => read)[0]?.ahead?.projection.find((d) => d.day === day)?.stock;
            const came = places[i]?.ships.filter((s) => on(s.in) <= day).reduce((sum, s) => sum + s.units, 0) ?? 0;
            const there = day === l.asOf ? (l.onHand ?? 0) : (alone ?? (l.onHand ?? 0) + came);
            const gone = mine.filter((o) => (o.awaits?.day ?? l.asOf) <= day).reduce((sum, o) => sum + o.units, 0);
            return there - gone >= (l.reorderPoint ?? 0) - 1e-6;
          });
        });
      }),
      { numRuns: 80 },
    );
  });

  it("law: moves only ever lower what is bought", () => {
    assert(
      fc.property(place, place, (a, b) => {
        const input = (p: typeof a, warehouse: string) => ({
          warehouse,
          onHand: p.onHand,
          history: sold(120, p.daily),
          arrivals: p.ships.map((s, n) => ship(s.in, s.units, `${warehouse}-${n}`)),
        });
        return plan(input(a, "A"), input(b, "B")).every((l) => (l.orderQuantity ?? 0) <= (l.orderWithoutTransfers ?? 0));
      }),
      { numRuns: 80 },
    );
  });
});

describe("what was approved", () => {
  it("is on order: it is proposed no more, and is neither stock nor on its way", () => {
    const [line] = plan({ onHand: 100, approved: [approved(150)] });
    expect(line).toMatchObject({ onHand: 100, inbound: 0, onOrder: 150, orderQuantity: 0, coverDays: 20, approvals: [1] });
  });

  it("leaves only the rest to be ordered", () => {
    const all = plan({ onHand: 60 })[0]?.orderQuantity ?? 0;
    expect(plan({ onHand: 60, approved: [approved(40)] })[0]?.orderQuantity).toBe(all - 40);
  });

  it("ends as far as shipments were booked for it, the oldest approval first", () => {
    const two = [approved(100, 1, { day: on(-5) }), approved(50, 2)];
    expect(plan({ approved: two, booked: [{ day: on(-2), units: 120 }] })[0]?.onOrder).toBe(50);
    expect(plan({ approved: two, booked: [{ day: on(-5), units: 120 }] })[0]?.onOrder).toBe(150);
    expect(
      plan({
        approved: two,
        booked: [
          { day: on(-2), units: 30 },
          { day: on(1), units: 90 },
        ],
      })[0]?.onOrder,
    ).toBe(30);
  });

  it("lapses when even the slowest way would have brought it", () => {
    expect(plan({ approved: [approved(90, 1, { day: on(-20) })] })[0]?.onOrder).toBe(90);
    expect(plan({ approved: [approved(90, 1, { day: on(-21) })] })[0]?.onOrder).toBe(0);
  });

  it("comes by its own ways, each in its own time", () => {
    const parts = approved(0, 1, {
      legs: [
        { mode: "air", units: 30 },
        { mode: "sea", units: 70 },
      ],
    });
    const [d] = planSku([given({ routes: [SEA, AIR], approved: [parts] })], weightedVelocity, () => read);
    expect(d?.onOrder.map((a) => [a.day, a.units])).toEqual([
      [on(7), 30],
      [on(21), 70],
    ]);
  });
});
