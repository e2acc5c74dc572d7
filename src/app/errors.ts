import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { type Message, message } from "../message/message.ts";
import { LIMITS } from "../message/valid.ts";
import type { Log, LogFields, Random } from "../ports/system.ts";

const fits = (text: Text): boolean => text.zh.length <= LIMITS.titleChars && text.en.length <= LIMITS.titleChars;

/** A foreseen error as an answer: what happened first, then what to do. */
export function errorMessage(error: UserError): Message {
  const { text, hint } = error;
  // Says what was typed and what is expected; figures do not belong into an error.
  if (fits(text)) return message({ title: text, tone: "error", ...(hint && { lead: hint }), sensitivity: "public" });
  return message({
    title: { zh: "没有完成", en: "That did not work" },
    tone: "error",
    lead: text,
    blocks: hint ? [{ kind: "prose", text: hint, sensitivity: "public" }] : [],
    sensitivity: "public",
  });
}

/** A bug as an answer: nothing of it is shown but a reference under which the log has it all. */
export function bugMessage(reference: string): Message {
  return message({
    title: { zh: `程序出错了（编号 ${reference}）`, en: `Something broke on our side (reference ${reference})` },
    tone: "error",
    lead: {
      zh: "请把编号发给维护 Purser 的同事，日志里有详细记录。可以稍后再试一次。",
      en: "Give the reference to whoever runs Purser; the log has the details. You can try again.",
    },
    sensitivity: "public",
  });
}

/** Any error as an answer. What was not foreseen is logged with the reference that the person gets. */
export function answerFor(error: unknown, log: Log, random: Random, event: string, fields: LogFields): Message {
  if (error instanceof UserError) {
    log.info(event, { ...fields, code: error.code });
    return errorMessage(error);
  }
  const reference = random
    .token()
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 8)
    .toUpperCase();
  log.error(event, error, { ...fields, reference });
  return bugMessage(reference);
}
