import { foldSnoozed } from "../domain/alerts/fold.ts";
import { STOCK_OUT, type StockOutFacts, subjectOf } from "../domain/alerts/stock-out.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import type { Alert } from "../ports/alerts.ts";
import type { Purchase } from "../ports/purchases.ts";
import type { OutboxRow } from "../ports/delivery.ts";
import { attentionNow } from "./attention/now.ts";
import { policyLookup } from "./channel-stores.ts";
import { type CurrentPlan, currentPlan } from "./plan.ts";
import { APPROVERS, KEEPERS, may } from "./roles.ts";
import { type StaleFact, staleFacts } from "./stale-facts.ts";
import { stockOutFactsOf } from "./stock-out-facts.ts";
import type { Asker, Command, Context } from "./types.ts";

export interface OpenAlert {
  /** Day since which it is open. */
  readonly since: Day;
  readonly facts: StockOutFacts;
}

/** What waits for a person, by what their roles may decide. */
export interface Duties {
  readonly day: Day;
  /** Without the lines that somebody snoozed. */
  readonly plan: CurrentPlan;
  /** Whether the person may approve what the plan proposes. */
  readonly approves: boolean;
  /** Purchases that somebody else approved and this person may agree to. */
  readonly seconds: readonly Purchase[];
  /** Stock warnings that are open, as they were seen last. */
  readonly openAlerts: readonly OpenAlert[];
  readonly stale: readonly StaleFact[];
  /** Posts that did not arrive; empty for who cannot do anything about them. */
  readonly undelivered: readonly OutboxRow[];
  readonly commands: readonly (readonly [string, Command])[];
}

const SHOWN = 10;

const openOf = (alert: Alert): OpenAlert => ({ since: alert.openedOn, facts: stockOutFactsOf(alert) });

export async function dutiesOf(context: Context, asker: Asker): Promise<Duties> {
  const day = context.today(asker.zone);
  const stores = await context.company.stores();
  const yesterday = new Map(stores.map((s) => [s.code, addDays(dayIn(s.zone, context.now), -1)]));
  const approves = may(APPROVERS, asker.roles);
  const [plan, policy, open, overrides, waiting] = await Promise.all([
    currentPlan(context),
    policyLookup(context, day),
    context.alerts.open(STOCK_OUT),
    context.policies.overrides(),
    approves ? context.purchases.waiting() : [],
  ]);
  const { snoozes } = await attentionNow(context, plan.lines, overrides, day);
  const snoozed = new Set(snoozes.map(subjectOf));
  return {
    day,
    plan: { ...plan, lines: foldSnoozed(plan.lines, snoozes).shown },
    approves,
    seconds: waiting.filter((p) => p.by !== asker.member.slug),
    openAlerts: open.filter((a) => !snoozed.has(a.subject)).map(openOf),
    stale: await staleFacts(context, stores, addDays(day, -1), yesterday, policy),
    undelivered: may(KEEPERS, asker.roles) ? await context.outbox.undelivered(SHOWN) : [],
    commands: [...context.commands].filter(([, c]) => may(c.roles, asker.roles)),
  };
}
