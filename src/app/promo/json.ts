import { maySee } from "../../message/audience.ts";
import type { Asker } from "../types.ts";
import type { PromoPlan } from "./plan.ts";
import type { PromoReview } from "./review.ts";
import type { PromoStatus } from "./status.ts";

/** A plan for a program: figures as they are, money only for those who may see margins. */
export function promoPlanJson(p: PromoPlan, clearance: Asker["clearance"]): Record<string, unknown> {
  const margin = maySee(clearance, "margin");
  return {
    promo: p.promo,
    asOf: p.asOf,
    past: p.history.past,
    upliftMeasured: p.history.uplifts.measured,
    deadlines: p.deadlines,
    lines: p.lines.map((l) => ({
      sku: l.sku,
      warehouse: l.warehouse,
      uplift: l.multiplier - 1,
      upliftFrom: l.uplift.from,
      expected: l.forecast?.expected ?? null,
      low: l.forecast?.low ?? null,
      high: l.forecast?.high ?? null,
      atStart: l.atStart,
      during: l.during,
      keptByUsualOrders: l.kept,
      daysAhead: l.ahead,
      lost: l.lost,
      wanted: l.need?.best ?? null,
      formula: l.need ? [l.need.ruleLow, l.need.ruleHigh] : null,
      buy: l.buy,
      withUsualOrder: l.rides,
      withheld: l.withheld,
      batches: l.batches.map((b) => ({ units: b.units, mode: b.way.route?.mode ?? null, orderBy: b.way.orderBy, lateDays: b.way.late })),
      criticalRatio: margin ? (l.critical?.ratio ?? null) : null,
      cash: margin && l.cash !== null ? { amount: l.cash.toFixed(2), currency: l.currency } : null,
      missing: l.missing,
    })),
    cost: margin && p.cost !== null ? { amount: p.cost.toFixed(2), currency: p.currency } : null,
    emergency: margin ? p.emergency : null,
    commitments: p.promised,
    checklist: p.checklist.map((c) => ({ id: c.id, by: c.by, done: p.standing.done.has(c.id) })),
  };
}

export function promoStatusJson(s: PromoStatus): Record<string, unknown> {
  return {
    promo: s.plan.promo,
    asOf: s.plan.asOf,
    until: s.until,
    total: s.total,
    codes: s.codes,
    rows: s.rows.map((r) => ({
      sku: r.line.sku,
      warehouse: r.line.warehouse,
      expected: r.expected,
      sold: r.pace.sold,
      due: r.pace.due,
      projected: r.pace.projected,
      heading: r.pace.heading,
      stock: r.stock,
      sellOut: r.pace.sellOut,
      gap: r.pace.gap,
      next: r.next,
    })),
  };
}

export function promoReviewJson(r: PromoReview): Record<string, unknown> {
  return {
    promo: r.plan.promo,
    asOf: r.plan.asOf,
    over: r.over,
    accuracy: r.accuracy,
    uplift: r.uplift,
    forecastUplift: r.forecastUplift,
    kpis: r.kpis,
    lines: r.lines,
    codes: r.status.codes,
    learnt: r.learnt,
  };
}
