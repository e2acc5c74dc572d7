import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import type { Text } from "../../../src/domain/value.ts";
import { turnsIn } from "../calendar/turns.ts";
import { COMPLAINING, COMPLAINTS } from "../planted/complaints.ts";
import { BACKLOGS, BATCHES, BREAKAGE, BURSTS, HIJACKS, LOST_PARCELS, type Planted, STACKED, WASTE } from "../planted/schedule.ts";
import { SHOPS } from "../world/stores.ts";
import type { Effect, Entry, EntryKind } from "./entry.ts";

interface Kind {
  readonly kind: EntryKind;
  readonly planted: Planted;
  readonly what: Text;
  readonly cause: Text;
  readonly effects: readonly Effect[];
}

const KINDS: readonly Kind[] = [
  {
    kind: "bad-batch",
    planted: BATCHES,
    what: { zh: "一批货尺码偏小，约三分之一退回", en: "a batch runs small; about a third of it comes back" },
    cause: { zh: "工厂打版用错了尺码表", en: "the factory cut it by the wrong size chart" },
    effects: [
      { on: "kpi", kpi: "return-rate-cohort", atLeast: 1.8, against: "before" },
      { on: "returns", bucket: "fit", share: 0.5 },
    ],
  },
  {
    kind: "breakage",
    planted: BREAKAGE,
    what: { zh: "德国站运输破损，退货集中在“承运商损坏”", en: "parcels break on the way in Germany" },
    cause: { zh: "外箱由五层改成三层瓦楞", en: "the carton has three layers instead of five" },
    effects: [
      { on: "kpi", kpi: "return-rate-cohort", atLeast: 1.6, against: "before" },
      { on: "returns", bucket: "logistics", share: 0.5 },
    ],
  },
  {
    kind: "hijack",
    planted: HIJACKS,
    what: { zh: "被跟卖，购物车丢失：流量照旧，转化大跌", en: "another seller holds the featured offer: as many visitors, few buyers" },
    cause: { zh: "跟卖卖家低价抢购物车", en: "somebody else offers the listing for less" },
    effects: [{ on: "kpi", kpi: "units", atMost: 0.5, against: "before" }],
  },
  {
    kind: "ad-waste",
    planted: WASTE,
    what: { zh: "广告点击翻三倍，几乎不出单", en: "three times the clicks and hardly an order" },
    cause: { zh: "新开的广泛匹配词没有加否定词", en: "a new broad match without negative keywords" },
    effects: [{ on: "kpi", kpi: "acos", atLeast: 2, against: "year" }],
  },
  {
    kind: "burst",
    planted: BURSTS,
    what: { zh: "达人视频爆单，日销数倍于平时", en: "a creator's video: many times the usual demand for some days" },
    cause: { zh: "达人视频突然起量", en: "a video that took off" },
    effects: [{ on: "kpi", kpi: "units", atLeast: 2.5, against: "year" }],
  },
  {
    kind: "stacked-discount",
    planted: STACKED,
    what: { zh: "优惠叠加，销量涨、毛利没了", en: "two discounts add up: sales rise, the margin is gone" },
    cause: { zh: "优惠券与秒杀价叠加，没人设互斥", en: "a coupon and a deal price, and nobody excluded one by the other" },
    effects: [
      { on: "kpi", kpi: "units", atLeast: 1.5, against: "year" },
      { on: "kpi", kpi: "gross-margin", atMost: 0.85, against: "year" },
    ],
  },
  {
    kind: "backlog",
    planted: BACKLOGS,
    what: { zh: "洛杉矶海外仓爆仓，订单 3–5 天后才发出", en: "the Los Angeles warehouse is behind: orders leave after three to five days" },
    cause: { zh: "仓库换班缺人", en: "too few people on a shift" },
    effects: [{ on: "kpi", kpi: "late-dispatch-rate", atLeast: 2, against: "year" }],
  },
  {
    kind: "lost-parcels",
    planted: LOST_PARCELS,
    what: { zh: "包裹丢失，仅退款不退货", en: "parcels do not arrive: refunds without returns" },
    cause: { zh: "尾程快递丢件", en: "the last-mile carrier loses parcels" },
    effects: [{ on: "kpi", kpi: "refund-rate", atLeast: 1.4, against: "year" }],
  },
];

const before = (d: Day, to: Day): Day => (d < to ? d : to);

function entries({ kind, planted, ...said }: Kind, from: Day, to: Day): Entry[] {
  return turnsIn(planted.turns, from, to).map((turn) => ({
    id: `${kind}-${turn.from}`,
    kind,
    skus: planted.groups[turn.member] ?? [],
    stores: planted.stores ?? SHOPS.map((s) => s.code),
    warehouse: null,
    from: turn.from < from ? from : turn.from,
    to: before(turn.to, to),
    ...said,
  }));
}

function complaints(from: Day, to: Day): Entry[] {
  return turnsIn(COMPLAINING.turns, from, to).flatMap((turn): Entry[] => {
    const of = COMPLAINTS[turn.member];
    if (!of) return [];
    const words = Object.values(of.words).flat();
    return [
      {
        id: `complaint-${of.theme}-${turn.from}`,
        kind: "complaint",
        skus: of.skus,
        stores: SHOPS.map((s) => s.code),
        warehouse: null,
        from: turn.from < from ? from : turn.from,
        to: before(turn.to, to),
        what: { zh: "多个 SKU 出现同一差评", en: "the same complaint about several SKUs" },
        cause: of.cause,
        // Who buys on one of the days writes within the month after it.
        effects: [
          { on: "kpi", kpi: "bad-review-rate", atLeast: 1.5, against: "before" },
          { on: "reviews", words, share: 0.5 },
        ],
      },
    ];
  });
}

/** Incidents that take turns, of the days asked for. */
export const plantedIn = (from: Day, to: Day): Entry[] => [...KINDS.flatMap((kind) => entries(kind, from, to)), ...complaints(from, to)];

/** From the first day of an entry to the last on which its returns and reviews are told. */
export const heardUntil = (entry: Pick<Entry, "to">): Day => addDays(entry.to, 30);
