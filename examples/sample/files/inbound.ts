import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import type { Books } from "../books.ts";
import { csv, type SampleFile } from "../file.ts";
import type { Shipment } from "../stock/shipment.ts";

const HEADER = [
  "shipment",
  "warehouse",
  "sku",
  "quantity",
  "received",
  "mode",
  "state",
  "booked_on",
  "left_on",
  "landed_on",
  "cleared_on",
  "eta",
  "arrived_on",
  "received_on",
];
/** Shipments that were received longer ago than this are left out. */
const KEPT_DAYS = 200;

function stateOf(s: Shipment, d: Day): string {
  const reached = [
    ["received", s.receivedOn],
    ["arrived", s.arrivedOn],
    ["cleared", s.clearedOn],
    ["landed", s.landedOn],
    ["left", s.leftOn],
  ] as const;
  return reached.find(([, on]) => on !== null && on <= d)?.[0] ?? "booked";
}

const by = (on: Day | null, to: Day): Day | null => (on !== null && on <= to ? on : null);

/** The forwarder's list as it stands on the last day. A ship that is late keeps the day it was promised for. */
export function inboundFile({ shipments, window: { to } }: Books): SampleFile {
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
        by(s.landedOn, to),
        by(s.clearedOn, to),
        s.eta,
        by(s.arrivedOn, to),
        received ? s.receivedOn : null,
      ];
    });
  return { name: `inbound-${to}.csv`, format: "inbound", kind: "state", text: csv(HEADER, rows) };
}
