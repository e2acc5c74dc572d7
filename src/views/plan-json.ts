import { minorDigits } from "../domain/money/money.ts";
import { lackOfFigure, type PlanFigure } from "../domain/restock/lack-of-figure.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Sensitivity } from "../domain/value.ts";
import { maySee, NOT_SHOWN } from "../message/audience.ts";

export function moneyJson(amount: number | null, currency: string): { readonly amount: string; readonly currency: string } | null {
  return amount === null ? null : { amount: amount.toFixed(minorDigits(currency)), currency };
}

/**
 * A plan line as `exec --json` prints it: ISO days, JSON numbers, money with its currency, and for each null why. What the asker may not see
 * is null too, since scripts read this and not the message. `orderQuantity`, `legs`, `route` and `cash` are of what is left to buy after `transfers`
 * (units that other warehouses give, each with the day on which they can be sold) and after `onOrder` (approved and not shipped yet, in neither
 * `onHand` nor `inbound`); `stockOutDate` and `moneyAtRisk` are those of doing neither. `state` is "unavoidable" where no move and no way is in time,
 * and "move-now" where the moves are.
 */
export function planJson(line: PlanLine, clearance: Sensitivity): Readonly<Record<string, unknown>> {
  const lack = (figure: PlanFigure): string => lackOfFigure(line, figure).en;
  const cashShown = maySee(clearance, "margin");
  const because: Record<string, string> = {};
  const why = (field: keyof PlanLine, reason: string): void => {
    if (line[field] === null) because[field] = reason;
  };
  why("onHand", lack("stock"));
  why("dailyDemand", lack("demand"));
  why("coverDays", lack("ahead"));
  why("coverDaysWithInbound", lack("ahead"));
  why("stockOutDate", line.coverDays === null ? lack("ahead") : "stock lasts longer than the days that are projected");
  why("reorderPoint", lack("demand"));
  why("targetLevel", lack("demand"));
  why("orderQuantity", lack("ahead"));
  why("route", line.legs.length > 0 ? "no lane is known" : "nothing is ordered");
  why("orderBy", line.stockOutDate === null ? "no stock-out in sight" : "nothing is ordered");
  why("moneyAtRisk", lack("risk"));
  if (!cashShown) because["cash"] = NOT_SHOWN.en;
  else why("cash", lack("cash"));
  return {
    sku: line.sku,
    title: line.title,
    warehouse: line.warehouse,
    stores: line.stores,
    state: line.state,
    onHand: line.onHand,
    onHandDay: line.onHandDay,
    inbound: line.inbound,
    onOrder: line.onOrder ?? 0,
    dailyDemand: line.dailyDemand,
    coverDays: line.coverDays,
    coverDaysWithInbound: line.coverDaysWithInbound,
    stockOutDate: line.stockOutDate,
    stockOutDateP90: line.stockOutDateP90 ?? null,
    stockOutChance: line.stockOutChance ?? null,
    daysOut: line.daysOut,
    unitsLost: line.unitsLost,
    moneyAtRisk: moneyJson(line.moneyAtRisk, line.currency),
    reorderPoint: line.reorderPoint,
    targetLevel: line.targetLevel,
    service: line.service ?? null,
    cycleService: line.cycleService ?? null,
    orderQuantity: line.orderQuantity,
    transfers: line.transfers ?? [],
    orderQuantityWithoutTransfers: line.orderWithoutTransfers ?? line.orderQuantity,
    route: line.route,
    routeMode: line.routeMode,
    legs: line.legs,
    orderBy: line.orderBy,
    arrivesOn: line.arrivesOn,
    leadDaysP50: line.leadDaysP50,
    leadDaysP90: line.leadDaysP90,
    cash: cashShown ? moneyJson(line.cash, line.currency) : null,
    reasons: line.reasons,
    missing: line.missing,
    because,
    simulated: line.simulated,
  };
}
