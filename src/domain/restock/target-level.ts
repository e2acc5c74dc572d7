import { buffer, expectedOver } from "./reorder-point.ts";
import type { Demand } from "./types.ts";

/**
 * What an order placed today has to raise stock and pipeline to: it must last until the NEXT order, one review later, arrives.
 * Demand of lead time and review period, and the buffer of both.
 */
export function targetLevel(demand: Demand, leadDays: number, leadSigma: number, reviewDays: number, service: number): number {
  return expectedOver(demand, leadDays + reviewDays) + buffer(demand, leadDays + reviewDays, leadSigma, service);
}
