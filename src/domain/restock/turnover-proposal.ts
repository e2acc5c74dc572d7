import {
  cycleMonths,
  fastCycleMonths,
  fastTurns,
  fastUplift,
  lowInventoryFeeDays,
  slowCut,
  slowTurns,
} from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

const MONTH = 30;

/** What the operating document would change in the next order, and what speaks against it. A proposal, never applied by itself. */
export interface TurnoverProposal {
  readonly turnsPerMonth: number;
  readonly band: "fast" | "normal" | "slow";
  /** Factor on the next order: 1.3, 1 or 0.5. */
  readonly factor: number;
  readonly cycleMonths: number;
  /** Cover at which each rule begins: more than 2 turns a month are less than 15 days, less than 1 are more than 30. */
  readonly fastBelowDays: number;
  readonly slowAboveDays: number;
  readonly conflicts: readonly Text[];
}

/** What the next order is multiplied by in each band. */
export function turnoverFactors(read: PolicyReader): Readonly<Record<TurnoverProposal["band"], number>> {
  return { fast: 1 + read(fastUplift), normal: 1, slow: 1 - read(slowCut) };
}

/** Turns a month ⇔ 30 ÷ cover days. `fba`: Amazon keeps the goods, and charges for too few of them. null without cover: an empty shelf turns infinitely often and says nothing. */
export function turnoverProposal(coverDays: number | null, leadDays: number, read: PolicyReader, fba = true): TurnoverProposal | null {
  if (coverDays === null || coverDays <= 0) return null;
  const turns = MONTH / coverDays;
  const fast = read(fastTurns);
  const slow = read(slowTurns);
  const band = turns > fast ? "fast" : turns < slow ? "slow" : "normal";
  const factor = turnoverFactors(read)[band];
  const fastBelowDays = fast > 0 ? MONTH / fast : Number.POSITIVE_INFINITY;
  const slowAboveDays = slow > 0 ? MONTH / slow : Number.POSITIVE_INFINITY;
  const fee = read(lowInventoryFeeDays);
  const cycle = read(cycleMonths);
  const conflicts: Text[] = [
    {
      zh: `每月周转 ${slow}–${fast} 次等于可售 ${figure(fastBelowDays)}–${figure(slowAboveDays)} 天`,
      en: `${slow} to ${fast} turns a month are ${figure(fastBelowDays)} to ${figure(slowAboveDays)} days of cover`,
    },
  ];
  if (fba && fastBelowDays < fee)
    conflicts.push({ zh: `FBA 可售低于 ${fee} 天会收低库存费`, en: `below ${fee} days FBA charges its low-inventory fee` });
  if (leadDays > slowAboveDays)
    conflicts.push({
      zh: `到货要 ${figure(leadDays)} 天，可售压到 ${figure(slowAboveDays)} 天以下会在补货途中断货`,
      en: `goods take ${figure(leadDays)} days to arrive: with less than ${figure(slowAboveDays)} days of cover the shelf empties while they travel`,
    });
  if (band === "fast" && coverDays < leadDays)
    conflicts.push({
      zh: "周转高是因为库存快见底，不是销量变好；计划的下单量已经补足",
      en: "it turns fast because the shelf is nearly empty, not because more is sold; the planned quantity already makes up for it",
    });
  if (band === "slow")
    conflicts.push({
      zh: `同一份文档按 ${cycle} 个月补一次货，平均周转约 ${figure(2 / cycle, 2)} 次/月，照此几乎每个海运 SKU 都会被减半`,
      en: `the same document orders every ${cycle} months, about ${figure(2 / cycle, 2)} turns a month: taken literally, nearly every SKU that goes by sea is halved`,
    });
  return {
    turnsPerMonth: turns,
    band,
    factor,
    cycleMonths: band === "fast" ? read(fastCycleMonths) : cycle,
    fastBelowDays,
    slowAboveDays,
    conflicts,
  };
}
