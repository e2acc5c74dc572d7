import { z } from "zod";
import type { Audience } from "../../ports/chat-platform.ts";
import type { Clock } from "../../ports/system.ts";
import type { Api } from "./client.ts";
import { ApiError, limitMs } from "./errors.ts";
import type { Times } from "./times.ts";

const Chat = z.object({
  data: z.object({ external: z.boolean().optional(), chat_mode: z.string().optional(), name: z.string().optional() }),
});
const Members = z.object({ data: z.object({ items: z.array(z.object({ member_id: z.string().min(1) })).optional() }) });

export interface Room {
  readonly direct: boolean;
  /** Of a group. Who reads a direct chat is its partner's profile to say. */
  readonly audience: Audience;
  readonly name: string;
}

/** What is known of chats, for a minute: a chat can be opened to outsiders at any time. */
export class Rooms {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #times: Times;
  readonly #known = new Map<string, { readonly at: number; readonly room: Promise<Room> }>();
  /** A direct chat stays one. */
  readonly #direct = new Map<string, boolean>();
  readonly #chats = new Map<string, string>();
  readonly #partners = new Map<string, string>();

  constructor(api: Api, clock: Clock, times: Times) {
    this.#api = api;
    this.#clock = clock;
    this.#times = times;
  }

  /** Throws when Feishu does not tell. */
  room(channel: string): Promise<Room> {
    const now = this.#clock.now().getTime();
    const known = this.#known.get(channel);
    if (known !== undefined && now - known.at < this.#times.roomMs) return known.room;
    const room = this.#ask(channel);
    this.#known.set(channel, { at: now, room });
    room.catch(() => this.#known.delete(channel));
    for (const [id, { at }] of this.#known) if (now - at >= this.#times.roomMs && id !== channel) this.#known.delete(id);
    return room;
  }

  /** An event told so, and whose chat it is. */
  learn(channel: string, direct: boolean, account?: string): void {
    this.#direct.set(channel, direct);
    if (!direct || account === undefined) return;
    this.#chats.set(account, channel);
    // Profiles are asked for by this kind of id only.
    if (account.startsWith("ou_")) this.#partners.set(channel, account);
  }

  /** Who is on the other side of a direct chat; undefined where Feishu does not say. */
  async partner(channel: string): Promise<string | undefined> {
    const known = this.#partners.get(channel);
    if (known !== undefined) return known;
    try {
      const path = `/open-apis/im/v1/chats/${encodeURIComponent(channel)}/members`;
      const { data } = await this.#api.call({ method: "GET", path, query: { member_id_type: "open_id" } }, Members);
      // Bots are not among them.
      const [one, ...others] = data.items ?? [];
      if (one === undefined || others.length > 0) return undefined;
      this.learn(channel, true, one.member_id);
      return one.member_id;
    } catch (error) {
      if (error instanceof ApiError && error.heard === "refused" && limitMs(error) === undefined) return undefined;
      throw error;
    }
  }

  /** The direct chat of a person who wrote, or was written to, since the start. */
  chatWith(account: string): string | undefined {
    return this.#chats.get(account);
  }

  /** False where it cannot be told, so that nothing confidential is said by mistake. */
  async direct(channel: string): Promise<boolean> {
    const known = this.#direct.get(channel);
    if (known !== undefined) return known;
    try {
      const { direct } = await this.room(channel);
      this.learn(channel, direct);
      return direct;
    } catch {
      return false;
    }
  }

  async #ask(channel: string): Promise<Room> {
    const { data } = await this.#api.call({ method: "GET", path: `/open-apis/im/v1/chats/${encodeURIComponent(channel)}` }, Chat);
    const direct = data.chat_mode === "p2p";
    // A chat that does not say that it is internal may be external; of a direct one its partner tells.
    const outside = direct ? data.external === true : data.external !== false;
    return { direct, audience: outside ? "outside" : "team", name: data.name ?? "" };
  }
}
