import { type Text, why } from "../../domain/value.ts";
import type { PostOutcome, Reasoned } from "../../ports/chat-platform.ts";

/**
 * What is known after a call went wrong: `refused`, Feishu answered and did nothing; `unsent`, the request never left; `unheard`,
 * it left and no answer came that says what was done.
 */
export type Heard = "refused" | "unsent" | "unheard";

export class ApiError extends Error {
  readonly heard: Heard;
  /** Feishu's own code; 0 without one. */
  readonly code: number;
  readonly status: number;
  /** How long the limit lasts, where the answer said so. */
  readonly resetMs: number | undefined;
  constructor(heard: Heard, message: string, about: { readonly code?: number; readonly status?: number; readonly resetMs?: number } = {}) {
    super(message);
    this.name = "ApiError";
    this.heard = heard;
    this.code = about.code ?? 0;
    this.status = about.status ?? 0;
    this.resetMs = about.resetMs;
  }
}

/** The claim of the post may be another process's by now; nothing was sent. */
export class TooLate extends Error {}

/** Tokens that are missing, unknown or expired: nothing was done, a new token helps. */
export const TOKEN_CODES: ReadonlySet<number> = new Set([99991661, 99991663, 99991668]);

/** The limit of the whole API, with the header x-ogw-ratelimit-reset. */
const API_TOO_OFTEN = 99991400;
/** The chat's own limit: 5 messages a second, shared by all its bots. */
const CHAT_TOO_OFTEN = 230020;
/** The same uuid is on its way; only asking again with it tells. */
export const BEING_SENT = 230049;
/** The card could not be made; which element is in the message. */
export const CARD_REFUSED = 230099;
/** Refused for a picture that is another app's, or for its size: a card of words has neither. */
export const WORDS_HELP: ReadonlySet<number> = new Set([230017, 230025]);
/** There is no such chat, or the bot is not in it. */
export const OUT_OF_SIGHT: ReadonlySet<number> = new Set([232006, 232011]);
/** Why a post will never work as it is, in words; a code that is not here is final all the same and speaks for itself. */
const FINAL: Readonly<Record<number, Text>> = {
  99991672: {
    zh: "应用缺少权限：请在开发者后台开通并发布版本",
    en: "the app lacks a permission for it: grant it in the developer console and publish a version",
  },
  99991679: { zh: "应用缺少权限", en: "the app lacks a permission for it" },
  230001: { zh: "参数不符合飞书的要求", en: "a parameter is not what Feishu expects" },
  230002: { zh: "机器人不在群里", en: "the bot is not in the chat" },
  230006: { zh: "应用没有机器人能力，或含此能力的版本没有发布", en: "the app has no bot ability, or no published version has it" },
  230011: { zh: "消息已被撤回", en: "the message was withdrawn" },
  230013: { zh: "对方不在应用的可用范围内", en: "the person is outside of the app's availability" },
  230017: { zh: "图片或文件属于另一个应用", en: "the picture or file belongs to another app" },
  230018: { zh: "该群不允许机器人发言", en: "the chat does not let the bot speak" },
  230025: { zh: "消息过大", en: "the message is too large" },
  230027: { zh: "应用不能在该群发言", en: "the app may not speak in this chat" },
  230031: { zh: "消息已超过 14 天，不能再编辑", en: "the message is older than 14 days and cannot be edited any more" },
  230035: { zh: "机器人不能向该群发消息", en: "the bot may not send into this chat" },
  230050: { zh: "机器人看不到这条消息", en: "the message cannot be seen by the bot" },
  230054: { zh: "这种消息不支持该操作", en: "this type of message cannot do that" },
  230071: { zh: "这条消息是别人发的", en: "it was sent by somebody else" },
  230072: { zh: "消息的编辑次数已达飞书上限", en: "the message was edited as often as Feishu allows" },
  230099: { zh: "卡片被拒绝", en: "the card was refused" },
  230110: { zh: "消息已被删除", en: "the message was deleted" },
  232006: { zh: "群不存在", en: "there is no such chat" },
  232011: { zh: "机器人不在群里", en: "the bot is not in the chat" },
};

// A limit without a reset, and credentials that somebody has to put right: short and long.
const SOON_MS = 1_000;
const CREDENTIALS_MS = 60_000;
const UNREACHABLE_MS = 5_000;
/** A secret that is wrong, an app that is unknown or switched off: nothing was sent, and the post is as good as before. */
const CREDENTIALS: ReadonlySet<number> = new Set([10003, 10012, 10013, 10014, 99991543, 99991661, 99991663, 99991668, 99991662]);

/** When a limit ends; undefined for what is no limit. */
export function limitMs(error: ApiError): number | undefined {
  if (error.heard !== "refused") return undefined;
  const limited = error.code === CHAT_TOO_OFTEN || error.code === API_TOO_OFTEN || error.status === 429;
  return limited ? (error.resetMs ?? SOON_MS) : undefined;
}

/** Where something went wrong and what, for people; the log has Feishu's whole answer. */
export function reasoned(about: Text, said: Text, error: ApiError): Reasoned {
  const because = { zh: `${about.zh}：${said.zh}`, en: `${about.en}: ${said.en}` };
  return { reason: said.en.includes(error.message) ? because.en : `${because.en}; ${error.message}`, because };
}

/** What Feishu's code means, with the code; its own words where we know none. */
export function wordsOf(error: ApiError): Text {
  const known = error.heard === "refused" ? FINAL[error.code] : undefined;
  if (known !== undefined) return { zh: `${known.zh}（${error.code}）`, en: `${known.en} (${error.code})` };
  const limit = limitMs(error);
  if (limit !== undefined) return { zh: `请求过于频繁（${error.message}）`, en: `too many requests (${error.message})` };
  switch (error.heard) {
    case "refused":
      return CREDENTIALS.has(error.code)
        ? { zh: `飞书不接受应用的凭证（${error.message}）`, en: `Feishu does not take the app's credentials (${error.message})` }
        : { zh: `飞书拒绝了（${error.message}）`, en: `Feishu refused it (${error.message})` };
    case "unsent":
      return { zh: `连不上飞书（${error.message}）`, en: `Feishu could not be reached (${error.message})` };
    case "unheard":
      return { zh: `飞书没有明确应答（${error.message}）`, en: `no clear answer from Feishu (${error.message})` };
  }
}

/** What a failed post or edit means for whoever asked for it. */
export function outcomeOf(error: unknown, about: Text, now: Date): Exclude<PostOutcome, { readonly kind: "sent" }> {
  if (error instanceof TooLate) {
    const text = { zh: `${about.zh}：这次来不及发送`, en: `${about.en}: the claim was about to run out` };
    return { kind: "later", notBefore: now, ...why(text) };
  }
  if (!(error instanceof ApiError)) throw error;
  const said = reasoned(about, wordsOf(error), error);
  const later = (ms: number, everywhere: boolean): PostOutcome & { readonly kind: "later" } => ({
    kind: "later",
    notBefore: new Date(now.getTime() + ms),
    ...said,
    everywhere,
  });
  if (error.heard === "unheard" || error.code === BEING_SENT) return { kind: "unknown", ...said };
  if (error.heard === "unsent") return later(UNREACHABLE_MS, true);
  const limit = limitMs(error);
  if (limit !== undefined) return later(limit, error.code === API_TOO_OFTEN || error.status === 429);
  if (CREDENTIALS.has(error.code)) return later(CREDENTIALS_MS, true);
  return { kind: "failed", code: String(error.code), ...said };
}
