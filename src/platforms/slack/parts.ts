import type { Text } from "../../domain/value.ts";
import { cleanAll } from "../../message/clean.ts";
import type { Sealed } from "../../message/message.ts";
import type { MessageRef, Part, PartKind, PostOutcome } from "../../ports/chat-platform.ts";
import type { Clock } from "../../ports/system.ts";
import { nameOfFile } from "../../message/file-line.ts";
import { fileBytes, fileParts } from "../common/files.ts";
import { signed } from "../common/part-name.ts";
import type { WebClient } from "./client.ts";
import { type DrawnFile, drawFiles } from "./draw/files.ts";
import { AS_DATA } from "./draw/message.ts";
import { plainText } from "./draw/text.ts";
import { BLOCKS_REFUSED, inChannel, outcome, reasonAt, slackCode } from "./errors.ts";
import { EVENT_TYPE, opaque } from "./fate.ts";
import { IMAGE_ALT_CHARS } from "./limits.ts";
import { type Missing, type Pictures, Undrawable } from "./pictures.ts";
import type { Timeouts } from "./timeouts.ts";
import type { Uploads } from "./upload.ts";

export interface PartNeeds {
  readonly client: WebClient;
  readonly pictures: Pictures;
  /** Not patient: what has to wait waits in the outbox. */
  readonly uploads: Uploads;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
}

const ASK_AGAIN_MS = 1_000;
/** Of pictures that Slack refused once; one is uploaded anew, and refused a second time for good. */
const REMEMBERED = 500;

/** What has to follow a message: whole tables, the whole text, pictures that were not there in time, and files. */
export const partsOf = ({ message }: Pick<Sealed, "message">, files: readonly DrawnFile[], missing: Missing): readonly Part[] => [
  ...files.map(({ blockIndex }): Part => (blockIndex === null ? { kind: "text", at: 0 } : { kind: "table", at: blockIndex })),
  ...[...missing.keys()].map((at): Part => ({ kind: "picture", at })),
  ...fileParts(message),
];

/** Where it goes: below a message, or (in a direct message) beside it. */
export type Below = Pick<MessageRef, "channel"> & { readonly threadId?: string };

const inThread = ({ threadId }: Below): { readonly threadId?: string } => (threadId === undefined ? {} : { threadId });

class TooLate extends Error {}
const TOO_LATE: Text = { zh: "这次来不及发送", en: "too late for this attempt" };
const WAITING: Text = { zh: "图片还在处理", en: "its picture is on its way" };
const NOTHING: Text = { zh: "没有可补发的内容", en: "there is nothing in it to send" };

/** Sends parts of posts below them, once, as posts are sent. */
export function makeParts({ client, pictures, uploads, timeouts, clock }: PartNeeds) {
  const refused = new Set<string>();
  const soon = (): Date => new Date(clock.now().getTime() + ASK_AGAIN_MS);
  const inTime = (deadline: Date | undefined) => (): void => {
    if (deadline !== undefined && clock.now() > deadline) throw new TooLate();
  };

  async function file(below: Below, part: PartKind, sealed: Sealed, key: string, before: () => void): Promise<PostOutcome> {
    const { channel, threadId } = below;
    const clean = { ...sealed, message: cleanAll(sealed.message) };
    const table = clean.message.blocks.findIndex((block) => block.kind === "table");
    const attached = clean.message.blocks.find((block) => block.kind === "file");
    const [drawn] =
      part === "file"
        ? attached === undefined
          ? []
          : [{ name: nameOfFile(attached), title: nameOfFile(attached), bytes: await fileBytes(attached, clean.lang) }]
        : drawFiles(clean, part === "text" ? { cutTables: [], cutText: true } : { cutTables: [table], cutText: false });
    if (drawn === undefined) return { kind: "failed", code: "nothing-to-send", ...reasonAt(inChannel(channel, threadId), NOTHING) };
    const id = await uploads.put(signed(drawn.name, key), drawn.bytes, {
      share: { channel, ...inThread(below) },
      title: drawn.name,
      before,
    });
    // Slack does not say which message it made of the file.
    return { kind: "sent", ref: { channel, messageId: id, threadId: threadId ?? id, revision: 0 } };
  }

  async function picture(below: Below, sealed: Sealed, key: string, before: () => void): Promise<PostOutcome> {
    const { channel, threadId } = below;
    const where = inChannel(channel, threadId);
    const at = sealed.message.blocks.findIndex((block) => block.kind === "chart");
    const { ready, missing, lost } = await pictures.now(sealed, timeouts.picture);
    if (missing.has(at)) return { kind: "later", notBefore: soon(), itself: true, ...reasonAt(where, WAITING) };
    if (lost.has(at)) throw lost.get(at);
    const id = ready.get(at);
    const block = sealed.message.blocks[at];
    if (id === undefined || block?.kind !== "chart") return { kind: "failed", code: "nothing-to-send", ...reasonAt(where, NOTHING) };
    const alt = plainText(block.alt[sealed.lang], IMAGE_ALT_CHARS);
    before();
    const { ts } = await client.chat.postMessage({
      channel,
      ...(threadId === undefined ? {} : { thread_ts: threadId }),
      text: alt.text,
      blocks: [{ type: "image", slack_file: { id }, alt_text: alt.text }],
      ...AS_DATA,
      metadata: { event_type: EVENT_TYPE, event_payload: { key: opaque(key) } },
    });
    if (ts === undefined)
      return { kind: "unknown", ...reasonAt(where, { zh: "Slack 应答了，但没有给出消息编号", en: "Slack said yes and not where" }) };
    return { kind: "sent", ref: { channel, messageId: ts, threadId: threadId ?? ts, revision: 0 } };
  }

  return async function follow(below: Below, part: PartKind, sealed: Sealed, key: string, deadline?: Date): Promise<PostOutcome> {
    const where = inChannel(below.channel, below.threadId);
    const before = inTime(deadline);
    try {
      const made = part === "picture" ? await picture(below, sealed, key, before) : await file(below, part, sealed, key, before);
      if (made.kind === "sent") refused.delete(key);
      return made;
    } catch (error) {
      if (error instanceof TooLate) return { kind: "later", notBefore: clock.now(), itself: true, ...reasonAt(where, TOO_LATE) };
      if (error instanceof Undrawable) {
        const said = { zh: `图表画不出来：${error.message}`, en: `its chart cannot be drawn: ${error.message}` };
        return { kind: "failed", code: "cannot-draw", ...reasonAt(where, said) };
      }
      if (part === "picture" && BLOCKS_REFUSED.has(slackCode(error) ?? "") && !refused.has(key)) {
        // Slack may have lost the file, or not be done with it after all.
        if (refused.size >= REMEMBERED) refused.clear();
        refused.add(key);
        pictures.forget(sealed);
        return { kind: "later", notBefore: soon(), itself: true, ...reasonAt(where, WAITING) };
      }
      return outcome(error, where, clock.now());
    }
  };
}
