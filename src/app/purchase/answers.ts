import { maySee } from "../../message/audience.ts";
import type { Sensitivity } from "../../domain/value.ts";
import type { Purchase } from "../../ports/purchases.ts";
import type { OrderNow } from "./orders.ts";

/** A purchase as scripts read it; what it costs is null for who may not see margins. */
export const withoutMoney = (p: Purchase, clearance: Sensitivity): Purchase =>
  maySee(clearance, "margin") ? p : { ...p, cash: null, worth: null, price: null };

/** An order as scripts read it; what it costs is null for who may not see margins. */
export function orderJson({ order, stage, lines, supplier }: OrderNow, clearance: Sensitivity) {
  const money = maySee(clearance, "margin");
  return {
    id: order.id,
    supplier: order.supplier,
    supplierName: supplier,
    stage,
    planAsOf: order.planAsOf,
    reference: order.reference,
    orderedOn: order.orderedOn,
    because: order.because,
    lines: lines.map(({ purchase: p, shipped, arrives, goods }) => ({
      id: p.id,
      sku: p.sku,
      title: goods?.title ?? null,
      warehouse: p.warehouse,
      quantity: p.quantity,
      proposed: p.proposed,
      shipped,
      arrives,
      state: p.state,
      legs: p.legs,
      neededBy: p.neededBy,
      readyOn: p.readyOn,
      note: p.note,
      by: p.by,
      at: p.at,
      first: p.first,
      cash: money ? p.cash : null,
      price: money ? p.price : null,
    })),
  };
}
