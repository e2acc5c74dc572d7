import { join } from "node:path";
import { expect } from "vitest";
import { command as promo } from "../../commands/promo.ts";
import type { Action, Command, Context } from "../../src/app/types.ts";
import { dayIn } from "../../src/domain/calendar/zone.ts";
import { discover } from "../../src/discover.ts";
import type { Sealed } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Role } from "../../src/ports/company.ts";
import { AIR, given, SEA } from "../domain/restock/given.ts";
import { FakeFacts } from "../fakes/facts.ts";
import { declaredKpis } from "../fakes/kpis.ts";
import { sells } from "../jobs/shop.ts";
import type { TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

const kpis = await declaredKpis();
/** Cards lead to other cards: all buttons that there are. */
const ACTIONS = Object.fromEntries(await discover<Action>("action", join(import.meta.dirname, "../../src/actions")));

const BFCM = (d: string): boolean => d >= "2025-11-28" && d <= "2025-12-01";
const LAST = "2025-11-28..2025-12-01";
export const WINTER = `/promo new "Winter Sale 2027" amazon-us 2027-02-12..2027-02-15 last ${LAST} skus LAMP-01,MUG-02`;

/** A lamp that sold thrice as much on Black Friday, a mug that did not care; both sell five a day now. */
export async function chat(store: TestStore, now?: Date) {
  const house = await openHouse(
    store,
    [
      given({ sku: "LAMP-01", title: "Desk lamp", category: "Lamps", onHand: 20, routes: [SEA, AIR], moq: 100, carton: 12 }),
      given({ sku: "MUG-02", title: "Ceramic mug", category: "Kitchen", onHand: 2000, routes: [SEA, AIR] }),
    ],
    now,
  );
  const people: Readonly<Record<string, Role[]>> = { wei: ["supply"], ann: ["operator"], sun: ["service"], olga: ["finance"] };
  for (const [slug, roles] of Object.entries(people)) {
    await house.context.company.saveMember({ slug, name: slug, email: null, roles, accounts: [{ platform: "fake", account: slug }] });
  }
  const lines = [
    ...sells("amazon-us", "LAMP-01", "2025-09-01", "2026-11-21", (d) => (BFCM(d) ? 30 : 10)),
    ...sells("amazon-us", "MUG-02", "2025-09-01", "2026-11-21", 5),
  ];
  const books = { lines, covered: { "amazon-us": { from: "2025-09-01", to: "2026-11-21" } } };
  const context: Context = {
    ...house.context,
    facts: new FakeFacts(books),
    kpis,
    commands: new Map([...house.context.commands, ["promo", promo as Command]]),
  };
  return talking(context);
}

let events = 0;

/** A conversation as it goes in a context; the same one on another day. */
function talking(context: Context) {
  const handlers = talk(context, ACTIONS);
  const at = () => ({ eventId: `e${(events += 1)}`, channel: "ops" });
  const checked = (s: Sealed | undefined): Sealed => {
    if (!s) throw new Error("nothing was said");
    expect(validMessage(s.message)).toEqual([]);
    return s;
  };
  const press = async (who: string, card: Sealed, label: string): Promise<Sealed> => {
    const nth = card.message.actions.findIndex((a) => a.label.en === label);
    if (nth < 0) throw new Error(`no button "${label}": ${card.message.actions.map((a) => a.label.en).join(", ")}`);
    return checked(await handlers.press({ ...at(), person: { account: who }, token: card.buttonTokens[nth] ?? "" }));
  };
  return {
    context,
    on: (now: Date) => talking({ ...context, now, today: (z) => dayIn(z, now) }),
    ask: async (who: string, text: string) => checked(await handlers.text({ ...at(), person: { account: who }, text })),
    press,
    /** Presses the button that opens a form, and sends it filled in. */
    fill: async (who: string, card: Sealed, label: string, fields: Record<string, string>) => {
      const form = await press(who, card, label);
      const block = form.message.blocks.findIndex((b) => b.kind === "form");
      return checked(await handlers.press({ ...at(), person: { account: who }, token: form.formTokens[block] ?? "", fields }));
    },
  };
}

export const en = (s: Sealed): string => plain(s.message, "en");
export const zh = (s: Sealed): string => plain(s.message, "zh");
