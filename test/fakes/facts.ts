import { Decimal } from "decimal.js";
import { addDays, type Day, daysBetween } from "../../src/domain/calendar/day.ts";
import { days } from "../../src/domain/calendar/period.ts";
import {
  MEASURES,
  type MeasureAnswer,
  type MeasureId,
  type MeasureQuery,
  type MeasureRow,
  type StoreDays,
} from "../../src/domain/kpi/measure.ts";
import { type Maybe, missing, present } from "../../src/domain/value.ts";
import type { Facts } from "../../src/ports/facts.ts";

interface FakeLine {
  readonly store: string;
  readonly day: string;
  readonly order: string;
  readonly sku: string;
  readonly units: number;
  readonly sales: string;
  readonly discount?: string;
  readonly cancelled?: boolean;
}
interface FakeReturn {
  readonly store: string;
  readonly orderDay: string;
  readonly day: string;
  readonly sku: string;
  readonly units: number;
  readonly refund: string;
}
interface FakeTraffic {
  readonly store: string;
  readonly day: string;
  readonly sku: string | null;
  readonly sessions: number;
  readonly units: number;
}
interface FakeStock {
  readonly store: string;
  readonly day: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface FakeBooks {
  readonly lines?: readonly FakeLine[];
  readonly returns?: readonly FakeReturn[];
  readonly traffic?: readonly FakeTraffic[];
  readonly stock?: readonly FakeStock[];
  readonly categories?: Readonly<Record<string, string>>;
  /** Days that the imported order files cover, by store. */
  readonly covered: Readonly<Record<string, { readonly from: string; readonly to: string }>>;
}

/** Facts over a short list in memory, by the definitions of domain/kpi/measure.ts; remembers what it was asked. */
export class FakeFacts implements Facts {
  readonly asked: MeasureQuery[] = [];
  readonly #books: FakeBooks;
  constructor(books: FakeBooks) {
    this.#books = books;
  }

