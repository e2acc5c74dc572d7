import { describe, expect, it } from "vitest";
import { planOfSku, refreshPlan } from "../../src/app/plan.ts";
import { plannerOf } from "../../src/app/planner.ts";
import { addDays } from "../../src/domain/calendar/day.ts";
import { FakePlans } from "../fakes/plans.ts";
import { AS_OF, given, SEA, sold } from "../domain/restock/given.ts";
import { dice, poisson } from "../domain/demand/shops.ts";
import { town } from "./town.ts";

const roll = dice(9);
const shop = (n: number) =>
  Array.from({ length: n }, (_, i) => {
    const rate = 0.5 + 4 * roll();
    return given({
      sku: `SKU-${i}`,
      role: "profit",
      routes: [SEA],
      onHand: Math.round(rate * 20),
      history: sold(180, 0).map((d) => ({ ...d, units: poisson(rate, roll) })),
    });
  });

/** A town whose plans are learnt, not given. */
function learning(plans: FakePlans) {
  const { demandModel: _, ...rest } = town().contextAt(new Date("2026-11-22T09:00:00Z"));
  return { ...rest, plans };
}

describe("a plan that was learnt from all products", () => {
  const plans = new FakePlans(shop(60));

  it("promises a fill rate and says so in each line", async () => {
    const context = learning(plans);
    await refreshPlan(context, AS_OF);
    const { lines } = await plans.lines({});
    expect(lines).toHaveLength(60);
    for (const l of lines) expect(l).toMatchObject({ service: { kind: "fill", level: 0.97 }, demand: { model: "pooled" } });
  });

  it("tells of one SKU what it told of it among all, by what was kept", async () => {
    const context = learning(plans);
    const { lines } = await plans.lines({ sku: "SKU-7" });
    const { details } = await planOfSku(context, AS_OF, "SKU-7");
    expect(JSON.parse(JSON.stringify(details[0]?.line))).toEqual(lines[0]);
  });

  it("uses what it learnt for a month, and learns anew for a day before it or long after", async () => {
    const context = learning(plans);
    expect((await plannerOf(context, addDays(AS_OF, 20))).lessons?.demand.asOf).toBe(AS_OF);
    expect((await plannerOf(context, addDays(AS_OF, -1))).lessons?.demand.asOf).toBe(addDays(AS_OF, -1));
    expect((await plannerOf(context, addDays(AS_OF, 40))).lessons?.demand.asOf).toBe(addDays(AS_OF, 40));
  });
});
