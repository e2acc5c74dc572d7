import type { Text } from "../value.ts";
import { LACKS, type Lack } from "./missing.ts";
import { noRateShort } from "./no-rate.ts";
import type { NoRate } from "./exchange.ts";
import type { PlanLine } from "./types.ts";

/** A figure of a plan line by what it is made of: counted stock; demand; both; both and a unit cost; both and a selling price. */
export type PlanFigure = "stock" | "demand" | "ahead" | "cash" | "risk";

const WANTED = {
  stock: [LACKS.stock],
  demand: [LACKS.demand],
  ahead: [LACKS.demand, LACKS.stock],
  cash: [LACKS.demand, LACKS.stock, LACKS.cost],
  risk: [LACKS.demand, LACKS.stock, LACKS.price],
} as const satisfies Record<PlanFigure, readonly Lack[]>;

/** What of a figure may be known in a currency without a rate. */
const RATED: Partial<Record<PlanFigure, NoRate["of"]>> = { cash: "cost", risk: "price" };

const NOT_SELLING: Text = { zh: "近期没有销量", en: "nothing sold lately" };
const UNKNOWN: Text = { zh: "未知", en: "not known" };

/** Why this very figure has no value. What else the line lacks is said once beside it, not in each cell. */
export function lackOfFigure(line: Pick<PlanLine, "dailyDemand" | "missing" | "noRates">, figure: PlanFigure): Text {
  // Nothing but a count makes a stock, whatever else is missing.
  if (figure === "stock") return LACKS.stock.text;
  if (line.dailyDemand === 0) return NOT_SELLING;
  const said = (lack: Lack): boolean => line.missing.some((t) => t.en === lack.text.en);
  const lack = WANTED[figure].find(said);
  if (lack === undefined) {
    const rate = (line.noRates ?? []).find((r) => r.of === RATED[figure]);
    return rate === undefined ? UNKNOWN : noRateShort(rate);
  }
  if (lack !== LACKS.demand) return lack.text;
  // Why there is no estimate is in the line's own words.
  const because = line.missing.filter((t) => t.en !== lack.text.en);
  return { zh: [lack.text, ...because].map((t) => t.zh).join("："), en: [lack.text, ...because].map((t) => t.en).join(": ") };
}
