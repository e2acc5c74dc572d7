import { UserError } from "../domain/user-error.ts";
import { formatValue } from "../message/format.ts";
import { type Message, message } from "../message/message.ts";
import type { IncomingPress } from "../ports/chat-platform.ts";
import { insteadOf } from "./instead.ts";
import { forbidden, may } from "./roles.ts";
import type { Action, Answer, Asker, Context } from "./types.ts";

// The longest that a press works is reading a file that was waiting for an answer; after a crash it can be pressed again then. Whoever
// takes the press itself over need not wait for that.
const LEASE_MS = 600_000;
// Two who press at the same moment: the slower one waits for what the faster one does, to be told who it was. Longer work is said to go on.
const LOOKS = 40;
const BETWEEN_LOOKS_MS = 100;

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));

async function alreadyDone(by: string, at: Date, context: Context, asker: Asker): Promise<Message> {
  const who = (await context.company.members()).find((m) => m.slug === by)?.name ?? by;
  const value = { kind: "instant", at: at.toISOString(), zone: asker.zone } as const;
  return message({
    title: {
      zh: `${who} 已经处理过了（${formatValue(value, "zh")}）`,
      en: `Already done by ${who}, ${formatValue(value, "en")}`,
    },
    sensitivity: "public",
  });
}

const busy = message({ title: { zh: "正在处理，请稍等。", en: "This is being done right now." }, sensitivity: "public" });

const stale = (): UserError =>
  new UserError(
    "stale",
    { zh: "情况已经变了，这个按钮不再有效。", en: "Things have changed since this was shown, so the button no longer counts." },
    { zh: "请重新打开，看过最新数据后再决定。", en: "Open it again and decide on the new figures." },
  );

/**
 * One press of a button or form: whose token, whose roles (now, not when it was shown), is it still what was decided on, is
 * somebody faster. What is done once is taken before and marked after the work: whoever presses at the same time is told so,
 * and when the process dies in between, the lease runs out and the press can be repeated. The mark and its audit entry are one step.
 */
export async function press(
  incoming: IncomingPress,
  actions: ReadonlyMap<string, Action>,
  context: Context,
  asker: Asker,
): Promise<Answer> {
  const { tokens, now } = context;
  const token = await tokens.look(incoming.token);
  const action = token && actions.get(token.action);
  if (!token || !action) {
    throw new UserError(
      "unknown-button",
      { zh: "这个按钮已经失效。", en: "This button is not in use any more." },
      { zh: "请重新输入命令。", en: "Type the command again." },
    );
  }
  if (!may(action.roles, asker.roles)) throw forbidden({ zh: "这个按钮", en: "this button" }, action.roles);
  const lateFor = async (known: typeof token): Promise<Answer | undefined> => {
    if (known.doneBy === null || known.doneAt === null) return undefined;
    const said = await alreadyDone(known.doneBy, known.doneAt, context, asker);
    return { message: said, data: null, reach: "asker", instead: await insteadOf(known, context, asker) };
  };
  const late = action.repeatable ? undefined : await lateFor(token);
  if (late) return late;
  const args: unknown = action.args.parse(token.args);
  if (action.version && token.version !== null && (await action.version(args, context)) !== token.version) throw stale();

  // Uncut: who reads the answer is asked when it is sealed, after the work.
  const run = (): Promise<Answer> => action.run(args, context, asker, incoming.fields ?? {});
  if (action.repeatable) return run();

  for (let looks = 0; !(await tokens.take(incoming.token, now, LEASE_MS, incoming.eventId)); looks++) {
    const newer = await tokens.look(incoming.token);
    const faster = newer && (await lateFor(newer));
    if (faster) return faster;
    if (looks >= LOOKS) return { message: busy, data: null, reach: "asker" };
    await breath();
  }
  let answer: Answer;
  try {
    answer = await run();
  } catch (error) {
    await tokens.release(incoming.token);
    throw error;
  }
  if (answer.undecided === true) {
    await tokens.release(incoming.token);
    return answer;
  }
  const entry = {
    at: now,
    by: asker.member.slug,
    what: token.action,
    on: JSON.stringify(token.args),
    details: {
      platform: asker.platform,
      channel: asker.channel,
      ...(incoming.messageId !== undefined && { message: incoming.messageId }),
      version: token.version,
      ...(answer.noted && { noted: answer.noted }),
      ...(incoming.fields && { fields: incoming.fields }),
    },
  };
  if (answer.first) await tokens.done(incoming.token, answer.first.by, answer.first.at, null);
  else await tokens.done(incoming.token, asker.member.slug, now, answer.audited === true ? null : entry);
  const known = await tokens.look(incoming.token);
  return known ? { ...answer, instead: await insteadOf(known, context, asker) } : answer;
}
