import type { Day } from "../../domain/calendar/day.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import { retroEscalateAfter } from "../../domain/policy/declared/retro.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import type { Thread } from "../../message/message.ts";
import type { Binding } from "../../ports/company.ts";
import type { Retro, RetroAction, RetroEntries } from "../../ports/retros.ts";
import type { Context } from "../types.ts";

/** The retro of the month before in the same channel. */
export interface RetroBefore {
  readonly month: string;
  readonly asOf: Day;
  readonly at: Date;
}

/** A retro with everything that people have added to it. */
export interface RetroNow {
  readonly retro: Retro;
  readonly entries: RetroEntries;
  /** Of all months of this channel. */
  readonly actions: readonly RetroAction[];
  readonly months: readonly string[];
  readonly before: RetroBefore | null;
  /** Of members, by their slug. */
  readonly names: ReadonlyMap<string, string>;
  readonly kpis: ReadonlyMap<string, Kpi>;
  readonly zone: Zone;
  readonly escalateAfter: number;
}

/** How many months of a channel are looked at for what was carried; nobody carries anything for five years. */
const MONTHS = 60;

type Where = Pick<Binding, "platform" | "channel">;

/** The binding that a retro is posted under; undefined where the channel gets none any more. */
export async function retroBinding({ company }: Pick<Context, "company">, at: Where): Promise<Binding | undefined> {
  return (await company.bindings()).find((b) => b.purpose === "retro" && b.platform === at.platform && b.channel === at.channel);
}

/** What was taken on in a channel up to a month, and the retro before it. Of the sample store or of the real ones, never both. */
export async function historyOf(
  { retros }: Pick<Context, "retros">,
  at: Where,
  month: string,
  simulated: boolean,
): Promise<Pick<RetroNow, "actions" | "months" | "before">> {
  const [actions, all] = await Promise.all([retros.actions(at, simulated), retros.months(at, MONTHS)]);
  const known = all.filter((m) => m.simulated === simulated);
  const last = known.find((m) => m.month < month);
  const before = last && (await retros.byId(last.id));
  return {
    actions,
    months: known.map((m) => m.month),
    before: before ? { month: before.month, asOf: before.said.asOf, at: before.postedAt } : null,
  };
}

export async function retroNow(context: Context, retro: Retro): Promise<RetroNow> {
  const { retros, company, policies, kpis } = context;
  const [history, entries, members, overrides, binding, { zone }] = await Promise.all([
    historyOf(context, retro, retro.month, retro.simulated),
    retros.entries(retro.id),
    company.members(),
    policies.overrides(),
    retroBinding(context, retro),
    company.company(),
  ]);
  return {
    retro,
    entries,
    ...history,
    names: new Map(members.map((m) => [m.slug, m.name])),
    kpis,
    zone: binding?.zone ?? zone,
    escalateAfter: policyReader(overrides, { day: retro.said.asOf })(retroEscalateAfter),
  };
}

/** How a thread reads with what people have added. */
export type Dress = (now: RetroNow) => Thread;

const revisionsOf = (key: string, { root, replies }: Thread) => [
  { key, message: root },
  ...replies.map((r) => ({ key: `${key}:${r.key}`, message: r.message })),
];

/** What somebody added is seen soon, and what three people add at once is one edit. */
const SOON_MS = 5_000;
/** Whoever adds something while this is at work tells it anew themselves; after so many rounds they do. */
const ROUNDS = 5;

/**
 * Says a thread anew after something was added. Read after it was written and looked at again afterwards, so that of two who add at the same
 * moment neither is left out by the other's slower telling.
 */
export async function retell(context: Context, id: number, dress: Dress): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const retro = await context.retros.byId(id);
    if (!retro) return;
    const thread = dress(await retroNow(context, retro));
    await context.outbox.revise(revisionsOf(retro.key, thread), context.now, new Date(context.now.getTime() + SOON_MS));
    const after = await context.retros.byId(id);
    if (after?.revision === retro.revision) return;
  }
}
