import { figure } from "../domain/restock/figures.ts";
import type { Move, PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { Fact } from "../message/message.ts";
import { isDue, moveBy } from "./plan-values.ts";

export const capital = (s: string): string => `${s.charAt(0).toUpperCase()}${s.slice(1)}`;

const units = (moves: readonly Move[]): number => moves.reduce((sum, m) => sum + m.units, 0);

/** What a move waits for, beside its quantity; nothing where the goods lie there. */
function when({ awaits }: Move): Text {
  if (!awaits) return { zh: "", en: "" };
  const guess: Text = awaits.assumed ? { zh: "，估", en: ", assumed" } : { zh: "", en: "" };
  return { zh: `（${awaits.day} 到货后${guess.zh}）`, en: ` (arriving there ${awaits.day}${guess.en})` };
}

/** `SEA-1 arrives there on 2026-11-23 and leaves on 2026-11-24; `, nothing where the goods lie there. */
function leaves({ awaits, leavesOn, from }: Move): Text {
  if (!awaits || leavesOn === undefined) return { zh: "", en: "" };
  const guess: Text = awaits.assumed ? { zh: "（估）", en: " (assumed)" } : { zh: "", en: "" };
  return {
    zh: `${awaits.shipments.join("、")} ${awaits.day}${guess.zh} 到 ${from}，${leavesOn} 调出；`,
    en: `${awaits.shipments.join(", ")} arrives there on ${awaits.day}${guess.en}, to be moved on ${leavesOn}; `,
  };
}

/** The decision in one sentence: what to move, what to order, by when. Nothing where neither is proposed. */
export function orderText(line: PlanLine): Text {
  const n = line.orderQuantity ?? 0;
  const moves = line.transfers ?? [];
  const buy = (): Text => {
    if (line.orderBy === null) return { zh: `下单 ${figure(n)} 件`, en: `order ${figure(n)}` };
    if (isDue(line.orderBy, line.asOf)) return { zh: `立即下单 ${figure(n)} 件`, en: `order ${figure(n)} now` };
    return { zh: `在 ${line.orderBy} 前下单 ${figure(n)} 件`, en: `order ${figure(n)} by ${line.orderBy}` };
  };
  if (moves.length === 0) return n > 0 ? { zh: `${buy().zh}。`, en: `${capital(buy().en)}.` } : { zh: "", en: "" };
  // What is ordered today does not wait for what can be moved only later.
  const later = n > 0 && moves.some((m) => m.awaits);
  const first: Text = {
    zh: `${later ? "" : "先"}${moves.map((m) => `从 ${m.from} ${moveBy(m).zh}调 ${figure(m.units)} 件${when(m).zh}`).join("、")}`,
    en: `Move ${moves.map((m) => `${figure(m.units)} from ${m.from}${moveBy(m).en}${when(m).en}`).join(" and ")}${later ? "" : " first"}`,
  };
  const then: Text =
    n > 0
      ? { zh: `${later ? "另" : "再"}${buy().zh}`, en: `${later ? "and" : "then"} ${buy().en}` }
      : { zh: "调完不用下单", en: "then nothing is to be ordered" };
  const all = line.orderWithoutTransfers ?? null;
  const instead: Text =
    all === null ? { zh: "", en: "" } : { zh: `（不调拨则 ${figure(all)} 件）`, en: ` (${figure(all)} without the move)` };
  const otherwise: Text =
    line.state === "out" || line.stockOutDate === null
      ? { zh: "", en: "" }
      : { zh: `不调也不下单，${line.stockOutDate} 断货。`, en: ` With neither, it is out on ${line.stockOutDate}.` };
  return { zh: `${first.zh}，${then.zh}${instead.zh}。${otherwise.zh}`, en: `${first.en}, ${then.en}${instead.en}.${otherwise.en}` };
}

/** `（路上 6 天，12 次实际）`, or the lane by which it travels as an order does. */
function takes({ days, route }: Move): Text {
  if (!days) return route ? { zh: `（${route}）`, en: ` (${route})` } : { zh: "", en: "" };
  const n = figure(days.n);
  return days.source === "learned"
    ? { zh: `（路上 ${figure(days.p50)} 天，${n} 次调拨实际）`, en: ` (${figure(days.p50)} days on the way, of ${n} moves)` }
    : { zh: `（路上按 ${figure(days.p50)} 天）`, en: ` (${figure(days.p50)} days on the way, assumed)` };
}

/** When the shelf is empty again; of a line that was kept before, how long the goods last from the day they leave. */
function lasts({ lastsUntil, runOutDays }: Move): Text {
  if (lastsUntil === undefined) {
    const days = figure(runOutDays);
    return { zh: `从调出起约够卖 ${days} 天`, en: `lasts about ${days} days from leaving` };
  }
  return lastsUntil === null
    ? { zh: "之后推演期内不断货", en: "not out again within the days that are projected" }
    : { zh: `不下单约卖到 ${lastsUntil}`, en: `lasts until about ${lastsUntil} if nothing is ordered` };
}

/** What a part saves that goes a faster way. */
const savesText = ({ saves }: Move): Text =>
  saves !== undefined && saves >= 1
    ? { zh: `，预计多保住 ${figure(saves)} 件`, en: `, expected to save ${figure(saves)} ${figure(saves) === "1" ? "unit" : "units"}` }
    : { zh: "", en: "" };

/** What to move, when it can be sold, and how long it lasts then; nothing where nothing is moved. */
export function moveFacts(line: PlanLine, lines: readonly PlanLine[]): Fact[] {
  return (line.transfers ?? []).map((m): Fact => {
    const donor = lines.find((l) => l.warehouse === m.from);
    const selling = (donor?.dailyDemand ?? 0) > 0;
    const after: Text = selling
      ? { zh: "调出仓不低于补货点", en: "the donor keeps its reorder point" }
      : { zh: `${m.from} 自己不卖`, en: `${m.from} sells nothing itself` };
    const [from, by, way, saves, span] = [leaves(m), moveBy(m), takes(m), savesText(m), lasts(m)];
    return {
      label: { zh: `先从 ${m.from} ${by.zh}调`, en: `Move first, from ${m.from}${by.en}` },
      value: { kind: "count", count: m.units, unit: { zh: "件", en: m.units === 1 ? "unit" : "units" } },
      note: {
        zh: `${from.zh}约 ${m.arrivesOn} 可售${way.zh}${saves.zh}；${span.zh}，${after.zh}`,
        en: `${from.en}sellable about ${m.arrivesOn}${way.en}${saves.en}; ${span.en}; ${after.en}`,
      },
    };
  });
}

/** What a warehouse gives to the others of its SKU. */
export const movedFrom = (line: PlanLine, lines: readonly PlanLine[]): number =>
  units(lines.filter((l) => l.sku === line.sku).flatMap((l) => (l.transfers ?? []).filter((m) => m.from === line.warehouse)));
