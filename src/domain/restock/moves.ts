import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanDetail } from "./detail.ts";
import { arrives, fromOf, type MoveWay, moveWays, urgentPart, withGiven } from "./move-ways.ts";
import { type Arriving, lost } from "./project.ts";
import { transfer, type TransferPlace } from "./transfer.ts";
import { type Move, PLAN_STATES, type PlanLine, type PlanState } from "./types.ts";

const LACKING: readonly PlanState[] = ["out", "unavoidable", "order-now"];

/** Goods that can leave a warehouse on the day after `day`: its shelf of today, or what a shipment brings on that day. */
interface Departure {
  readonly from: PlanDetail;
  readonly day: Day;
  readonly awaits: NonNullable<Move["awaits"]> | null;
}

interface Gift {
  readonly from: PlanDetail;
  readonly to: PlanDetail;
  readonly day: Day;
  readonly units: number;
  readonly arrivesOn: Day;
}

const total = (of: readonly { readonly units: number }[]): number => of.reduce((sum, x) => sum + x.units, 0);

const buying = (l: Pick<PlanLine, "state" | "orderQuantity">): boolean => LACKING.includes(l.state) && (l.orderQuantity ?? 0) > 0;
const buys = (d: PlanDetail): boolean => buying(d.line);

/** Wants an order, or is empty before what is on its way comes. */
const wants = (d: PlanDetail): boolean => d.ahead !== null && LACKING.includes(d.line.state) && (buys(d) || d.line.unitsLost > 0);

/**
 * A pool of other stores, mostly beyond an ocean, gives nothing; a warehouse of these stores, or of none (the domestic one), does. What sells
 * and was not counted gives nothing either: nobody knows what it would keep.
 */
export const mayGive = (
  from: Pick<PlanLine, "state" | "orderQuantity" | "dailyDemand" | "stores">,
  counted: boolean,
  to: Pick<PlanLine, "stores">,
): boolean =>
  !buying(from) &&
  (counted || (from.dailyDemand ?? 0) === 0) &&
  (from.stores.length === 0 || from.stores.some((s) => to.stores.includes(s)));

const gives = (from: PlanDetail, to: PlanDetail): boolean => from !== to && mayGive(from.line, from.stock !== null, to.line);

/** The shelf of today, and each day on which a shipment arrives. What is approved and not shipped is nobody's to give. */
function departures(from: PlanDetail): Departure[] {
  const days = Map.groupBy(from.arrivals, (a) => a.day);
  const arriving = [...days].map(([day, of]): Departure => {
    const assumed = of.some((a) => a.assumed !== null);
    return { from, day, awaits: { shipments: of.map((a) => a.shipment), day, assumed } };
  });
  return [{ from, day: from.line.asOf, awaits: null }, ...arriving];
}

/** Units at the end of a day if nothing is ordered or moved, without what is only approved. */
function stockAt(d: PlanDetail, day: Day): number {
  const now = d.stock?.units ?? 0;
  const ahead = daysBetween(d.line.asOf, day);
  if (ahead <= 0) return now;
  const projected = d.ahead?.projection[ahead - 1]?.stock ?? now + total(d.arrivals.filter((a) => a.day <= day));
  return Math.max(0, projected - total(d.onOrder.filter((a) => a.day <= day)));
}

/** What is left at the end of `day`, so that what was promised for later can still leave later. */
function leftAt(from: PlanDetail, day: Day, gifts: readonly Gift[]): number {
  const mine = gifts.filter((g) => g.from === from);
  const left = (on: Day): number => stockAt(from, on) - total(mine.filter((g) => g.day <= on));
  return Math.min(left(day), ...mine.filter((g) => g.day > day).map((g) => left(g.day)));
}

/** No part saves more than it is. */
const toldOf = ({ told }: MoveWay, units: number): MoveWay["told"] =>
  told.saves === undefined ? told : { ...told, saves: Math.min(units, told.saves) };

