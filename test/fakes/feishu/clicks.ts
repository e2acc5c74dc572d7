import { judgeCard } from "./card-limits.ts";
import * as codes from "./codes.ts";
import type { Deliveries } from "./delivery.ts";
import { type Fields, fields, isFields, text } from "./json.ts";
import { CARD_LIVES_MS } from "./limits.ts";
import type { Attempt } from "./push.ts";
import type { FakeMessage, FakeUser, Toast, World } from "./state.ts";

/** What the person sees after a click. */
export interface Pressed {
  readonly ok: boolean;
  /** The number that the client shows: 200340, 200341, … */
  readonly error?: number;
  /** The client does not even ask the app. */
  readonly refused?: string;
  readonly toast?: { readonly type: string; readonly content: string; readonly i18n: Readonly<Record<string, string>> };
  readonly cardChanged: boolean;
  /** Real milliseconds until the answer. */
  readonly ms: number;
  readonly attempt?: Attempt;
}

const TOASTS = ["info", "success", "warning", "error"];

const failed = (error: number, attempt: Attempt): Pressed => ({ ok: false, error, cardChanged: false, ms: attempt.ms, attempt });

/** Clicks and forms: one callback each, never pushed again, and what its answer does to the message. */
export class Clicks {
  readonly #world: World;
  readonly #deliveries: Deliveries;
  readonly #waiting = new Map<string, number>();
  constructor(world: World, deliveries: Deliveries) {
    this.#world = world;
    this.#deliveries = deliveries;
  }

  /** Somebody waits for the answer to a click on this message. */
  waits(messageId: string): boolean {
    return (this.#waiting.get(messageId) ?? 0) > 0;
  }

  async press(message: FakeMessage, user: FakeUser, action: Fields): Promise<Pressed> {
    const { now, random, identity, cardTokens } = this.#world;
    if (message.withdrawnAt !== undefined) return { ok: false, refused: "the message was withdrawn", cardChanged: false, ms: 0 };
    if (now() - message.createdAt > CARD_LIVES_MS)
      return { ok: false, refused: "the card is older than 14 days", cardChanged: false, ms: 0 };
    const token = `c-${random.hex(40)}`;
    cardTokens.set(token, { messageId: message.messageId, at: now(), uses: 0, answered: false });
    const event: Fields = {
      operator: { tenant_key: identity.tenantKey, open_id: user.openId, union_id: user.unionId, user_id: user.userId },
      token,
      action: { timezone: "Asia/Shanghai", ...action },
      host: "im_message",
      context: { open_message_id: message.messageId, open_chat_id: message.chatId },
    };
    this.#waiting.set(message.messageId, (this.#waiting.get(message.messageId) ?? 0) + 1);
    try {
      const { first } = await this.#deliveries.deliver("card.action.trigger", event, true);
      return this.#apply(message, user, first);
    } finally {
      this.#waiting.set(message.messageId, (this.#waiting.get(message.messageId) ?? 1) - 1);
    }
  }

  #apply(message: FakeMessage, user: FakeUser, attempt: Attempt): Pressed {
    if (attempt.outcome === "late") return failed(codes.CLICK_TIMED_OUT, attempt);
    if (attempt.outcome === "nobody" || attempt.outcome === "lost") return failed(codes.CLICK_NO_CONNECTION, attempt);
    if (attempt.outcome === "refused") return failed(codes.CLICK_NOT_200, attempt);
    if (!isFields(attempt.answer)) return failed(codes.CLICK_UNANSWERED, attempt);
    const answer = attempt.answer;
    if (Object.keys(answer).some((key) => key !== "toast" && key !== "card")) return failed(codes.CLICK_BAD_BODY, attempt);
    const toast = answer["toast"] === undefined ? undefined : this.#toast(answer["toast"], user);
    if (toast === "wrong") return failed(codes.CLICK_BAD_BODY, attempt);
    const card = answer["card"] === undefined ? undefined : this.#card(answer["card"]);
    if (typeof card === "number") return failed(card, attempt);
    if (toast !== undefined) message.toasts.push(toast);
    if (card !== undefined) {
      const at = this.#world.now();
      message.content = card;
      message.updatedAt = at;
      message.versions.push({ at, content: card, by: "callback" });
    }
    return {
      ok: true,
      cardChanged: card !== undefined,
      ms: attempt.ms,
      attempt,
      ...(toast === undefined ? {} : { toast: { type: toast.type, content: toast.content, i18n: toast.i18n } }),
    };
  }

  #toast(value: unknown, user: FakeUser): Toast | "wrong" {
    const toast = fields(value);
    const type = toast["type"] === undefined ? "info" : text(toast["type"]);
    const i18n = Object.fromEntries(Object.entries(fields(toast["i18n"])).map(([language, said]) => [language, text(said)]));
    const content = text(toast["content"]) || (i18n["zh_cn"] ?? i18n["en_us"] ?? "");
    if (!TOASTS.includes(type) || content === "") return "wrong";
    return { at: this.#world.now(), to: user.openId, type, content, i18n };
  }

  #card(value: unknown): string | number {
    const card = fields(value);
    if (card["type"] !== "raw" || !isFields(card["data"])) return codes.CLICK_BAD_BODY;
    const verdict = judgeCard(card["data"], (key) => this.#world.images.has(key));
    return verdict.ok ? JSON.stringify(card["data"]) : codes.CLICK_BAD_CARD;
  }
}
