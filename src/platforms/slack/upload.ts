import type { WebClient } from "./client.ts";
import { ours } from "./hosts.ts";
import type { Pause } from "../common/patience.ts";
import { patiently } from "./patience.ts";
import type { Timeouts } from "./timeouts.ts";

export interface UploadNeeds {
  readonly client: WebClient;
  readonly apiUrl: string | null;
  readonly timeouts: Timeouts;
  readonly pause: Pause;
  /** Limits are waited for here: only where nobody else waits. Default: yes. */
  readonly patient?: boolean;
}

export interface Share {
  readonly channel: string;
  readonly threadId?: string;
  readonly comment?: string;
}

export interface About {
  readonly alt?: string;
  readonly share?: Share;
  /** The name, where absent. */
  readonly title?: string;
  /** Asked right before the step that shares it; throws when it is not to be any more. */
  readonly before?: () => void;
}

export interface Uploads {
  /** Brings bytes to Slack and shares them, or keeps them to itself; the file's id. It may take a while until it can be shown. */
  put(name: string, bytes: Uint8Array, about: About): Promise<string>;
  /** Resolves when the file can stand in a message. Throws when it cannot by then. */
  usable(id: string, withinMs: number): Promise<void>;
}

/**
 * Files on their way to Slack, in its three steps. Completion only says that Slack has the bytes: until it has looked at them, a
 * message with the file is refused as invalid_blocks (slack-github-action #413, python-slack-sdk #1658).
 */
export function makeUploads({ client, apiUrl, timeouts, pause, patient = true }: UploadNeeds): Uploads {
  const ask = <T>(call: () => Promise<T>): Promise<T> => (patient ? patiently(call, pause) : call());
  return {
    async put(name, bytes, { alt, share, title = name, before }) {
      const { upload_url: url, file_id: id } = await ask(() =>
        client.files.getUploadURLExternal({
          filename: name,
          length: bytes.byteLength,
          ...(alt === undefined ? {} : { alt_text: alt }),
        }),
      );
      if (url === undefined || id === undefined) throw new Error("Slack gave no address for the upload");
      if (!ours(url, apiUrl)) throw new Error("Slack's address for the upload is not one of Slack's");
      const form = new FormData();
      form.append("body", new Blob([Uint8Array.from(bytes)]), name);
      const answer = await fetch(url, { method: "POST", body: form, redirect: "error", signal: AbortSignal.timeout(timeouts.request) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the upload was answered with HTTP ${answer.status}`);
      const complete = {
        files: [{ id, title }],
        ...(share === undefined ? {} : { channel_id: share.channel }),
        ...(share?.threadId === undefined ? {} : { thread_ts: share.threadId }),
        ...(share?.comment === undefined ? {} : { initial_comment: share.comment }),
      } as Parameters<typeof client.files.completeUploadExternal>[0];
      before?.();
      await ask(() => client.files.completeUploadExternal(complete));
      return id;
    },

    async usable(id, withinMs) {
      // A pause is real time, whatever the clock says.
      const until = performance.now() + withinMs;
      let [wait] = timeouts.poll;
      const [, most] = timeouts.poll;
      for (;;) {
        const { file } = await ask(() => client.files.info({ file: id }));
        if (file?.mimetype !== undefined && file.mimetype !== "") return;
        if (performance.now() + wait > until) throw new Error("Slack was not done with the file in time");
        await pause(wait);
        wait = Math.min(wait * 2, most);
      }
    },
  };
}
