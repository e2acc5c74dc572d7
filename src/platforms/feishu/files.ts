import { rm } from "node:fs/promises";
import { UserError } from "../../domain/user-error.ts";
import { clean } from "../../message/clean.ts";
import type { Language, Message, Sealed } from "../../message/message.ts";
import type { Handlers, IncomingFile, MessageRef, Progress } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { ownFolder } from "../common/folder.ts";
import { spoolFolder, type Spooled } from "../common/spool.ts";
import { FILES_AT_ONCE, turns } from "../common/turns.ts";
import type { Alone } from "./alone.ts";
import type { Answers } from "./answer.ts";
import type { Api } from "./client.ts";
import { ApiError } from "./errors.ts";
import type { Doing } from "./gestures.ts";
import type { Target } from "./send.ts";
import type { Times } from "./times.ts";
import { guarded } from "./work.ts";
import { cannotFetch, reading, refusal, said, tooLarge } from "./words.ts";

/** "Get resource of a message": what is larger than 100 MB cannot be downloaded by an app. */
const DOWNLOAD_TOO_LARGE = 234037;
const NAME_CHARS = 200;

export interface FileNeeds {
  readonly api: Api;
  readonly answers: Answers;
  readonly alone: Alone;
  readonly clock: Clock;
  readonly log: Log;
  readonly times: Times;
  readonly lang: Language;
  readonly maxFileBytes: number;
  readonly folder: string;
}

export interface DroppedFile {
  readonly messageId: string;
  readonly fileKey: string;
  readonly name: string;
  readonly about: Pick<IncomingFile, "eventId" | "channel" | "threadId" | "person" | "direct">;
  readonly target: Target;
  readonly doing: Doing;
}

/** Files that people send: fetched to the disk, handed to the app, answered where they lie. */
export class Files {
  readonly #needs: FileNeeds;
  readonly #inTurn = turns(FILES_AT_ONCE);
  #own: Promise<string> | undefined;
  #spool: ReturnType<typeof spoolFolder> | undefined;
  constructor(needs: FileNeeds) {
    this.#needs = needs;
  }

  async take(file: DroppedFile, handlers: Handlers): Promise<void> {
    const name = clean(file.name.replaceAll("\\", "/").split("/").at(-1) ?? "").slice(0, NAME_CHARS) || "file";
    const { lang, log, alone } = this.#needs;
    const { doing, about, target } = file;
    // Nothing of a file is fetched for somebody from whom none is taken: the app says why.
    if ((await handlers.takesFiles?.(about)) === false) {
      const refused = await guarded(log, lang, about.eventId, () =>
        handlers.file({ ...about, name, bytes: 0, open: notFetched }, () => undefined),
      );
      if (refused === undefined) return;
      // It names the account and how to let it in, which is nobody else's to read.
      if (about.direct === true) await doing.say(target, refused);
      else await alone.say(doing, about.person.account, refused, target);
      return;
    }
    await this.#inTurn(() => this.#read(file, name, handlers));
  }

  async #read(file: DroppedFile, name: string, handlers: Handlers): Promise<void> {
    const { lang, log } = this.#needs;
    let spooled: Spooled;
    try {
      spooled = await this.#fetch(file);
    } catch (error) {
      const words = this.#refusalOf(error, name);
      if (words === undefined) throw error;
      await file.doing.say(file.target, said(words, lang));
      return;
    }
    const card = new ProgressCard(this.#needs, file, name);
    try {
      const sealed = await guarded(log, lang, file.about.eventId, () =>
        handlers.file({ ...file.about, name, bytes: spooled.bytes, open: () => spooled.open() }, (progress) => card.tell(progress)),
      );
      await card.end(sealed);
    } finally {
      await spooled.remove();
    }
  }

  async clear(): Promise<void> {
    // Whoever waited for a folder that could not be made was told so.
    const spool = await this.#spool?.catch(() => undefined);
    const own = await this.#own?.catch(() => undefined);
    await spool?.clear();
    this.#spool = undefined;
    this.#own = undefined;
    if (own !== undefined) await rm(own, { recursive: true, force: true });
  }

  async #fetch({ messageId, fileKey }: DroppedFile): Promise<Spooled> {
    const { api, maxFileBytes, folder } = this.#needs;
    // A full disk may have room for the next file.
    const own = (this.#own ??= ownFolder(folder).catch((error: unknown) => {
      this.#own = undefined;
      throw error;
    }));
    this.#spool ??= own
      .then((home) => spoolFolder(maxFileBytes, home))
      .catch((error: unknown) => {
        this.#spool = undefined;
        throw error;
      });
    const path = `/open-apis/im/v1/messages/${encodeURIComponent(messageId)}/resources/${encodeURIComponent(fileKey)}`;
    const spool = await this.#spool;
    const download = await api.download(path, { type: "file" });
    try {
      return await spool.take(download.body, download.bytes);
    } finally {
      download.cancel();
    }
  }

  #refusalOf(error: unknown, name: string): Message | undefined {
    if (error instanceof UserError) return refusal(error.text, error.hint);
    if (error instanceof ApiError && error.code === DOWNLOAD_TOO_LARGE) return tooLarge(this.#needs.maxFileBytes);
    this.#needs.log.error("feishu.file-not-fetched", error);
    return cannotFetch(name);
  }
}

const notFetched = (): never => {
  throw new TypeError("a file was opened that is not taken from this person");
};

/** One card for a file that takes longer: it counts, and becomes the answer. */
class ProgressCard {
  readonly #needs: FileNeeds;
  readonly #file: DroppedFile;
  readonly #name: string;
  readonly #startedAt: number;
  #toldAt: number | undefined;
  #telling: Promise<void> | undefined;
  #ref: MessageRef | undefined;
  #ended = false;

  constructor(needs: FileNeeds, file: DroppedFile, name: string) {
    this.#needs = needs;
    this.#file = file;
    this.#name = name;
    this.#startedAt = needs.clock.now().getTime();
    this.#ref = file.doing.before.progress;
  }

  /** Often, and never waited for: what comes while a card is on its way is left out. */
  tell({ done, of, note }: Progress): void {
    const { clock, times, lang } = this.#needs;
    const now = clock.now().getTime();
    const due = this.#toldAt === undefined ? this.#startedAt + times.progressFirstMs : this.#toldAt + times.progressMs;
    if (this.#ended || this.#telling !== undefined || now < due) return;
    this.#toldAt = now;
    const percent = of === undefined || of === 0 ? undefined : Math.min(100, Math.floor((done / of) * 100));
    this.#telling = this.#show(said(reading(this.#name, note, percent), lang))
      .catch((error: unknown) => this.#needs.log.error("feishu.progress-lost", error))
      .finally(() => (this.#telling = undefined));
  }

  async end(sealed: Sealed | undefined): Promise<void> {
    this.#ended = true;
    await this.#telling;
    if (sealed === undefined) return;
    const { answers } = this.#needs;
    const { doing, target } = this.#file;
    if (this.#ref !== undefined && (await doing.mark({})) && (await answers.change(this.#ref, sealed, { brief: true }))) return;
    await doing.say(target, sealed);
  }

  async #show(sealed: Sealed): Promise<void> {
    const { answers } = this.#needs;
    if (this.#ref === undefined) {
      const ref = await answers.say(this.#file.target, sealed, `${this.#file.about.eventId}:progress`, { brief: true });
      this.#ref = ref;
      if (ref !== undefined) await this.#file.doing.mark({ progress: ref });
    } else if (await answers.change(this.#ref, sealed, { brief: true })) {
      this.#ref = { ...this.#ref, revision: this.#ref.revision + 1 };
    }
  }
}
