import type { Decimal } from "decimal.js";
import type { Maybe } from "../../value.ts";
import type { KpiAsk, SplitRow } from "./ask.ts";
import { change, mood } from "./change.ts";
import { evaluate, measuresOf } from "./evaluate.ts";
import type { Loaded } from "./load.ts";
import { type Judgement, thin } from "./marks.ts";
import { addsOverSkus } from "./measure-words.ts";

function addsUp(ask: KpiAsk): boolean {
  if (ask.kpi.denominator !== null) return false;
  return ask.split === "store" || measuresOf(ask.kpi).every(addsOverSkus);
}

const rank = (row: SplitRow): number => (row.figure.value.kind === "missing" ? 2 : row.thin === null ? 0 : 1);

function order(a: SplitRow, b: SplitRow): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const [x, y] = [a.figure.value, b.figure.value];
  if (x.kind === "value" && y.kind === "value" && !x.value.eq(y.value)) return y.value.comparedTo(x.value);
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Members of a split, largest first. A store without any fact is still a row: silence would look like a small store. */
export function rankMembers(ask: KpiAsk, now: Loaded, before: Loaded | null, how: Judgement, judged: boolean): SplitRow[] {
  const { kpi } = ask;
  const values = new Map((now.members?.rows ?? []).map((r) => [r.key, r.values]));
  const earlier = new Map((before?.members?.rows ?? []).map((r) => [r.key, r.values]));
  const keys = new Set<string>(ask.split === "store" ? ask.scope.stores : []);
  for (const key of values.keys()) if (key !== null) keys.add(key);
  const whole = now.figure.value;
  return [...keys]
    .map((key): SplitRow => {
      const figure = evaluate(kpi, values.get(key), { period: now.window, days: now.days });
      const past = before === null ? null : evaluate(kpi, earlier.get(key), { period: before.window, days: before.days });
      const tooThin = thin(figure, how);
      const moved = past === null ? null : change(kpi, figure.value, past.value);
      return {
        key,
        figure,
        thin: tooThin,
        share: addsUp(ask) ? shareOf(figure.value, whole) : null,
        before: past?.value ?? null,
        change: moved,
        mood: moved === null ? "neutral" : mood(kpi, moved, judged && tooThin === null && past !== null && thin(past, how) === null),
      };
    })
    .toSorted(order);
}

function shareOf(part: Maybe<Decimal>, whole: Maybe<Decimal>): Decimal | null {
  if (part.kind === "missing" || whole.kind === "missing" || !whole.value.gt(0)) return null;
  return part.value.div(whole.value);
}
