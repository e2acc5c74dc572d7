import { z } from "zod";
import { command as help } from "../../commands/help.ts";
import { type DispatchDeps, makeHandlers } from "../../src/app/dispatch.ts";
import type { Action, Command, Context } from "../../src/app/types.ts";
import { dayIn } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { message, type Sealed } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import type { IncomingPress, IncomingText } from "../../src/ports/chat-platform.ts";
import { binding, fakeCompany, member } from "../fakes/company.ts";
import { FakeClock, FakeLog, fakeRandom } from "../fakes/clock.ts";
import { FakeInbox } from "../fakes/inbox.ts";
import { FakeJobRuns } from "../fakes/job-runs.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { FakePlans } from "../fakes/plans.ts";
import { FakePromos } from "../fakes/promos.ts";
import { FakePurchases } from "../fakes/purchases.ts";
import { noShipments } from "../fakes/shipments.ts";
import { FakeAttention } from "../fakes/attention.ts";
import { noTransfers } from "../fakes/transfers.ts";
import { FakeRetros } from "../fakes/retros.ts";
import { FakeTokens } from "../fakes/tokens.ts";

const t = (zh: string, en: string) => ({ zh, en });
const never = (what: string) => () => Promise.reject(new Error(`${what} is not asked here`));

/** A chat with three people, a few commands, and a proposal that can be approved once. */
export function town(more: Partial<DispatchDeps> = {}, others: Readonly<Record<string, Command>> = {}) {
  const clock = new FakeClock("2026-11-22T01:00:00Z");
  const log = new FakeLog();
  const tokens = new FakeTokens();
  const inbox = new FakeInbox();
  const approved: string[] = [];
  const state = { version: "v1", gate: Promise.resolve(), atWork: () => undefined as void, crash: null as Error | null };

  const margin: Command = {
    summary: t("毛利", "margins"),
    usage: t("", ""),
    examples: ["/margin"],
    roles: "everyone",
    parse: (words) => words,
    run: (words) =>
      Promise.resolve({
        message: message({
          title: t("毛利", "Margins"),
          lead: t((words as string[]).join("|"), (words as string[]).join("|")),
          blocks: [
            {
              kind: "facts",
              facts: [
                { label: t("销量", "Units"), value: { kind: "count", count: 12 } },
                { label: t("毛利率", "Gross margin"), value: { kind: "percent", ratio: 0.73317, digits: 3, sensitivity: "margin" } },
              ],
            },
          ],
        }),
        data: null,
      }),
  };
  const buy: Command = {
    ...margin,
    summary: t("下单", "buy"),
    examples: ["/buy"],
    roles: ["supply"],
    run: () =>
      Promise.resolve({
        message: message({
          title: t("建议", "Proposal"),
          actions: [
            { label: t("批准", "Approve"), deed: { action: "approve", args: { sku: "SKU-1" } } },
            { label: t("看", "View"), deed: { action: "view", args: {} } },
          ],
        }),
        data: null,
      }),
  };
  const broken: Command = { ...margin, examples: ["/broken"], run: never("anything") };
  const picky: Command = {
    ...margin,
    examples: ["/picky"],
    parse: () => {
      throw new UserError("no-kpi", t("没有这个指标", "No KPI is called that"), t("试试 gmv", "Try gmv"));
    },
  };

  const approve: Action = {
    args: z.object({ sku: z.string() }),
    roles: ["supply"],
    repeatable: false,
    version: () => Promise.resolve(state.version),
    run: async (args, _context, _asker, fields) => {
      const { gate } = state;
      state.atWork();
      await gate;
      if (state.crash) throw state.crash;
      approved.push((args as { sku: string }).sku);
      return { message: message({ title: t("已批准", `Approved ${fields["quantity"] ?? "all"}`) }), data: null };
    },
  };
  const view: Action = {
    args: z.object({}),
    roles: "everyone",
    repeatable: true,
    run: () => Promise.resolve({ message: message({ title: t("看", "Looked at") }), data: null }),
  };

  const commands = new Map<string, Command>([
    ["broken", broken],
    ["buy", buy],
    ["help", help as Command],
    ["margin", margin],
    ["picky", picky],
    ...Object.entries(others),
  ]);
  const company = fakeCompany({
    members: [member("olga", ["owner"]), member("wei", ["supply"]), member("ann", ["operator"])],
    bindings: [binding({ channel: "zh", lang: "zh" }), binding({ channel: "finance", clearance: "margin" })],
  });
  const contextAt = (now: Date): Context => ({
    company,
    facts: { read: never("facts") },
    lateOrders: { late: never("lateOrders") },
    returnReasons: { top: never("returnReasons"), spans: never("returnReasons"), comments: never("returnReasons") },
    imports: {} as Context["imports"],
    plans: new FakePlans(),
    promos: new FakePromos(),
    purchases: new FakePurchases(),
    shipments: noShipments,
    attention: new FakeAttention(),
    transfers: noTransfers,
    retros: new FakeRetros(),
    policies: { overrides: () => Promise.resolve([]), set: never("policies"), history: never("policies") },
    alerts: {} as Context["alerts"],
    outbox: new FakeOutbox(),
    inbox,
    tokens,
    jobRuns: new FakeJobRuns(),
    audit: { record: (e) => Promise.resolve(void tokens.audited.push(e)), recent: never("audit"), last: never("audit") },
    now,
    today: (z) => dayIn(z, now),
    log,
    kpis: new Map(),
    commands,
    demandModel: weightedVelocity,
  });
  const deps: DispatchDeps = {
    platform: "fake",
    loopback: false,
    clock,
    random: fakeRandom(),
    contextAt,
    actions: new Map([
      ["approve", approve],
      ["view", view],
    ]),
    intake: never("intake"),
    home: (_context, asker) =>
      Promise.resolve(message({ title: { zh: `${asker.member.slug} 的待办`, en: `Duties of ${asker.member.slug}` } })),
    ...more,
  };
  let events = 0;
  const handlers = makeHandlers(deps);
  const says = (text: string, who = "olga", more: Partial<IncomingText> = {}): Promise<Sealed | undefined> =>
    handlers.text({ eventId: `e${(events += 1)}`, channel: "ops", person: { account: `U-${who}` }, text, ...more });
  const presses = (token: string, who: string, more: Partial<IncomingPress> = {}): Promise<Sealed | undefined> =>
    handlers.press({ eventId: `e${(events += 1)}`, channel: "ops", person: { account: `U-${who}` }, token, ...more });
  const read = (s: Sealed | undefined): string => (s ? plain(s.message, s.lang) : "");
  return {
    clock,
    contextAt,
    company,
    log,
    tokens,
    audited: tokens.audited,
    approved,
    state,
    handlers,
    /** A press whose process comes as far as the work and never ends it; presses after it are not held up. */
    diesAtWork: async (press: IncomingPress): Promise<void> => {
      state.gate = new Promise(() => undefined);
      await new Promise<void>((atWork) => {
        state.atWork = atWork;
        void handlers.press(press);
      });
      state.gate = Promise.resolve();
    },
    /** Another process on the same store. */
    replica: () => makeHandlers(deps),
    says,
    presses,
    read,
    hears: async (...args: Parameters<typeof says>) => read(await says(...args)),
    reads: async (...args: Parameters<typeof presses>) => read(await presses(...args)),
    /** A fresh proposal; the tokens of its buttons. */
    proposal: async (who = "wei") => (await says("/buy", who))?.buttonTokens ?? [],
  };
}
