import { type Assignment, endOf, type Place, type Snooze, type SnoozeEnd } from "../../domain/alerts/attention.ts";
import { subjectOf } from "../../domain/alerts/stock-out.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { PolicyOverride } from "../../domain/policy/policy.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import type { PlanLine } from "../../domain/restock/types.ts";
import { dueUnits } from "../../domain/shipments/types.ts";
import { placeOf } from "../plan-given.ts";
import type { Context } from "../types.ts";

/** Who looks after which lines, and which of them nobody wants to hear of now. */
export interface AttentionNow {
  /** Those that stand today. */
  readonly snoozes: readonly Snooze[];
  /** Those that are over by themselves, and why; `line` is absent where no plan has it any more. */
  readonly over: readonly {
    readonly snooze: Snooze;
    readonly because: Exclude<SnoozeEnd, "undone" | "replaced">;
    readonly line?: PlanLine;
  }[];
  readonly assignments: readonly Assignment[];
  /** Names of members by their slugs. */
  readonly names: ReadonlyMap<string, string>;
}

/** Shipments that still bring something, as `US-FBA/KTC-01/SEA-1`. Nobody is asked where no snooze waits for one. */
async function onTheirWay({ shipments }: Pick<Context, "shipments">, snoozes: readonly Snooze[]): Promise<ReadonlySet<string>> {
  if (snoozes.every((s) => s.awaits === null)) return new Set();
  const open = await shipments.find({ open: true });
  return new Set(
    open.flatMap((s) =>
      s.lines.filter((l) => dueUnits(l) > 0).map((l) => `${subjectOf({ warehouse: s.warehouse, sku: l.sku })}/${s.number}`),
    ),
  );
}

/** What stands of snoozes and assignments, judged by the plan's lines as they are now. Writes nothing. */
export async function attentionNow(
  context: Pick<Context, "attention" | "shipments" | "company">,
  lines: readonly PlanLine[],
  overrides: readonly PolicyOverride[],
  today: Day,
): Promise<AttentionNow> {
  const [all, assignments, members] = await Promise.all([
    context.attention.snoozes(),
    context.attention.assignments(),
    context.company.members(),
  ]);
  const names = new Map(members.map((m) => [m.slug, m.name]));
  if (all.length === 0) return { snoozes: [], over: [], assignments, names };
  const wanted = new Set(all.map(subjectOf));
  const planned = new Map(lines.filter((l) => wanted.has(subjectOf(l))).map((l) => [subjectOf(l), l]));
  const coming = await onTheirWay(context, all);
  const over: { snooze: Snooze; because: Exclude<SnoozeEnd, "undone" | "replaced">; line?: PlanLine }[] = [];
  const snoozes: Snooze[] = [];
  for (const snooze of all) {
    const line = planned.get(subjectOf(snooze));
    const read = policyReader(overrides, line === undefined ? { day: today, sku: snooze.sku } : placeOf(line));
    const because = endOf(snooze, line, today, (number) => coming.has(`${subjectOf(snooze)}/${number}`), read);
    if (because === null) snoozes.push(snooze);
    else over.push({ snooze, because, ...(line && { line }) });
  }
  return { snoozes, over, assignments, names };
}

/** Of one line: its snooze and who is on it. */
export function ofLine(now: AttentionNow, line: Place): { readonly snooze: Snooze | undefined; readonly on: Assignment | undefined } {
  const subject = subjectOf(line);
  return { snooze: now.snoozes.find((s) => subjectOf(s) === subject), on: now.assignments.find((a) => subjectOf(a) === subject) };
}
