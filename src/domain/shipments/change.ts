import type { Day } from "../calendar/day.ts";
import { UserError } from "../user-error.ts";
import type { Text } from "../value.ts";
import { dueUnits, etaOf, isOpen, type ShipmentEvent, type ShipmentLine, stateOf, type TrackedState } from "./types.ts";
import { SHIPMENT_STATE } from "./words.ts";

type NewEvent = Pick<ShipmentEvent, "what" | "day" | "etaBefore" | "eta" | "note">;

/** What a shipment is after somebody spoke of it, and what stands in its history. No event: nothing changed. */
export interface Changed {
  readonly lines: readonly ShipmentLine[];
  readonly events: readonly NewEvent[];
}

export interface Update {
  /** null: as it is. */
  readonly state: Exclude<TrackedState, "received"> | null;
  /** When that happened. */
  readonly day: Day;
  /** null: as it is. */
  readonly eta: Day | null;
  readonly note: string | null;
}

const NAME = {
  bookedOn: { zh: "订舱日", en: "booked" },
  leftOn: { zh: "发出日", en: "left" },
  arrivedOn: { zh: "到仓日", en: "arrived" },
} as const;
const RECEIVED: Text = { zh: "收货日", en: "received" };
const ETA: Text = { zh: "预计到货", en: "ETA" };

const wrongOrder = (a: Text, first: Day, b: Text, second: Day): UserError =>
  new UserError(
    "dates-out-of-order",
    { zh: `${b.zh} ${second} 早于${a.zh} ${first}。`, en: `${b.en} on ${second} is before ${a.en} on ${first}.` },
    { zh: "先后顺序：订舱、发出、到仓、收货。", en: "The order is: booked, left, arrived, received." },
  );

/** Each day that is known is not before the one that comes before it. */
function inOrder(line: ShipmentLine): void {
  const known = [
    [NAME.bookedOn, line.bookedOn],
    [NAME.leftOn, line.leftOn],
    [NAME.arrivedOn, line.arrivedOn],
    [RECEIVED, line.receivedOn],
  ] as const;
  let before: readonly [Text, Day] | null = null;
  for (const [name, day] of known) {
    if (day === null) continue;
    if (before !== null && day < before[1]) throw wrongOrder(before[0], before[1], name, day);
    before = [name, day];
  }
  const begun = line.leftOn ?? line.bookedOn;
  if (isOpen(line.state) && line.eta !== null && begun !== null && line.eta < begun)
    throw wrongOrder(line.leftOn === null ? NAME.bookedOn : NAME.leftOn, begun, ETA, line.eta);
}

function notAhead(day: Day, today: Day): void {
  if (day <= today) return;
  throw new UserError(
    "day-ahead",
    { zh: `${day} 还没到，今天是 ${today}。`, en: `${day} is still ahead; today is ${today}.` },
    { zh: "发生的日期写今天或以前；以后的日期写在预计到货里。", en: "Say when it happened, today or before; a day ahead is an ETA." },
  );
}

export const closed = (state: TrackedState): UserError =>
  new UserError(
    "shipment-closed",
    { zh: `这票货${SHIPMENT_STATE[state].zh}，不能再改。`, en: `This shipment is ${SHIPMENT_STATE[state].en} and cannot be changed.` },
    { zh: "又发货了请用新单号登记。", en: "If more is sent, book it under a new number." },
  );

/** Of what is over nothing more is said, except that a file may know better. */
function stillOpen(lines: readonly ShipmentLine[]): void {
  const state = stateOf(lines);
  if (!isOpen(state)) throw closed(state);
}

const STEPS: readonly TrackedState[] = ["booked", "left", "arrived"];

function stepped(line: ShipmentLine, state: Update["state"], day: Day): ShipmentLine {
  if (!isOpen(line.state) || state === null) return line;
  switch (state) {
    case "booked":
      return { ...line, state, leftOn: null, arrivedOn: null };
    case "left":
      return { ...line, state, leftOn: line.leftOn !== null && line.state !== "booked" ? line.leftOn : day, arrivedOn: null };
    case "arrived":
      return { ...line, state, arrivedOn: line.state === "arrived" ? line.arrivedOn : day };
    case "lost":
      return { ...line, state, short: line.units - line.received };
    case "cancelled":
      return { ...line, state };
  }
}

/** Moves a shipment on, corrects it, or moves its ETA. Throws for what cannot be: it is over, days ahead or out of order, goods that came are cancelled. */
export function update(lines: readonly ShipmentLine[], { state, day, eta, note }: Update, today: Day): Changed {
  stillOpen(lines);
  const before = stateOf(lines);
  const moved = state !== null && state !== before;
  if (moved) notAhead(day, today);
  const cameIn = lines.reduce((sum, l) => sum + l.received, 0);
  if (state === "cancelled" && cameIn > 0)
    throw new UserError(
      "goods-came",
      { zh: `已收货 ${cameIn} 件，不能取消。`, en: `${cameIn} units were received, so it cannot be cancelled.` },
      { zh: "剩下的不会来了，请在收货里选“不再等”。", en: "If the rest will not come, say so where you receive it." },
    );
  const after = lines.map((line): ShipmentLine => {
    const next = moved ? stepped(line, state, day) : line;
    const changed = isOpen(next.state) && eta !== null ? { ...next, eta } : next;
    inOrder(changed);
    return changed;
  });
  const [from, to] = [etaOf(lines), etaOf(after)];
  const back = moved && STEPS.indexOf(state) >= 0 && STEPS.indexOf(state) < STEPS.indexOf(before);
  const events: NewEvent[] = [];
  if (moved) events.push({ what: back ? "corrected" : state, day, etaBefore: null, eta: to, note });
  if (from !== to && eta !== null) events.push({ what: "eta", day: null, etaBefore: from, eta: to, note: moved ? null : note });
  if (events.length === 0 && note !== null) events.push({ what: "corrected", day: null, etaBefore: null, eta: to, note });
  return { lines: after, events };
}

