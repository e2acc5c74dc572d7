import { describe, expect, it } from "vitest";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { changesSince } from "../../../src/domain/restock/changes.ts";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import { given, read } from "./given.ts";

const line = planLine(given({ onHand: 100 }), weightedVelocity, read);

describe("what changed since yesterday", () => {
  it("is nothing where nothing did", () => {
    expect(changesSince(line, line)).toEqual([]);
  });

  it("names the decision first, then what it rests on", () => {
    const now = { ...line, onHand: 80, orderQuantity: (line.orderQuantity ?? 0) + 20, dailyDemand: (line.dailyDemand ?? 0) * 1.2 };
    expect(changesSince(line, now).map((t) => t.en.split(" ")[0])).toEqual(["order", "stock", "daily"]);
    expect(changesSince(line, now)[1]).toEqual({ zh: "可售库存 100 → 80", en: "stock 100 → 80" });
  });

  it("does not tell of a rate that only trembles, and says when no stock-out is in sight any more", () => {
    expect(changesSince(line, { ...line, dailyDemand: (line.dailyDemand ?? 0) * 1.03 })).toEqual([]);
    expect(changesSince({ ...line, stockOutDate: line.asOf }, { ...line, stockOutDate: null })[0]?.en).toMatch(
      /^stock-out .* → none in sight$/,
    );
  });
});
