import { type Adjusted, laneValue, split } from "../app/purchase/adjust.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import type { LeadTime } from "../domain/restock/lead-time.ts";
import type { Effect } from "../domain/purchase/wish.ts";
import type { OrderLeg } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Field, type Message, message, type Value } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";
import { moneyOf } from "./plan-values.ts";
import { LABEL } from "./purchase-labels.ts";
import { t, travelText, unitsText } from "./purchase-words.ts";

const text = (x: Text): Value => ({ kind: "text", text: x });

/** `海运 US-SEA，约 35 天`; `sea US-SEA, about 35 days`, `sea-us, about 35 days` */
function laneLabel({ route, p50 }: LeadTime): Text {
  if (route === null) return t(`默认时效，约 ${p50} 天`, `default time, about ${p50} days`);
  const mode = MODE_NAMES[route.mode];
  // A lane that is named after its mode says it already.
  const named = route.lane.toLowerCase().startsWith(mode.en) ? route.lane : `${mode.en} ${route.lane}`;
  return t(`${mode.zh} ${route.lane}，约 ${p50} 天`, `${named}, about ${p50} days`);
}

function packText({ moq, carton }: Pick<PlanDetail["input"], "moq" | "carton">): Text {
  const of = (n: number | null, lang: "zh" | "en"): string => (n === null ? (lang === "zh" ? "未知" : "not known") : figure(n));
  return t(`起订量 ${of(moq, "zh")}，箱规 ${of(carton, "zh")}`, `minimum order ${of(moq, "en")}, carton ${of(carton, "en")}`);
}

/** What a form begins with: the plan's proposal, or what somebody approved. */
interface Begin {
  readonly legs: readonly Pick<OrderLeg, "route" | "units">[];
  readonly neededBy: string | null;
  readonly note: string | null;
}

function fields(d: PlanDetail, begin: Begin): Field[] {
  const { quantity, urgent, urgentLane, restLane } = split(begin.legs);
  const lanes = d.times.map((time) => ({ value: laneValue(time.route?.lane ?? null), label: laneLabel(time) }));
  const usual = d.ahead?.choice.usual ?? d.times[0];
  const fastest = d.times.toSorted((a, b) => a.p50 - b.p50)[0];
  const choice = (name: "urgentLane" | "restLane", value: string | null | undefined): Field => ({
    name,
    label: LABEL[name],
    type: "select",
    options: lanes,
    value: laneValue(value ?? null),
  });
  return [
    {
      name: "quantity",
      label: LABEL.quantity,
      type: "number",
      required: true,
      hint: packText(d.input),
      ...(quantity > 0 && { value: String(quantity) }),
    },
    ...(lanes.length < 2
      ? []
      : [
          { name: "urgentUnits", label: LABEL.urgentUnits, type: "number", value: String(urgent) } as const,
          choice("urgentLane", urgentLane ?? fastest?.route?.lane),
          choice("restLane", restLane ?? usual?.route?.lane),
        ]),
    { name: "neededBy", label: LABEL.neededBy, type: "day", ...(begin.neededBy !== null && { value: begin.neededBy }) },
    { name: "note", label: LABEL.note, type: "text", ...(begin.note !== null && { value: begin.note }) },
  ];
}

/** The form on a SKU's card. Nothing is decided by it: it shows what would become of it. */
export function adjustForm(d: PlanDetail): Block {
  const { sku, warehouse, legs } = d.line;
  return {
    kind: "form",
    deed: { action: "adjust-purchase", args: { sku, warehouse } },
    fields: fields(d, { legs, neededBy: null, note: null }),
    submit: t("调整并预览", "Adjust and preview"),
    style: "plain",
  };
}

/** The same for a line that was approved or waits, and is not ordered yet. */
export function changePurchase(d: PlanDetail, p: Purchase): Message {
  const legs = p.legs.map((l) => ({ route: l.lane ?? null, units: l.units }));
  return message({
    title: t(`改采购：${p.sku} → ${p.warehouse}`, `Change the purchase of ${p.sku} for ${p.warehouse}`),
    lead: t(
      `现为 ${unitsText(p.quantity).zh}。改动后须重新批准；超过上限的，复核也要重来。`,
      `It is ${unitsText(p.quantity).en} now. What is changed has to be approved anew, and above the limit agreed to anew.`,
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "adjust-purchase", args: { sku: p.sku, warehouse: p.warehouse, purchase: p.id } },
        fields: fields(d, { legs, neededBy: p.neededBy, note: p.note }),
        submit: t("看调整后的影响", "See what it changes"),
      },
    ],
  });
}

const NO_COST: Text = t("成本未知", "a cost is not known");
const UNKNOWN: Text = t("缺销量或库存，算不出", "sales or stock are not known");

function covered({ outOn, unitsLost }: Effect): Value {
  if (outOn === undefined || unitsLost === undefined) return { kind: "missing", because: UNKNOWN };
  if (outOn === null) return text(t("不断货", "covered"));
  // Rounded as on the SKU's card: the two are held against each other.
  const n = figure(unitsLost);
  if (n === "0") return text(t(`${outOn} 断货，少卖不到 1 件`, `out on ${outOn}, less than 1 unit lost`));
  return text(t(`${outOn} 断货，少卖 ${n} 件`, `out on ${outOn}, ${n} ${n === "1" ? "unit" : "units"} lost`));
}

