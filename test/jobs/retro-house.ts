import { press } from "../../src/app/press.ts";
import { makeSeal } from "../../src/app/seal.ts";
import type { Action, Answer, Asker } from "../../src/app/types.ts";
import { action as addAction } from "../../src/actions/retro-add-action.ts";
import { action as answer } from "../../src/actions/retro-answer.ts";
import { action as close } from "../../src/actions/retro-close.ts";
import { action as decide } from "../../src/actions/retro-decide.ts";
import { action as freeze } from "../../src/actions/retro-freeze.ts";
import { action as open } from "../../src/actions/retro-open.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { job } from "../../src/jobs/monthly-retro.ts";
import { command } from "../../commands/retro.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Message } from "../../src/message/message.ts";
import type { Role } from "../../src/ports/company.ts";
import { binding, member, store } from "../fakes/company.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { shop } from "./shop.ts";

const ACTIONS = new Map<string, Action>(
  Object.entries({
    "retro-open": open,
    "retro-answer": answer,
    "retro-add-action": addAction,
    "retro-decide": decide,
    "retro-close": close,
    "retro-freeze": freeze,
  }) as [string, Action][],
);

const MEMBERS = [member("olga", ["owner"]), member("wei", ["operator"]), member("ann", ["service"])];
const ROOT = "monthly-retro:fake:ops";

/** A company on paper whose retro channel people read and press in. */
export function retroHouse(given: { readonly at: string; readonly books: FakeBooks } & Partial<Parameters<typeof shop>[1]>) {
  const s = shop(
    { "monthly-retro": job },
    { stores: [store("amazon-us")], bindings: [binding({ purpose: "retro", zone: zone("UTC") })], members: MEMBERS, ...given },
  );
  const seal = makeSeal(ACTIONS, s.deps.contextAt);
  let gestures = 0;

  const asker = (slug: string): Asker => {
    const known = MEMBERS.find((m) => m.slug === slug) ?? member(slug, [] as Role[]);
    return { member: known, roles: known.roles, lang: "en", platform: "fake", channel: "ops", clearance: "internal", zone: zone("UTC") };
  };
  const checked = (m: Message): Message => {
    const problems = validMessage(m);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return m;
  };

  /** A message of the thread as it reads now: its newest edit, else the post. `2026-10`, or `2026-10:exceptions`. */
  function posted(place: string): Message {
    const key = `${ROOT}:${place}`;
    const row = s.outbox.rows.find((r) => r.edits === key) ?? s.outbox.rows.find((r) => r.key === key);
    if (!row) throw new Error(`nothing was posted as ${key}`);
    return row.message;
  }

  async function pressed(who: string, token: string, fields?: Readonly<Record<string, string>>): Promise<Answer> {
    gestures += 1;
    const incoming = {
      eventId: `e${gestures}`,
      channel: "ops",
      person: { account: `U-${who}` },
      lang: "en" as const,
      token,
      messageId: "1",
    };
    try {
      const said = await press({ ...incoming, ...(fields && { fields }) }, ACTIONS, s.deps.contextAt(s.clock.now()), asker(who));
      checked(said.message);
      return said;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { message: { version: 1, title: error.text, tone: "error", blocks: [], actions: [] }, data: null };
    }
  }

  /** The token of a button in a message of the thread. */
  async function button(place: string, label: string): Promise<string> {
    const message = checked(posted(place));
    const at = message.actions.findIndex((b) => b.label.en.startsWith(label));
    if (at === -1) throw new Error(`no button "${label}" among ${message.actions.map((b) => b.label.en).join(", ")}`);
    return (await seal(message, "en", "internal", s.clock.now())).buttonTokens[at] ?? "";
  }

  return {
    ...s,
    posted,
    button,
    pressed,
    /** What a message of the thread says. */
    reads: (place: string, lang: "zh" | "en" = "en") => plain(checked(posted(place)), lang),
    /** Presses a button of the thread. */
    presses: async (who: string, place: string, label: string) => pressed(who, await button(place, label)),
    /** Opens the form behind a button: its token, to be sent filled in. */
    opens: async (who: string, place: string, label: string): Promise<string> => {
      const said = await pressed(who, await button(place, label));
      const sealed = await seal(said.message, "en", "internal", s.clock.now());
      return Object.values(sealed.formTokens)[0] ?? "";
    },
    /** What somebody is told by `/retro`. */
    status: async (who: string, words: readonly string[] = []) => {
      const context = s.deps.contextAt(s.clock.now());
      const args = await command.parse(words, context, asker(who));
      return command.run(args, context, asker(who)).then((a) => ({ ...a, text: plain(checked(a.message), "en") }));
    },
    titles: (a: Answer): string => a.message.title.en,
  };
}
