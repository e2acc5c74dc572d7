/** The sample store behind the handlers that every platform calls, and people of every role. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeHandlers } from "../../../src/app/dispatch.ts";
import { dutiesOf } from "../../../src/app/duties.ts";
import { fileDrop } from "../../../src/app/intake/drop.ts";
import { renewPlan } from "../../../src/cli/support/plan.ts";
import { readConfig } from "../../../src/config.ts";
import { openPurser, type Purser } from "../../../src/main.ts";
import type { Language, Message, Sealed } from "../../../src/message/message.ts";
import { type Binding, PURPOSES, ROLES, type Role } from "../../../src/ports/company.ts";
import { jsonLog, systemRandom } from "../../../src/system.ts";
import { home } from "../../../src/views/home.ts";
import { intakeMessage } from "../../../src/views/intake.ts";
import { DayClock, SHANGHAI, wall } from "../../day/kit.ts";
import { sampleHome } from "../../day/sample-home.ts";

export const LANGUAGES = ["zh", "en"] as const satisfies readonly Language[];
/** What a channel of the team may be cleared for. */
export const CLEARANCES = ["internal", "margin"] as const satisfies readonly Binding["clearance"][];
export type Clearance = (typeof CLEARANCES)[number];

/** Who, where and in which language. */
export interface Place {
  readonly role: Role;
  /** `public`: a channel that people outside the company read and that nobody bound. */
  readonly clearance: Clearance | "public";
  readonly lang: Language;
}

export const PLACES: readonly Place[] = LANGUAGES.flatMap((lang) =>
  CLEARANCES.map((clearance) => ({ role: "owner", clearance, lang }) as const),
);

export interface House extends AsyncDisposable {
  readonly purser: Purser;
  readonly clock: DayClock;
  binding(purpose: Binding["purpose"], place: Place): Binding;
  says(text: string, place: Place): Promise<Sealed>;
  presses(token: string, place: Place, fields?: Readonly<Record<string, string>>): Promise<Sealed>;
  drops(name: string, bytes: Uint8Array, place: Place): Promise<Sealed>;
  home(place: Place): Promise<Sealed>;
  /** A message of a job or a view, as it would be sent. */
  sealed(message: Message, place: Place): Promise<Sealed>;
}

export async function openHouse(): Promise<House> {
  const clock = new DayClock(wall("08:00"));
  const folder = await mkdtemp(join(tmpdir(), "purser-payloads-"));
  await sampleHome(folder, clock);
  const errors: string[] = [];
  const purser = await openPurser(readConfig({ PURSER_HOME: folder, NO_SAMPLE: "1" }), {
    clock,
    log: jsonLog("error", (line) => void errors.push(line)),
  });
  const { company } = purser.ports;
  await company.setCompany({ name: "松木家居", currency: "USD", lang: "zh", zone: SHANGHAI });
  for (const role of ROLES)
    await company.saveMember({
      slug: role,
      name: `${role} 李`,
      email: null,
      roles: [role],
      accounts: [{ platform: "chat", account: role }],
    });
  const binding: House["binding"] = (purpose, { clearance, lang }) => ({
    purpose,
    platform: "chat",
    channel: clearance,
    stores: [],
    lang,
    zone: SHANGHAI,
    currency: null,
    clearance,
    quiet: null,
  });
  for (const clearance of CLEARANCES)
    for (const purpose of PURPOSES) await company.saveBinding(binding(purpose, { role: "owner", clearance, lang: "zh" }));
  await renewPlan(purser);

  const handlers = makeHandlers({
    platform: "chat",
    loopback: false,
    audience: (channel) => Promise.resolve(channel === "public" ? "outside" : "team"),
    clock,
    random: systemRandom,
    contextAt: (now) => purser.contextAt(now),
    actions: purser.actions,
    intake: fileDrop(intakeMessage),
    home: async (context, asker) => home(await dutiesOf(context, asker)),
  });
  let gestures = 0;
  const gesture = ({ role, clearance, lang }: Place) => ({
    eventId: `e${(gestures += 1)}`,
    channel: clearance,
    person: { account: role },
    lang,
  });
  const heard = async (what: string, answer: Promise<Sealed | undefined>): Promise<Sealed> => {
    const said = await answer;
    // A bug is answered too, with a reference into the log; here it is one.
    if (errors.length > 0) throw new Error(`${what}: ${errors.splice(0).join("")}`);
    if (!said) throw new Error(`${what}: no answer`);
    return said;
  };
  return {
    purser,
    clock,
    binding,
    says: (text, place) => heard(text, handlers.text({ ...gesture(place), text })),
    presses: (token, place, fields) =>
      heard("a press", handlers.press({ ...gesture(place), token, messageId: "1", ...(fields && { fields }) })),
    drops: (name, bytes, place) =>
      heard(
        name,
        handlers.file(
          {
            ...gesture(place),
            name,
            bytes: bytes.length,
            async *open() {
              yield bytes;
            },
          },
          () => undefined,
        ),
      ),
    home: ({ role, lang }) => heard("home", handlers.home({ account: role }, lang)),
    sealed: (message, { lang, clearance }) => purser.seal(message, lang, clearance, clock.now()),
    async [Symbol.asyncDispose]() {
      await purser[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
