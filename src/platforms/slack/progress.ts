import { setTimeout as pause } from "node:timers/promises";
import type { Language, Text } from "../../message/message.ts";
import type { Progress } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Seat } from "./seat.ts";
import type { WebClient } from "./client.ts";
import { AS_DATA } from "./draw/message.ts";
import { escape } from "./draw/text.ts";
import { EDITED } from "./send.ts";
import type { Timeouts } from "./timeouts.ts";

export type Report = (progress: Progress) => void;

/** Tells a person that something takes longer, in one message that is edited in place. */
export interface Notice {
  readonly report: Report;
  /** The message that the answer may take the place of; taken away when there will be no answer. */
  end(answered: boolean): Promise<Told | undefined>;
}

export interface Notices {
  /** `before`: what a process that died has told. `told` hears where the message lies as soon as there is one. */
  begin(seat: Seat, before: Told | undefined, told: (where: Told) => Promise<void>): Notice;
}

export interface Told {
  readonly channel: string;
  readonly ts: string;
}

export interface NoticeNeeds {
  readonly client: WebClient;
  readonly timeouts: Timeouts;
  readonly log: Log;
}

const WORKING: Text = { zh: "正在处理，请稍等……", en: "Working on it; the answer comes in a moment …" };

function wording({ done, of, note }: Progress, lang: Language): string {
  const share =
    of === undefined || of === 0 ? "" : lang === "zh" ? `（${Math.floor((done / of) * 100)}%）` : ` (${Math.floor((done / of) * 100)}%)`;
  return `${note[lang]}${share}`;
}

export function makeNotices({ client, timeouts, log }: NoticeNeeds): Notices {
  return {
    begin(seat, before, told) {
      const lang = seat.lang ?? "en";
      const { channel, threadId, url, pressed } = seat;
      let words = WORKING[lang];
      let said = "";
      let ended = false;
      let ts = before?.ts;
      const stop = new AbortController();

      async function say(): Promise<void> {
        const text = escape(words);
        if (text === said) return;
        said = text;
        try {
          if (ts !== undefined) await client.chat.update({ channel: channel ?? "", ts, text, ...EDITED });
          else if (seat.command === true) await url?.say({ text, to: "asker" });
          else if (channel !== null) {
            const sent = await client.chat.postMessage({
              channel,
              text,
              ...AS_DATA,
              ...(threadId === undefined ? {} : { thread_ts: threadId }),
            });
            ts = sent.ts;
            if (ts !== undefined) await told({ channel, ts });
          }
        } catch (error) {
          // The answer itself will come; of the way there nothing has to be told.
          log.warn("slack.progress-not-told", { note: error instanceof Error ? error.message : "" });
        }
      }

      async function tell(): Promise<void> {
        const go = async (ms: number): Promise<boolean> => pause(ms, !ended, { signal: stop.signal }).catch(() => false);
        if (!(await go(timeouts.patience))) return;
        await say();
        // Each word to a command costs one of five uses of its response_url: one notice is enough.
        if (seat.command === true) return;
        while (await go(timeouts.progress)) await say();
      }

      // What only the presser sees has no place for a notice that can be taken away again.
      const silent = channel === null || pressed?.ephemeral === true;
      const telling = silent ? Promise.resolve() : tell();

      return {
        report: (progress) => {
          words = wording(progress, lang);
        },
        async end(answered) {
          ended = true;
          stop.abort();
          await telling;
          if (ts === undefined || channel === null) return undefined;
          if (answered) return { channel, ts };
          try {
            await client.chat.delete({ channel, ts });
          } catch (error) {
            log.error("slack.progress-left", error);
          }
          return undefined;
        },
      };
    },
  };
}
