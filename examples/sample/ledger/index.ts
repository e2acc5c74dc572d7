import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import { eventsIn } from "../calendar/events.ts";
import { ITEMS } from "../catalogue/items.ts";
import { DUTY_RISE, isDearer, marches, WITHOUT_COST, WITHOUT_DUTY } from "../money/costs.ts";
import { shopOf, SHOPS } from "../world/stores.ts";
import type { Entry } from "./entry.ts";
import { plantedIn } from "./planted.ts";
import { supplyIn } from "./supply.ts";

export type { Effect, Entry, EntryKind } from "./entry.ts";
export { heardUntil } from "./planted.ts";

const ALL = SHOPS.map((s) => s.code);

function costs(seed: string, from: Day, to: Day): Entry[] {
  const skus = (which: (item: (typeof ITEMS)[number]) => boolean): string[] => ITEMS.filter(which).map((i) => i.sku);
  const entry = (given: Omit<Entry, "stores" | "warehouse" | "to">): Entry[] =>
    given.from > to || given.from < from ? [] : [{ ...given, stores: ALL, warehouse: null, to }];
  return [
    ...marches(to).flatMap((d) =>
      entry({
        id: `dearer-${d}`,
        kind: "dearer",
        skus: skus((i) => isDearer(seed, i) && !WITHOUT_COST.has(i.sku)),
        from: d,
        what: { zh: "采购价上涨 8%", en: "the factory asks 8 % more" },
        cause: { zh: "原材料涨价", en: "raw materials are dearer" },
        effects: [{ on: "kpi", kpi: "gross-margin", atMost: 0.995, against: "before" }],
      }),
    ),
    ...entry({
      id: "duty-rise",
      kind: "duty-rise",
      skus: skus((i) => DUTY_RISE.suppliers.has(i.supplier) && !WITHOUT_COST.has(i.sku)),
      from: DUTY_RISE.from,
      what: { zh: "金属制品关税从 7.5% 涨到 20%", en: "the duty on things of metal rises from 7.5 to 20 %" },
      cause: { zh: "关税调整", en: "a new tariff" },
      effects: [{ on: "kpi", kpi: "gross-margin", atMost: 0.985, against: "before" }],
    }),
    ...entry({
      id: "duty-missing",
      kind: "duty-missing",
      skus: skus((i) => WITHOUT_DUTY.has(i.family)),
      from,
      what: { zh: "充电类产品没有录入关税", en: "nobody entered the duty of chargers and cables" },
      cause: { zh: "财务漏录", en: "it was forgotten" },
      effects: [{ on: "note", kpi: "gross-margin", says: /duty/ }],
    }),
    ...entry({
      id: "cost-missing",
      kind: "cost-missing",
      skus: [...WITHOUT_COST],
      from,
      what: { zh: "几个 SKU 完全没有成本", en: "some SKUs have no cost at all" },
      cause: { zh: "新品建档时漏录", en: "they were forgotten when they were listed" },
      effects: [{ on: "note", kpi: "gross-margin", says: /have none/ }],
    }),
  ];
}

/** Sales days that lie in the days asked for, whole. */
function salesDays(from: Day, to: Day): Entry[] {
  const shop = shopOf("amazon-us");
  const years = Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) => Number(from.slice(0, 4)) + i);
  return years
    .flatMap((y) => eventsIn(y, shop))
    .filter((e) => e.lift > 1 && e.from >= from && addDays(e.from, e.days - 1) <= to)
    .map((e): Entry => ({
      id: `${e.name}-${e.from}`,
      kind: "sales-days",
      skus: [],
      stores: [shop.code],
      warehouse: null,
      from: e.from,
      to: addDays(e.from, e.days - 1),
      what: { zh: "平台大促", en: "the platform's sales days" },
      cause: { zh: "大促", en: "a promotion of the platform" },
      effects: [{ on: "kpi", kpi: "units", atLeast: 1.6, against: "before" }],
    }));
}

/**
 * Everything that was put into the sample on purpose in some days: what, of which SKUs, when, why, and where it has to show. For tests and
 * benches: no file that is imported says any of it.
 */
export function ledger(seed: string, from: Day, to: Day): readonly Entry[] {
  return [...plantedIn(from, to), ...supplyIn(seed, from, to), ...costs(seed, from, to), ...salesDays(from, to)];
}
