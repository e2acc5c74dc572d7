import type { Day } from "../calendar/day.ts";
import { UserError } from "../user-error.ts";
import type { Text } from "../value.ts";
import {
  dueUnits,
  etaOf,
  isOpen,
  OPEN_STATES,
  type OpenState,
  type ShipmentEvent,
  type ShipmentLine,
  stateOf,
  type TrackedState,
} from "./types.ts";
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
  /** Days that somebody learned of; absent or null: as they are. Goods that were not so far yet are, then. */
  readonly landedOn?: Day | null;
  readonly clearedOn?: Day | null;
  /** null: as it is. */
  readonly eta: Day | null;
  readonly note: string | null;
}

const NAME = {
  bookedOn: { zh: "订舱日", en: "booked" },
  leftOn: { zh: "发出日", en: "left" },
  landedOn: { zh: "到港日", en: "at the port" },
  clearedOn: { zh: "清关日", en: "cleared by customs" },
  arrivedOn: { zh: "到仓日", en: "arrived" },
} as const;
const RECEIVED: Text = { zh: "收货日", en: "received" };
const ETA: Text = { zh: "预计到货", en: "ETA" };

const wrongOrder = (a: Text, first: Day, b: Text, second: Day): UserError =>
  new UserError(
    "dates-out-of-order",
    { zh: `${b.zh} ${second} 早于${a.zh} ${first}。`, en: `${b.en} on ${second} is before ${a.en} on ${first}.` },
    { zh: "先后顺序：订舱、发出、到港、清关、到仓、收货。", en: "The order is: booked, left, at the port, cleared, arrived, received." },
  );

/** Each day that is known is not before the one that comes before it. */
function inOrder(line: ShipmentLine): void {
  const known = [
    [NAME.bookedOn, line.bookedOn],
    [NAME.leftOn, line.leftOn],
    [NAME.landedOn, line.landedOn],
    [NAME.clearedOn, line.clearedOn],
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

const DAY_OF = { left: "leftOn", landed: "landedOn", cleared: "clearedOn", arrived: "arrivedOn" } as const;
const rank = (state: OpenState): number => OPEN_STATES.indexOf(state);

/** As far as `state` and no further: what was said to have happened after it has not. The day of a stage that it had reached already stays. */
function movedTo(line: ShipmentLine & { readonly state: OpenState }, state: OpenState, day: Day): ShipmentLine {
  const next: { -readonly [K in keyof ShipmentLine]: ShipmentLine[K] } = { ...line, state };
  for (const stage of OPEN_STATES) {
    if (stage === "booked") continue;
    const field = DAY_OF[stage];
    if (rank(stage) > rank(state)) next[field] = null;
    else if (stage === state && (line[field] === null || rank(line.state) < rank(state))) next[field] = day;
  }
  return next;
}

function stepped(line: ShipmentLine, state: Update["state"], day: Day): ShipmentLine {
  const { state: now } = line;
  if (!isOpen(now) || state === null) return line;
  if (isOpen(state)) return movedTo({ ...line, state: now }, state, day);
  return state === "lost" ? { ...line, state, short: line.units - line.received } : { ...line, state };
}

/** A day at the port or of the clearance that somebody learned of, at whatever stage the goods are now; what was not so far yet is, by that. */
function learned(line: ShipmentLine, stage: "landed" | "cleared", day: Day | null | undefined): ShipmentLine {
  if (!isOpen(line.state) || day === null || day === undefined) return line;
  return { ...line, [DAY_OF[stage]]: day, state: rank(line.state) < rank(stage) ? stage : line.state };
}

/** Moves a shipment on, corrects it, or moves its ETA. Throws for what cannot be: it is over, days ahead or out of order, goods that came are cancelled. */
export function update(lines: readonly ShipmentLine[], { state, day, landedOn, clearedOn, eta, note }: Update, today: Day): Changed {
  stillOpen(lines);
  const before = stateOf(lines);
  const moved = state !== null && state !== before;
  const on = (state === "landed" ? landedOn : state === "cleared" ? clearedOn : null) ?? day;
  for (const d of [...(moved ? [on] : []), landedOn ?? today, clearedOn ?? today]) notAhead(d, today);
  const cameIn = lines.reduce((sum, l) => sum + l.received, 0);
  if (state === "cancelled" && cameIn > 0)
    throw new UserError(
      "goods-came",
      { zh: `已收货 ${cameIn} 件，不能取消。`, en: `${cameIn} units were received, so it cannot be cancelled.` },
      { zh: "剩下的不会来了，请在收货里选“不再等”。", en: "If the rest will not come, say so where you receive it." },
    );
  const back = moved && isOpen(state) && isOpen(before) && rank(state) < rank(before);
  const after = lines.map((line): ShipmentLine => {
    // One of several that is further already stays there when the rest comes after it.
    const ahead = moved && !back && isOpen(state) && isOpen(line.state) && rank(line.state) > rank(state);
    const moving = moved && !ahead ? stepped(line, state, on) : line;
    const next = learned(learned(moving, "landed", landedOn), "cleared", clearedOn);
    const changed = isOpen(next.state) && eta !== null ? { ...next, eta } : next;
    inOrder(changed);
    return changed;
  });
  const [from, to] = [etaOf(lines), etaOf(after)];
  const events: NewEvent[] = [];
  const tell = (what: NewEvent["what"], happened: Day | null, etaBefore: Day | null = null): void =>
    void events.push({ what, day: happened, etaBefore, eta: to, note: events.length === 0 ? note : null });
  for (const [stage, d] of [
    ["landed", landedOn],
    ["cleared", clearedOn],
  ] as const)
    if (d && !(moved && state === stage) && after.some((l, i) => l[DAY_OF[stage]] !== lines[i]?.[DAY_OF[stage]])) tell(stage, d);
  if (moved) tell(back ? "corrected" : state, on);
  if (from !== to && eta !== null) tell("eta", null, from);
  if (events.length === 0 && note !== null) tell("corrected", null);
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
