import { z } from "zod";
import { openPromo, PROMO_DECIDERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { type PromoPlan, planPromo } from "../app/promo/plan.ts";
import { renewPlan } from "../app/promo/renew.ts";
import type { Action, Context } from "../app/types.ts";
import type { PlannedQuantity } from "../domain/promo/types.ts";
import { UserError } from "../domain/user-error.ts";
import { promoConfirmed } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive() });

const round = (n: number): number => Math.round(n * 10) / 10;

/** What the plan counts from now on: the uplift of all that the warehouse sells, so that the other stores' part stays as it is. */
function quantitiesOf(plan: PromoPlan): readonly PlannedQuantity[] {
  return plan.lines.flatMap((l): PlannedQuantity[] =>
    l.forecast === null
      ? []
      : [
          {
            sku: l.sku,
            warehouse: l.warehouse,
            units: l.buy ?? 0,
            // The plan lays it on its own usual days, which do not know of a season that these sales rest on.
            uplift: Math.round((l.multiplier * l.forecast.season - 1) * l.share * 1000) / 1000,
            alone: Math.round((l.multiplier - 1) * 1000) / 1000,
            expected: round(l.forecast.expected),
            low: round(l.forecast.low),
            high: round(l.forecast.high),
            base: round(l.forecast.base),
          },
        ],
  );
}

/** Confirms forecast and quantities as they are shown. Nothing is ordered by it; the plan of restock counts them. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_DECIDERS,
  repeatable: false,
  // Other quantities are another decision.
  async version({ promo: id }, context: Context) {
    const plan = await planPromo(context, await promoOf(context, id));
    return quantitiesOf(plan)
      .map((l) => `${l.warehouse}/${l.sku}:${l.units}:${l.uplift}`)
      .join(" ");
  },
  async run({ promo: id }, context, asker) {
    const promo = await openPromo(context, id);
    const plan = await planPromo(context, promo);
    if (plan.today > promo.to) {
      throw new UserError(
        "promo-over",
        {
          zh: `“${promo.name}”已在 ${promo.to} 结束，不能再确认备货量。`,
          en: `"${promo.name}" ended on ${promo.to}: there is nothing left to confirm.`,
        },
        { zh: "看结果：/promo 复盘", en: "See what came of it: /promo review" },
      );
    }
    const lines = quantitiesOf(plan);
    const cost = plan.cost === null ? null : { amount: Math.round(plan.cost * 100) / 100, currency: plan.currency };
    const units = lines.reduce((s, l) => s + l.units, 0);
    const entry = promoEntry("promo-confirm", promo, { skus: lines.length, units }, context, asker);
    // Of one state of the promotion there is one confirmation, whoever presses.
    const form = `confirm ${promo.revision}`;
    const added = await context.promos.add(id, form, { kind: "quantities", lines, cost }, asker.member.slug, context.now, entry);
    await renewPlan(context, id);
    return { message: promoConfirmed(plan, lines), data: added, audited: true };
  },
};