/** What was decided to be given to a line. */
const givenTo = (to: PlanDetail, gifts: readonly Gift[]): readonly Arriving[] =>
  gifts.filter((g) => g.to === to).map((g) => ({ day: g.arrivesOn, units: g.units }));

/**
 * Units that a move may bring: what is lacking to the target when it is there, in what is lost by then no more; of a line that has enough on
 * its way the days until then. More would travel twice, or grow old where it comes.
 */
function wanted(to: PlanDetail, day: Day, given: readonly Arriving[]): number {
  const { nextArrival = day } = to.ahead ?? {};
  const projection = withGiven(to, given);
  const missed = Math.max(0, Math.ceil(lost(projection.filter((d) => d.day >= day && d.day < nextArrival)).units - 1e-6));
  if (!buys(to) || to.ahead === null || to.levels === null) return missed;
  // What an order would come in time for is no less wanted because a move comes later: the rest of it would have to be bought.
  const first = day < to.ahead.choice.arrivesOn ? day : to.ahead.choice.arrivesOn;
  const before = lost(projection, addDays(first, -1)).units;
  return Math.max(missed, to.levels.target - (to.stock?.units ?? 0) - to.ahead.arriving - before - total(given));
}

/**
 * What the warehouses of one SKU give each other before anything is bought: what lies there, and what arrives there early enough to be moved
 * on before an order of the next review would come; such goods leave on the day after. The worst line is served first, by what reaches it
 * soonest, and no unit is given twice. What is urgent goes a faster way where that pays, as a part of its own. The answer is by line, the soonest first.
 */
export function movesAmong(
  details: readonly PlanDetail[],
  readFor: (d: PlanDetail) => PolicyReader,
): ReadonlyMap<PlanDetail, readonly Move[]> {
  const gifts: Gift[] = [];
  const moves = new Map<PlanDetail, Move[]>();
  const wanting = details
    .filter(wants)
    .toSorted((a, b) => PLAN_STATES.indexOf(a.line.state) - PLAN_STATES.indexOf(b.line.state) || b.line.unitsLost - a.line.unitsLost);
  const place = (d: PlanDetail, units: number, day: Day): TransferPlace => {
    const { line, demand } = d;
    const dailyDemand = line.dailyDemand ?? 0;
    const later = daysBetween(line.asOf, day);
    return {
      warehouse: line.warehouse,
      units,
      dailyDemand,
      reorderPoint: line.reorderPoint ?? 0,
      ...(dailyDemand > 0 && demand && { expected: (i: number) => demand.expected(later + i) }),
    };
  };
  for (const to of wanting) {
    const read = readFor(to);
    const ways = details
      .filter((from) => gives(from, to))
      .flatMap(departures)
      .map((d) => {
        const by = moveWays(fromOf(d.from), to.input, read);
        return { ...d, by, arrivesOn: arrives(d.day, by.usual) };
      })
      .filter((d) => to.ahead !== null && d.arrivesOn < to.ahead.nextArrival)
      .toSorted((a, b) => daysBetween(b.arrivesOn, a.arrivesOn) || stockAt(b.from, b.day) - stockAt(a.from, a.day));
    for (const { from, day, awaits, by } of ways) {
      const give = (way: MoveWay, most: number, pays = (units: number): boolean => units > 0): void => {
        const given = givenTo(to, gifts);
        const [donor, receiver] = [place(from, leftAt(from, day, gifts), day), place(to, stockAt(to, day) + total(given), day)];
        const found = transfer(donor, receiver, to.input.carton, most);
        if (found === null || !pays(found.units)) return;
        const arrivesOn = arrives(day, way);
        gifts.push({ from, to, day, units: found.units, arrivesOn });
        moves.set(to, [...(moves.get(to) ?? []), { ...found, leavesOn: addDays(day, 1), awaits, arrivesOn, ...toldOf(way, found.units) }]);
      };
      const urgent = urgentPart(by, to, day, givenTo(to, gifts), read);
      if (urgent) give(urgent, urgent.units, urgent.pays);
      give(by.usual, wanted(to, arrives(day, by.usual), givenTo(to, gifts)));
    }
  }
  return moves;
}
