import { amount, csv, type SampleFile, tsv } from "../file.ts";
import { addDays } from "../../../src/domain/calendar/day.ts";
import type { Shop } from "../master.ts";
import type { Placed } from "../order.ts";
import type { Played } from "../played.ts";

const HEADER = [
  "return-date",
  "order-id",
  "sku",
  "asin",
  "fnsku",
  "product-name",
  "quantity",
  "fulfillment-center-id",
  "detailed-disposition",
  "reason",
  "status",
  "license-plate-number",
  "customer-comments",
];
const STATUS = {
  SELLABLE: "Unit returned to inventory",
  CUSTOMER_DAMAGED: "Unit returned to inventory",
  DEFECTIVE: "Unit returned to inventory",
  CARRIER_DAMAGED: "Reimbursed",
} as const;
/** Every two weeks the marketplace pays out; what is younger is an estimate. */
const SETTLED_AFTER_DAYS = 14;

/** Lines whose goods came back in the days asked for, by the day they did. */
export function returnedIn(placed: readonly Placed[], { from, to }: Pick<Played, "from" | "to">) {
  return placed
    .flatMap((p) =>
      p.line.returned && p.line.returned.day >= from && p.line.returned.day <= to ? [{ ...p, returned: p.line.returned }] : [],
    )
    .toSorted((a, b) => (a.returned.day < b.returned.day ? -1 : a.returned.day > b.returned.day ? 1 : a.orderId < b.orderId ? -1 : 1));
}

export function returnFile(shop: Shop, placed: readonly Placed[], played: Played): SampleFile {
  const rows = returnedIn(placed, played).map(({ line, orderId, returned }) => [
    // Noon UTC is the same day in both shops' zones.
    `${returned.day}T12:00:00+00:00`,
    orderId,
    line.item.sku,
    line.item.asin,
    line.item.fnsku,
    line.item.en,
    returned.quantity,
    shop.code === "amazon-us" ? "ONT8" : "LTN4",
    returned.disposition,
    returned.reason,
    STATUS[returned.disposition],
    "",
    returned.comment,
  ]);
  return {
    name: `${shop.code}-fba-returns-${played.from}-${played.to}.txt`,
    format: "amazon-fba-returns",
    store: shop.code,
    kind: "history",
    text: tsv(HEADER, rows),
  };
}

/** What a buyer is given back for a return, in the smallest unit. */
export const refundMinor = ({ line, returned }: ReturnType<typeof returnedIn>[number]): number =>
  Math.round(((line.minor - line.discountMinor) * returned.quantity) / line.quantity);

export function refundRows(placed: readonly Placed[], played: Played): (string | number)[][] {
  return returnedIn(placed, played).map((r) => [
    `RFD-${r.orderId}-${r.line.item.sku}`,
    "refund",
    r.line.item.sku,
    r.orderId,
    r.returned.day,
    `-${amount(refundMinor(r))}`,
    r.line.shop.store.currency,
    r.returned.day <= addDays(played.today, -SETTLED_AFTER_DAYS) ? "true" : "false",
  ]);
}

export const EVENT_HEADER = ["reference", "type", "sku", "order_id", "day", "amount", "currency", "settled"];

export function eventFile(shop: Shop, rows: readonly (readonly (string | number)[])[], played: Played): SampleFile {
  return {
    name: `${shop.code}-financial-events-${played.from}-${played.to}.csv`,
    format: "financial-events",
    store: shop.code,
    kind: "history",
    text: csv(EVENT_HEADER, rows),
  };
}
