import { z } from "zod";
import { openPromo, PROMO_PLANNERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { reviewOf } from "../app/promo/review.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { promoClosed } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive() });

const round = (n: number): number => Math.round(n * 100) / 100;

/** Keeps what a promotion taught for the next one of its event, and closes it. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id }, context, asker) {
    const promo = await openPromo(context, id);
    const review = await reviewOf(context, promo);
    if (!review.over) {
      throw new UserError(
        "promo-not-over",
        {
          zh: `“${promo.name}”还没结束，或最后一天的销售还没导入。`,
          en: `"${promo.name}" is not over yet, or its last day's sales are not known.`,
        },
        { zh: "看进度：/promo 进度", en: "See how it goes: /promo status" },
      );
    }
    const lines = review.learnt.map((l) => ({ sku: l.sku, category: l.category, units: round(l.units), base: round(l.base) }));
    const entry = promoEntry("promo-close", promo, { skus: lines.length }, context, asker);
    await context.promos.add(id, "outcome", { kind: "outcome", lines }, asker.member.slug, context.now, entry);
    const now = await promoOf(context, id);
    const closed = await context.promos.change(id, { state: "closed" }, now.revision, entry);
    return { message: promoClosed(closed ?? now, lines.length), data: closed ?? now, audited: true };
  },
};
