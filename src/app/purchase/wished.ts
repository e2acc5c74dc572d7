import { z } from "zod";
import { parseDay } from "../../domain/calendar/day.ts";
import { minorDigits, money, multiply, rounded } from "../../domain/money/money.ts";
import { effectOf, legsFor } from "../../domain/purchase/wish.ts";
import type { PlanDetail } from "../../domain/restock/detail.ts";
import type { OrderLeg, PlanLine } from "../../domain/restock/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { NewPurchase } from "../../ports/purchases.ts";
import type { Asker, Context } from "../types.ts";

const Day = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue("a day (YYYY-MM-DD)");
  return z.NEVER;
});

/** What a person wants instead of what the plan proposes. */
export const Wish = z.object({
  legs: z
    .array(z.object({ lane: z.string().nullable(), units: z.int().positive() }))
    .min(1)
    .max(4)
    .readonly(),
  neededBy: Day.nullable(),
  note: z.string().nullable(),
});
export type Wish = z.infer<typeof Wish>;

/** The legs of a wish; a lane that was taken out since is told. */
export function wishedLegs(detail: PlanDetail, wish: Wish): readonly OrderLeg[] {
  const legs = legsFor(detail, wish.legs);
  if (legs) return legs;
  const lanes = detail.times.flatMap((t) => t.route?.lane ?? []);
  throw new UserError(
    "unknown-lane",
    { zh: `到 ${detail.line.warehouse} 已没有这条头程线路。`, en: `There is no such lane to ${detail.line.warehouse} any more.` },
    { zh: `现有线路：${lanes.join("、") || "无"}`, en: `Lanes: ${lanes.join(", ") || "none"}` },
  );
}

/** What a line costs in the company's currency; null where a cost or a rate is missing. */
export function worthOf(cash: number | null, line: Pick<PlanLine, "currency" | "worth">, companyCurrency: string): string | null {
  if (cash === null) return null;
  if (line.currency === companyCurrency) return rounded(money(cash, line.currency)).amount.toFixed();
  if (line.worth?.currency !== companyCurrency) return null;
  return rounded(multiply(money(cash, companyCurrency), line.worth.rate)).amount.toFixed();
}

/** What is decided: the plan's proposal, or a person's wish, as a purchase without anybody's yes yet. */
export async function decided(
  context: Pick<Context, "company" | "now">,
  asker: Pick<Asker, "member">,
  detail: PlanDetail,
  wish: Wish | null,
): Promise<NewPurchase> {
  const { line } = detail;
  const legs = wish === null ? line.legs : wishedLegs(detail, wish);
  const cash = wish === null ? line.cash : effectOf(detail, legs).cash;
  const { currency } = await context.company.company();
  const proposed = line.orderQuantity ?? 0;
  const quantity = legs.reduce((sum, l) => sum + l.units, 0);
  return {
    sku: line.sku,
    warehouse: line.warehouse,
    quantity,
    proposed: quantity === proposed ? null : proposed,
    mode: legs[0]?.mode ?? null,
    legs: legs.map((l) => ({ mode: l.mode, units: l.units, lane: l.route, arrivesOn: l.arrivesOn })),
    cash: cash === null ? null : { amount: cash.toFixed(minorDigits(line.currency)), currency: line.currency },
    worth: worthOf(cash, line, currency),
    planAsOf: line.asOf,
    neededBy: wish?.neededBy ?? null,
    note: wish?.note ?? null,
    by: asker.member.slug,
    at: context.now,
  };
}
