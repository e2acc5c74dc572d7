import { addDays, type Day } from "../domain/calendar/day.ts";
import { minorDigits } from "../domain/money/money.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import { seldom } from "../domain/restock/sales-rate.ts";
import type { DeclinedOrder, PlanLine } from "../domain/restock/types.ts";
import { STATE_NAMES } from "../domain/restock/words.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import type { Value } from "../message/message.ts";

export const code = (c: string): Value => ({ kind: "code", code: c });
export const text = (t: Text): Value => ({ kind: "text", text: t });
const none = (because: Text): Value => ({ kind: "missing", because });

export const units = (n: number | null, because: Text): Value => (n === null ? none(because) : { kind: "count", count: Math.round(n) });
export const days = (n: number | null, because: Text): Value =>
  n === null ? none(because) : { kind: "days", days: n < 10 ? Math.round(n * 10) / 10 : Math.round(n) };
/** Units a day, to a digit more where they are few. */
export const dailyOf = (n: number | null, because: Text): Value =>
  n === null ? none(because) : { kind: "number", number: n, digits: seldom(n) ? 2 : 1 };
/** Stock that the plan takes: what was counted, less what was sold or promised since. */
export const takenOf = (line: Pick<PlanLine, "onHand" | "taken">): number | null => line.taken ?? line.onHand;
export const dayOf = (d: string | null, because: Text): Value => (d === null ? none(because) : { kind: "day", day: d });

/** The first day on which anything can be ordered is the day after the plan's; what is due then or before is due now. */
export const isDue = (orderBy: Day, asOf: Day): boolean => orderBy <= addDays(asOf, 1);

/**
 * The last day to order; `now` where that is today or gone by: a date of yesterday is no advice. Where only a move is proposed it is left out: beside
 * the units to move, the day of a later order would read as theirs.
 */
export function dueOf(
  line: Unordered & { readonly orderBy: Day | null; readonly orderQuantity: number | null; readonly moved?: number },
  asOf: Day,
  because: Text,
): Value {
  const { orderBy, orderQuantity, moved } = line;
  if (line.declined !== undefined || (orderQuantity === 0 && (moved ?? 0) > 0)) return none(noOrder(line));
  if (orderBy === null || !isDue(orderBy, asOf)) return dayOf(orderBy, because);
  return orderQuantity === 0 ? none(noOrder(line)) : text({ zh: "立即", en: "now" });
}

export function moneyOf(amount: number | null, currency: string, because: Text, sensitivity?: Sensitivity): Value {
  const value: Value = amount === null ? none(because) : { kind: "money", amount: amount.toFixed(minorDigits(currency)), currency };
  return sensitivity === undefined ? value : { ...value, sensitivity };
}

/** What is decided of a line: in a plan, and in a warning that was kept. */
export interface Decided {
  readonly state: PlanLine["state"];
  readonly orderQuantity: number | null;
  /** Units that other warehouses give. */
  readonly moved?: number;
  readonly declined?: DeclinedOrder;
}

type Unordered = Pick<Decided, "declined">;

/** Due, and gets all it needs from another warehouse: nothing of it is to be ordered. */
export const onlyMoves = (d: Decided): boolean => d.state === "order-now" && d.orderQuantity === 0 && (d.moved ?? 0) > 0;

/** The state in a word. */
export const stateText = (d: Decided): Text => (onlyMoves(d) ? { zh: "先调货", en: "to move" } : STATE_NAMES[d.state]);

export const movedTo = (line: Pick<PlanLine, "transfers">): number => (line.transfers ?? []).reduce((sum, m) => sum + m.units, 0);
export const decided = (line: PlanLine): Decided => ({
  state: line.state,
  orderQuantity: line.orderQuantity,
  moved: movedTo(line),
  ...(line.declined && { declined: line.declined }),
});
/** A warehouse of no store that sells nothing itself: what lies there is no dead stock. */
export const supplies = (line: Pick<PlanLine, "state" | "stores">): boolean => line.state === "dormant" && line.stores.length === 0;

const SUPPLIES: Text = { zh: "供货仓", en: "supplies others" };

/** The state of a line in a word. */
export const lineState = (line: PlanLine): Text => (supplies(line) ? SUPPLIES : stateText(decided(line)));
export const stateOf = (line: PlanLine): Value => text(lineState(line));

