import { command as kpi } from "../../commands/kpi.ts";
import { runCommand } from "../../src/app/run-command.ts";
import type { Answer, Asker, Command, Context } from "../../src/app/types.ts";
import { dayIn, zone } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import { UserError } from "../../src/domain/user-error.ts";
import type { Language } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { portsOf } from "../../src/store/ports.ts";
import { type FakeBooks, FakeFacts } from "../fakes/facts.ts";
import { declaredKpis } from "../fakes/kpis.ts";
import type { TestStore } from "../store/harness.ts";

export interface KpiHouse {
  readonly context: Context;
  readonly facts: FakeFacts;
  says(text: string, lang?: Language, clearance?: Asker["clearance"]): Promise<Answer>;
  en(text: string): Promise<string>;
  zh(text: string): Promise<string>;
  /** The sentence, and the hint after a bar, of a refusal. */
  refuses(text: string, lang?: Language): Promise<string>;
}

const kpis = await declaredKpis();

/** A company of three stores in the real store; what they sold comes from short lists. The morning of Sunday 2026-11-22 in London. */
export async function openKpiHouse(
  store: TestStore,
  books: FakeBooks,
  now = new Date("2026-11-22T10:00:00Z"),
  confidential: readonly string[] = [],
): Promise<KpiHouse> {
  const ports = portsOf(store.prisma, { random: { token: () => "token" } });
  await ports.company.setCompany({ name: "Harbour", currency: "CNY", lang: "zh", zone: zone("Asia/Shanghai") });
  const place = { platform: "amazon", simulated: false };
  await ports.company.saveStore({
    ...place,
    code: "amazon-us",
    name: "Amazon US",
    country: "US",
    currency: "USD",
    zone: zone("America/Los_Angeles"),
  });
  await ports.company.saveStore({
    ...place,
    code: "amazon-uk",
    name: "Amazon UK",
    country: "GB",
    currency: "GBP",
    zone: zone("Europe/London"),
  });
  await ports.company.saveStore({
    ...place,
    code: "demo-jp",
    name: "Demo",
    country: "JP",
    currency: "JPY",
    zone: zone("Asia/Tokyo"),
    simulated: true,
  });
  const categories: Readonly<Record<string, string>> = {
    "MUG-1": "Home & Kitchen",
    "MUG-2": "Home & Kitchen",
    "85123A": "宠物用品",
    "85123a": "宠物用品",
  };
  for (const [code, category] of Object.entries(categories)) await store.prisma.sku.create({ data: { code, category } });
  const facts = new FakeFacts({ ...books, categories });
  const context: Context = {
    ...ports,
    facts,
    now,
    today: (z) => dayIn(z, now),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    kpis: new Map([...kpis].map(([id, k]) => [id, confidential.includes(id) ? { ...k, sensitivity: "margin" as const } : k])),
    commands: new Map([["kpi", kpi as Command]]),
    demandModel: weightedVelocity,
  };
  const says: KpiHouse["says"] = async (text, lang = "en", clearance = "internal") => {
    const answer = await runCommand(text, context, {
      member: { slug: "li", name: "Li", email: null, roles: ["operator"], accounts: [] },
      roles: ["operator"],
      lang,
      platform: "local",
      channel: "ops",
      clearance,
      zone: zone("Asia/Shanghai"),
    });
    const problems = validMessage(answer.message);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return answer;
  };
  return {
    context,
    facts,
    says,
    en: async (text) => plain((await says(text, "en")).message, "en"),
    zh: async (text) => plain((await says(text, "zh")).message, "zh"),
    refuses: async (text, lang = "en") => {
      const error: unknown = await says(text, lang).catch((e: unknown) => e);
      if (!(error instanceof UserError)) throw error instanceof Error ? error : new Error(`${text} was not refused`);
      return [error.text[lang], error.hint?.[lang]].filter((t) => t !== undefined).join(" | ");
    },
  };
}

/** The same number on each of `n` days. */
export const each = (n: number, units: number): number[] => Array.from({ length: n }, () => units);
