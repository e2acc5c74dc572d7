import { UserError } from "../../domain/user-error.ts";
import { clean } from "../../message/clean.ts";
import { message, type Sealed } from "../../message/message.ts";
import type { Handlers } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Spooled, spoolFolder } from "../common/spool.ts";
import { FILES_AT_ONCE, turns } from "../common/turns.ts";
import type { Asked } from "./asked.ts";
import type { WebClient } from "./client.ts";
import { slackCode } from "./errors.ts";
import { ours } from "./hosts.ts";
import { incoming, type Seat } from "./seat.ts";
import type { Report } from "./progress.ts";
import { SlackFile } from "./schema.ts";
import type { Timeouts } from "./timeouts.ts";

export type Spool = Awaited<ReturnType<typeof spoolFolder>>;

export interface Files {
  /** Fetches a file and hands it to the app. */
  read(seat: Seat, file: SlackFile, handlers: Handlers, report: Report): Promise<Sealed | undefined>;
}

export interface FileNeeds {
  readonly client: WebClient;
  readonly token: string;
  readonly apiUrl: string | null;
  readonly spool: () => Promise<Spool>;
  readonly timeouts: Timeouts;
  readonly log: Log;
}

const NAME_CHARS = 200;
const TALK = /^(?:image|video|audio)\//;

const notToBeHad = (hint: { readonly zh: string; readonly en: string }): UserError =>
  new UserError("file-not-downloaded", { zh: "文件没能从 Slack 下载。", en: "The file could not be fetched from Slack." }, hint);

const AGAIN = { zh: "请再拖一次。", en: "Please drop it again." };

export function makeFiles(needs: FileNeeds): Files {
  const { client, log } = needs;
  const brokenOff = (error: unknown): UserError => {
    log.warn("slack.file-broken-off", { note: error instanceof Error ? error.message : String(error) });
    return notToBeHad(AGAIN);
  };
  const inTurn = turns(FILES_AT_ONCE);

  async function* bytes(file: SlackFile): AsyncIterable<Uint8Array> {
    const address = file.url_private_download ?? file.url_private ?? "";
    // The token opens every file the bot can see: it goes to Slack and to nobody else, whatever the message says.
    if (!ours(address, needs.apiUrl))
      throw notToBeHad({ zh: "它不在 Slack 上，请直接上传文件。", en: "It does not lie on Slack; please upload the file itself." });
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${needs.token}` },
      redirect: "manual",
      signal: AbortSignal.timeout(needs.timeouts.download),
    }).catch((error: unknown) => Promise.reject(brokenOff(error)));
    const type = answer.headers.get("content-type") ?? "";
    // Without the permission Slack shows its sign-in page instead of the file.
    const signIn = type.startsWith("text/html") && file.mimetype !== "text/html";
    if (!answer.ok || signIn || answer.body === null) {
      await answer.body?.cancel();
      log.warn("slack.file-refused", { status: answer.status, signIn });
      throw notToBeHad(
        signIn || answer.status === 401 || answer.status === 403
          ? {
              zh: "应用缺少 files:read 权限，请管理员运行 npm run purser -- doctor。",
              en: "The app lacks files:read; an administrator sees more with npm run purser -- doctor.",
            }
          : AGAIN,
      );
    }
    try {
      yield* answer.body;
    } catch (error) {
      throw brokenOff(error);
    }
  }

  /** Files of other workspaces come as a bare id. */
  async function whole(file: SlackFile): Promise<SlackFile> {
    if (file.file_access !== "check_file_info" && (file.url_private_download ?? file.url_private) != null) return file;
    try {
      return SlackFile.parse((await client.files.info({ file: file.id })).file);
    } catch (error) {
      log.error("slack.file-not-told", error, { code: slackCode(error) ?? null });
      throw notToBeHad(AGAIN);
    }
  }

  async function fetchAndRead(seat: Seat, file: SlackFile, handlers: Handlers, report: Report): Promise<Sealed | undefined> {
    let spooled: Spooled | undefined;
    try {
      const known = await whole(file);
      const name = nameOf(known);
      report({ done: 0, note: { zh: `正在接收 ${name}`, en: `Fetching ${name}` } });
      // Refused by its announced size before a byte is fetched, and by its real one while it comes.
      const held = await (await needs.spool()).take(bytes(known), known.size ?? undefined);
      spooled = held;
      return await handlers.file({ ...incoming(seat), name, bytes: held.bytes, open: () => held.open() }, report);
    } catch (error) {
      if (error instanceof UserError) return refusal(error, seat.lang ?? "en");
      throw error;
    } finally {
      await spooled?.remove();
    }
  }

  return {
    async read(seat, file, handlers, report) {
      // Nothing of a file is fetched for somebody from whom none is taken: the app says why.
      const taken = (await handlers.takesFiles?.(incoming(seat))) ?? true;
      if (!taken) return handlers.file({ ...incoming(seat), name: nameOf(file), bytes: file.size ?? 0, open: notFetched }, report);
      return inTurn(() => fetchAndRead(seat, file, handlers, report));
    },
  };
}

const notFetched = (): never => {
  throw new TypeError("a file was opened that is not taken from this person");
};

const nameOf = (file: SlackFile): string =>
  clean(file.name ?? file.title ?? "")
    .replaceAll(/[/\\]/g, "_")
    .slice(0, NAME_CHARS) || "file";

/** Files of a message. Pictures and films among them are people's talk, unless they were meant for the bot (`wanted`). */
export function dropped(seat: Seat, files: readonly SlackFile[], ts: string, wanted: boolean): readonly Asked[] {
  const on: Seat = seat.threadId === undefined ? { ...seat, threadId: ts, begins: true } : seat;
  return files
    .filter(({ mode, mimetype }) => mode !== "tombstone" && mode !== "hidden_by_limit" && (wanted || !TALK.test(mimetype ?? "")))
    .map((file) => ({ seat: { ...on, eventId: `file:${seat.channel}:${file.id}` }, what: { kind: "file", file } }));
}

/** Files that somebody asked to be imported by the shortcut, again if need be. */
export function chosen(seat: Seat, files: readonly SlackFile[]): readonly Asked[] {
  if (files.length === 0) return [{ seat, what: { kind: "no-file" } }];
  return files.map((file) => ({ seat: { ...seat, eventId: `${seat.eventId}:${file.id}` }, what: { kind: "file", file } }));
}

/** The shortcut on a message that has none. */
export const noFile = (lang: Sealed["lang"]): Sealed => refusal(NO_FILE, lang);

const NO_FILE = new UserError(
  "no-file",
  { zh: "这条消息没有文件。", en: "There is no file in this message." },
  { zh: "请在带报表文件的消息上使用。", en: "Use it on a message with a report file." },
);

const refusal = ({ text, hint }: UserError, lang: Sealed["lang"]): Sealed => ({
  message: message({ title: text, tone: "error", ...(hint === undefined ? {} : { lead: hint }) }),
  buttonTokens: [],
  formTokens: {},
  lang,
  reach: "asker",
});
