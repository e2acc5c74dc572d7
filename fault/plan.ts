import { message, type Message } from "../src/message/message.ts";
import type { Post } from "../src/ports/delivery.ts";
import type { Dice } from "./dice.ts";

/** A post of an experiment, as it was meant. */
export interface Planned {
  readonly key: string;
  readonly platform: string;
  readonly channel: string;
  readonly root: string | null;
  /** 0 as it was first put, one more with each edit. */
  version: number;
}

const said = (key: string, version: number): Message => {
  const text = `${key} v${version} 补货`;
  return message({ title: { zh: text, en: text }, blocks: [{ kind: "prose", text: { zh: "一行字。", en: "A line." } }] });
};

/** Posts of all kinds: alone, threads with replies in their order, and edits of what was said before. */
export class Plan {
  readonly posts: Planned[] = [];
  readonly #dice: Dice;
  readonly #places: readonly { readonly platform: string; readonly channel: string }[];
  constructor(dice: Dice, places: readonly { readonly platform: string; readonly channel: string }[]) {
    this.#dice = dice;
    this.#places = places;
  }

  #post(platform: string, channel: string, root: string | null): Post {
    const key = `k${String(this.posts.length).padStart(6, "0")}`;
    this.posts.push({ key, platform, channel, root, version: 0 });
    return { key, platform, channel, replyTo: root, job: "experiment", message: said(key, 0), lang: "zh", expiresAt: null };
  }

  /** A post, or a thread. */
  next(): readonly Post[] {
    const { platform, channel } = this.#dice.pick(this.#places);
    const root = this.#post(platform, channel, null);
    const replies = this.#dice.hits(0.3) ? this.#dice.between(1, 4) : 0;
    return [root, ...Array.from({ length: replies }, () => this.#post(platform, channel, root.key))];
  }

  /** A new wording of something among the last ones. */
  edit(): { readonly key: string; readonly message: Message } | undefined {
    const recent = this.posts.slice(-300);
    if (recent.length === 0) return undefined;
    const post = this.#dice.pick(recent);
    post.version += 1;
    return { key: post.key, message: said(post.key, post.version) };
  }
}
