/** A small company with everything that a margin rests on, and the same figures by plain loops over the rows. */
import { Decimal } from "decimal.js";
import { addDays, type Day, day, daysBetween } from "../../../src/domain/calendar/day.ts";
import type { AdSpend, Cost, CostKind, FinancialEvent, OrderLine, Return, Review } from "../../../src/domain/facts/facts.ts";
import { decimal, flagged, importFile, type importsOf, line, returned } from "../imports/world.ts";

export const FROM = day("2026-10-26");
const END = day("2026-11-10");
/** Settlements of the American store end here, of the German one never come later than the 3rd. */
export const SETTLED: Readonly<Record<string, Day>> = { us: day("2026-11-06"), de: day("2026-11-03") };
const SKUS = ["A", "B", "C", "D"] as const;
const STORES = ["us", "de"] as const;
const CURRENCY: Readonly<Record<string, string>> = { us: "USD", de: "EUR" };

/** Always the same numbers, and no pattern in them. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type In<T> = T & { readonly store: string };
const between = (from: Day, to: Day): Day[] => Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));

export const ad = (campaign: string, sku: string | null, from: string, more: Partial<AdSpend> = {}): AdSpend => ({
  campaign,
  sku,
  from: day(from),
  to: day(from),
  impressions: 1000,
  clicks: 10,
  spend: decimal("5"),
  sales: decimal("20"),
  units: 1,
  orders: 1,
  attributionDays: 7,
  currency: "USD",
  ...more,
});

const next = random(7);
const some = (n: number): number => Math.floor(next() * n);

export const LINES: readonly In<OrderLine>[] = STORES.flatMap((store) =>
  between(FROM, END).flatMap((d) =>
    SKUS.flatMap((sku, i) => {
      const quantity = 1 + some(4);
      if (next() < 0.3) return [];
      const made = line(`${store}-${d}-${sku}`, sku, quantity, `${quantity * (10 + i * 7)}.50`, d, {
        currency: CURRENCY[store] ?? "",
        ...(next() < 0.3 && { discount: decimal("1.25") }),
      });
      return [{ ...(next() < 0.1 ? flagged(made, "cancelled") : made), store }];
    }),
  ),
);

export const RETURNS: readonly In<Return>[] = LINES.filter((l) => l.flag === null)
  .filter((_, i) => i % 6 === 0)
  .map((l, i) => ({
    ...returned(l.orderId, l.sku, 1, l.day < END ? addDays(l.day, 1) : l.day, {
      disposition: i % 2 === 0 ? "SELLABLE" : "DAMAGED",
      refund: decimal("9.75"),
      currency: CURRENCY[l.store] ?? null,
    }),
    store: l.store,
  }));

/** D has no cost, B begins with one on the 1st of November, A becomes dearer on the 3rd; nobody knows C's duty. */
const cost = (sku: string, kind: CostKind, from: string, amount: string, currency: string): Cost => ({
  sku,
  kind,
  from: day(from),
  amount: decimal(amount),
  currency,
});
export const COSTS: readonly Cost[] = [
  cost("A", "purchase", "2026-01-01", "20", "CNY"),
  cost("A", "purchase", "2026-11-03", "28", "CNY"),
  cost("A", "freight", "2026-01-01", "1.10", "USD"),
  cost("A", "duty", "2026-10-30", "0.40", "USD"),
  cost("B", "purchase", "2026-11-01", "35.5", "CNY"),
  cost("B", "duty", "2026-11-01", "0", "USD"),
  cost("B", "freight", "2026-11-01", "0.9", "USD"),
  cost("C", "purchase", "2026-01-01", "6", "EUR"),
  cost("C", "packaging", "2026-01-01", "0.2", "EUR"),
  cost("D", "freight", "2026-01-01", "2", "USD"),
];

