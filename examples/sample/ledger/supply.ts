import { addDays, type Day, dayNumber, fromDayNumber, later } from "../../../src/domain/calendar/day.ts";
import { itemOfSku } from "../catalogue/items.ts";
import { membersOf } from "../catalogue/stories.ts";
import type { Shipment } from "../stock/shipment.ts";
import { SkuPlay } from "../stock/sku.ts";
import type { Entry } from "./entry.ts";

/** Fewer empty days than this are everybody's. */
const LEAST_EMPTY_DAYS = 7;
const SHOP = "amazon-us";
const POOL = "US-FBA";

/** Runs of empty days of a SKU in the American pool, and all of its shipments: SKUs know nothing of each other, so that one can be played alone. */
function played(seed: string, sku: string, from: Day, to: Day): { runs: { from: Day; to: Day }[]; shipments: Shipment[] } {
  const shipments: Shipment[] = [];
  const runs: { from: Day; to: Day }[] = [];
  let since: number | undefined;
  const close = (n: number): void => {
    if (since !== undefined && n - since >= LEAST_EMPTY_DAYS && n > dayNumber(from))
      runs.push({ from: later(fromDayNumber(since), from), to: fromDayNumber(n - 1) });
    since = undefined;
  };
  new SkuPlay(seed, itemOfSku(sku)).play(to, (d, n) => {
    shipments.push(...d.shipments);
    const shelf = d.ledger.find((e) => e.warehouse === POOL);
    if (shelf && shelf.opening === 0 && shelf.closing === 0) since ??= n;
    else close(n);
  });
  close(dayNumber(to) + 1);
  return { runs, shipments };
}

function stockOuts(seed: string, from: Day, to: Day): Entry[] {
  return membersOf("gap").flatMap((sku) =>
    played(seed, sku, from, to).runs.map((run): Entry => ({
      id: `stock-out-${sku}-${run.from}`,
      kind: "stock-out",
      skus: [sku],
      stores: [SHOP],
      warehouse: POOL,
      ...run,
      what: { zh: "补货太晚，断货", en: "out of stock, since the next ship comes too late" },
      cause: { zh: "下单量只够到下一批到货之前", en: "what was ordered does not last until the next ship" },
      effects: [
        { on: "kpi", kpi: "units", atMost: 0.2, against: "before" },
        ...(run.to === to ? [{ on: "restock", states: ["out", "unavoidable"] } as const] : []),
      ],
    })),
  );
}

/** Days after which a shipment counts as late. */
const LATE_DAYS = 7;

function lateShips(seed: string, from: Day, to: Day): Entry[] {
  return membersOf("late").flatMap((sku) =>
    played(seed, sku, from, to)
      .shipments.filter((s) => addDays(s.eta, LATE_DAYS) < s.receivedOn && s.eta <= to && s.receivedOn >= from)
      .map((s): Entry => ({
        id: `late-ship-${s.id}`,
        kind: "late-ship",
        skus: [sku],
        stores: [SHOP],
        warehouse: POOL,
        from: later(s.eta, from),
        to: s.receivedOn <= to ? s.receivedOn : to,
        what: { zh: "货柜晚到", en: "a ship is late" },
        cause: { zh: "船期延误、查验", en: "the sailing was delayed, and customs looked at it" },
        effects: addDays(s.eta, LATE_DAYS) < to && s.receivedOn > to ? [{ on: "inbound", shipment: s.id, eta: s.eta }] : [],
      })),
  );
}

function forAll(kind: "overstock" | "dormant", from: Day, to: Day): Entry[] {
  const what = {
    overstock: { zh: "备货过量，够卖一年以上", en: "bought for more than a year ahead" },
    dormant: { zh: "早已停销，库存还在", en: "nothing is sold any more, and it is still there" },
  }[kind];
  const cause = {
    overstock: { zh: "首批按爆款预期下单", en: "the first order was that of a hit" },
    dormant: { zh: "款式过时，没有清货", en: "out of fashion, and never cleared" },
  }[kind];
  return membersOf(kind).map((sku): Entry => ({
    id: `${kind}-${sku}`,
    kind,
    skus: [sku],
    stores: [SHOP],
    warehouse: POOL,
    from,
    to,
    what,
    cause,
    effects: [{ on: "restock", states: [kind] }],
  }));
}

/** What is wrong with the stock in the American pool, as it was played. */
export const supplyIn = (seed: string, from: Day, to: Day): Entry[] => [
  ...stockOuts(seed, from, to),
  ...lateShips(seed, from, to),
  ...forAll("overstock", from, to),
  ...forAll("dormant", from, to),
];