export const BEYOND: Text = { zh: "推演期内不断货", en: "not within the days that are projected" };
export const NO_ORDER: Text = { zh: "无需下单", en: "nothing to order" };

const TOO_LARGE = {
  moq: { zh: "起订量太大，不建议下单", en: "minimum order too large" },
  carton: { zh: "一箱太多，不建议下单", en: "a carton is too many" },
} as const satisfies Record<DeclinedOrder["least"], Text>;

/** Why nothing of a line is bought, in a few words. */
export const noOrder = ({ declined }: Unordered): Text => (declined === undefined ? NO_ORDER : TOO_LARGE[declined.least]);

/** `144 + move 252`, `move 252`, `168 on order`: what is beside the quantity in a list. */
function orderMark({
  orderQuantity,
  moved,
  onOrder,
}: {
  readonly orderQuantity: number | null;
  readonly moved: number;
  readonly onOrder: number;
}): Text | null {
  const zh: string[] = [];
  const en: string[] = [];
  const n = orderQuantity ?? 0;
  if (n > 0) {
    zh.push(figure(n));
    en.push(figure(n));
  }
  if (moved > 0) {
    zh.push(`先调 ${figure(moved)}`);
    en.push(n > 0 ? `${en.pop() ?? ""} + move ${figure(moved)}` : `move ${figure(moved)}`);
  }
  if (onOrder > 0) {
    zh.push(`已订未发 ${figure(onOrder)}`);
    en.push(`${figure(onOrder)} on order`);
  }
  return moved > 0 || onOrder > 0 ? { zh: zh.join("，"), en: en.join(", ") } : null;
}

/** What to buy, with what is moved or on order beside it; a dash with its reason where there is nothing of it. */
export function orderValue(
  o: Unordered & { readonly orderQuantity: number | null; readonly moved?: number; readonly onOrder?: number },
  because: Text,
): Value {
  const mark = orderMark({ orderQuantity: o.orderQuantity, moved: o.moved ?? 0, onOrder: o.onOrder ?? 0 });
  if (mark !== null) return text(mark);
  return o.orderQuantity === 0 ? none(noOrder(o)) : units(o.orderQuantity, because);
}

const modeName = (mode: PlanLine["routeMode"]): Text => (mode === null ? { zh: "默认时效", en: "default time" } : MODE_NAMES[mode]);

/** ` by air`, where a move travels as an order does. */
export const moveBy = ({ mode }: { readonly mode?: PlanLine["routeMode"] }): Text =>
  mode ? { zh: `走${MODE_NAMES[mode].zh}`, en: ` by ${MODE_NAMES[mode].en}` } : { zh: "", en: "" };

const listedModes = (modes: readonly PlanLine["routeMode"][]): Text => {
  const names = [...new Set(modes)].map(modeName);
  return { zh: names.map((n) => n.zh).join("＋"), en: names.map((n) => n.en).join(" + ") };
};

/** `air + sea`, for a list; how many units go each way is told where there is room. Moves that travel as orders do stand apart: `sea; move: air`. `because`: why no quantity is known. */
export function modesOf(line: PlanLine, because: Text): Value {
  const moved = (line.transfers ?? []).flatMap((m) => m.mode ?? []);
  const order = line.legs.length === 0 ? null : listedModes(line.legs.map((l) => l.mode));
  if (moved.length === 0) return order === null ? none(line.orderQuantity === null ? because : noOrder(line)) : text(order);
  const moves = listedModes(moved);
  return text({
    zh: `${order === null ? "" : `${order.zh}；`}调拨：${moves.zh}`,
    en: `${order === null ? "" : `${order.en}; `}move: ${moves.en}`,
  });
}

/** `air 60 + sea 144`, `sea`; a dash with its reason where nothing is ordered. */
export function wayOf({ legs }: Pick<PlanLine, "legs">): Value {
  const [first, second] = legs;
  if (first === undefined) return none(NO_ORDER);
  if (second !== undefined)
    return text({
      zh: `${modeName(first.mode).zh} ${figure(first.units)} + ${modeName(second.mode).zh} ${figure(second.units)}`,
      en: `${modeName(first.mode).en} ${figure(first.units)} + ${modeName(second.mode).en} ${figure(second.units)}`,
    });
  return text(modeName(first.mode));
}