const event = (
  store: string,
  d: Day,
  nth: number,
  type: string,
  sku: string | null,
  amount: string,
  settled: boolean,
): In<FinancialEvent> => ({
  store,
  reference: `S-${d}`,
  nth,
  type,
  sku,
  orderId: null,
  day: d,
  amount: decimal(amount),
  currency: CURRENCY[store] ?? "",
  settled,
});
export const EVENTS: readonly In<FinancialEvent>[] = STORES.flatMap((store) =>
  between(FROM, SETTLED[store] ?? END).flatMap((d, i) => [
    ...SKUS.map((sku, n) =>
      event(store, d, n + 1, n % 2 === 0 ? "commission" : "fba-fee", sku, `-${(1 + some(300) / 100).toFixed(2)}`, d < "2026-11-05"),
    ),
    event(store, d, 10, "subscription", null, "-1.30", true),
    ...(i % 3 === 0
      ? [event(store, d, 11, "customer-return-fee", "A", "-0.70", true), event(store, d, 12, "reimbursement", "C", "2.10", true)]
      : []),
    ...(i % 4 === 0
      ? [event(store, d, 13, "coupon-fee", "A", "-0.60", true), event(store, d, 14, "sponsored-products", null, "-99", true)]
      : []),
    event(store, d, 15, "transfer", null, "-500", true),
    ...(i === 2 ? [event(store, d, 16, "quux", null, "-77", true)] : []),
  ]),
);

export const ADS: readonly In<AdSpend>[] = STORES.flatMap((store) =>
  between(FROM, END).map((d, i) => ({
    ...ad("SP", i % 3 === 0 ? null : "A", d, { spend: decimal((2 + some(500) / 100).toFixed(2)), currency: CURRENCY[store] ?? "" }),
    store,
  })),
);

export const REVIEWS: readonly In<Review>[] = between(FROM, END).map((d, i) => ({
  store: "us",
  externalId: `R${i}`,
  sku: SKUS[i % 4] ?? "A",
  day: d,
  stars: 1 + (i % 5),
  title: null,
  body: null,
}));

const RATES: readonly (readonly [string, string, string, string])[] = [
  ["2026-10-01", "EUR", "USD", "1.10"],
  ["2026-11-02", "EUR", "USD", "1.20"],
  ["2026-10-01", "USD", "CNY", "7.00"],
  ["2026-11-05", "USD", "CNY", "8.00"],
];

/** Into dollars, as the rates stand above. */
export function dollars(amount: Decimal.Value, currency: string, d: Day): Decimal {
  const rate = (base: string) => new Decimal(RATES.filter(([on, b]) => b === base && on <= d).at(-1)?.[3] ?? NaN);
  if (currency === "USD") return new Decimal(amount);
  return currency === "EUR" ? new Decimal(amount).times(rate("EUR")) : new Decimal(amount).div(rate("USD"));
}

/** A row as a file of one store has it. */
function bare<T extends { readonly store: string }>(row: T): Omit<T, "store"> {
  const { store, ...rest } = row;
  if (store === "") throw new Error("a row of no store");
  return rest;
}

export async function importAll(imports: ReturnType<typeof importsOf>): Promise<void> {
  const fx = RATES.map(([on, base, quote, rate]) => ({ day: day(on), base, quote, rate: decimal(rate), source: "test" }));
  await importFile(imports, "fx", fx, { store: null });
  await importFile(imports, "costs", [...COSTS], { store: null });
  for (const store of STORES) {
    const mine = <T extends { readonly store: string }>(rows: readonly T[]) => rows.filter((r) => r.store === store).map(bare);
    await importFile(imports, "order-lines", mine(LINES), { store });
    await importFile(imports, "returns", mine(RETURNS), { store, period: { from: FROM, to: END } });
    await importFile(imports, "financial-events", mine(EVENTS), { store });
    await importFile(imports, "ads", mine(ADS), { store });
  }
  await importFile(imports, "reviews", REVIEWS.map(bare));
}

// ------------------------------------------------------------------ by hand

const since = (sku: string): Day | undefined =>
  COSTS.filter((c) => c.sku === sku && c.kind === "purchase")
    .map((c) => c.from)
    .sort()[0];
const costed = (sku: string | null, d: Day): boolean => sku === null || (since(sku) ?? "9999") <= d;

function unitCost(sku: string, d: Day): Decimal {
  const kinds = new Set(COSTS.filter((c) => c.sku === sku && c.from <= d).map((c) => c.kind));
  return [...kinds].reduce((sum, kind) => {
    const layer = COSTS.filter((c) => c.sku === sku && c.kind === kind && c.from <= d)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .at(-1);
    return layer === undefined ? sum : sum.plus(dollars(layer.amount, layer.currency, d));
  }, new Decimal(0));
}

