import { addDays, type Day, endOfMonth } from "../../../src/domain/calendar/day.ts";
import type { Books } from "../books.ts";
import { csv, type SampleFile } from "../file.ts";
import { feesOf, REIMBURSED, settled, storageOf } from "../money/fees.ts";
import { orderOf } from "../sales/order.ts";
import type { Line } from "../sales/line.ts";
import { amount, type Shop } from "../world/stores.ts";

const HEADER = ["reference", "type", "sku", "order_id", "day", "amount", "currency", "settled"];
/** The marketplace pays for what it broke so many days after it came back. */
const REIMBURSED_AFTER_DAYS = 12;

type Row = readonly [reference: string, type: string, sku: string, order: string, day: Day, minor: number];

/** What a buyer is given back, in the smallest unit. */
export const refundMinor = (line: Line, units: number): number => Math.round(((line.minor - line.discountMinor) * units) / line.quantity);

function afterwards(shop: Shop, { later, window }: Books): Row[] {
  return later.flatMap((line): Row[] => {
    if (line.listing.shop !== shop || (!line.returned && line.refundedOn === null)) return [];
    const { sku } = line.listing.item;
    const { id } = orderOf(window.seed, line, window.today);
    const reference = `${id}-${sku}-${line.nth}`;
    if (line.returned === null)
      return line.refundedOn === null ? [] : [[`RFO-${reference}`, "refund", sku, id, line.refundedOn, -refundMinor(line, line.quantity)]];
    const back = refundMinor(line, line.returned.quantity);
    const rows: Row[] = [[`RFD-${reference}`, "refund", sku, id, line.returned.day, -back]];
    if (shop.store.platform === "amazon" && line.returned.disposition === "CARRIER_DAMAGED") {
      const paid = addDays(line.returned.day, REIMBURSED_AFTER_DAYS);
      rows.push([`RMB-${reference}`, "reimbursement", sku, id, paid, Math.round(back * REIMBURSED)]);
    }
    return rows;
  });
}

function fees(shop: Shop, books: Books): Row[] {
  return [...books.fees.values()].flatMap(({ listing, day, ...sold }): Row[] =>
    listing.shop === shop
      ? feesOf(listing, sold).map(([type, minor]) => [`FEE-${day}-${listing.item.sku}`, type, listing.item.sku, "", day, -minor])
      : [],
  );
}

/** Storage of whole months that the pool was watched for. */
function storage(shop: Shop, { held, window }: Books): Row[] {
  if (shop.store.platform !== "amazon") return [];
  return [...held].flatMap(([key, unitDays]): Row[] => {
    const [warehouse, month = ""] = key.split("/");
    const last = endOfMonth(`${month}-01` as Day);
    if (warehouse !== shop.pool || last > window.to) return [];
    return [[`STG-${month}`, "storage-fee", "", "", last, -storageOf(shop, unitDays / Number(last.slice(8)))]];
  });
}

/** Fees, refunds and reimbursements of a store, and which of them are settled on the day that the file is fetched. */
export function eventFile(shop: Shop, books: Books): SampleFile {
  const { eventsFrom, to, today } = books.window;
  const rows = [...fees(shop, books), ...storage(shop, books), ...afterwards(shop, books)]
    .filter(([, , , , day]) => day >= eventsFrom && day <= to)
    .sort((a, b) => (a[4] < b[4] ? -1 : a[4] > b[4] ? 1 : a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
    .map(([reference, type, sku, order, day, minor]) => [
      reference,
      type,
      sku,
      order,
      day,
      amount(shop, minor),
      shop.store.currency,
      settled(day, today) ? "true" : "false",
    ]);
  return {
    name: `${shop.code}-financial-events-${eventsFrom}-${to}.csv`,
    format: "financial-events",
    store: shop.code,
    kind: "history",
    text: csv(HEADER, rows),
  };
}
