import { agedDays } from "../policy/declared/order-economics.ts";
import { dormantDays, moqDays } from "../policy/declared/order.ts";
import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Maybe, Text } from "../value.ts";
import { counted } from "../words/counted.ts";
import { figure, MODE_NAMES, wayName } from "./figures.ts";
import type { Ahead, PlanDetail } from "./detail.ts";
import { PAYS_NOTHING, waitsText } from "./early-order.ts";
import { declinedText } from "./idle-order.ts";
import { apart, lastsDays, spanText } from "./lasts.ts";
import { limitsOf } from "./limits.ts";
import { stockOut } from "./project.ts";
import { rateText } from "./sales-rate.ts";
import { arrivalOf } from "./route.ts";
import type { Demand } from "./types.ts";
import { savedText, unavoidableText } from "./unavoidable.ts";
import { unpaidText } from "./unpaid-order.ts";

function velocity(demand: Demand): Text {
  const out = Math.max(0, ...demand.basis.windows.filter((w) => w.weight > 0).map((w) => w.daysOut));
  const removed =
    out === 0 ? { zh: "", en: "" } : { zh: `，已剔除 ${out} 个断货日`, en: `, ${counted(out, "day")} without stock taken out` };
  const rate = rateText(demand.dailyMean);
  return { zh: `${rate.zh}${removed.zh}`, en: `${rate.en}${removed.en}` };
}

function need(d: PlanDetail, ahead: Ahead): Text[] {
  const { order, choice, arriving, lostBefore } = ahead;
  const target = d.line.targetLevel;
  if (order.quantity === 0 || target === null || d.stock === null) return [];
  const days = choice.usual.p50 + d.review;
  if (ahead.onArrival !== null) {
    const before = daysBetween(d.line.asOf, ahead.onArrival.from) - 1;
    return [onArrivalText(ahead.onArrival, order.units, addDays(d.line.asOf, days), heldText(d, ahead.onArrival.wanted, before, days))];
  }
  const safety = Math.max(0, target - (d.levels?.expected ?? target));
  const held = heldText(d, target, 0, days);
  const some = parts(d, addDays(d.line.asOf, days));
  const missed =
    lostBefore >= 1
      ? { zh: `，到货前已损失 ${figure(lostBefore)}`, en: `, ${figure(lostBefore)} lost before it can arrive` }
      : { zh: "", en: "" };
  return [
    {
      zh: `到下一单到货（${days} 天）需 ${figure(Math.ceil(target))} 件（含安全库存 ${figure(safety)}${held.zh}）：可售 ${figure(d.stock.units)}，期间到货 ${figure(arriving)}${some.zh}${missed.zh}，缺 ${figure(order.units)}`,
      en: `${figure(Math.ceil(target))} must last ${days} days, until the next order arrives (${figure(safety)} of it buffer${held.en}): ${figure(d.stock.units)} on hand, ${figure(arriving)} arriving${some.en}${missed.en}; ${figure(order.units)} short`,
    },
  ];
}

/** What is wanted of these days goes as far as anybody plans for. */
function heldText({ demand }: PlanDetail, wanted: number, from: number, to: number): Text {
  if (demand?.basis.young) return { zh: "，新品先少备", en: ", small while it is new" };
  if (demand?.most === undefined || wanted < NEAR_MOST * demand.most(from, to)) return { zh: "", en: "" };
  return { zh: "，以历史最好或预计销量的倍数为限", en: ", limited by the best that it ever sold or is expected to" };
}
/** A target that is a mixture of spans ends a little below the limit of the middle one. */
const NEAR_MOST = 0.95;

/** What is lost before goods can come is nobody's demand any more; from then on it counts. */
function onArrivalText(
  { wanted, middle, from, left, arriving }: NonNullable<Ahead["onArrival"]>,
  short: number,
  until: Day,
  held: Text,
): Text {
  const [there, most] = [left + arriving, figure(Math.ceil(wanted))];
  const safety = figure(Math.max(0, Math.ceil(wanted) - Math.round(middle)));
  return {
    zh: `到货前已断货，只补到货后的需求：${from} 到 ${until} 备 ${most} 件（含安全库存 ${safety}${held.zh}），届时已有 ${figure(there)}，缺 ${figure(short)}`,
    en: `it is out before goods can come, so that only what follows is bought: ${most} from ${from} to ${until} (${safety} of it buffer${held.en}), ${figure(there)} will be there; ${figure(short)} short`,
  };
}

/** What of the arrivals is no shipment yet. */
function parts(d: PlanDetail, until: Day): Text {
  const sum = (of: readonly { readonly units: number; readonly day: Day }[]): number =>
    of.filter((a) => a.day <= until).reduce((all, a) => all + a.units, 0);
  const ordered = sum(d.onOrder);
  const moved = sum((d.line.transfers ?? []).map((m) => ({ units: m.units, day: m.arrivesOn })));
  const zh = [...(moved > 0 ? [`调拨 ${figure(moved)}`] : []), ...(ordered > 0 ? [`已批准 ${figure(ordered)}`] : [])];
  const en = [...(moved > 0 ? [`${figure(moved)} moved`] : []), ...(ordered > 0 ? [`${figure(ordered)} approved`] : [])];
  return zh.length === 0 ? { zh: "", en: "" } : { zh: `（含${zh.join("、")}）`, en: ` (${en.join(", ")})` };
}