export interface Slice {
  readonly stores: readonly string[];
  readonly from: Day;
  readonly to: Day;
  readonly skus?: readonly string[];
}

const inside = (s: Slice, row: { readonly store: string; readonly day: Day; readonly sku: string | null }): boolean =>
  s.stores.includes(row.store) &&
  row.day >= s.from &&
  row.day <= s.to &&
  (s.skus === undefined || (row.sku !== null && s.skus.includes(row.sku)));

const net = (l: OrderLine): Decimal => new Decimal(l.amount ?? 0).minus(l.discount ?? 0);
const sum = <T>(rows: readonly T[], value: (row: T) => Decimal): Decimal => rows.reduce((a, r) => a.plus(value(r)), new Decimal(0));
const sales = LINES.filter((l) => l.flag === null);

const CLASS: Readonly<Record<string, string>> = {
  commission: "platform-fees",
  "fba-fee": "platform-fees",
  subscription: "platform-fees",
  "customer-return-fee": "return-fees",
  reimbursement: "return-fees",
  "coupon-fee": "promotion-fees",
};

/** Booked fees, and beyond the last settled day the fees per sales of the settled days: a SKU's own from 20 units on, else its store's. */
function fees(of: string, s: Slice): Decimal {
  const mine = EVENTS.filter((e) => CLASS[e.type] === of);
  let all = sum(
    mine.filter((e) => inside(s, e) && costed(e.sku, e.day)),
    (e) => dollars(e.amount, e.currency, e.day).neg(),
  );
  for (const store of s.stores) {
    const known = sales.filter((l) => l.store === store && l.day <= (SETTLED[store] ?? END));
    const booked = mine.filter((e) => e.store === store);
    const rate = (events: readonly FinancialEvent[], lines: readonly OrderLine[]) =>
      sum(events, (e) => new Decimal(e.amount).neg()).div(sum(lines, net));
    for (const l of sales.filter((x) => x.store === store && x.day > (SETTLED[store] ?? END) && inside(s, x) && costed(x.sku, x.day))) {
      const own = known.filter((x) => x.sku === l.sku);
      const units = own.reduce((n, x) => n + x.quantity, 0);
      const r =
        units >= 20
          ? rate(
              booked.filter((e) => e.sku === l.sku),
              own,
            )
          : rate(
              booked.filter((e) => e.sku !== null),
              known,
            );
      const general =
        s.skus === undefined
          ? rate(
              booked.filter((e) => e.sku === null),
              known,
            )
          : new Decimal(0);
      all = all.plus(dollars(net(l), l.currency, l.day).times(r.plus(general)));
    }
  }
  return all;
}

/** Every measure of a margin, told by loops. */
export function byHand(s: Slice): Readonly<Record<string, Decimal>> {
  const lines = sales.filter((l) => inside(s, l));
  const known = lines.filter((l) => costed(l.sku, l.day));
  const money = (l: OrderLine) => dollars(net(l), l.currency, l.day);
  const back = RETURNS.filter((r) => inside(s, r) && costed(r.sku, r.day));
  const ads = ADS.filter((a) => inside(s, { ...a, day: a.from }));
  return {
    "costable-sales": sum(lines, money),
    "costed-sales": sum(known, money),
    "landed-cost": sum(known, (l) => unitCost(l.sku, l.day).times(l.quantity)),
    "costed-refunds": sum(back, (r) => dollars(r.refund ?? 0, r.currency ?? "", r.day)),
    "goods-back": sum(
      back.filter((r) => r.disposition === "SELLABLE"),
      (r) => unitCost(r.sku, r.day).times(r.quantity),
    ),
    "platform-fees": fees("platform-fees", s),
    "return-fees": fees("return-fees", s),
    "promotion-fees": fees("promotion-fees", s),
    "ad-spend": sum(ads, (a) => dollars(a.spend, a.currency, a.from)),
    "ad-sales": sum(ads, (a) => dollars(a.sales ?? 0, a.currency, a.from)),
    "ad-clicks": new Decimal(ads.reduce((n, a) => n + (a.clicks ?? 0), 0)),
  };
}