  read(query: MeasureQuery): Promise<MeasureAnswer> {
    this.asked.push(query);
    return Promise.resolve(new Reading(this.#books, query).answer());
  }
}

const sum = (numbers: readonly (number | string)[]): Decimal => numbers.reduce<Decimal>((a, b) => a.plus(b), new Decimal(0));

class Reading {
  readonly #books: FakeBooks;
  readonly #q: MeasureQuery;
  constructor(books: FakeBooks, query: MeasureQuery) {
    this.#books = books;
    this.#q = query;
  }

  #mine<T extends { readonly store: string; readonly sku: string | null }>(facts: readonly T[] | undefined): T[] {
    const { scope } = this.#q;
    return (facts ?? []).filter(
      (f) =>
        scope.stores.includes(f.store) &&
        (scope.sku === undefined || f.sku === scope.sku) &&
        (scope.category === undefined || (f.sku !== null && this.#books.categories?.[f.sku] === scope.category)),
    );
  }

  #within(day: string): boolean {
    return day >= this.#q.period.from && day <= this.#q.period.to && day <= this.#q.asOf;
  }

  #isCovered(store: string, day: string): boolean {
    const c = this.#books.covered[store];
    return c !== undefined && day >= c.from && day <= c.to && day <= this.#q.asOf;
  }

  #keys(): (string | null)[] {
    const { by, period, scope } = this.#q;
    if (by === undefined) return [null];
    switch (by) {
      case "store":
        return [...scope.stores];
      case "day":
        return days(period);
      case "month":
        return [...new Set(days(period).map((d) => d.slice(0, 7)))];
      case "sku": {
        const all = [...this.#mine(this.#books.lines), ...this.#mine(this.#books.stock)].filter((f) => this.#within(f.day));
        return [...new Set(all.map((f) => f.sku))];
      }
    }
  }

  #fits(key: string | null, f: { readonly store: string; readonly sku: string | null; readonly day: string }): boolean {
    if (!this.#within(f.day)) return false;
    const { by } = this.#q;
    if (by === undefined) return true;
    switch (by) {
      case "store":
        return f.store === key;
      case "sku":
        return f.sku === key;
      case "day":
        return f.day === key;
      case "month":
        return f.day.slice(0, 7) === key;
    }
  }

  #value(measure: MeasureId, key: string | null): Maybe<Decimal> {
    const lines = this.#mine(this.#books.lines).filter((l) => this.#fits(key, l) && this.#isCovered(l.store, l.day));
    const valid = lines.filter((l) => l.cancelled !== true);
    const returns = this.#mine(this.#books.returns);
    const wantsSku = this.#q.scope.sku !== undefined || this.#q.scope.category !== undefined || this.#q.by === "sku";
    const traffic = this.#mine(this.#books.traffic).filter((t) => this.#fits(key, t) && (t.sku !== null) === wantsSku);
    const stock = this.#mine(this.#books.stock).filter((s) => this.#fits(key, s));
    const stores = this.#q.by === "store" ? [key ?? ""] : this.#q.scope.stores;
    const known = days(this.#q.period).some(
      (d) =>
        (this.#q.by !== "day" || d === key) &&
        (this.#q.by !== "month" || d.slice(0, 7) === key) &&
        stores.some((s) => this.#isCovered(s, d)),
    );
    const sold = (value: () => Decimal): Maybe<Decimal> =>
      known ? present(value()) : missing({ zh: "没有订单数据：请导入订单报告", en: "no orders are known: import the orders report" });
    const counted = <T>(facts: readonly T[], value: () => Decimal, what: string): Maybe<Decimal> =>
      facts.length > 0 ? present(value()) : missing({ zh: `没有${what}数据`, en: `no ${what} is known` });
    const snapshots = [...new Set(stock.map((s) => s.day))].toSorted();
    const onDay = (d: string | undefined): Decimal => sum(stock.filter((s) => s.day === d).map((s) => s.quantity));
    switch (measure) {
      case "sales-placed":
        return sold(() => sum(lines.map((l) => l.sales)));
      case "sales-valid":
        return sold(() => sum(valid.map((l) => l.sales)));
      case "discounts":
        return sold(() => sum(valid.map((l) => l.discount ?? 0)));
      case "refunds":
        return sold(() => sum(returns.filter((r) => this.#fits(key, r)).map((r) => r.refund)));
      case "units":
        return sold(() => sum(valid.map((l) => l.units)));
      case "orders":
        return sold(() => new Decimal(new Set(valid.map((l) => l.order)).size));
      case "units-returned":
        return sold(() => sum(returns.filter((r) => this.#fits(key, r)).map((r) => r.units)));
      case "cohort-units-returned":
        return sold(() =>
          sum(
            returns
              .filter(
                (r) =>
                  this.#fits(key, { ...r, day: r.orderDay }) &&
                  r.day <= this.#q.asOf &&
                  daysBetween(r.orderDay as Day, r.day as Day) <= (this.#q.maturityDays ?? Infinity),
              )
              .map((r) => r.units),
          ),
        );
      case "sessions":
        return counted(traffic, () => sum(traffic.map((t) => t.sessions)), "traffic");
      case "traffic-units":
        return counted(traffic, () => sum(traffic.map((t) => t.units)), "traffic");
      case "platform-fees-general":
      case "return-fees-general":
      case "promotion-fees-general":
        return present(new Decimal(0));
      case "stock-average":
        return counted(stock, () => sum(stock.map((s) => s.quantity)).div(snapshots.length), "stock");
      case "stock-last":
        return counted(stock, () => onDay(snapshots.at(-1)), "stock");
      case "skus-sold":
        return sold(() => new Decimal(new Set(valid.map((l) => l.sku)).size));
      case "skus-sellable":
        return counted(stock, () => new Decimal(new Set(stock.filter((s) => s.quantity > 0).map((s) => s.sku)).size), "stock");
      case "sku-days-in-stock":
        return counted(stock, () => new Decimal(stock.filter((s) => s.quantity > 0).length), "stock");
      case "sku-days":
        return counted(stock, () => new Decimal(stock.length), "stock");
      case "snapshot-days":
        return counted(stock, () => new Decimal(snapshots.length), "stock");
      case "ad-impressions":
      case "ad-clicks":
      case "ad-spend":
      case "ad-sales":
      case "costable-sales":
      case "costed-sales":
      case "costed-refunds":
      case "landed-cost":
      case "platform-fees":
      case "return-fees":
      case "promotion-fees":
      case "goods-back":
      case "unsettled-days":
      case "reviews":
      case "bad-reviews":
      case "orders-due":
      case "orders-late":
        // These are tried on the real store; here they are shops that neither advertise nor know their costs.
        return counted([], () => new Decimal(0), measure);
    }
  }

  answer(): MeasureAnswer {
    const { measures, scope, period } = this.#q;
    for (const m of measures) if (!(m in MEASURES)) throw new RangeError(`no such measure: ${m}`);
    const rows = this.#keys().map((key): MeasureRow => ({
      key,
      values: Object.fromEntries(measures.map((m) => [m, this.#value(m, key)])),
    }));
    const storeDays = (stores: readonly string[], inside: (d: string) => boolean): StoreDays => {
      const all = stores.flatMap((s) => days(period).flatMap((d) => (inside(d) ? [this.#isCovered(s, d)] : [])));
      return { covered: all.filter(Boolean).length, of: all.length };
    };
    const { by } = this.#q;
    const coverageOf = new Map(
      by === "store" || by === "month"
        ? this.#keys().map((key) => [
            key ?? "",
            by === "store" ? storeDays([key ?? ""], () => true) : storeDays(scope.stores, (d) => d.slice(0, 7) === key),
          ])
        : [],
    );
    const ends = scope.stores.map((s) => this.#books.covered[s]?.to).filter((d) => d !== undefined);
    const newest = ends.toSorted().at(-1);
    return {
      rows,
      coverage: storeDays(scope.stores, () => true),
      ...(coverageOf.size > 0 && { coverageOf }),
      sources: ["order-lines"],
      newest: newest === undefined ? null : ((newest < this.#q.asOf ? newest : this.#q.asOf) as Day),
      notes: [],
    };
  }
}

/** One order line a day from `from` on: `units[i]` pieces on the i-th day at `price` each; 0 = no order. */
export function daily(store: string, sku: string, from: string, units: readonly number[], price: number): FakeLine[] {
  return units.flatMap((n, i) => {
    const day = addDays(from as Day, i);
    return n === 0 ? [] : [{ store, day, order: `${store}-${sku}-${day}`, sku, units: n, sales: new Decimal(price).times(n).toFixed(2) }];
  });
}
