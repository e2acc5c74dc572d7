import { addDays, daysBetween } from "../calendar/day.ts";
import { AGED_FEES, feeTable } from "../facts/fba-fees.ts";
import { agedDays, agedShare } from "../policy/declared/order-economics.ts";
import { lowInventoryFeeDays } from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { expectedAged, nextSnapshot } from "./aged.ts";
import type { PlanDetail } from "./detail.ts";
import { figure } from "./figures.ts";
import { daysOfSupply, inLowInventoryZone } from "./low-inventory.ts";

/** Whether Amazon keeps the goods. */
const isFba = ({ input }: Pick<PlanDetail, "input">): boolean =>
  input.site?.kind === "platform-pool" && (input.platforms ?? []).includes("amazon");

/** Units of which the platform would say that they are old, at the first snapshot after the order has grown so old; null: nothing is ordered. */
export function agedOfOrder(
  d: Pick<PlanDetail, "line" | "demand" | "stock" | "arrivals" | "onOrder">,
  read: PolicyReader,
): { readonly units: number; readonly snapshot: ReturnType<typeof nextSnapshot> } | null {
  const arrivesOn = d.line.legs.at(-1)?.arrivesOn;
  if (arrivesOn === undefined || d.demand === null || d.stock === null) return null;
  const snapshot = nextSnapshot(addDays(arrivesOn, read(agedDays)));
  const given = (d.line.transfers ?? []).map((m) => ({ units: m.units, day: m.arrivesOn }));
  const coming = [...d.arrivals, ...d.onOrder, ...given].filter((a) => a.day <= arrivesOn).reduce((sum, a) => sum + a.units, 0);
  const order = d.line.orderQuantity ?? 0;
  const left = expectedAged(d.stock.units + coming + order, d.demand.over(daysBetween(d.line.asOf, snapshot)));
  return { units: Math.min(order, left), snapshot };
}

function aged(d: PlanDetail, read: PolicyReader): Text[] {
  const old = agedOfOrder(d, read);
  const order = d.line.orderQuantity ?? 0;
  if (old === null || old.units < Math.max(1, read(agedShare) * order)) return [];
  const site = d.input.site;
  const table = site && isFba(d) ? feeTable(AGED_FEES, site.country, old.snapshot) : undefined;
  const first = table?.steps[0];
  const [units, age] = [figure(old.units), figure(read(agedDays))];
  const fee: Text =
    table && first
      ? {
          zh: `，超龄费每立方英尺每月 ${figure(first.perCubicFoot, 2)} ${table.currency} 起`,
          en: `: from ${figure(first.perCubicFoot, 2)} ${table.currency} a cubic foot and month`,
        }
      : { zh: "", en: "" };
  return [
    {
      zh: `这一单约有 ${units} 件到 ${old.snapshot} 库龄超过 ${age} 天${fee.zh}`,
      en: `about ${units} of this order would be older than ${age} days on ${old.snapshot}${fee.en}`,
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
