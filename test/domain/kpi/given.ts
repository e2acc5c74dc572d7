import { Decimal } from "decimal.js";
import { day } from "../../../src/domain/calendar/day.ts";
import { type Period, period } from "../../../src/domain/calendar/period.ts";
import { answerKpi } from "../../../src/domain/kpi/engine/answer.ts";
import type { KpiAnswer, KpiAsk } from "../../../src/domain/kpi/engine/ask.ts";
import type { Kpi } from "../../../src/domain/kpi/kpi.ts";
import { type Maybe, present } from "../../../src/domain/value.ts";
import { type FakeBooks, FakeFacts } from "../../fakes/facts.ts";
import { declaredKpis } from "../../fakes/kpis.ts";

export const kpis = await declaredKpis();
export const kpi = (id: string): Kpi => {
  const found = kpis.get(id);
  if (found === undefined) throw new Error(`no KPI ${id}`);
  return found;
};
export const span = (from: string, to: string): Period => period(day(from), day(to));
export const OCTOBER = span("2026-10-01", "2026-10-31");
export const d = (n: Decimal.Value): Maybe<Decimal> => present(new Decimal(n));
export const told = (m: Maybe<Decimal>): number | string => (m.kind === "value" ? m.value.toNumber() : m.because.en);

export function ask(id: string, change: Partial<KpiAsk> = {}): KpiAsk {
  return {
    kpi: kpi(id),
    scope: { stores: ["us"] },
    period: OCTOBER,
    toDate: null,
    comparison: { kind: "previous" },
    split: null,
    currency: "USD",
    today: day("2026-11-22"),
    policy: (policy) => ({ policy, value: policy.default, override: null }),
    ...change,
  };
}

export async function answer(
  books: FakeBooks,
  id: string,
  change: Partial<KpiAsk> = {},
): Promise<KpiAnswer & { readonly questions: number }> {
  const facts = new FakeFacts(books);
  const found = await answerKpi(ask(id, change), (q) => facts.read(q));
  return { ...found, questions: facts.asked.length };
}

export const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
export const ALL = { us: { from: "2026-01-01", to: "2026-11-21" } };
