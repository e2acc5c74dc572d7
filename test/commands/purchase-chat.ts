import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Action } from "../../src/app/types.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import type { Sealed } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Role } from "../../src/ports/company.ts";
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
