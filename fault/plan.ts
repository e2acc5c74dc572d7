import { type Block, message, type Message } from "../src/message/message.ts";
import type { PartKind } from "../src/ports/chat-platform.ts";
import type { Post } from "../src/ports/delivery.ts";
import type { Dice } from "./dice.ts";

/** A post of an experiment, as it was meant. */
export interface Planned {
  readonly key: string;
  readonly platform: string;
  readonly channel: string;
  readonly root: string | null;
  /** What has to follow it; a picture only where it was not there in time. */
  readonly parts: readonly PartKind[];
  /** 0 as it was first put, one more with each edit. */
  version: number;
}

/** Where posts of an experiment go, and what there can be owed. */
export interface PlannedPlace {
  readonly platform: string;
  readonly channel: string;
  readonly owes: readonly (readonly PartKind[])[];
}

/** Of the posts that so many have something that follows them. */
const SHARE_WITH_PARTS = 0.12;
const same = (text: string): { readonly zh: string; readonly en: string } => ({ zh: text, en: text });
/** More than a message holds on any platform, and some rows more than are shown. */
const LONG = "一行字。\n".repeat(2_600);
const ROWS = Array.from({ length: 9 }, (_, i) => [{ kind: "code", code: `KTC-${i}` } as const, { kind: "count", count: i } as const]);

/** What a picture says below its post, by which it is known again. */
const ALT = "图";

const PART: Readonly<Record<PartKind, (key: string) => Block>> = {
  table: () => ({ kind: "table", columns: [{ label: same("SKU") }, { label: same("件") }], rows: ROWS, show: 2 }),
  text: () => ({ kind: "prose", text: same(LONG) }),
  // Each post has a picture of its own, and an edit shows the same one.
  file: () => ({ kind: "file", format: "xlsx", name: "order", title: same("单据"), columns: [{ label: same("SKU") }], rows: [] }),
  picture: (key) => ({ kind: "chart", chart: "kpi-trend", data: { key }, alt: same(`${ALT} ${key}`) }),
};

export const isPicture = (text: string): boolean => text.startsWith(`${ALT} k`);

function said({ key, version, parts }: Planned): Message {
  const line: Block = { kind: "prose", text: { zh: "一行字。", en: "A line." } };
  return message({ title: same(`${key} v${version} 补货`), blocks: [line, ...parts.map((part) => PART[part](key))] });
}

/** Posts of all kinds: alone, threads with replies in their order, posts with more than a message holds, and edits of what was said before. */
export class Plan {
  readonly posts: Planned[] = [];
  readonly #dice: Dice;
  readonly #places: readonly PlannedPlace[];
  constructor(dice: Dice, places: readonly PlannedPlace[]) {
    this.#dice = dice;
    this.#places = places;
  }

  #post({ platform, channel, owes }: PlannedPlace, root: string | null): Post {
    const key = `k${String(this.posts.length).padStart(6, "0")}`;
    const parts = owes.length > 0 && this.#dice.hits(SHARE_WITH_PARTS) ? this.#dice.pick(owes) : [];
    const planned: Planned = { key, platform, channel, root, parts, version: 0 };
    this.posts.push(planned);
    return { key, platform, channel, replyTo: root, job: "experiment", message: said(planned), lang: "zh", expiresAt: null };
  }

  /** A post, or a thread. */
  next(): readonly Post[] {
    const place = this.#dice.pick(this.#places);
    const root = this.#post(place, null);
    const replies = this.#dice.hits(0.3) ? this.#dice.between(1, 4) : 0;
    return [root, ...Array.from({ length: replies }, () => this.#post(place, root.key))];
  }

  /** A new wording of something among the last ones. */
  edit(): { readonly key: string; readonly message: Message } | undefined {
    const recent = this.posts.slice(-300);
    if (recent.length === 0) return undefined;
    const post = this.#dice.pick(recent);
    post.version += 1;
    return { key: post.key, message: said(post) };
  }
}
