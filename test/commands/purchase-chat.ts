import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Action } from "../../src/app/types.ts";
import { addDays } from "../../src/domain/calendar/day.ts";
import { secondApprovalAmount } from "../../src/domain/policy/declared/purchase.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import type { Sealed } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { drawCard } from "../../src/platforms/feishu/draw/card.ts";
import { drawMessage } from "../../src/platforms/slack/draw/message.ts";
import type { Role } from "../../src/ports/company.ts";
import { AIR, AS_OF, given, SEA, sold } from "../domain/restock/given.ts";
import type { TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

const FOLDER = join(import.meta.dirname, "../../src/actions");

/** Every button and form that there is, as the program finds them. */
export async function allActions(): Promise<Record<string, Action>> {
  const files = (await readdir(FOLDER)).filter((f) => f.endsWith(".ts"));
  const found = files.map(async (f) => {
    const { action } = (await import(join(FOLDER, f))) as { action: Action };
    return [f.slice(0, -3), action] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

export const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  wei: ["supply"],
  olga: ["finance"],
  ann: ["operator"],
};

/** A chat in which several people decide on what the plan proposes; every answer is held against what all platforms can draw. */
export async function purchaseChat(store: TestStore, inputs: readonly PlanInput[], people = PEOPLE) {
  const house = await openHouse(store, inputs);
  for (const [slug, roles] of Object.entries(people)) {
    const accounts = [{ platform: "fake", account: slug }];
    await house.context.company.saveMember({
      slug,
      name: slug[0]?.toUpperCase() + slug.slice(1),
      email: null,
      roles: [...roles],
      accounts,
    });
  }
  const handlers = talk(house.context, await allActions());
  let events = 0;
  const at = () => ({ eventId: `e${(events += 1)}`, channel: "ops" });
  const checked = (s: Sealed | undefined): Sealed | undefined => {
    const problems = s ? validMessage(s.message) : [];
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    for (const lang of ["zh", "en"] as const) {
      const feishu = s ? drawCard({ ...s, lang }).problems : [];
      const slack = s ? drawMessage({ ...s, lang }, { pictures: "none", native: false, fileIds: new Map() }) : null;
      // Shortened, something would stand in a file only.
      if (feishu.length > 0 || slack?.files.some((f) => f.blockIndex === null))
        throw new Error(`${s?.message.title.en}: too long for a chat`);
    }
    return s;
  };
  const person = (who: string) => ({ account: who });
  return {
    ...house,
    ask: async (who: string, text: string, direct = false) =>
      checked(await handlers.text({ ...at(), person: person(who), text, ...(direct && { direct }) })),
    /** Presses the button whose English label begins so. */
    press: async (who: string, card: Sealed | undefined, label: string) => {
      const nth = card?.message.actions.findIndex((a) => a.label.en.startsWith(label)) ?? -1;
      if (nth < 0) throw new Error(`no button "${label}": ${card?.message.actions.map((a) => a.label.en).join(" | ")}`);
      return checked(await handlers.press({ ...at(), person: person(who), token: card?.buttonTokens[nth] ?? "" }));
    },
    /** Fills in the form whose English submit begins so; what is not given is as the form has it. */
    fill: async (who: string, card: Sealed | undefined, submit: string, fields: Readonly<Record<string, string>>) => {
      const at_ = card?.message.blocks.findIndex((b) => b.kind === "form" && b.submit.en.startsWith(submit)) ?? -1;
      const form = card?.message.blocks[at_];
      if (form?.kind !== "form") throw new Error(`no form "${submit}"`);
      const begun = Object.fromEntries(form.fields.flatMap((f) => (f.value === undefined ? [] : [[f.name, f.value]])));
      return checked(
        await handlers.press({ ...at(), person: person(who), token: card?.formTokens[at_] ?? "", fields: { ...begun, ...fields } }),
      );
    },
    read: (s: Sealed | undefined, lang: "zh" | "en" = "en") => (s ? plain(s.message, lang) : ""),
  };
}

export const KTC = given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], moq: 100, carton: 12 });
export const MUG = given({ sku: "MUG-01", title: "Mug", onHand: 10, history: sold(120, 3), routes: [SEA], moq: 50, carton: 24 });

export async function purchaseShop(store: TestStore, inputs: readonly PlanInput[] = [KTC], people?: typeof PEOPLE) {
  const c = await purchaseChat(store, inputs, people);
  await c.context.company.saveSupplier({
    code: "S1",
    name: "Ningbo Wood",
    currency: "USD",
    productionDaysP50: 0,
    productionDaysP90: 0,
    simulated: false,
  });
  const supplier = await store.prisma.supplier.findUniqueOrThrow({ where: { code: "S1" } });
  await store.prisma.sku.updateMany({ data: { supplier_id: supplier.id, moq: 100, carton: 12 } });
  const limit = (value: number, role?: string) =>
    c.context.policies.set(
      {
        policy: secondApprovalAmount.id,
        scope: role === undefined ? { kind: "company" } : { kind: "role", key: role },
        value,
        // The day after the plan's, on which people decide.
        from: addDays(AS_OF, 1),
        to: null,
        by: "li",
      },
      c.context.now,
    );
  return { ...c, limit, audited: async () => (await c.context.audit.recent(20)).map((e) => `${e.by} ${e.what}`).toReversed() };
}
