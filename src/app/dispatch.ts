import type { Text } from "../domain/value.ts";
import { lower, maySee } from "../message/audience.ts";
import { type Message, message, type Sealed } from "../message/message.ts";
import type { Handlers, IncomingFile, IncomingPress, IncomingText, Progress } from "../ports/chat-platform.ts";
import type { Clock, Random } from "../ports/system.ts";
import { clearanceNow, findAsker, type Place, strangerMessage } from "./asker.ts";
import { answerFor } from "./errors.ts";
import { forReader } from "./for-reader.ts";
import { INTAKE_ROLES } from "./intake/drop.ts";
import { readLine } from "./line.ts";
import { press } from "./press.ts";
import { may } from "./roles.ts";
import { runCommand } from "./run-command.ts";
import { cutAgain, makeSeal } from "./seal.ts";
import type { Action, Answer, Asker, Context } from "./types.ts";

/** Takes in a dropped file; undefined: nothing to say. */
export type Intake = (file: IncomingFile, context: Context, asker: Asker, onProgress: (p: Progress) => void) => Promise<Answer | undefined>;

export interface DispatchDeps extends Place {
  readonly clock: Clock;
  readonly random: Random;
  readonly contextAt: (now: Date) => Context;
  readonly actions: ReadonlyMap<string, Action>;
  readonly intake: Intake;
  /** What a person sees on the bot's own page. */
  readonly home: (context: Context, asker: Asker) => Promise<Message>;
}

// Spares a late second delivery to this process the work; the inbox decides all the same.
const REMEMBERED = 1000;

type Incoming = IncomingText | IncomingPress | IncomingFile;

/**
 * What a platform calls for each gesture.
 *
 * A gesture counts as answered in the inbox AFTER its work and just before its answer. Counted before, a process that dies at work
 * would lose it. (What is acknowledged before the work, as Slack and Feishu want it within three seconds, is not delivered again: the platform
 * has noted it there, and another process takes it over.) Counted after, the work may be done twice, which is harmless:
 * commands read, a press is taken under its token, a file's rows have keys. Of two that finish the same gesture one answers.
 * A second delivery to the same process while the first is at work is dropped at once.
 */
export function makeHandlers(deps: DispatchDeps): Handlers {
  const atWork = new Set<string>();
  const answered = new Set<string>();
  const seal = makeSeal(deps.actions, deps.contextAt);

  async function once(
    kind: string,
    incoming: Incoming,
    work: (context: Context, asker: Asker) => Promise<Pick<Answer, "message" | "reach" | "instead"> | undefined>,
  ): Promise<Sealed | undefined> {
    const { eventId } = incoming;
    if (atWork.has(eventId) || answered.has(eventId)) return undefined;
    atWork.add(eventId);
    const now = deps.clock.now();
    const context = deps.contextAt(now);
    const fields = { platform: deps.platform, gesture: kind, gestureId: eventId };
    try {
      const asker = await findAsker(deps, incoming, context);
      let said: Pick<Answer, "message" | "reach" | "instead"> | undefined;
      try {
        said = asker ? await work(context, asker) : { message: strangerMessage(deps, incoming.person.account), reach: "asker" };
      } catch (error) {
        const sorry = answerFor(error, context.log, deps.random, "gesture-failed", { ...fields, member: asker?.member.slug });
        said = { message: sorry, reach: "asker" };
      }
      if (!said) return undefined;
      const lang = asker?.lang ?? incoming.lang ?? (await context.company.company()).lang;
      const alone = deps.loopback || incoming.direct === true || said.reach === "asker";
      const told = asker ? await forReader(said.message, { asker, alone }, deps.actions, context) : said.message;
      // The work took its time: what the place may see is asked again, and nothing that was cut for the asker comes back.
      const clearance = asker ? lower(asker.clearance, await clearanceNow(deps, incoming, asker.roles, context)) : "public";
      const sealed: Sealed = {
        ...(await seal(told, lang, clearance, now)),
        ...(said.reach && { reach: said.reach }),
        ...(said.instead && { instead: cutAgain(said.instead, clearance) }),
      };
      const first = await context.inbox.first(deps.platform, eventId, now);
      answered.add(eventId);
      if (answered.size > REMEMBERED) for (const oldest of Array.from(answered).slice(0, REMEMBERED / 2)) answered.delete(oldest);
      return first ? sealed : undefined;
    } catch (error) {
      // The store is gone, or a view is broken: the person still hears that it was heard.
      const lang = incoming.lang ?? "en";
      return { message: answerFor(error, context.log, deps.random, "gesture-failed", fields), buttonTokens: [], formTokens: {}, lang };
    } finally {
      atWork.delete(eventId);
    }
  }

  return {
    text(incoming) {
      const line = readLine(incoming.text);
      const isCommand = (context: Context): boolean => line.addressed || context.commands.has(line.name);
      // People also talk among themselves; only what is meant for Purser is answered.
      if (!line.addressed && !deps.loopback && incoming.direct !== true) return Promise.resolve(undefined);
      return once("text", incoming, async (context, asker) =>
        isCommand(context) ? runCommand(incoming.text, context, asker) : chatMessage(),
      );
    },
    press(incoming) {
      return once("press", incoming, (context, asker) => press(incoming, deps.actions, context, asker));
    },
    async form(token, person, channel = "form") {
      const context = deps.contextAt(deps.clock.now());
      const known = await context.tokens.look(token);
      const block = known?.place.kind === "form" ? known.shown.message.blocks[known.place.at] : undefined;
      if (!known || block?.kind !== "form") return undefined;
      const asker = await findAsker(deps, { channel, person, direct: true }, context);
      const action = deps.actions.get(known.action);
      if (!asker || !action || !may(action.roles, asker.roles)) return undefined;
      const { message: around, lang } = known.shown;
      return { title: around.title, fields: block.fields, submit: block.submit, lang, today: context.today(asker.zone) };
    },
    async home(person, lang) {
      const now = deps.clock.now();
      const context = deps.contextAt(now);
      // Nobody but this person sees the page.
      const asker = await findAsker(deps, { channel: "home", person, direct: true, ...(lang && { lang }) }, context);
      const said = asker
        ? await forReader(await deps.home(context, asker), { asker, alone: true }, deps.actions, context)
        : strangerMessage(deps, person.account);
      return seal(said, asker?.lang ?? lang ?? (await context.company.company()).lang, asker?.clearance ?? "public", now);
    },
    async takesFiles(from) {
      const asker = await findAsker(deps, from, deps.contextAt(deps.clock.now()));
      return asker !== undefined && may(INTAKE_ROLES, asker.roles);
    },
    file(incoming, onProgress) {
      return once("file", incoming, (context, asker) =>
        // How many rows a report has is a figure too, and progress is posted as it comes.
        deps.intake(
          incoming,
          context,
          asker,
          maySee(asker.clearance, "internal") ? onProgress : (p) => onProgress({ ...p, note: READING }),
        ),
      );
    },
  };
}

const READING: Text = { zh: "正在读取文件", en: "reading the file" };

const chatMessage = (): Pick<Answer, "message" | "reach"> => ({
  reach: "asker",
  message: message({
    title: { zh: "我只懂命令", en: "I only understand commands" },
    lead: { zh: "输入 /help 看能做什么，或者把报表文件拖进来。", en: "Type /help for what I can do, or drop a report file here." },
    sensitivity: "public",
  }),
});
