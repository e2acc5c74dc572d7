import type { Books } from "../books.ts";
import { csv, type SampleFile, tsv } from "../file.ts";
import type { Line } from "../sales/line.ts";
import { orderOf } from "../sales/order.ts";
import type { Returned } from "../after/returns.ts";
import type { Shop } from "../world/stores.ts";

const HEADER =
  "return-date order-id sku asin fnsku product-name quantity fulfillment-center-id detailed-disposition reason status license-plate-number customer-comments".split(
    " ",
  );
const STATUS = {
  SELLABLE: "Unit returned to inventory",
  CUSTOMER_DAMAGED: "Unit returned to inventory",
  DEFECTIVE: "Unit returned to inventory",
  CARRIER_DAMAGED: "Reimbursed",
} as const;
const CENTRES: Readonly<Record<string, string>> = { US: "ONT8", DE: "LEJ1", JP: "NRT5" };
/** The link that a reason points to, for reports that say it themselves. */
const BUCKETS: Readonly<Record<string, string>> = {
  DEFECTIVE: "quality",
  QUALITY_UNACCEPTABLE: "quality",
  MISSING_PARTS: "quality",
  NOT_AS_DESCRIBED: "listing",
  NOT_COMPATIBLE: "listing",
  APPAREL_TOO_SMALL: "fit",
  APPAREL_TOO_LARGE: "fit",
  DAMAGED_BY_CARRIER: "logistics",
  UNWANTED_ITEM: "preference",
  ORDERED_WRONG_ITEM: "preference",
  MISORDERED: "preference",
};

export interface Back {
  readonly line: Line;
  readonly orderId: string;
  readonly returned: Returned;
}

/** Lines of a store whose goods came back in the days asked for, by the day they did. */
export function returnedIn(shop: Shop, { later, window }: Books): Back[] {
  const { from, to, seed, today } = window;
  return later
    .flatMap((line) => {
      const { returned } = line;
      if (line.listing.shop !== shop || !returned || returned.day < from || returned.day > to) return [];
      return [{ line, orderId: orderOf(seed, line, today).id, returned }];
    })
    .sort((a, b) => (a.returned.day < b.returned.day ? -1 : a.returned.day > b.returned.day ? 1 : a.orderId < b.orderId ? -1 : 1));
}

function amazonReturns(shop: Shop, back: readonly Back[]): Pick<SampleFile, "format" | "text"> {
  const rows = back.map(({ line: { listing }, orderId, returned }) => [
    // Noon UTC is the same day in all of these zones.
    `${returned.day}T12:00:00+00:00`,
    orderId,
    listing.item.sku,
    listing.item.asin,
    listing.item.fnsku,
    listing.item.en,
    returned.quantity,
    CENTRES[shop.store.country] ?? "",
    returned.disposition,
    returned.reason,
    STATUS[returned.disposition],
    "",
    returned.comment,
  ]);
  return { format: "amazon-fba-returns", text: tsv(HEADER, rows) };
}

function otherReturns(back: readonly Back[]): Pick<SampleFile, "format" | "text"> {
  const rows = back.map(({ line, orderId, returned }) => [
    orderId,
    line.listing.item.sku,
    returned.day,
    returned.quantity,
    returned.reason,
    BUCKETS[returned.reason] ?? "unknown",
    returned.disposition,
    returned.comment,
  ]);
  return { format: "returns", text: csv(["order_id", "sku", "day", "quantity", "reason", "bucket", "disposition", "comment"], rows) };
}

/** What came back to a store. The reports of Amazon's warehouses have a format of their own. */
export function returnFile(shop: Shop, books: Books): SampleFile[] {
  const back = returnedIn(shop, books);
  if (back.length === 0) return [];
  const { from, to } = books.window;
  const amazon = shop.store.platform === "amazon";
  return [
    {
      name: `${shop.code}-${amazon ? "fba-" : ""}returns-${from}-${to}.${amazon ? "txt" : "csv"}`,
      store: shop.code,
      kind: "history",
      ...(amazon ? amazonReturns(shop, back) : otherReturns(back)),
    },
  ];
}

export function reviewFile(shop: Shop, { later, window }: Books): SampleFile[] {
  const { from, to, seed, today } = window;
  const rows = later.flatMap((line) => {
    const { review } = line;
    if (line.listing.shop !== shop || !review || review.day < from || review.day > to) return [];
    return [
      [
        `R-${orderOf(seed, line, today).id}-${line.listing.item.sku}-${line.nth}`,
        line.listing.item.sku,
        review.day,
        review.stars,
        "",
        review.body,
      ],
    ];
  });
  if (rows.length === 0) return [];
  const text = csv(["review_id", "sku", "day", "stars", "title", "body"], rows);
  return [{ name: `${shop.code}-reviews-${from}-${to}.csv`, format: "reviews", store: shop.code, kind: "history", text }];
}
