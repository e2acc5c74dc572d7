import type { Language, Sealed } from "../../message/message.ts";
import type { ChartRenderer, Log } from "../../ports/system.ts";
import { pictures as drawer } from "../common/pictures.ts";
import { chartsOf, type WantedChart } from "./draw/message.ts";
import { shorten } from "../common/shorten.ts";
import type { Timeouts } from "./timeouts.ts";
import type { Uploads } from "./upload.ts";

/** Slack's file for each chart that can be shown, by the chart's place in the message. */
export type Shown = ReadonlyMap<number, string>;

/** Charts that are still on their way; resolves to their files, or to nothing when it came to nothing. */
export type Missing = ReadonlyMap<number, Promise<string | undefined>>;

export type Readiness =
  | { readonly kind: "ready"; readonly ready: Shown; readonly missing: Missing }
  | { readonly kind: "waiting"; readonly waitMs: number };

export interface Pictures {
  /**
   * The pictures of a message. Uploading begins at the first call and goes on between calls, so that a slow upload is no attempt of the
   * post: `waiting` says when to ask again. After a while the message has to go without what is not there.
   */
  of(sealed: Sealed, key: string): Promise<Readiness>;
  /** What is there within the person's patience, and never waiting. `lost`: why others came to nothing this time. */
  now(
    sealed: Sealed,
    withinMs: number,
  ): Promise<{ readonly ready: Shown; readonly missing: Missing; readonly lost: ReadonlyMap<number, unknown> }>;
  /** Slack would not show them (any more): the next message uploads them again. */
  forget(sealed: Sealed): void;
  settled(): Promise<void>;
}

/** The chart cannot be drawn: that is no fault of Slack's, and sending it later does not help. */
export class Undrawable extends Error {}

interface Upload {
  done: boolean;
  id: string | undefined;
  error?: unknown;
  work: Promise<string | undefined>;
}

export interface PictureNeeds {
  readonly renderer: ChartRenderer;
  readonly uploads: Uploads;
  readonly timeouts: Timeouts;
  readonly log: Log;
}

// A chart that is shown again (an edit, a second channel) is not uploaded again. Slack keeps files; this is only memory.
const KNOWN = 500;
const ASK_AGAIN_MS = 1_000;
/** Slack on the web shows a message's picture some 600 points wide, on a screen of two pixels a point. */
const SCALE = 2;
/** Slack's own charts are new and not in every workspace. */
const OWN = { native: false } as const;
/** files.getUploadURLExternal: alt_txt, 1000 characters. */
const ALT_CHARS = 1_000;

export function makePictures({ renderer, uploads, timeouts, log }: PictureNeeds): Pictures {
  const draw = drawer(renderer);
  const files = new Map<string, Upload>();
  const begun = new Map<string, number>();

  function upload({ chart, alt, name }: WantedChart, lang: Language): Upload {
    const picture = draw(chart, lang, SCALE);
    const known = files.get(picture.etag);
    if (known !== undefined) return known;
    const bring = async (): Promise<string | undefined> => {
      try {
        const png = await picture.png().catch((error: unknown) => {
          throw new Undrawable(error instanceof Error ? error.message : String(error), { cause: error });
        });
        const id = await uploads.put(name, png, { alt: shorten(alt, ALT_CHARS) });
        await uploads.usable(id, timeouts.pictureGivenUp);
        one.id = id;
      } catch (error) {
        one.error = error;
        log.error("slack.picture-failed", error, { chart: chart.chart });
        // The next message with this chart tries again.
        if (files.get(picture.etag) === one) files.delete(picture.etag);
      }
      one.done = true;
      return one.id;
    };
    const one: Upload = { done: false, id: undefined, work: Promise.resolve(undefined) };
    one.work = bring();
    files.set(picture.etag, one);
    if (files.size > KNOWN) for (const oldest of [...files.keys()].slice(0, KNOWN / 2)) files.delete(oldest);
    return one;
  }

  async function look(sealed: Sealed, withinMs: number): ReturnType<Pictures["now"]> {
    const all = chartsOf(sealed, OWN).map((wanted) => ({ at: wanted.blockIndex, one: upload(wanted, sealed.lang) }));
    if (all.length > 0) await within(Promise.all(all.map(({ one }) => one.work)), withinMs);
    return {
      ready: new Map(all.flatMap(({ at, one }) => (one.id === undefined ? [] : [[at, one.id]]))),
      missing: new Map(all.flatMap(({ at, one }) => (one.done ? [] : [[at, one.work]]))),
      lost: new Map(all.flatMap(({ at, one }) => (one.done && one.id === undefined ? [[at, one.error] as const] : []))),
    };
  }

  return {
    async of(sealed, key) {
      const started = begun.get(key) ?? performance.now();
      const looked = await look(sealed, timeouts.picture);
      if (looked.missing.size > 0 && performance.now() - started < timeouts.pictureGivenUp) {
        begun.set(key, started);
        if (begun.size > KNOWN) for (const oldest of [...begun.keys()].slice(0, KNOWN / 2)) begun.delete(oldest);
        return { kind: "waiting", waitMs: ASK_AGAIN_MS };
      }
      begun.delete(key);
      return { kind: "ready", ...looked };
    },
    now: look,
    forget(sealed) {
      for (const { chart } of chartsOf(sealed, OWN)) files.delete(draw(chart, sealed.lang, SCALE).etag);
    },
    async settled() {
      await Promise.all([...files.values()].map(({ work }) => work));
    },
  };
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
