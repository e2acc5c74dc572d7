import type { PolicyReader } from "../policy/reader.ts";
import type { PlanDetail } from "./detail.ts";
import { jointMinimums } from "./joint-minimum.ts";
import { movesAmong } from "./moves.ts";
import { planDetail } from "./plan-line.ts";
import type { Prices } from "./service.ts";
import type { DemandModel, PlanInput } from "./types.ts";

/**
 * Plans one SKU at all its warehouses together, in the order of the inputs. What one can give another is moved before anything is bought, so
 * that order, route and cash are of what is left to buy.
 */
export function planSku(
  inputs: readonly PlanInput[],
  demandModel: DemandModel,
  readFor: (input: PlanInput) => PolicyReader,
  prices: Prices = {},
): readonly PlanDetail[] {
  const alone = inputs.map((input) => planDetail(input, demandModel, readFor(input), [], prices));
  const moves = movesAmong(alone, (d) => readFor(d.input));
  const details = alone.map((d) => {
    const coming = moves.get(d);
    return coming === undefined ? d : planDetail(d.input, demandModel, readFor(d.input), coming, prices);
  });
  const minimums = jointMinimums(details);
  return details.map((d) => {
    const text = minimums.get(d);
    return text === undefined ? d : { ...d, line: { ...d.line, reasons: [...d.line.reasons, text] } };
  });
}
