import { Decimal } from "decimal.js";
import { type Maybe, present } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureId } from "../measure.ts";
import type { KpiAsk, SplitRow } from "./ask.ts";
import { type Alikeness, comparableChange } from "./alike.ts";
import { change, mood } from "./change.ts";
import { coveredDaysOf } from "./covered-days.ts";
import { evaluate, type MeasureValues, measuresOf } from "./evaluate.ts";
import type { Loaded } from "./load.ts";
import { type Judgement, thin } from "./marks.ts";
import { addsOverSkus, noneWithoutRow } from "./measure-words.ts";

function addsUp(ask: KpiAsk): boolean {
  if (ask.kpi.denominator !== null) return false;
  return ask.split === "store" || measuresOf(ask.kpi).every(addsOverSkus);
}

const rank = (row: SplitRow): number => (row.figure.value.kind === "missing" ? 2 : row.thin === null ? 0 : 1);

/** Amounts begin with the largest; of a ratio comes first what needs attention, which is the smallest one where less is worse. */
export const smallestFirst = (kpi: Pick<Kpi, "denominator" | "good">): boolean => kpi.denominator !== null && kpi.good === "up";

const order =
  (kpi: Kpi) =>
  (a: SplitRow, b: SplitRow): number => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    const [x, y] = [a.figure.value, b.figure.value];
    if (x.kind === "value" && y.kind === "value" && !x.value.eq(y.value))
      return smallestFirst(kpi) ? x.value.comparedTo(y.value) : y.value.comparedTo(x.value);
    // An ACoS without a sale is infinite: the more was spent on it, the worse.
    const [spent, less] = [a.figure.numerator, b.figure.numerator];
    if (x.kind === "missing" && y.kind === "missing" && spent.kind === "value" && less.kind === "value" && !spent.value.eq(less.value))
      return less.value.comparedTo(spent.value);
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  };

/** The sums of a SKU: what its row does not name is nothing where the whole is known, and unknown where the whole is. */
function ofSku(ask: KpiAsk, values: MeasureValues | undefined, whole: MeasureValues | undefined): MeasureValues {
  const filled: Partial<Record<MeasureId, Maybe<Decimal>>> = { ...values };
  for (const measure of measuresOf(ask.kpi))
    if (filled[measure] === undefined && noneWithoutRow(measure) && whole?.[measure]?.kind === "value")
      filled[measure] = present(new Decimal(0));
  return filled;
}

/** Members of a split, amounts largest first and ratios worst first. A store without any fact is still a row: silence would look like a small store. */
export function rankMembers(ask: KpiAsk, now: Loaded, before: Loaded | null, how: Judgement, alike: Alikeness): SplitRow[] {
  const { kpi } = ask;
  const values = new Map((now.members?.rows ?? []).map((r) => [r.key, r.values]));
  const earlier = new Map((before?.members?.rows ?? []).map((r) => [r.key, r.values]));
  const keys = new Set<string>(ask.split === "store" ? ask.scope.stores : []);
  for (const key of values.keys()) if (key !== null) keys.add(key);
  const whole = now.figure.value;
  const of = (rows: ReadonlyMap<string | null, MeasureValues>, key: string, all: Loaded): MeasureValues | undefined =>
    ask.split === "sku" ? ofSku(ask, rows.get(key), all.total) : rows.get(key);
  return [...keys]
    .map((key): SplitRow => {
      const figure = evaluate(kpi, of(values, key, now), { period: now.window, days: daysOf(now, key) });
      const past = before === null ? null : evaluate(kpi, of(earlier, key, before), { period: before.window, days: daysOf(before, key) });
      const tooThin = thin(figure, how);
      const moved = past === null ? null : comparableChange(change(kpi, figure.value, past.value), alike);
      return {
        key,
        figure,
        thin: tooThin,
        share: addsUp(ask) ? shareOf(figure.value, whole) : null,
        before: past?.value ?? null,
        change: moved,
        mood: moved === null ? "neutral" : mood(kpi, moved, alike.verdict && tooThin === null && past !== null && thin(past, how) === null),
      };
    })
    .toSorted(order(kpi));
}

/** A store is known on days of its own; SKUs are known when their stores are. */
const daysOf = ({ members, window, days }: Loaded, key: string): Decimal =>
  members?.coverageOf === undefined ? days : coveredDaysOf(window, members, key);

function shareOf(part: Maybe<Decimal>, whole: Maybe<Decimal>): Decimal | null {
  if (part.kind === "missing" || whole.kind === "missing" || !whole.value.gt(0)) return null;
  return part.value.div(whole.value);
}
