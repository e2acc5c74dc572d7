import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import { promoInboundDays } from "../policy/declared/promo.ts";
import { peakCutOffDays } from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { blackFriday } from "../restock/peak-uplift.ts";
import type { Text } from "../value.ts";
import { CALENDAR } from "./calendar.ts";
import type { Promo, Programme } from "./types.ts";
import { PROGRAMME_NAME } from "./words.ts";

/**
 * The inbound deadline where no platform has announced one. Black Friday's is that of the plan of restock, or the same goods would have two;
 * another event's, and of a sale that begins before it, are days before the start.
 */
export function inboundRule(event: string, from: Day, read: PolicyReader): { readonly day: Day; readonly peak: boolean } {
  const peak = addDays(blackFriday(Number(from.slice(0, 4))), -Math.round(read(peakCutOffDays)));
  if (event === "black-friday" && peak <= from) return { day: peak, peak: true };
  return { day: addDays(from, -Math.round(read(promoInboundDays))), peak: false };
}

const PROGRAMMES: readonly Programme[] = ["awd", "fba-minimal", "fba-optimized"];

/** Where the rule comes from, and what speaks against it: the sources differ, and all are said. */
export function inboundConflict(promo: Pick<Promo, "event" | "from" | "inboundBy" | "inboundSource">, read: PolicyReader): readonly Text[] {
  const rule = inboundRule(promo.event, promo.from, read);
  if (promo.inboundSource !== "rule" || !rule.peak || rule.day !== promo.inboundBy) return [];
  const last = CALENDAR.findLast((c) => c.event === promo.event);
  if (last === undefined) return [];
  const told = PROGRAMMES.flatMap((p) => {
    const by = last.inboundBy[p];
    return by === undefined ? [] : [{ name: PROGRAMME_NAME[p], days: daysBetween(by, last.from) }];
  });
  const year = last.from.slice(0, 4);
  const [cut, usual] = [Math.round(read(peakCutOffDays)), Math.round(read(promoInboundDays))];
  return [
    {
      zh: `入仓截止：黑五前 ${cut} 天，和 /restock 一致；亚马逊美国 ${year} 年为黑五前${told.map((x) => `${x.name.zh} ${x.days}`).join("、")} 天，其他大促按提前 ${usual} 天`,
      en: `inbound: ${cut} days before Black Friday, as in /restock; in ${year} Amazon US asked for ${told.map((x) => `${x.name.en} ${x.days}`).join(", ")} days; other events take ${usual}`,
    },
  ];
}
