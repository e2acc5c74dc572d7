import { jobEntries, runJob, type RunJobDeps } from "../../src/app/run-job.ts";
import type { Context, Job } from "../../src/app/types.ts";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import { dayIn } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import type { PolicyOverride } from "../../src/domain/policy/policy.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { LateOrders } from "../../src/ports/late-orders.ts";
import type { ReturnReasons } from "../../src/ports/return-reasons.ts";
import type { Alert } from "../../src/ports/alerts.ts";
import { FakeClock, FakeLog } from "../fakes/clock.ts";
import { type FakeHouse, fakeCompany } from "../fakes/company.ts";
import { type FakeBooks, FakeFacts } from "../fakes/facts.ts";
import { declaredKpis } from "../fakes/kpis.ts";
import { FakeInbox } from "../fakes/inbox.ts";
import { FakeJobRuns } from "../fakes/job-runs.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { FakePlans } from "../fakes/plans.ts";
import { FakePromos } from "../fakes/promos.ts";
import { FakePurchases } from "../fakes/purchases.ts";
import type { Shipment } from "../../src/domain/shipments/types.ts";
import { noShipments } from "../fakes/shipments.ts";
import { FakeAttention } from "../fakes/attention.ts";
import { noTransfers } from "../fakes/transfers.ts";
import { FakeRetros } from "../fakes/retros.ts";
import { FakeTokens } from "../fakes/tokens.ts";

const never = (what: string) => () => Promise.reject(new Error(`${what} is not asked here`));
const kpis = await declaredKpis();

export const none: Awaited<ReturnType<ReturnReasons["top"]>> = { total: 0, byBucket: [], byReason: [], bySku: [] };

/** Order lines of one SKU: `perDay` units a day at 10 each, one order a day. */
export function sells(
  store: string,
  sku: string,
  from: string,
  to: string,
  perDay: number | ((d: Day) => number),
): NonNullable<FakeBooks["lines"]> {
  const lines: { store: string; day: string; order: string; sku: string; units: number; sales: string }[] = [];
  for (let d = day(from); d <= day(to); d = addDays(d, 1)) {
    const units = typeof perDay === "number" ? perDay : perDay(d);
    if (units > 0) lines.push({ store, day: d, order: `${store}-${sku}-${d}`, sku, units, sales: String(units * 10) });
  }
  return lines;
}

/** A company on paper, at an instant, with jobs that run into an outbox in memory. */
export function shop(
  jobs: Readonly<Record<string, Job>>,
  given: FakeHouse & {
    readonly at: string;
    readonly books: FakeBooks;
    readonly plans?: FakePlans;
    readonly returns?: typeof none;
    readonly spans?: Awaited<ReturnType<ReturnReasons["spans"]>>;
    readonly late?: Awaited<ReturnType<LateOrders["late"]>>;
    readonly comments?: Awaited<ReturnType<ReturnReasons["comments"]>>;
    readonly overrides?: readonly PolicyOverride[];
    readonly alerts?: readonly Alert[];
    readonly shipments?: readonly Shipment[];
    readonly attention?: FakeAttention;
  },
) {
  const clock = new FakeClock(given.at);
  const outbox = new FakeOutbox();
  const company = fakeCompany(given);
  const retros = new FakeRetros();
  const tokens = new FakeTokens();
  const contextAt = (now: Date): Context => ({
    company,
    facts: new FakeFacts(given.books),
    lateOrders: { late: () => Promise.resolve(given.late ?? []) },
    returnReasons: {
      top: () => Promise.resolve(given.returns ?? none),
      spans: () => Promise.resolve(given.spans ?? []),
      comments: ({ of }) => Promise.resolve((given.comments ?? []).filter((c) => of.some((o) => o.sku === c.sku && o.bucket === c.bucket))),
    },
    imports: {} as Context["imports"],
    plans: given.plans ?? new FakePlans(),
    promos: new FakePromos(),
    purchases: new FakePurchases(),
    shipments: { ...noShipments, find: () => Promise.resolve(given.shipments ?? []) },
    attention: given.attention ?? new FakeAttention(),
    transfers: noTransfers,
    retros,
    policies: { overrides: () => Promise.resolve(given.overrides ?? []), set: never("set"), history: never("history") },
    alerts: { during: () => Promise.resolve(given.alerts ?? []) } as Partial<Context["alerts"]> as Context["alerts"],
    outbox,
    inbox: new FakeInbox(),
    tokens,
    jobRuns: new FakeJobRuns(),
    audit: { record: never("audit"), recent: never("audit"), last: never("audit") },
    now,
    today: (z) => dayIn(z, now),
    log: new FakeLog(),
    kpis,
    commands: new Map(),
    demandModel: weightedVelocity,
  });
  const deps: RunJobDeps = { jobs: new Map(Object.entries(jobs)), contextAt, clock };
  async function run(name: string, options = { dryRun: false }) {
    const reports = await runJob(deps, name, clock.now(), options);
    const problems = reports.flatMap((r) => r.messages.flatMap(validMessage));
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return reports;
  }
  return {
    clock,
    outbox,
    retros,
    tokens,
    deps,
    run,
    entries: () => jobEntries(deps),
    /** What the first channel is told, as text. */
    says: async (name: string, lang: "zh" | "en" = "en"): Promise<string> =>
      ((await run(name, { dryRun: true }))[0]?.messages ?? []).map((m) => plain(m, lang)).join("\n\n=====\n\n"),
  };
}
