import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { serviceOf, type Service, serviceText } from "../../../src/domain/restock/service.ts";
import { demandUntil, stockLevels } from "../../../src/domain/restock/stock-levels.ts";
import { shareWithin } from "../../../src/domain/demand/outcomes.ts";
import type { PolicyReader } from "../../../src/domain/policy/reader.ts";
import { demandOf, given, read, SEA } from "./given.ts";

const [sea] = leadTimes(given({ routes: [{ ...SEA, daysP90: 30 }] }), read);
if (sea === undefined) throw new Error("there is a way by sea");
const demand = demandOf(5, 3);
const fill = (price: number): Service => ({ kind: "fill", level: 0.97, price, least: 0.7 });
const levels = (service: Service) => stockLevels(demand, sea, 30, service);

describe("when to order and up to where", () => {
  it("a dearer unit of stock means less of it, but never less than the least cycle service", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true }), (a, b) => {
        const [cheap, dear] = [levels(fill(Math.min(a, b))), levels(fill(Math.max(a, b)))];
        expect(dear.target).toBeLessThanOrEqual(cheap.target);
        expect(dear.cycleService).toBeGreaterThanOrEqual(0.7 - 0.01);
      }),
    );
  });

  it("the reorder point is below the target and lasts for the lead time as surely as the target does for its own", () => {
    const { reorderPoint, target, cycleService } = levels(fill(0.05));
    expect(reorderPoint).toBeLessThan(target);
    expect(shareWithin(demandUntil(demand, sea, 0), reorderPoint)).toBeGreaterThanOrEqual(cycleService - 0.01);
    expect(shareWithin(demandUntil(demand, sea, 30), target)).toBeCloseTo(cycleService, 9);
  });

  it("a launch is bought by the least cycle service, whatever another unit would save: the next review knows more", () => {
    const young = stockLevels({ ...demand, basis: { ...demand.basis, young: true } }, sea, 30, fill(0.01));
    expect(young.cycleService).toBeCloseTo(0.7, 1);
    expect(young.target).toBeLessThan(levels(fill(0.01)).target);
    expect(young.target).toBeGreaterThan(young.expected);
  });

  it("the document's formula is days of sales, and what it promises is told: next to nothing", () => {
    const literal = levels({ kind: "seed-literal", level: 3 });
    expect(literal.target).toBe(5 * (sea.p50 + 3));
    expect(literal.reorderPoint).toBe(literal.target);
    expect(literal.cycleService).toBeLessThan(0.05);
    expect(levels({ kind: "seed-90d", level: 90 }).cycleService).toBeGreaterThan(0.99);
  });
});

describe("what is promised", () => {
  const by =
    (kind: string): PolicyReader =>
    (policy) =>
      policy.id === "restock-service-kind" ? (kind as never) : read(policy);

  it("is a fill rate where all lines together were looked at, by role", () => {
    expect(serviceOf(read, "hero", { "hero/0.97": 0.04 })).toEqual({ kind: "fill", level: 0.97, price: 0.04, least: 0.7 });
    expect(serviceOf(read, "profit", { "hero/0.97": 0.04 })).toEqual({ kind: "cycle", level: 0.95 });
  });

  it("can be set to a cycle service or to the document's formula, and is always named", () => {
    expect(serviceText(serviceOf(by("cycle"), null, {})).en).toBe("cycle service 95%");
    expect(serviceText(serviceOf(by("seed-literal"), null, {})).zh).toBe("文档公式：时效 + 3 天销量");
    expect(serviceText(serviceOf(read, null, { "/0.97": 0.1 })).en).toBe("fill rate 97%");
  });
});
