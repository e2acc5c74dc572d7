import type { Sealed } from "../../message/message.ts";
import type { Log } from "../../ports/system.ts";
import type { WebClient } from "./client.ts";
import { AS_DATA, type DrawnFile } from "./draw/message.ts";
import { plainText } from "./draw/text.ts";
import { IMAGE_ALT_CHARS } from "./limits.ts";
import { EVENT_TYPE, opaque } from "./fate.ts";
import { patiently, type Pause } from "./patience.ts";
import type { Missing } from "./pictures.ts";
import type { Uploads } from "./upload.ts";

interface Place {
  readonly channel: string;
  /** Absent: the channel itself. */
  readonly threadId?: string;
}

/** What a message could not hold. */
export interface Rest {
  readonly files: readonly DrawnFile[];
  readonly sealed: Sealed;
  readonly missing: Missing;
}

export interface FollowUps {
  /** Sends what a message could not hold into its thread, each once and never again: a second copy would be worse than none. */
  after(place: Place, rest: Rest, key: string): void;
  /** The same for an answer whose place is not known (said through a response_url): it goes to whoever asked. */
  toPerson(account: string, rest: Rest, key: string): void;
  settled(): Promise<void>;
}

export interface FollowUpNeeds {
  readonly client: WebClient;
  readonly uploads: Uploads;
  readonly pause: Pause;
  readonly log: Log;
}

/** Whole tables as CSV, and pictures that came too late. Nothing waits for them. */
export function makeFollowUps({ client, uploads, pause, log }: FollowUpNeeds): FollowUps {
  const under = new Set<Promise<void>>();

  function begin(what: string, key: string, work: () => Promise<unknown>): void {
    const running: Promise<void> = work().then(
      () => undefined,
      (error: unknown) => log.error("slack.follow-up-lost", error, { what, key }),
    );
    under.add(running);
    void running.finally(() => under.delete(running));
  }

  async function picture({ channel, threadId }: Place, sealed: Sealed, at: number, id: string, key: string): Promise<void> {
    const block = sealed.message.blocks[at];
    const alt = plainText(block?.kind === "chart" ? block.alt[sealed.lang] : "", IMAGE_ALT_CHARS);
    const said = {
      channel,
      ...(threadId === undefined ? {} : { thread_ts: threadId }),
      text: alt.text,
      blocks: [{ type: "image", slack_file: { id }, alt_text: alt.text }],
      ...AS_DATA,
      metadata: { event_type: EVENT_TYPE, event_payload: { key: opaque(`${key}:picture:${at}`) } },
    };
    await patiently(() => client.chat.postMessage(said), pause);
  }

  function follow(where: () => Promise<Place>, { files, sealed, missing }: Rest, key: string): void {
    if (files.length > 0)
      begin("table", key, async () => {
        const place = await where();
        for (const { name, bytes } of files) await uploads.put(name, bytes, { share: place });
      });
    for (const [at, work] of missing)
      begin("picture", key, async () => {
        const id = await work;
        if (id !== undefined) await picture(await where(), sealed, at, id, key);
      });
  }

  return {
    after: (place, rest, key) => follow(async () => place, rest, key),
    toPerson: (account, rest, key) =>
      follow(
        async () => {
          const { channel } = await patiently(() => client.conversations.open({ users: account }), pause);
          if (channel?.id === undefined) throw new Error("Slack opened no direct message");
          return { channel: channel.id };
        },
        rest,
        key,
      ),
    async settled() {
      while (under.size > 0) await Promise.all(under);
    },
  };
}