/** Why less is ordered than the target wants. */
function cut({ order }: Ahead, read: PolicyReader): Text[] {
  if (order.beforeAge === undefined) return [];
  const [days, after] = [figure(read(agedDays)), figure(order.beforePay ?? order.quantity)];
  return [
    {
      zh: `已从 ${figure(order.beforeAge)} 件减到 ${after} 件：多出的部分预计 ${days} 天后还卖不完`,
      en: `cut from ${figure(order.beforeAge)} to ${after}: the rest would still be there after ${days} days`,
    },
  ];
}

function moq(d: PlanDetail, demand: Demand, ahead: Ahead, read: PolicyReader): Text[] {
  if (ahead.order.quantity === 0) return [];
  const lasts = lastsDays(demand.expected, d.input.moq ?? 0);
  if (lasts <= read(moqDays)) return [];
  const span = spanText(lasts);
  return [{ zh: `起订量要卖${apart(span.zh)}：先谈小单`, en: `the minimum order lasts ${span.en}: negotiate a smaller one first` }];
}

/** What ends a stock-out that nothing ordered today could end sooner; null where nothing is known to come. */
function comesFirst({ arrivals, onOrder }: PlanDetail, out: Day): Text | null {
  const coming = [
    ...arrivals.map((a) => ({ ...a, way: "under-way" as const })),
    ...onOrder.map((a) => ({ ...a, way: "on-order" as const })),
  ];
  const [first] = coming.filter((a) => a.day >= out).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (first === undefined) return null;
  const [n, by] = [figure(first.units), first.mode && MODE_NAMES[first.mode]];
  return first.way === "on-order"
    ? {
        zh: `${out} 断货，今天下单也来不及；${first.day} 先到${by?.zh ?? ""} ${n} 件（已订未发）`,
        en: `out on ${out}, and nothing ordered today comes sooner than the ${n} on order${by ? ` by ${by.en}` : ""}, expected ${first.day}`,
      }
    : {
        zh: `${out} 断货，今天下单也来不及；${first.day} 先到在途的 ${n} 件`,
        en: `out on ${out}, and nothing ordered today comes sooner than the ${n} on the way, expected ${first.day}`,
      };
}

function way(d: PlanDetail, ahead: Ahead): Text[] {
  const { choice } = ahead;
  const out = stockOut(ahead.moved);
  if (out === null) return [];
  const chosen = wayName(choice.chosen.route);
  const usual = wayName(choice.usual.route);
  const saves = figure(choice.saves);
  const texts: Text[] = [];
  if (ahead.order.quantity === 0 && choice.saves >= 1)
    texts.push({
      zh: `${out} 断货；${chosen.zh}只能救 ${saves} 件，为此下一个起订量不值得`,
      en: `out on ${out}; ${chosen.en} would save no more than ${saves}, which is no reason for a minimum order`,
    });
  else if (choice.unavoidable && ahead.order.quantity === 0)
    texts.push(
      comesFirst(d, out) ?? {
        zh: `${out} 断货；来得及的都不值得下单`,
        en: `out on ${out}; nothing that would come in time is worth an order`,
      },
    );
  else if (choice.unavoidable) texts.push(unavoidableText(d, ahead, out));
  else if (choice.chosen !== choice.usual && arrivalOf(choice.orderDay, choice.usual) <= out)
    texts.push({
      zh: `${usual.zh}正常赶得上 ${out} 断货，但可能晚；一部分先走${chosen.zh}（${choice.arrivesOn} 到），预计多保住 ${saves} 件`,
      en: `${usual.en} usually comes before the stock-out on ${out}, but may be late; a part by ${chosen.en}, there on ${choice.arrivesOn}, is expected to save ${saves} units`,
    });
  else if (choice.chosen !== choice.usual)
    texts.push({
      zh: `${usual.zh}赶不上 ${out} 断货；${chosen.zh} ${choice.arrivesOn} 到，${savedText(ahead).zh}`,
      en: `${usual.en} comes after the stock-out on ${out}; ${chosen.en} arrives ${choice.arrivesOn} and ${savedText(ahead).en}`,
    });
  else if (choice.tight)
    texts.push({
      zh: `${chosen.zh}正常 ${choice.arrivesOn} 到，赶得上 ${out} 断货；但十次有一次会晚`,
      en: `${chosen.en} usually arrives ${choice.arrivesOn}, before the stock-out on ${out}, but one in ten comes too late`,
    });
  else if (ahead.order.quantity === 0 && choice.orderBy !== null)
    texts.push({ zh: `${out} 断货：最晚 ${choice.orderBy} 下单`, en: `out on ${out} unless ordered by ${choice.orderBy}` });
  if (ahead.order.quantity > 0 && choice.chosen !== choice.usual && choice.gain === null)
    texts.push({
      zh: `售价、成本或运费不全，没有核算${chosen.zh}是否划算`,
      en: `whether ${chosen.en} pays was not reckoned: price, cost or freight is not known`,
    });
  // Reasons are read by everybody, so they must not tell how freight compares with the margin.
  if (choice.notWorthIt)
    texts.push({
      zh: `${wayName(choice.notWorthIt.route).zh}更快，但不划算，不建议`,
      en: `${wayName(choice.notWorthIt.route).en} is faster, but does not pay`,
    });
  return texts;
}

