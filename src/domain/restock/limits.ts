import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import { agedDays, agedShare } from "../policy/declared/order-economics.ts";
import { lowInventoryFeeDays } from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { agedFee, type Aging, agingOf, expectedAged, nextSnapshot, suppliedBy } from "./aged.ts";
import type { PlanDetail } from "./detail.ts";
import { figure } from "./figures.ts";
import { daysOfSupply, inLowInventoryZone } from "./low-inventory.ts";

/** Whether Amazon keeps the goods. */
export const isFba = ({ input }: Pick<PlanDetail, "input">): boolean =>
  input.site?.kind === "platform-pool" && (input.platforms ?? []).includes("amazon");

type Known = Pick<PlanDetail, "line" | "input" | "demand" | "stock" | "arrivals" | "onOrder" | "ahead">;

/** What lies there and comes, moves among it; null where demand or stock is not known. */
function lyingOf(d: Known): Parameters<typeof agingOf>[0] | null {
  if (d.demand === null || d.stock === null) return null;
  const given = (d.line.transfers ?? []).map((m) => ({ units: m.units, day: m.arrivesOn }));
  const coming = [...d.arrivals, ...d.onOrder, ...given];
  return { asOf: d.line.asOf, demand: d.demand, stock: d.stock.units, coming, projection: d.ahead?.moved ?? [] };
}

/** Of what is ordered now; null where nothing is. */
export function agedOfOrder(d: Known, read: PolicyReader): Aging | null {
  const lands = d.line.legs.at(-1)?.arrivesOn;
  const lying = lyingOf(d);
  return lands === undefined || lying === null ? null : agingOf(lying, lands, read(agedDays))(d.line.orderQuantity ?? 0);
}

/** Days by which a count may be later than the day that is asked for. */
const COUNT_DAYS = 7;

/** Of what lay there `from` a day of the past, what is still there; null where nobody counted about that day. */
function leftSince(d: Known, from: Day): number | null {
  const { history } = d.input;
  const at = history.length - 1 - daysBetween(from, d.line.asOf);
  for (let i = Math.max(0, at); i <= at + COUNT_DAYS && i < history.length; i += 1) {
    const stock = history[i]?.stock;
    if (stock === undefined || at < 0) continue;
    return Math.max(
      0,
      history.slice(i + 1).reduce((left, day) => left - Math.max(0, day.units), stock),
    );
  }
  return null;
}

/** Of what is there already or on its way: the first snapshot at which enough of it is old; null while none is in sight. */
export function agedOfStock(d: Known, read: PolicyReader): Aging | null {
  const { asOf } = d.line;
  const lying = lyingOf(d);
  if (lying === null) return null;
  const age = read(agedDays);
  const least = Math.max(1, read(agedShare) * lying.stock);
  for (
    let snapshot = nextSnapshot(addDays(asOf, 1));
    daysBetween(asOf, snapshot) <= age + 31;
    snapshot = nextSnapshot(addDays(snapshot, 1))
  ) {
    const born = addDays(snapshot, -age);
    const there = born > asOf ? suppliedBy(lying, born) : leftSince(d, born);
    if (there === null || there < least) continue;
    const units = expectedAged(there, lying.demand.over(daysBetween(asOf, snapshot)));
    if (units >= least) return { units, snapshot };
  }
  return null;
}

/** `: from 0.5 USD a cubic foot and month` where the table is known. */
function feeText(d: PlanDetail, { snapshot }: Aging, age: number): Text {
  const site = d.input.site;
  const fee = site && isFba(d) ? agedFee(site.country, snapshot, age) : null;
  if (fee?.kind !== "value") return { zh: "", en: "" };
  const { perCubicFoot, currency } = fee.value;
  return {
    zh: `，超龄费每立方英尺每月 ${figure(perCubicFoot, 2)} ${currency} 起`,
    en: `: from ${figure(perCubicFoot, 2)} ${currency} a cubic foot and month`,
  };
}

function aged(d: PlanDetail, read: PolicyReader): Text[] {
  const order = d.line.orderQuantity ?? 0;
  const age = figure(read(agedDays));
  const old = order > 0 ? agedOfOrder(d, read) : agedOfStock(d, read);
  if (old === null || old.units < Math.max(1, read(agedShare) * order)) return [];
  const [units, fee] = [figure(old.units), feeText(d, old, read(agedDays))];
  return order > 0
    ? [
        {
          zh: `这一单约有 ${units} 件到 ${old.snapshot} 库龄超过 ${age} 天${fee.zh}`,
          en: `about ${units} of this order would be older than ${age} days on ${old.snapshot}${fee.en}`,
        },
      ]
    : [
        {
          zh: `到 ${old.snapshot} 约有 ${units} 件库龄超过 ${age} 天${fee.zh}：考虑促销或移除`,
          en: `about ${units} will be older than ${age} days on ${old.snapshot}${fee.en}; think of a promotion or a removal`,
        },
      ];
}

function lowInventory(d: PlanDetail, read: PolicyReader): Text[] {
  const site = d.input.site;
  // The table is known for the United States only.
  if (!isFba(d) || site?.country !== "US") return [];
  const supply = daysOfSupply(d.input.history);
  const limit = read(lowInventoryFeeDays);
  if (!inLowInventoryZone(supply, limit)) return [];
  const [short, long] = [figure(supply.short ?? 0), figure(supply.long ?? 0)];
  return [
    {
      zh: `正在收 FBA 低库存费：近 30 天可售 ${short} 天、近 90 天 ${long} 天，都低于 ${figure(limit)} 天`,
      en: `FBA charges its low-inventory fee now: ${short} days of supply over 30 days and ${long} over 90, both below ${figure(limit)}`,
    },
  ];
}

/** What the platform charges for too much or too little stock, where a line is near either. */
export const limitsOf = (d: PlanDetail, read: PolicyReader): readonly Text[] => [...aged(d, read), ...lowInventory(d, read)];
