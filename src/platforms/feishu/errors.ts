import type { PostOutcome } from "../../ports/chat-platform.ts";

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
/** Why a post will never work as it is, in words; a code that is not here is final all the same and speaks for itself. */
const FINAL: Readonly<Record<number, string>> = {
  99991672: "the app lacks a permission for it: grant it in the developer console and publish a version",
  99991679: "the app lacks a permission for it",
  230001: "a parameter is not what Feishu expects",
  230002: "the bot is not in the chat",
  230006: "the app has no bot ability, or no published version has it",
  230011: "the message was withdrawn",
  230013: "the person is outside of the app's availability",
  230017: "the picture or file belongs to another app",
  230018: "the chat does not let the bot speak",
  230025: "the message is too large",
  230027: "the app may not speak in this chat",
  230031: "the message is older than 14 days and cannot be edited any more",
  230035: "the bot may not send into this chat",
  230050: "the message cannot be seen by the bot",
  230054: "this type of message cannot do that",
  230071: "it was sent by somebody else",
  230072: "the message was edited as often as Feishu allows",
  230099: "the card was refused",
  230110: "the message was deleted",
  232006: "there is no such chat",
  232011: "the bot is not in the chat",
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

/** What a failed post or edit means for whoever asked for it. */
export function outcomeOf(error: unknown, about: string, now: Date): Exclude<PostOutcome, { readonly kind: "sent" }> {
  if (error instanceof TooLate) return { kind: "later", notBefore: now, reason: `${about}: the claim was about to run out` };
  if (!(error instanceof ApiError)) throw error;
  const later = (ms: number, everywhere: boolean): PostOutcome & { readonly kind: "later" } => ({
    kind: "later",
    notBefore: new Date(now.getTime() + ms),
    reason: `${about}: ${error.message}`,
    everywhere,
  });
  if (error.heard === "unheard" || error.code === BEING_SENT) return { kind: "unknown", reason: `${about}: ${error.message}` };
  if (error.heard === "unsent") return later(UNREACHABLE_MS, true);
  const limit = limitMs(error);
  if (limit !== undefined) return later(limit, error.code === API_TOO_OFTEN || error.status === 429);
  if (CREDENTIALS.has(error.code)) return later(CREDENTIALS_MS, true);
  const why = FINAL[error.code];
  return { kind: "failed", code: String(error.code), reason: `${about}: ${why === undefined ? "" : `${why}; `}${error.message}` };
}
