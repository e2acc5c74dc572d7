import type { FreightMode } from "../../domain/facts/facts.ts";
import { figure, MODE_NAMES } from "../../domain/restock/figures.ts";
import { notBooked } from "../../domain/restock/on-order.ts";
import type { Approved, PlanInput } from "../../domain/restock/types.ts";
import type { Count } from "../../domain/shipments/change.ts";
import type { Shipment } from "../../domain/shipments/types.ts";
import type { Text } from "../../domain/value.ts";
import { planDay } from "../plan.ts";
import { givenTo, withGiven } from "../plan-given.ts";
import type { Context } from "../types.ts";

interface Booked {
  readonly warehouse: string;
  readonly counts: readonly Count[];
  readonly mode: FreightMode | null;
  /** It was begun from approvals: what they do not name was not meant. */
  readonly purchases: readonly number[];
  /** What a file says of the same shipment, which counts as carried already. */
  readonly known: Shipment | undefined;
}

type Legs = Approved["legs"];
const units = (legs: Legs): number => legs.reduce((sum, l) => sum + l.units, 0);

/** `海运 390 件`, `390 by sea` */
function byMode(legs: Legs): Text {
  const of = [...Map.groupBy(legs, (l) => l.mode)].flatMap(([mode, some]) => (mode === null ? [] : [{ mode, n: figure(units(some)) }]));
  return {
    zh: of.map(({ mode, n }) => `${MODE_NAMES[mode].zh} ${n} 件`).join("、"),
    en: of.map(({ mode, n }) => `${n} by ${MODE_NAMES[mode].en}`).join(", "),
  };
}

/** More than what is left to ship; null where it is not, or nobody approved anything of it and nobody said that they had. */
function tooMany({ sku, units: n }: Count, approved: readonly Approved[], left: number, led: boolean): Text | null {
  if (approved.length === 0) return led ? { zh: `${sku} 没有批准过的采购`, en: `no purchase of ${sku} was approved for here` } : null;
  if (n <= left) return null;
  const more = figure(n - left);
  return left > 0
    ? {
        zh: `${sku} 比未发的 ${figure(left)} 件多 ${more} 件`,
        en: `${sku} is ${more} more than the ${figure(left)} that are not shipped yet`,
      }
    : {
        zh: `${sku} 已订的都发了，这 ${more} 件没有采购`,
        en: `all that was ordered of ${sku} is shipped already; nothing stands behind these ${more}`,
      };
}

/** More by this way than was approved by it. Which part an earlier shipment was is not known, so that all of the open approvals counts. */
function otherWay({ sku, units: n }: Count, mode: FreightMode, open: Legs, left: number): Text | null {
  const allowed = units(open.filter((l) => l.mode === mode || l.mode === null));
  if (Math.min(n, left) <= allowed) return null;
  const [name, all] = [MODE_NAMES[mode], byMode(open)];
  return allowed > 0
    ? {
        zh: `${sku} 批准的${name.zh}只有 ${figure(allowed)} 件`,
        en: `only ${figure(allowed)} of ${sku} ${allowed === 1 ? "was" : "were"} approved by ${name.en}`,
      }
    : { zh: `${sku} 批准的是${all.zh}，没有${name.zh}`, en: `of ${sku} ${all.en} were approved, none by ${name.en}` };
}

const NAMED = 3;

function sentence(what: Text, said: readonly Text[]): Text[] {
  if (said.length === 0) return [];
  const [shown, more] = [said.slice(0, NAMED), said.length - NAMED];
  return [
    {
      zh: `请核对${what.zh}：${shown.map((s) => s.zh).join("；")}${more > 0 ? `；还有 ${more} 个 SKU` : ""}。`,
      en: `Check the ${what.en}: ${shown.map((s) => s.en).join("; ")}${more > 0 ? `; and ${more} more SKUs` : ""}.`,
    },
  ];
}

/** What of a shipment is more than was approved and not shipped yet, or goes another way. To be asked before it is booked. */
export async function beyondApproved({ warehouse, counts, mode, purchases, known }: Booked, context: Context): Promise<readonly Text[]> {
  const asOf = await planDay(context);
  const given = await givenTo(context, asOf);
  const inputs = new Map<string, PlanInput>();
  for await (const batch of context.plans.inputs(asOf, { skus: counts.map((c) => c.sku), until: given.until }))
    for (const input of batch) if (input.warehouse === warehouse) inputs.set(input.sku, withGiven(input, given));
  const [many, ways]: [Text[], Text[]] = [[], []];
  for (const count of counts) {
    const { approved = [], booked = [] } = inputs.get(count.sku) ?? {};
    const parts = [...notBooked({ approved, booked })];
    const again = known?.lines.find((l) => l.sku === count.sku)?.units ?? 0;
    const left = parts.reduce((sum, [, legs]) => sum + units(legs), 0) + again;
    const open = parts.filter(([, legs]) => again > 0 || units(legs) > 0).flatMap(([a]) => a.legs);
    const more = tooMany(count, approved, left, purchases.length > 0);
    const way = mode === null ? null : otherWay(count, mode, open, left);
    if (more) many.push(more);
    if (way) ways.push(way);
  }
  return [...sentence({ zh: "件数", en: "units" }, many), ...sentence({ zh: "头程", en: "mode" }, ways)];
}
