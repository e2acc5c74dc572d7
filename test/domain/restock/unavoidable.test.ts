import { describe, expect, it } from "vitest";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { planSku } from "../../../src/domain/restock/plan-sku.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import type { OrderQuantity } from "../../../src/domain/restock/order-quantity.ts";
import type { RouteChoice } from "../../../src/domain/restock/route.ts";
import { savedText } from "../../../src/domain/restock/unavoidable.ts";
import { AIR, given, on, read, SEA, sold } from "./given.ts";

const first = (...inputs: Partial<PlanInput>[]) => planSku(inputs.map(given), weightedVelocity, () => read)[0]?.line.reasons[0];
const ship = (in_: number, quantity: number) => ({ shipment: "SEA-1", day: on(in_), quantity, mode: "sea" as const });

describe("a stock-out that no order avoids", () => {
  it("ends when what is on its way comes; the order is for the next one", () => {
    // 10 last two days, 20 on day 10 last four: empty on day 3 and again on day 14, until the ship of day 21.
    expect(first({ onHand: 10, arrivals: [ship(10, 20)] })).toMatchObject({
      en: `cannot be avoided: out on ${on(3)} until 20 arrive on ${on(10)}; the order, by sea (US-SEA), is there on ${on(21)} and ends the stock-out of ${on(14)}`,
      zh: `断货不可避免：${on(3)} 断货，直到 ${on(10)} 在途的 20 件到货；这一单走海运（US-SEA），${on(21)} 到，补上 ${on(14)} 起的断货`,
    });
  });

  it("says so too where the order comes before the shelf is empty again, or nothing else follows", () => {
    expect(first({ onHand: 10, arrivals: [ship(10, 75)] })?.en).toContain(
      `until 75 arrive on ${on(10)}; the order, by sea (US-SEA), is there on ${on(21)}, before the next stock-out on ${on(25)}`,
    );
  });

  it("ends when a move is there, where that is the first", () => {
    const text = first({ onHand: 10 }, { warehouse: "US-3PL", onHand: 60, history: sold(120, 1) })?.en;
    expect(text).toMatch(
      /^after the move: cannot be avoided: out on 2026-11-24 until the move brings \d+ on 2026-11-29; the order, by sea/,
    );
  });

  it("says what comes first only of the order where nothing else comes", () => {
    expect(first({ onHand: 10, routes: [SEA] })?.en).toContain("sea (US-SEA) comes first");
    expect(first({ onHand: 10, arrivals: [ship(2, 20)] })?.en).toBe(
      `cannot be avoided: out on ${on(7)}; what is ordered today comes by sea (US-SEA), on ${on(21)}`,
    );
  });

  it("where nothing more is to be ordered, names what comes first: what is on its way, or what was approved", () => {
    const ordered = {
      id: 7,
      day: on(-1),
      legs: [
        { mode: "air" as const, units: 60 },
        { mode: "sea" as const, units: 200 },
      ],
    };
    expect(first({ onHand: 10, routes: [SEA, AIR], approved: [ordered] })).toEqual({
      en: `out on ${on(3)}, and nothing ordered today comes sooner than the 60 on order by air, expected ${on(6)}`,
      zh: `${on(3)} 断货，今天下单也来不及；${on(6)} 先到空运 60 件（已订未发）`,
    });
    expect(first({ onHand: 10, arrivals: [ship(4, 500)] })).toEqual({
      en: `out on ${on(3)}, and nothing ordered today comes sooner than the 500 on the way, expected ${on(4)}`,
      zh: `${on(3)} 断货，今天下单也来不及；${on(4)} 先到在途的 500 件`,
    });
  });

  it("says why more fly than are saved on average: it may sell fast", () => {
    const choice = { saves: 40, flies: 60 } as RouteChoice;
    const order = { quantity: 80 } as OrderQuantity;
    expect(savedText({ choice, order })).toEqual({
      zh: "平均可救 40 件（按卖得快时的缺口备 60 件）",
      en: "saves 40 units on average (60 fly in case it sells fast)",
    });
    expect(savedText({ choice: { ...choice, flies: 42 }, order }).en).toBe("saves 40 units");
    expect(savedText({ choice, order: { ...order, quantity: 44 } }).zh).toBe("可救 40 件");
  });

  it("praises no way as paying where the order itself does not", () => {
    const routes = [SEA, AIR];
    expect(first({ onHand: 10, routes, unitPrice: 10 })?.en).toContain("sea (US-SEA) is the first that pays");
    expect(first({ onHand: 10, routes, unitPrice: 6 })?.en).toContain("sea (US-SEA) comes first");
  });
});
