import { firstStockClaimedDays, firstStockLiteralDays, firstStockReading } from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

/** Both readings of the operating document's formula, whole units. */
export interface FirstStock {
  readonly dailySales: number;
  readonly leadDays: number;
  readonly readings: readonly {
    readonly mode: "seed-literal" | "seed-90d";
    readonly salesDays: number;
    readonly units: number;
    /** Days that the units really last. */
    readonly coverDays: number;
  }[];
  /** The reading that the team has settled on; null while it has not. */
  readonly chosen: "seed-literal" | "seed-90d" | null;
  readonly contradiction: Text;
}

/**
 * "First stock = daily sales × 3 + daily sales × days of transit": 5 a day and 20 days are 115 as written, which last 23 days; the document
 * says that they last three months and 20 days, which would be 550. Neither is hidden; which one holds is the team's choice (a policy), and undecided until then.
 */
export function firstStock(dailySales: number, leadDays: number, read: PolicyReader): FirstStock {
  const literalDays = read(firstStockLiteralDays);
  const claimedDays = read(firstStockClaimedDays);
  const reading = (mode: "seed-literal" | "seed-90d", salesDays: number) => ({
    mode,
    salesDays,
    units: Math.ceil(dailySales * (salesDays + leadDays) - 1e-6),
    coverDays: salesDays + leadDays,
  });
  const literal = reading("seed-literal", literalDays);
  const claimed = reading("seed-90d", claimedDays);
  const inForce = read(firstStockReading);
  const chosen = [literal, claimed].find((r) => r.mode === inForce)?.mode ?? null;
  const next: Text =
    chosen === null
      ? { zh: `请团队选定一种（policy set ${firstStockReading.id}）。`, en: `Choose one (policy set ${firstStockReading.id}).` }
      : { zh: "团队已选定一种。", en: "The team has chosen one." };
  return {
    dailySales,
    leadDays,
    readings: [literal, claimed],
    chosen,
    contradiction: {
      zh: `运营文档的公式自相矛盾：按字面“日均×${literalDays}”得 ${figure(literal.units)} 件，只够卖 ${literal.coverDays} 天；按它的说明“3 个月销售”应为 ${figure(claimed.units)} 件。${next.zh}`,
      en: `The operating document contradicts itself: as written (daily sales × ${literalDays}) it buys ${figure(literal.units)}, which last ${literal.coverDays} days; for the three months it promises it would be ${figure(claimed.units)}. ${next.en}`,
    },
  };
}
