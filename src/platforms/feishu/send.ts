import { createHash } from "node:crypto";
import { z } from "zod";
import { type Text, why } from "../../domain/value.ts";
import type { Sealed } from "../../message/message.ts";
import type { MessageRef, Part, PartKind, PostOutcome } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { nameOfFile } from "../../message/file-line.ts";
import { fileBytes, fileParts } from "../common/files.ts";
import { signed } from "../common/part-name.ts";
import type { Api } from "./client.ts";
import { type Card, type Drawn, drawCard, drawFile, type DrawnFile, drawWords } from "./draw/card.ts";
import { ApiError, CARD_REFUSED, outcomeOf, TooLate, WORDS_HELP } from "./errors.ts";
import type { Images } from "./images.ts";
import { markOf, stamped } from "./mark.ts";
import type { Rooms } from "./rooms.ts";
import type { Times } from "./times.ts";

/** Where a message goes. */
export interface Target {
  /** A chat, or a person (their direct chat): `oc_…`, `ou_…`, an e-mail address. */
  readonly channel: string;
  /** The message that a thread hangs on. */
  readonly threadId?: string | undefined;
  /** Answered with a quotation, outside of a thread. */
  readonly replyTo?: string | undefined;
  /** A chat with one person, where what belongs together is quoted and not hidden in a thread. */
  readonly direct?: boolean | undefined;
}

const Sent = z.object({
  data: z.object({
    message_id: z.string().min(1),
    root_id: z.string().optional(),
    thread_id: z.string().optional(),
    chat_id: z.string().optional(),
  }),
});
const Done = z.object({ code: z.number() });
const UploadedFile = z.object({ data: z.object({ file_key: z.string().min(1) }) });

/** Feishu knows a receiver by the kind of its id. */
function receiverType(id: string): string {
  if (id.startsWith("ou_")) return "open_id";
  if (id.startsWith("on_")) return "union_id";
  return id.includes("@") ? "email" : "chat_id";
}

export const isPerson = (id: string): boolean => receiverType(id) !== "chat_id";

/**
 * At most 50 characters and the same for the same post: Feishu sends it once within an hour. It counts for the whole app, so that the
 * place belongs into it.
 */
export const uuidOf = (target: Target, key: string, part = ""): string =>
  createHash("sha256")
    .update(JSON.stringify([target.channel, target.threadId ?? target.replyTo ?? null, key, part]))
    .digest("hex")
    .slice(0, 48);

/** The sign of a post within its card. */
export const postMark = (target: Target, key: string): string => markOf(JSON.stringify([target.channel, target.threadId ?? null, key]));

type Owe = (parts: readonly Part[]) => Promise<void>;

export interface SendNeeds {
  readonly api: Api;
  readonly images: Images;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: Log;
  readonly times: Times;
}

export class Sender {
  readonly #needs: SendNeeds;
  constructor(needs: SendNeeds) {
    this.#needs = needs;
  }

