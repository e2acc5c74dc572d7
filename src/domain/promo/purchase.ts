import type { Day } from "../calendar/day.ts";
import { meanOf, type Outcomes } from "../demand/outcomes.ts";
import { newsvendor } from "../restock/newsvendor.ts";
import { orderQuantity, type OrderQuantity, toCartons } from "../restock/order-quantity.ts";
import type { PlanInput } from "../restock/types.ts";
import { freightOf } from "../restock/unit-margin.ts";
import { type Batch, batchesOf, extraFreight, wayInTime } from "./batches.ts";
import type { RouteDeadline } from "./deadlines.ts";
import { by, type Critical, critical, type UnitMoney } from "./quantity.ts";

/**
 * Why nothing is bought of what is short. `late`: nothing comes before the end. `loses`: by the way that is in time each unit sold loses money. `dear`:
 * what its cartons cost more than the usual way, or leave over, is more than they earn. `waits`: short only until goods arrive, and by too little.
 */
export type Withheld = "late" | "loses" | "dear" | "waits";

export interface Purchase {
  /** Units of the forecast that cannot be sold if nothing is bought. Not rounded. */
  readonly lost: number;
  /** What is bought for, before minimum orders and cartons; where nothing is bought, `lost` in whole units. */
  readonly lacking: number;
  readonly buy: number;
  /** Lost, and no way brings it before the end any more. */
  readonly beyond: number;
  readonly batches: readonly Batch[];
  /** null: something is bought, or nothing is short. */
  readonly withheld: Withheld | null;
}

interface Ask {
  readonly input: Pick<PlanInput, "currency" | "carton" | "moq">;
  readonly ways: readonly RouteDeadline[];
  readonly to: Day;
  readonly outcomes: Outcomes;
  readonly expected: number;
  /** Wanted at the usual freight. */
  readonly wanted: number;
  readonly money: UnitMoney | null;
  /** It is bought with a usual order, and is no order of its own. */
  readonly rides: boolean;
  /** Units lacking when so many are wanted; of the days before goods arrive, those alone that a purchase `helps`. */
  readonly lackingFor: (wanted: number, helps: (before: Day) => boolean) => number;
}

const NEVER = (): boolean => false;
const ALWAYS = (): boolean => true;

/** Cartons of a dear way that earn what they cost more than the usual one; all of them where nobody knows. */
function paying(units: number, ask: Ask, way: RouteDeadline, usual: Critical | null, lackingFor: (wanted: number) => number): number {
  const extra = extraFreight(way, ask.ways, ask.input.currency);
  const carton = toCartons(1, ask.input.carton);
  if (extra === null || extra <= 0 || usual === null) return units;
  const short = ask.outcomes.map(lackingFor);
  let [best, most] = [0, 0];
  for (let flown = carton; flown < units + carton; flown += carton) {
    const gain = meanOf(short.map((s) => Math.min(s, flown))) * usual.underage - flown * extra;
    if (gain > most) [best, most] = [Math.min(units, flown), gain];
  }
  return best;
}

/** What to buy of what is lacking, and by which ways: as much as pays by the cheapest way that is in time. */
export function purchaseOf(ask: Ask): Purchase {
  const { input, ways, money, outcomes } = ask;
  const way = wayInTime(ways);
  const lost = ask.lackingFor(ask.expected, ALWAYS);
  const nothing = (withheld: Withheld): Purchase => {
    const units = Math.round(lost);
    const late = withheld === "late" ? units : 0;
    return { lost, lacking: units, buy: 0, beyond: late, batches: [], withheld: units > 0 ? withheld : null };
  };
  // What comes after the end is no purchase for this promotion.
  if (way === undefined || way.arrivesOn > ask.to) return nothing("late");
  // Nobody knows what a unit earns: no minimum order for less than a unit.
  if (money === null && Math.round(lost) < 1) return nothing("dear");
  const usual = money && critical(money);
  // What must fly has to earn its flight.
  const own = money && critical(by(money, freightOf(way.route, input.currency)));
  if (own?.ratio === 0) return nothing("loses");
  const lackingFor = (wanted: number): number => ask.lackingFor(wanted, (before) => way.arrivesOn < before);
  const wanted = own === null || way === ways[0] ? ask.wanted : Math.min(ask.wanted, newsvendor(own, outcomes).units);
  const { rides } = ask;
  const ordered = (target: number): OrderQuantity =>
    orderQuantity({ target, projected: 0, moq: rides ? null : input.moq, carton: rides ? null : input.carton });
  const full = ordered(lackingFor(wanted));
  const units = paying(full.units, ask, way, usual, lackingFor);
  if (units === 0) return nothing("dear");
  const order = units === full.units ? full : ordered(units);
  // For the days before goods arrive that are enough for the rest, no more is bought than pays in those days.
  const early = ask.lackingFor(wanted, NEVER) <= 0;
  if (early && (own === null || order.units * own.underage <= (order.quantity - order.units) * own.overage)) return nothing("waits");
  const middle = lackingFor(meanOf(outcomes));
  const batches = rides
    ? [{ units: order.quantity, way }]
    : batchesOf({ buy: order.quantity, lacking: order.units, middle, gain: usual?.underage ?? null }, ways, input);
  return { lost, lacking: order.units, buy: order.quantity, beyond: 0, batches, withheld: null };
}
