import type { PlannedEvent } from "../restock/types.ts";
import type { PlannedQuantity, Promo } from "./types.ts";

/** What the plan of restock counts of a promotion, of one confirmed line. */
export function plannedEvent(promo: Promo, { uplift, alone }: PlannedQuantity): PlannedEvent {
  const { name, from, to, inboundBy } = promo;
  return { id: `promo-${promo.id}`, name: { zh: name, en: name }, from, to, inboundBy, uplift, ...(alone !== undefined && { alone }) };
}
