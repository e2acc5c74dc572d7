import type { Change } from "../domain/kpi/engine/change.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { type Money, money, toJson } from "../domain/money/money.ts";
import type { Maybe } from "../domain/value.ts";
import type { Value } from "../message/message.ts";

/** An exact number as the domain hands it out. */
type Exact = Money["amount"];
type MaybeExact = Maybe<Exact>;
type Marked = Pick<Kpi, "unit" | "sensitivity"> & Partial<Pick<Kpi, "scale">>;

const TIMES = { zh: "次", en: "×" } as const;
const TIMES_A_MONTH = { zh: "次/30天", en: "× per 30 days" } as const;

function amount(kpi: Marked, value: Exact, currency: string): Value {
  switch (kpi.unit) {
    case "money":
      return { kind: "money", ...toJson(money(value, currency)) };
    case "count":
      return { kind: "count", count: value.toNumber() };
    case "percent":
      return { kind: "percent", ratio: value.toNumber() };
    case "days":
      return { kind: "days", days: value.toNumber() };
    case "times":
      return {
        kind: "number",
        number: value.toNumber(),
        digits: 2,
        unit: kpi.scale === "thirty-over-days-of-period" ? TIMES_A_MONTH : TIMES,
      };
    case "number":
      return { kind: "number", number: value.toNumber(), digits: 2 };
  }
}

/** A figure as a value of a message: its unit and its sensitivity are those of the KPI. */
export function kpiValue(kpi: Marked, value: MaybeExact, currency: string): Value {
  const shown: Value = value.kind === "missing" ? value : amount(kpi, value.value, currency);
  return { ...shown, sensitivity: kpi.sensitivity };
}

/** A change: percent for amounts, points for rates, the amount itself where there was nothing before. */
export function changeValue(kpi: Marked, change: Change, currency: string): Value {
  const marked = (v: Value): Value => ({ ...v, sensitivity: kpi.sensitivity, signed: true });
  switch (change.kind) {
    case "none":
      return { kind: "missing", because: change.because, sensitivity: kpi.sensitivity };
    case "relative":
      return marked({ kind: "percent", ratio: change.ratio.toNumber() });
    case "points":
      return marked({ kind: "number", number: change.ratio.toNumber() * 100, digits: 1, unit: { zh: "个百分点", en: "pp" } });
    case "absolute":
      return marked(amount(kpi, change.amount, currency));
  }
}

/** A figure for `--json`: a share of one, a number, or money with its currency; null where there is none. */
export function kpiJson(kpi: Marked, value: MaybeExact, currency: string): number | { amount: string; currency: string } | null {
  if (value.kind === "missing") return null;
  return kpi.unit === "money" ? toJson(money(value.value, currency)) : value.value.toNumber();
}

/** A figure for a chart. */
export const plotted = (value: MaybeExact): number | null => (value.kind === "missing" ? null : value.value.toNumber());
