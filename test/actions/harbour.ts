import { join } from "node:path";
import { command as purchase } from "../../commands/purchase.ts";
import { command as restock } from "../../commands/restock.ts";
import { command as shipment } from "../../commands/shipment.ts";
import { command as stockOf } from "../../commands/stock.ts";
import { refreshPlan } from "../../src/app/plan.ts";
import { watchShipments } from "../../src/app/shipments/watch.ts";
import type { Action, Command, Context } from "../../src/app/types.ts";
import { discover } from "../../src/discover.ts";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import type { Sealed } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Role } from "../../src/ports/company.ts";
import type { PurchaseLeg } from "../../src/ports/purchases.ts";
import { portsOf } from "../../src/store/ports.ts";
import { SLIP_WORDS } from "../../src/views/shipment-slip.ts";
import { importFile, importsOf, line } from "../store/imports/world.ts";
import type { TestStore } from "../store/harness.ts";
import { stock } from "../store/planning/rows.ts";
import { FakeClock, fakeRandom } from "../fakes/clock.ts";
import { makeHandlers } from "../../src/app/dispatch.ts";
import { binding } from "../fakes/company.ts";

/** The last day whose sales are known; the story begins on the morning after. */
export const AS_OF = day("2026-11-21");
const SOLD_DAYS = 90;
const DAILY = 5;

let tokens = 0;

/** A shop with real facts in a real store: one SKU that sells five a day, sea in 20 days, air in 6, and 60 of it on the shelf. */
export async function openHarbour(store: TestStore) {
  const actions = await discover<Action>("action", join(import.meta.dirname, "../../src/actions"));
  const ports = portsOf(store.prisma, { random: { token: () => `harbour-${(tokens += 1)}` } });
  const { company } = ports;
  await company.setCompany({ name: "Harbour", currency: "USD", lang: "en", zone: zone("UTC") });
  await company.saveStore({
    code: "us",
    name: "US",
    platform: "amazon",
    country: "US",
    currency: "USD",
    zone: zone("UTC"),
    simulated: false,
  });
  const warehouse = { name: "US FBA", kind: "platform-pool", country: "US", simulated: false } as const;
  await company.saveWarehouse({ ...warehouse, code: "US-FBA", stores: [{ store: "us", priority: 1 }] });
  for (const [code, mode, days] of [
    ["US-SEA", "sea", 20],
    ["US-AIR", "air", 6],
  ] as const)
    await company.saveLane({
      code,
      warehouse: "US-FBA",
      mode,
      daysP50: days,
      daysP90: days + 2,
      unitFreight: mode === "sea" ? "1.20" : "6.50",
      currency: "USD",
      simulated: false,
    });
  await company.saveBinding(binding({ purpose: "stock", platform: "local", zone: zone("UTC") }));
  const people: Readonly<Record<string, Role[]>> = { lin: ["supply"], olga: ["supply"], ann: ["analyst"] };
  for (const [slug, roles] of Object.entries(people))
    await company.saveMember({
      slug,
      name: slug.charAt(0).toUpperCase() + slug.slice(1),
      email: null,
      roles,
      accounts: [{ platform: "fake", account: slug }],
    });

  let today: Day = addDays(AS_OF, 1);
  let at = new Date(`${today}T09:00:00Z`);
  const imports = importsOf(store.prisma, { now: () => at });
  const orders = Array.from({ length: SOLD_DAYS }, (_, i) => line(`o${i}`, "KTC-01", DAILY, "100.00", addDays(AS_OF, i + 1 - SOLD_DAYS)));
  await importFile(imports, "order-lines", orders);
  await importFile(imports, "stock", [stock("KTC-01", AS_OF, 60)], { store: null });

  const troubles: unknown[] = [];
  const commands = new Map<string, Command>([
    ["purchase", purchase as Command],
    ["restock", restock as Command],
    ["shipment", shipment as Command],
    ["stock", stockOf as Command],
  ]);
  const context = (): Context => ({
    ...ports,
    now: at,
    today: () => today,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (_, error) => void troubles.push(error) },
    kpis: new Map(),
    commands,
    demandModel: weightedVelocity,
  });
  const handlers = makeHandlers({
    platform: "fake",
    loopback: false,
    clock: new FakeClock(at.toISOString()),
    random: fakeRandom(),
    contextAt: context,
    actions,
    intake: () => Promise.resolve(undefined),
    home: () => Promise.reject(new Error("nobody opens a page here")),
  });
  let events = 0;
  const gesture = (who: string) => ({ eventId: `h${(events += 1)}`, channel: "ops", person: { account: who } });
  const sound = (said: Sealed | undefined): Sealed => {
    if (troubles.length > 0) throw troubles[0];
    if (!said) throw new Error("nothing was said");
    const problems = validMessage(said.message);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return said;
  };
  return {
    store,
    imports,
    context,
    /** Three hours later. */
    noon() {
      at = new Date(`${today}T12:00:00Z`);
    },
    /** Another morning; what is known does not move with it. */
    morning(d: Day) {
      today = d;
      at = new Date(`${d}T09:00:00Z`);
    },
    ask: async (who: string, text: string) => sound(await handlers.text({ ...gesture(who), text })),
    /** Presses the button whose label begins so. */
    press: async (who: string, card: Sealed, label: string) => {
      const nth = card.message.actions.findIndex((a) => a.label.en.startsWith(label));
      if (nth < 0) throw new Error(`no button "${label}" in ${plain(card.message, "en")}`);
      return sound(await handlers.press({ ...gesture(who), token: card.buttonTokens[nth] ?? "" }));
    },
    /** Sends the form of a message with these fields in place of what it is filled in with. */
    send: async (who: string, form: Sealed, fields: Readonly<Record<string, string>> = {}) => {
      const at = form.message.blocks.findIndex((b) => b.kind === "form");
      const block = form.message.blocks[at];
      if (block?.kind !== "form") throw new Error(`there is no form in "${form.message.title.en}"`);
      const filled = Object.fromEntries(block.fields.flatMap((f) => (f.value === undefined ? [] : [[f.name, f.value]])));
      return sound(await handlers.press({ ...gesture(who), token: form.formTokens[at] ?? "", fields: { ...filled, ...fields } }));
    },
    /** What the bot does after an import: plans anew, and looks at ETAs. */
    async renew(asOf: Day = AS_OF) {
      await refreshPlan(context(), asOf);
      return watchShipments(context(), SLIP_WORDS);
    },
    /** Posts so far, newest last. */
    posts: async () => {
      const posts = (await ports.outbox.recent(50)).filter((p) => p.edits === null).toReversed();
      for (const { message } of posts) {
        const problems = validMessage(message);
        if (problems.length > 0) throw new Error(JSON.stringify(problems));
      }
      return posts;
    },
    approve: (units: number, legs: readonly PurchaseLeg[] = [{ mode: "sea", units }]) =>
      ports.purchases.approve({
        sku: "KTC-01",
        warehouse: "US-FBA",
        quantity: units,
        mode: legs[0]?.mode ?? null,
        legs,
        cash: null,
        planAsOf: AS_OF,
        by: "lin",
        at,
      }),
    en: (said: Pick<Sealed, "message">) => plain(said.message, "en"),
    zh: (said: Pick<Sealed, "message">) => plain(said.message, "zh"),
  };
}
