import type { OrderLeg, PlannedEvent, PlanLine } from "./types.ts";

/** Parts of an order that come after the last day on which an event takes goods, and before the event is over; each for the next such event. */
export function lateForEvent({ legs, demand }: Pick<PlanLine, "legs" | "demand">): readonly { leg: OrderLeg; event: PlannedEvent }[] {
  const events = (demand?.events ?? []).filter((e) => e.uplift > 0);
  return legs.flatMap((leg) => {
    const event = events.find((e) => e.inboundBy !== undefined && e.inboundBy < leg.arrivesOn && leg.arrivesOn <= e.to);
    return event ? [{ leg, event }] : [];
  });
}
