import { z } from "zod";
import type { StockOutFacts } from "../domain/alerts/stock-out.ts";
import { parseDay } from "../domain/calendar/day.ts";
import { PLAN_STATES } from "../domain/restock/types.ts";
import type { Alert } from "../ports/alerts.ts";

const Day = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: "custom", message: `"${text}" is not a day (YYYY-MM-DD)` });
  return z.NEVER;
});

const Kept: z.ZodType<StockOutFacts> = z.object({
  sku: z.string(),
  title: z.string().nullable(),
  warehouse: z.string(),
  stores: z.array(z.string()),
  state: z.enum(PLAN_STATES),
  asOf: Day,
  onHand: z.number().nullable(),
  dailyDemand: z.number().nullable(),
  coverDays: z.number().nullable(),
  stockOutDate: Day.nullable(),
  orderQuantity: z.number().nullable(),
  moved: z.number().exactOptional(),
  onOrder: z.number().exactOptional(),
  orderBy: Day.nullable(),
  route: z.string().nullable(),
  arrivesOn: Day.nullable(),
  moneyAtRisk: z.number().nullable(),
  currency: z.string(),
  worth: z.object({ currency: z.string(), rate: z.number() }).exactOptional(),
  simulated: z.boolean(),
});

/** What a stock warning says, of an alert as the store keeps it: any JSON. Throws when the facts are not those of a stock warning. */
export function stockOutFactsOf({ id, subject, facts }: Pick<Alert, "id" | "subject" | "facts">): StockOutFacts {
  const read = Kept.safeParse(facts);
  if (!read.success) throw new Error(`alert ${id} (${subject}) does not hold what a stock warning says: ${z.prettifyError(read.error)}`);
  return read.data;
}
