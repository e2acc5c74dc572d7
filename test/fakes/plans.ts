import type { Day } from "../../src/domain/calendar/day.ts";
import type { PlanLessons } from "../../src/domain/restock/lessons.ts";
import type { PlanInput, PlanLine, PlanState } from "../../src/domain/restock/types.ts";
import type { InputFilter, PlanFilter, Plans, StockRow } from "../../src/ports/planning.ts";

/** Plans in memory over a list of inputs; what is behind it in earnest is tried by test/store. */
export class FakePlans implements Plans {
  inputsNow: readonly PlanInput[];
  stockNow: readonly StockRow[] = [];
  #asOf: Day | null = null;
  #computedAt: Date | null = null;
  #lines: readonly PlanLine[] = [];
  #lessons: PlanLessons | null = null;
  #before: { readonly asOf: Day; readonly lines: readonly PlanLine[] } | null = null;
  /** `CNY/USD`: what one of the first is worth in the second. */
  ratesNow: Readonly<Record<string, number>> = {};
  replaced = 0;

  constructor(inputs: readonly PlanInput[] = []) {
    this.inputsNow = inputs;
  }

  async *inputs(asOf: Day, filter: InputFilter = {}): AsyncIterable<readonly PlanInput[]> {
    const fits = this.inputsNow.filter(
      (i) =>
        (filter.sku === undefined || i.sku === filter.sku) &&
        (filter.skus?.includes(i.sku) ?? true) &&
        (filter.warehouse === undefined || i.warehouse === filter.warehouse),
    );
    // As the store does: all places of a SKU in one batch.
    const skus = [...Map.groupBy(fits, (i) => i.sku).values()];
    for (let i = 0; i < skus.length; i += 2) yield skus.slice(i, i + 2).flatMap((of) => of.map((input) => ({ ...input, asOf })));
    await Promise.resolve();
  }

  async replace(asOf: Day, lines: AsyncIterable<readonly PlanLine[]>, lessons?: PlanLessons): Promise<number> {
    const all: PlanLine[] = [];
    for await (const batch of lines) all.push(...batch);
    if (this.#asOf !== null && this.#asOf < asOf) this.#before = { asOf: this.#asOf, lines: this.#lines };
    this.#lessons = lessons === undefined ? null : (JSON.parse(JSON.stringify(lessons)) as PlanLessons);
    this.#asOf = asOf;
    this.#computedAt = new Date(`${asOf}T20:00:00Z`);
    // As the store does: through JSON, so that nothing but plain data survives.
    this.#lines = JSON.parse(JSON.stringify(all)) as PlanLine[];
    this.replaced += 1;
    return all.length;
  }

  lessons(): Promise<PlanLessons | null> {
    return Promise.resolve(this.#lessons);
  }

  before(asOf: Day, sku: string): Promise<readonly PlanLine[]> {
    const kept = this.#before !== null && this.#before.asOf < asOf ? this.#before.lines : [];
    return Promise.resolve(kept.filter((l) => l.sku === sku));
  }

  renew(asOf: Day, lines: readonly PlanLine[]): Promise<number> {
    if (this.#asOf !== asOf) return Promise.resolve(0);
    const at = (l: PlanLine): string => `${l.warehouse}/${l.sku}`;
    const fresh = new Set(lines.map(at));
    this.#lines = [...this.#lines.filter((l) => !fresh.has(at(l))), ...(JSON.parse(JSON.stringify(lines)) as PlanLine[])];
    return Promise.resolve(lines.length);
  }

  lines(filter: PlanFilter) {
    const found = this.#lines.filter(
      (l) =>
        (filter.warehouse === undefined || l.warehouse === filter.warehouse) &&
        (filter.store === undefined || l.stores.includes(filter.store)) &&
        (filter.sku === undefined || l.sku === filter.sku) &&
        (filter.states === undefined || filter.states.includes(l.state)),
    );
    const byState: Partial<Record<PlanState, number>> = {};
    for (const l of found) byState[l.state] = (byState[l.state] ?? 0) + 1;
    const lines = found.toSorted((a, b) => (b.moneyAtRisk ?? 0) - (a.moneyAtRisk ?? 0)).slice(0, filter.limit ?? found.length);
    return Promise.resolve({ asOf: this.#asOf, computedAt: this.#computedAt, lines, total: found.length, byState });
  }

  rate(_on: Day, from: string, to: string): Promise<number | null> {
    return Promise.resolve(this.ratesNow[`${from}/${to}`] ?? null);
  }

  stock(_asOf: Day, filter: { readonly sku?: string; readonly store?: string; readonly warehouse?: string; readonly limit?: number }) {
    const rows = this.stockNow.filter(
      (r) => (filter.sku === undefined || r.sku === filter.sku) && (filter.warehouse === undefined || r.warehouse === filter.warehouse),
    );
    return Promise.resolve({ rows: rows.slice(0, filter.limit ?? rows.length), total: rows.length });
  }
}