export interface Count {
  readonly sku: string;
  readonly units: number;
}

export interface Receipt extends Changed {
  readonly receipts: readonly (Count & { readonly day: Day })[];
}

const missing = (line: ShipmentLine): number => line.units - line.received - line.short;

/**
 * Counts goods in. What is named is what came this time; SKUs that are not named came not. The rest comes later, or (`short`) will not come. Throws for
 * more than was booked, a SKU that is not in it, a day ahead or before it left.
 */
export function receive(lines: readonly ShipmentLine[], counts: readonly Count[], rest: "coming" | "short", day: Day, today: Day): Receipt {
  stillOpen(lines);
  notAhead(day, today);
  for (const { sku, units } of counts) {
    const line = lines.find((l) => l.sku === sku && isOpen(l.state));
    if (!line)
      throw new UserError(
        "not-in-shipment",
        { zh: `这票货里没有 ${sku}。`, en: `${sku} is not in this shipment.` },
        { zh: `里面有：${lines.map((l) => l.sku).join("、")}`, en: `It carries ${lines.map((l) => l.sku).join(", ")}` },
      );
    if (units > missing(line))
      throw new UserError(
        "more-than-booked",
        {
          zh: `${sku}：收货 ${units} 件，但只差 ${missing(line)} 件（共 ${line.units}，已收 ${line.received}）。`,
          en: `${sku}: ${units} counted in, but only ${missing(line)} are missing (${line.units} booked, ${line.received} received).`,
        },
        { zh: "供应商多发了，先在“更新”里改件数。", en: "If more was sent, correct the units with Update first." },
      );
  }
  const came = (sku: string): number => counts.filter((c) => c.sku === sku).reduce((sum, c) => sum + c.units, 0);
  const after = lines.map((line): ShipmentLine => {
    if (!isOpen(line.state)) return line;
    const received = line.received + came(line.sku);
    const left = line.units - received - line.short;
    const over = left <= 0 || rest === "short";
    const next: ShipmentLine = {
      ...line,
      received,
      short: rest === "short" ? line.short + Math.max(0, left) : line.short,
      state: over ? "received" : "arrived",
      arrivedOn: line.arrivedOn ?? day,
      receivedOn: over ? day : line.receivedOn,
    };
    inOrder(next);
    return next;
  });
  const receipts = counts.filter((c) => c.units > 0).map((c) => ({ ...c, day }));
  const eta = etaOf(after);
  const lost = rest === "short" && after.some((l, i) => l.short > (lines[i]?.short ?? 0));
  const events: NewEvent[] = [
    ...(receipts.length > 0 ? [{ what: "received", day, etaBefore: null, eta, note: told(receipts) } as const] : []),
    ...(lost ? [{ what: "short", day, etaBefore: null, eta, note: told(shortOf(lines, after)) } as const] : []),
  ];
  return { lines: after, events, receipts };
}

const told = (counts: readonly Count[]): string => counts.map((c) => `${c.sku} ${c.units}`).join(", ");
const shortOf = (before: readonly ShipmentLine[], after: readonly ShipmentLine[]): Count[] =>
  after.map((l, i) => ({ sku: l.sku, units: l.short - (before[i]?.short ?? 0) })).filter((c) => c.units > 0);

/** Other units than were booked: more was sent, or less. Not fewer than came already. */
export function resize(lines: readonly ShipmentLine[], counts: readonly Count[]): Changed {
  stillOpen(lines);
  const after = lines.map((line): ShipmentLine => {
    const wanted = counts.find((c) => c.sku === line.sku)?.units;
    if (wanted === undefined || wanted === line.units) return line;
    const least = Math.max(1, line.received + line.short);
    if (wanted < least)
      throw new UserError("too-few", {
        zh: `${line.sku}：${wanted} 件太少，至少 ${least} 件（已收 ${line.received}）。`,
        en: `${line.sku}: ${wanted} units are too few; at least ${least} (${line.received} were received).`,
      });
    return { ...line, units: wanted };
  });
  const changed = after.filter((l, i) => l.units !== lines[i]?.units);
  const eta = etaOf(after);
  return {
    lines: after,
    events: changed.length === 0 ? [] : [{ what: "corrected", day: null, etaBefore: null, eta, note: told(changed) }],
  };
}

/** Units of all lines: booked, received, still to come, and those that will not come. */
export function totalsOf(lines: readonly ShipmentLine[]): {
  readonly units: number;
  readonly received: number;
  readonly due: number;
  readonly short: number;
} {
  const sum = (of: (l: ShipmentLine) => number): number => lines.reduce((all, l) => all + of(l), 0);
  return { units: sum((l) => l.units), received: sum((l) => l.received), due: sum(dueUnits), short: sum((l) => l.short) };
}
