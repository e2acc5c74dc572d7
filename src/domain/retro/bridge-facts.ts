import { Decimal } from "decimal.js";
import type { MeasureId, MeasureRow } from "../kpi/measure.ts";
import type { BridgeCosts, BridgeItem, BridgeStore } from "./bridge.ts";

/** What is asked of the SKUs of a store, and of each store as a whole. */
export const BRIDGE_OF_SKUS: readonly MeasureId[] = ["units", "costed-sales", "landed-cost"];
export const BRIDGE_OF_STORES: readonly MeasureId[] = [
  "costed-sales",
  "costed-refunds",
  "platform-fees",
  "return-fees",
  "goods-back",
  "ad-spend",
  "promotion-fees",
];

type Values = MeasureRow["values"];

const ZERO = new Decimal(0);

/** What a store has no facts of, it has none of: an unadvertised store has no spend. What that leaves unexplained stands in the rest. */
const told = (values: Values | undefined, id: MeasureId): Decimal => {
  const value = values?.[id];
  return value?.kind === "value" ? value.value : ZERO;
};

function costsOf(values: Values | undefined): BridgeCosts {
  return {
    fees: told(values, "platform-fees"),
    returns: told(values, "costed-refunds").plus(told(values, "return-fees")).minus(told(values, "goods-back")),
    ads: told(values, "ad-spend"),
    promotions: told(values, "promotion-fees"),
  };
}

type Rows = readonly MeasureRow[];

function itemsOf(before: Rows, now: Rows): BridgeItem[] {
  const [was, is] = [before, now].map((rows) => new Map(rows.map((r) => [r.key, r.values])));
  const skus = new Set([...before, ...now].flatMap((r) => (r.key === null ? [] : [r.key])));
  const pair = (sku: string, id: MeasureId) => [told(was?.get(sku), id), told(is?.get(sku), id)] as const;
  return [...skus].map((sku) => ({
    units: pair(sku, "units"),
    sales: pair(sku, "costed-sales"),
    cost: pair(sku, "landed-cost"),
  }));
}

/** Of last month and this one: rows of the SKUs and of the whole store in the told currency, and where that is not its own, in its own too. */
export interface BridgeRows {
  readonly skus: readonly [Rows, Rows];
  readonly whole: readonly [Values | undefined, Values | undefined];
  readonly own: readonly [Values | undefined, Values | undefined] | null;
}

/** A store's part of the bridge. Its rate is seen in its sales: without any in either month there is none, and next to nothing for it to move. */
export function bridgeStore({ skus, whole, own }: BridgeRows): BridgeStore {
  const rates = [0, 1].map((i) => {
    const [here, there] = [told(whole[i], "costed-sales"), told(own?.[i], "costed-sales")];
    return here.isZero() || there.isZero() ? null : here.div(there);
  });
  const [then, now] = rates;
  return {
    items: itemsOf(...skus),
    costs: [costsOf(whole[0]), costsOf(whole[1])],
    rate: then && now ? then.div(now) : new Decimal(1),
  };
}
