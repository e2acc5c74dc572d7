import { coveredDays } from "../../domain/kpi/engine/covered-days.ts";
import { evaluate } from "../../domain/kpi/engine/evaluate.ts";
import type { Coverage } from "../../domain/kpi/engine/ask.ts";
import type { MeasureId, MeasureRow } from "../../domain/kpi/measure.ts";
import { median } from "../../domain/median.ts";
import { fastTurns, slowTurns } from "../../domain/policy/declared/stocking-rules.ts";
import { type SkuMonth, type StockLoss, stockLosses } from "../../domain/retro/stock-loss.ts";
import { turnoverFactors, turnoverProposal } from "../../domain/restock/turnover-proposal.ts";
import type { Text } from "../../domain/value.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

export interface Turning {
  readonly sku: string;
  readonly turns: number;
  readonly units: number;
  readonly meanStock: number;
  readonly daysOut: number;
}

export interface StockReview {
  readonly losses: readonly StockLoss[];
  readonly fast: readonly Turning[];
  readonly slow: readonly Turning[];
  readonly fastAbove: number;
  readonly slowBelow: number;
  readonly upliftOfFast: number;
  readonly cutOfSlow: number;
  /** What speaks against taking the turnover rules literally. */
  readonly conflicts: readonly Text[];
  /** SKUs that the snapshots speak of. */
  readonly skus: number;
  readonly snapshotDays: number | null;
  readonly coverage: Coverage;
  readonly notes: readonly Text[];
}

const MEASURES: readonly MeasureId[] = ["units", "sales-valid", "stock-average", "sku-days", "sku-days-in-stock"];
const LEADS = 500;
/** Days over which turns are counted. */
const MONTH = 30;

function told(row: MeasureRow, id: MeasureId): number | null {
  const value = row.values[id];
  return value?.kind === "value" ? value.value.toNumber() : null;
}

/** What stock did in the month: what its absence cost, what turned too fast and too slowly, by SKU. */
export async function stockReview(context: Context, f: Frame): Promise<StockReview> {
  const query = { scope: { stores: f.codes }, period: f.period, currency: f.currency, asOf: f.today };
  const answer = await f.read({ ...query, measures: MEASURES, by: "sku" });
  // Store by store: a shelf that is full in one store does not fill the empty one of another.
  const byStore = await Promise.all(
    f.codes.map(async (store) => ({
      store,
      told: f.codes.length === 1 ? answer : await f.read({ ...query, scope: { stores: [store] }, measures: MEASURES, by: "sku" }),
    })),
  );
  const whole = await f.read({ ...query, measures: ["snapshot-days"] });
  const snapshots = whole.rows.find((r) => r.key === null)?.values["snapshot-days"];
  const turnover = context.kpis.get("turnover");
  const span = { period: f.period, days: coveredDays(f.period, answer.coverage) };

  const months: SkuMonth[] = [];
  const daysOut = new Map<string, number>();
  for (const { store, told: own } of byStore) {
    const salesDays = coveredDays(f.period, own.coverage).toNumber();
    for (const row of own.rows) {
      const days = told(row, "sku-days");
      const daysInStock = told(row, "sku-days-in-stock");
      if (row.key === null || days === null || daysInStock === null || days === 0) continue;
      const sold = { units: told(row, "units"), sales: told(row, "sales-valid") };
      months.push({ sku: row.key, store, ...sold, salesDays, days, daysInStock });
      daysOut.set(row.key, (daysOut.get(row.key) ?? 0) + days - daysInStock);
    }
  }
  const turning: Turning[] = [];
  for (const row of answer.rows) {
    const out = row.key === null ? undefined : daysOut.get(row.key);
    const turns = turnover && evaluate(turnover, row.values, span).value;
    const meanStock = told(row, "stock-average");
    const units = told(row, "units");
    if (row.key !== null && out !== undefined && turns?.kind === "value" && meanStock !== null && units !== null) {
      turning.push({ sku: row.key, turns: turns.value.toNumber(), units, meanStock, daysOut: out });
    }
  }

  const fastAbove = f.rules(fastTurns);
  const slowBelow = f.rules(slowTurns);
  const fast = turning.filter((x) => x.turns > fastAbove).toSorted((a, b) => b.turns - a.turns);
  // Most stock first: that is where the money lies.
  const slow = turning.filter((x) => x.turns < slowBelow).toSorted((a, b) => b.meanStock - a.meanStock);

  const plan = await context.plans.lines({ limit: LEADS });
  const lead = Math.round(median(plan.lines.map((l) => l.leadDaysP50).filter((d) => d !== null)) ?? 0);
  const factors = turnoverFactors(f.rules);
  // What speaks against the rule for any of these SKUs, each reason once.
  const proposals = [...fast, ...slow].map((x) => turnoverProposal(MONTH / x.turns, lead, f.rules));
  const conflicts = new Map(proposals.flatMap((p) => p?.conflicts ?? []).map((c) => [c.en, c]));
  return {
    losses: stockLosses(months),
    fast,
    slow,
    fastAbove,
    slowBelow,
    upliftOfFast: factors.fast - 1,
    cutOfSlow: 1 - factors.slow,
    conflicts: [...conflicts.values()],
    skus: daysOut.size,
    snapshotDays: snapshots?.kind === "value" ? snapshots.value.toNumber() : null,
    coverage: answer.coverage,
    notes: [...answer.notes, ...whole.notes],
  };
}