  async draw(sealed: Sealed, native = true): Promise<Drawn> {
    return drawCard(sealed, { native, images: await this.#needs.images.of(sealed, native) });
  }

  /**
   * Sends the card; when Feishu refuses it, once more with pictures for what Feishu would draw itself, and at last as words. A
   * refusal is definite, so that this makes one message.
   */
  async #withCard<T>(
    sealed: Sealed,
    mark: string,
    { deadline, owe }: { readonly deadline?: Date | undefined; readonly owe?: Owe | undefined },
    send: (content: string) => Promise<T>,
  ): Promise<{ readonly sent: T; readonly drawn: Drawn }> {
    const rungs = [() => this.draw(sealed), () => this.draw(sealed, false), async () => drawWords(sealed)];
    const inTime = (card: Card): Promise<T> => {
      if (deadline !== undefined && this.#needs.clock.now() > deadline) throw new TooLate();
      return send(JSON.stringify(stamped(card, mark)));
    };
    for (let rung = 0; ;) {
      const drawn = await rungs[rung]?.();
      if (drawn === undefined) throw new Error("a ladder without rungs");
      const cut = drawn.files.map(({ at }): Part => (at === null ? { kind: "text", at: 0 } : { kind: "table", at }));
      await owe?.([...cut, ...fileParts(sealed.message)]);
      try {
        return { sent: await inTime(drawn.card), drawn };
      } catch (error) {
        const last = rungs.length - 1;
        const next = rung === last ? undefined : rungBelow(error, rung, last);
        if (next === undefined) throw error;
        this.#needs.log.warn("feishu.card-refused", { words: error instanceof Error ? error.message : "", rung });
        rung = next;
      }
    }
  }

  /**
   * One request for the message. Its files are told to `owe`; where nobody asks for them they follow as replies, and what became of them
   * changes nothing.
   */
  async post(target: Target, sealed: Sealed, key: string, deadline?: Date, owe?: Owe): Promise<PostOutcome> {
    const { clock, rooms } = this.#needs;
    let ref: MessageRef;
    let files: readonly DrawnFile[];
    try {
      const { sent, drawn } = await this.#withCard(sealed, postMark(target, key), { deadline, owe }, (content) =>
        this.#send(target, "interactive", content, uuidOf(target, key)),
      );
      const { data } = sent;
      files = drawn.files;
      if (isPerson(target.channel) && data.chat_id !== undefined) rooms.learn(data.chat_id, true, target.channel);
      ref = {
        channel: target.channel,
        messageId: data.message_id,
        // A quotation has a root too, but hangs in no thread.
        threadId: (target.threadId === undefined ? undefined : (data.root_id ?? target.threadId)) ?? data.message_id,
        revision: 0,
      };
    } catch (error) {
      return outcomeOf(error, inChat(target), clock.now());
    }
    if (owe === undefined) await this.#attach(ref, [...files, ...(await attachedTo(sealed))], below(target, ref), key);
    return { kind: "sent", ref };
  }

  /** A part of a message that was posted, below it. A picture becomes a card of its own. */
  async follow(
    on: MessageRef,
    kind: PartKind,
    sealed: Sealed,
    key: string,
    { deadline, place = beneath(on) }: { readonly deadline?: Date | undefined; readonly place?: Target } = {},
  ): Promise<PostOutcome> {
    const { clock } = this.#needs;
    if (kind === "picture") return this.post(place, sealed, key, deadline, async () => undefined);
    const about = { zh: `在消息 ${on.messageId} 下补发文件`, en: `file below ${on.messageId}` };
    const file = kind === "file" ? (await attachedTo(sealed))[0] : drawFile(sealed, kind);
    if (file === undefined) {
      return {
        kind: "failed",
        code: "nothing-to-send",
        ...why({ zh: `${about.zh}：没有可补发的内容`, en: `${about.en}: there is nothing to send` }),
      };
    }
    try {
      const { data } = await this.#sendFile({ ...file, name: signed(file.name, key) }, place, uuidOf(place, key), deadline);
      return { kind: "sent", ref: { channel: on.channel, messageId: data.message_id, threadId: on.threadId, revision: 0 } };
    } catch (error) {
      return outcomeOf(error, about, clock.now());
    }
  }

  /** `files`: what is in the card only in part is hung below it. An alert that changes often would leave a file each time. */
  async edit(
    ref: MessageRef,
    sealed: Sealed,
    { files = false, deadline }: { readonly files?: boolean; readonly deadline?: Date | undefined } = {},
  ): Promise<PostOutcome> {
    const { api, clock } = this.#needs;
    try {
      const { drawn } = await this.#withCard(sealed, markOf(ref.messageId), { deadline }, (content) =>
        api.call({ method: "PATCH", path: `/open-apis/im/v1/messages/${encodeURIComponent(ref.messageId)}`, body: { content } }, Done),
      );
      if (files)
        await this.#attach(
          ref,
          [...drawn.files, ...(await attachedTo(sealed))],
          { channel: ref.channel, replyTo: ref.messageId },
          `${ref.messageId}:${ref.revision}`,
        );
      return { kind: "sent", ref: { ...ref, revision: ref.revision + 1 } };
    } catch (error) {
      return outcomeOf(error, { zh: `编辑消息 ${ref.messageId}`, en: `edit of ${ref.messageId}` }, clock.now());
    }
  }

  #send(target: Target, type: string, content: string, uuid: string): Promise<z.infer<typeof Sent>> {
    const { api } = this.#needs;
    const on = target.threadId ?? target.replyTo;
    if (on === undefined) {
      return api.call(
        {
          method: "POST",
          path: "/open-apis/im/v1/messages",
          query: { receive_id_type: receiverType(target.channel) },
          body: { receive_id: target.channel, msg_type: type, content, uuid },
        },
        Sent,
      );
    }
    return api.call(
      {
        method: "POST",
        path: `/open-apis/im/v1/messages/${encodeURIComponent(on)}/reply`,
        body: { msg_type: type, content, reply_in_thread: target.threadId !== undefined, uuid },
      },
      Sent,
    );
  }

  /** Each with a uuid of its own, so that a post that is sent again leaves no second file. */
  async #attach(ref: MessageRef, files: readonly Attached[], place: Target, key: string): Promise<void> {
    const { clock, log, times } = this.#needs;
    const until = clock.now().getTime() + times.filesMs;
    for (const [i, file] of files.entries()) {
      try {
        if (clock.now().getTime() > until) throw new Error("the files before it took too long");
        await this.#sendFile(file, place, uuidOf(place, key, `file:${i}`));
      } catch (error) {
        log.error("feishu.file-lost", error, { file: file.name, message: ref.messageId });
      }
    }
  }

  async #sendFile({ name, text }: Attached, place: Target, uuid: string, deadline?: Date): Promise<z.infer<typeof Sent>> {
    const { data } = await this.#needs.api.call(
      {
        method: "POST",
        path: "/open-apis/im/v1/files",
        form: {
          file_type: "stream",
          file_name: name,
          file: new File([text], name, { type: typeof text === "string" ? "text/plain" : BINARY }),
        },
        timeoutMs: this.#needs.times.uploadMs,
      },
      UploadedFile,
    );
    if (deadline !== undefined && this.#needs.clock.now() > deadline) throw new TooLate();
    return this.#send(place, "file", JSON.stringify({ file_key: data.file_key }), uuid);
  }
}