/** As people write what is below 0. */
const signed = (n: number): string => (n < 0 ? `−${figure(-n)}` : figure(n));

/** How the stock that is taken came from what was counted; null where it is what was counted. */
export function countedText({ stock, input }: PlanDetail): Text | null {
  const { sent = 0 } = input;
  const came = (input.received ?? []).reduce((sum, r) => sum + r.units, 0);
  if (stock === null || (stock.soldSince <= 0 && stock.promised <= 0 && came <= 0 && sent <= 0 && !stock.negative)) return null;
  const unseen: Text =
    stock.soldUnseen > 0
      ? {
          zh: `（其中 ${figure(stock.soldUnseen)} 为估算，销量未到）`,
          en: ` (${figure(stock.soldUnseen)} of it estimated: sales not known yet)`,
        }
      : { zh: "", en: "" };
  const sold: Text =
    stock.soldSince > 0
      ? { zh: `，之后卖出 ${figure(stock.soldSince)}${unseen.zh}`, en: `, ${figure(stock.soldSince)} sold since${unseen.en}` }
      : { zh: "", en: "" };
  const promised: Text =
    stock.promised > 0
      ? { zh: `，已批准调出 ${figure(stock.promised)}`, en: `, ${figure(stock.promised)} approved to be moved away` }
      : { zh: "", en: "" };
  const received: Text = came > 0 ? { zh: `，之后收货 ${figure(came)}`, en: `, ${figure(came)} received since` } : { zh: "", en: "" };
  const gone: Text = sent > 0 ? { zh: `，调往他仓 ${figure(sent)}`, en: `, ${figure(sent)} sent to other warehouses` } : { zh: "", en: "" };
  const counted = (input.onHand ?? 0) - came + sent;
  const [zh, en] = [
    `${input.onHandDay ?? ""} 盘点 ${signed(counted)} 件${received.zh}${gone.zh}${sold.zh}${promised.zh}，按 ${figure(stock.units)} 计算`,
    `${signed(counted)} counted on ${input.onHandDay ?? ""}${received.en}${gone.en}${sold.en}${promised.en}: ${figure(stock.units)} taken`,
  ];
  if (!stock.negative) return { zh, en };
  // Nobody knows whether these customers still wait, or whether the count was wrong: what they are owed is named and left to people.
  const owed = figure(-((input.onHand ?? 0) + sent));
  return {
    zh: `${zh}；超卖的 ${owed} 件没有算进下单量，如果还欠客户，请加上`,
    en: `${en}; the ${owed} oversold are not in the order: add them if customers still wait`,
  };
}

/** Why the line says what it says, the decisive first. Short: one thing a sentence. */
export function explain(d: PlanDetail, said: Maybe<Demand>, read: PolicyReader): readonly Text[] {
  if (said.kind === "missing") return [said.because];
  const demand = said.value;
  if (demand.dailyMean === 0) return [{ zh: "近 90 天没有销量", en: "no sale in the last 90 days" }];
  if (d.line.dailyDemand === 0) {
    const days = figure(read(dormantDays));
    return [{ zh: `预计 ${days} 天卖不到 1 件`, en: `less than one unit is expected in ${days} days` }];
  }
  if (d.stock === null || d.ahead === null) return [velocity(demand)];
  const since = countedText(d);
  if (d.ahead.declined)
    return [declinedText(d.ahead.declined, d.input, stockOut(d.ahead.moved)), ...limitsOf(d, read), ...(since ? [since] : [])];
  if (d.ahead.waits) return [waitsText(d.ahead.waits, d.line.orderBy), ...limitsOf(d, read), ...(since ? [since] : [])];
  const after = (d.line.transfers ?? []).length > 0;
  const ways = way(d, d.ahead).map((w, i) => (after && i === 0 ? { zh: `调拨后：${w.zh}`, en: `after the move: ${w.en}` } : w));
  return [
    ...ways,
    ...need(d, d.ahead),
    ...cut(d.ahead, read),
    ...moq(d, demand, d.ahead, read),
    ...limitsOf(d, read),
    ...(d.line.earnsNothing ? [PAYS_NOTHING] : []),
    ...unpaidText(d.ahead),
    ...(since ? [since] : []),
  ];
}
