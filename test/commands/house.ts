import { command as purchase } from "../../commands/purchase.ts";
import { command as restock } from "../../commands/restock.ts";
import { command as stock } from "../../commands/stock.ts";
import { refreshPlan } from "../../src/app/plan.ts";
import { runCommand } from "../../src/app/run-command.ts";
import type { Answer, Asker, Command, Context } from "../../src/app/types.ts";
import { dayIn, zone } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import type { StockProjectionData } from "../../src/domain/restock/chart-data.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import type { Message } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { portsOf } from "../../src/store/ports.ts";
import { AS_OF } from "../domain/restock/given.ts";
import { FakePlans } from "../fakes/plans.ts";
import type { TestStore } from "../store/harness.ts";

export interface House {
  readonly plans: FakePlans;
  readonly context: Context;
  says(text: string, clearance?: Asker["clearance"]): Promise<Answer>;
  en(text: string, clearance?: Asker["clearance"]): Promise<string>;
  zh(text: string): Promise<string>;
}

const COMMANDS = new Map<string, Command>([
  ["restock", restock as Command],
  ["stock", stock as Command],
  ["purchase", purchase as Command],
]);

let tokens = 0;

/** A company with one store and two warehouses in the real store; plan inputs come from a list. The morning of 2026-11-22. */
export async function openHouse(store: TestStore, inputs: readonly PlanInput[], now = new Date("2026-11-22T09:00:00Z")): Promise<House> {
  const ports = portsOf(store.prisma, { random: { token: () => `token-${(tokens += 1)}` } });
  await ports.company.setCompany({ name: "Harbour", currency: "USD", lang: "en", zone: zone("UTC") });
  const place = { country: "US", simulated: false };
  await ports.company.saveStore({ ...place, code: "amazon-us", name: "Amazon US", platform: "amazon", currency: "USD", zone: zone("UTC") });
  for (const code of ["US-FBA", "US-3PL"])
    await ports.company.saveWarehouse({ ...place, code, name: code, kind: "platform-pool", stores: [{ store: "amazon-us", priority: 1 }] });
  for (const code of new Set(inputs.map((i) => i.sku))) await store.prisma.sku.create({ data: { code } });
  const plans = new FakePlans(inputs);
  const context: Context = {
    ...ports,
    imports: {} as Context["imports"],
    returnReasons: {} as Context["returnReasons"],
    plans,
    now,
    today: (z) => dayIn(z, now),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    kpis: new Map(),
    commands: COMMANDS,
    demandModel: weightedVelocity,
  };
  const says: House["says"] = async (text, clearance = "margin") => {
    const answer = await runCommand(text, context, {
      member: { slug: "li", name: "Li", email: null, roles: ["owner"], accounts: [] },
      roles: ["owner"],
      lang: "en",
      platform: "local",
      channel: "ops",
      clearance,
      zone: zone("UTC"),
    });
    const problems = validMessage(answer.message);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return answer;
  };
  return {
    plans,
    context,
    says,
    en: async (text, clearance) => plain((await says(text, clearance)).message, "en"),
    zh: async (text) => plain((await says(text)).message, "zh"),
  };
}

/** As openHouse, and its plan is made. */
export async function openPlanned(store: TestStore, inputs: readonly PlanInput[]): Promise<House> {
  const house = await openHouse(store, inputs);
  await refreshPlan(house.context, AS_OF);
  return house;
}

/** What the chart of an answer is drawn from. */
export function projectionOf({ blocks }: Message): StockProjectionData {
  const chart = blocks.find((b) => b.kind === "chart");
  if (chart?.chart !== "stock-projection") throw new Error("no stock projection");
  return chart.data as StockProjectionData;
}
