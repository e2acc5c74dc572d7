import { addDays, type Day, later } from "../../../src/domain/calendar/day.ts";
import { ITEMS } from "../catalogue.ts";
import { csv, type SampleFile, tsv } from "../file.ts";
import type { Shop } from "../master.ts";
import type { Played } from "../played.ts";
import type { Shipment } from "../supply.ts";

/** So many days of snapshots are written: enough for velocities over days in stock. */
export const SNAPSHOT_DAYS = 120;
/** Goods wait in the domestic warehouse for so long before their ship leaves. */
const WAITING_DAYS = 4;

const MYI =
  "sku fnsku asin product-name condition your-price mfn-listing-exists mfn-fulfillable-quantity afn-listing-exists afn-warehouse-quantity afn-fulfillable-quantity afn-unsellable-quantity afn-reserved-quantity afn-total-quantity per-unit-volume afn-inbound-working-quantity afn-inbound-shipped-quantity afn-inbound-receiving-quantity afn-researching-quantity afn-reserved-future-supply afn-future-supply-buyable".split(
    " ",
  );

/** Units in the domestic warehouse at the end of a day: made, and not on their way yet. */
export function waiting(shipments: readonly Shipment[], sku: string, d: Day): number {
  const there = (s: Shipment): boolean => s.sku === sku && s.source === "factory" && addDays(s.leftOn, -WAITING_DAYS) <= d && d < s.leftOn;
  return shipments.reduce((sum, s) => sum + (there(s) ? s.quantity : 0), 0);
}

export function stockFiles({ ledger, shipments, from, to, today }: Played): SampleFile[] {
  const first = later(from, addDays(today, -SNAPSHOT_DAYS));
  const rows: (string | number)[][] = ledger.filter((e) => e.day >= first).map((e) => [e.warehouse, e.sku, "available", e.day, e.closing]);
  for (const { sku } of ITEMS) {
    const own = shipments.filter((s) => s.sku === sku);
    if (own.length === 0) continue;
    for (let d = first; d <= to; d = addDays(d, 1)) rows.push(["CN-DG", sku, "available", d, waiting(own, sku, d)]);
  }
  if (rows.length === 0) return [];
  return [
    {
      name: `stock-${first}-${to}.csv`,
      format: "stock",
      kind: "history",
      text: csv(["warehouse", "sku", "state", "day", "quantity"], rows),
    },
  ];
}

/** Manage FBA Inventory at the end of the last day: says itself neither its day nor its pool. */
export function inventoryFile(shop: Shop, { ledger, shipments, to }: Played): SampleFile {
  const rows = ITEMS.flatMap((item) => {
    const last = ledger.find((e) => e.warehouse === shop.pool && e.sku === item.sku && e.day === to);
    if (!last) return [];
    const coming = (test: (s: Shipment) => boolean): number =>
      shipments.reduce(
        (sum, s) =>
          sum + (s.sku === item.sku && s.warehouse === shop.pool && s.bookedOn <= to && s.receivedOn > to && test(s) ? s.quantity : 0),
        0,
      );
    const [working, shipped, receiving] = [
      coming((s) => s.leftOn > to),
      coming((s) => s.leftOn <= to && s.arrivedOn > to),
      coming((s) => s.arrivedOn <= to),
    ];
    const reserved = Math.min(last.shipped, 9);
    const total = last.closing + reserved + working + shipped + receiving;
    const price = shop.code === "amazon-us" ? item.priceUsd : (item.priceGbp ?? 0);
    return [
      [
        item.sku,
        item.fnsku,
        item.asin,
        item.en,
        "New",
        price.toFixed(2),
        "No",
        "",
        "Yes",
        last.closing + reserved,
        last.closing,
        0,
        reserved,
        total,
        "0.10",
        working,
        shipped,
        receiving,
        0,
        0,
        0,
      ],
    ];
  });
  return {
    name: `${shop.code}-manage-fba-inventory-${to}.txt`,
    format: "amazon-fba-inventory",
    kind: "state",
    store: shop.code,
    warehouse: shop.pool,
    day: to,
    text: tsv(MYI, rows),
  };
}

const INBOUND = [
  "shipment",
  "warehouse",
  "sku",
  "quantity",
  "received",
  "mode",
  "state",
  "booked_on",
  "left_on",
  "eta",
  "arrived_on",
  "received_on",
];
/** Shipments that were received longer ago than this are left out. */
const KEPT_DAYS = 200;

const stateOf = (s: Shipment, d: Day): string =>
  s.receivedOn <= d ? "received" : s.arrivedOn <= d ? "arrived" : s.leftOn <= d ? "left" : "booked";

/** The forwarder's list as it stands on the last day. A ship that is late keeps the day it was promised for. */
export function inboundFile({ shipments, to }: Played): SampleFile {
  const rows = shipments
    .filter((s) => s.bookedOn <= to && s.receivedOn >= addDays(to, -KEPT_DAYS))
    .map((s) => {
      const received = s.receivedOn <= to;
      return [
        s.id,
        s.warehouse,
        s.sku,
        s.quantity,
        received ? s.received : 0,
        s.mode,
        stateOf(s, to),
        s.bookedOn,
        s.leftOn,
        s.eta,
        s.arrivedOn <= to ? s.arrivedOn : null,
        received ? s.receivedOn : null,
      ];
    });
  return { name: `inbound-${to}.csv`, format: "inbound", kind: "state", text: csv(INBOUND, rows) };
}