const way = (e: Effect): Value => {
  const legs = e.legs.map((l) => ({ mode: l.mode, units: l.units }));
  return e.legs.length === 0
    ? { kind: "missing", because: t("不采购", "nothing is bought") }
    : text(travelText({ legs }) ?? t("默认时效", "default time"));
};

const dayOr = (e: Effect): Value =>
  e.arrivesOn === null ? { kind: "missing", because: t("不采购", "nothing is bought") } : { kind: "day", day: e.arrivesOn };

/** Before and after, side by side. */
function comparison({ before, after }: Adjusted): Block {
  const row = (label: Text, of: (e: Effect) => Value): Value[] => [text(label), of(before), of(after)];
  return {
    kind: "table",
    columns: [{ label: t("对比", "What") }, { label: t("计划建议", "As proposed") }, { label: t("调整后", "As adjusted") }],
    rows: [
      row(t("件数", "Units"), (e) => ({ kind: "count", count: e.quantity })),
      row(t("头程", "Route"), way),
      row(t("全部可售", "All sellable about"), dayOr),
      row(t("断货", "Stock-out"), covered),
    ],
  };
}

/** The money of both, for who may see it. */
function cash({ before, after, detail: { line } }: Adjusted): Block {
  const of = (amount: number | null): Value => moneyOf(amount, line.currency, NO_COST, "margin");
  const more = before.cash === null || after.cash === null ? null : after.cash - before.cash;
  return {
    kind: "facts",
    facts: [
      {
        label: t("资金", "Cash"),
        value: of(after.cash),
        ...(more !== null &&
          more !== 0 && { delta: { against: t("计划建议", "as proposed"), change: of(more), mood: "neutral" } as const }),
      },
    ],
  };
}

/** What is said against it; the person may insist all the same. */
function objections({ packing: p, after, wish, detail }: Adjusted): Text[] {
  const said: Text[] = [];
  if (p.belowMoq !== null) said.push(t(`低于起订量 ${figure(p.belowMoq)}`, `Below the minimum order of ${figure(p.belowMoq)}`));
  if (p.brokenCarton !== null) said.push(t(`不是整箱（每箱 ${figure(p.brokenCarton)}）`, `Not whole cartons of ${figure(p.brokenCarton)}`));
  if (p.rounded !== after.quantity)
    said.push(
      t(
        `按起订量和箱规凑整为 ${figure(p.rounded)} 件；仍按你填的 ${figure(after.quantity)} 件`,
        `Rounded up it would be ${figure(p.rounded)}; it stays at your ${figure(after.quantity)}`,
      ),
    );
  if (wish.neededBy !== null && after.arrivesOn !== null && after.arrivesOn > wish.neededBy)
    said.push(
      t(
        `约 ${after.arrivesOn} 才全部可售，晚于要求的 ${wish.neededBy}`,
        `All of it is sellable only about ${after.arrivesOn}, after the ${wish.neededBy} that is asked for`,
      ),
    );
  const target = detail.line.targetLevel;
  if (target !== null && detail.ahead && after.quantity > 2 * Math.max(1, detail.ahead.order.units) && detail.ahead.order.units > 0)
    said.push(
      t(
        `是计划所需 ${figure(detail.ahead.order.units)} 件的两倍以上`,
        `More than twice the ${figure(detail.ahead.order.units)} that the plan needs`,
      ),
    );
  return said;
}

/** What an adjusted order would do. Nothing is decided yet. */
export function adjustedMessage(a: Adjusted, instead: { readonly id: number; readonly revision: number } | null): Message {
  const { line } = a.detail;
  const n = unitsText(a.after.quantity);
  const said = objections(a);
  return message({
    title: t(`调整后：${line.sku} ${n.zh} → ${line.warehouse}`, `As adjusted: ${n.en} of ${line.sku} for ${line.warehouse}`),
    tone: (a.after.unitsLost ?? 0) > (a.before.unitsLost ?? 0) + 1 ? "warning" : "neutral",
    lead: t("还没有批准。", "Nothing is approved yet."),
    blocks: [
      comparison(a),
      cash(a),
      ...(said.length > 0 ? [{ kind: "list", items: said } as const] : []),
      ...(a.wish.note === null ? [] : [{ kind: "prose", text: t(`备注：${a.wish.note}`, `Note: ${a.wish.note}`) } as const]),
    ],
    actions: [
      {
        label: t(`批准采购 ${n.zh}`, `Approve ${n.en}`),
        style: "primary",
        deed: {
          action: "approve-purchase",
          args: { sku: line.sku, warehouse: line.warehouse, wish: a.wish, ...(instead && { instead }) },
        },
        confirm: t(
          `批准为 ${line.warehouse} 采购 ${line.sku} ${n.zh}？只记录批准，不会自动向供应商下单。`,
          `Approve ${n.en} of ${line.sku} for ${line.warehouse}? This records the approval; nothing is ordered by itself.`,
        ),
      },
    ],
    basis: { asOf: line.asOf, stores: line.stores, ...(line.simulated && { simulated: true }) },
  });
}
