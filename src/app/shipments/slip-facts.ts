import { z } from "zod";
import type { SlipFacts } from "../../domain/alerts/eta-slip.ts";
import { parseDay } from "../../domain/calendar/day.ts";
import type { Alert } from "../../ports/alerts.ts";

const Day = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: "custom", message: `"${text}" is not a day (YYYY-MM-DD)` });
  return z.NEVER;
});

const Kept: z.ZodType<SlipFacts> = z.object({
  warehouse: z.string(),
  number: z.string(),
  from: Day,
  to: Day,
  days: z.number(),
  stores: z.array(z.string()),
  skus: z.array(
    z.object({
      sku: z.string(),
      stores: z.array(z.string()),
      outBefore: Day.nullable(),
      outNow: Day.nullable(),
      unitsLost: z.number(),
      moneyAtRisk: z.number().nullable(),
      moneyAdded: z.number().nullable().exactOptional(),
      currency: z.string(),
      worth: z.object({ currency: z.string(), rate: z.number() }).exactOptional(),
      airUnits: z.number(),
      noAir: z.object({ zh: z.string(), en: z.string() }).exactOptional(),
    }),
  ),
  simulated: z.boolean(),
});

/** What a warning of a slip says, of an alert as the store keeps it. Throws when the facts are not those of one. */
export function slipFactsOf({ id, subject, facts }: Pick<Alert, "id" | "subject" | "facts">): SlipFacts {
  const read = Kept.safeParse(facts);
  if (!read.success) throw new Error(`alert ${id} (${subject}) does not hold what a slip says: ${z.prettifyError(read.error)}`);
  return read.data;
}