const inChat = ({ channel, threadId }: Target): Text =>
  threadId === undefined
    ? { zh: `发到 ${channel}`, en: `post to ${channel}` }
    : { zh: `发到 ${channel} 的话题 ${threadId}`, en: `post to ${channel}, thread ${threadId}` };

/** Where to go on after a refusal; undefined where another drawing does not help. */
function rungBelow(error: unknown, rung: number, last: number): number | undefined {
  if (!(error instanceof ApiError) || error.heard !== "refused") return undefined;
  if (error.code === CARD_REFUSED) return rung + 1;
  return WORDS_HELP.has(error.code) ? last : undefined;
}

/** Feishu asks for no better one of what it calls a stream. */
const BINARY = "application/octet-stream";

/** What hangs below a message: text, or the bytes of a file. */
interface Attached {
  readonly name: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
}

/** Files that go along with a message. */
const attachedTo = ({ message, lang }: Sealed): Promise<Attached[]> =>
  Promise.all(
    message.blocks
      .filter((block) => block.kind === "file")
      .map(async (block) => ({ name: nameOfFile(block), text: Uint8Array.from(await fileBytes(block, lang)) })),
  );

/** In its thread; in a conversation beside it, as a quotation. */
export const below = (target: Target, { channel, messageId }: MessageRef): Target =>
  target.threadId === undefined && (target.replyTo !== undefined || target.direct === true || isPerson(channel))
    ? { channel, replyTo: messageId }
    : { channel, threadId: messageId };

/** Where parts of a post go: the post itself is below the thread that it is in. */
export const beneath = (on: MessageRef): Target =>
  below(on.threadId === on.messageId ? { channel: on.channel } : { channel: on.channel, threadId: on.threadId }, on);
