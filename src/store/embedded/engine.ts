import { basename, dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { FolderCopy } from "./folder-copy.ts";

const code = (letter: string) => letter.charCodeAt(0);
/** Messages of the extended protocol that leave the backend in the middle of something until a Sync comes. */
const OPENS = new Set(["P", "B", "D", "E", "C", "H"].map(code));
const CLOSES = new Set(["S", "Q", "X"].map(code));
const SYNC = new Uint8Array([code("S"), 0, 0, 0, 4]);
/** In an error's answer: the backend gave up, for instance when a full disk takes no more of the log. */
const LAST_WORDS = ["VPANIC\0", "VFATAL\0"];
const COPY_LOOK_MS = 20;
const COPY_PATIENCE_MS = 60_000;

/**
 * PGlite with what it lacks for being served to several connections.
 *
 * It has one backend, and pglite-socket lets another connection's message in between the Parse and the Bind of a statement: both use
 * the unnamed statement, so the first would run with the second's text. The server keeps a connection's turn while
 * `isInTransaction()`; we let it also say yes between the first message of a statement and its Sync.
 *
 * When the backend dies, PGlite does not notice, and the next message turns in a loop for ever with everybody waiting behind it:
 * then `onDeath` is called, once, and nothing more is let through.
 */
export class Engine extends PGlite {
  #amidStatement = false;
  #dead = false;
  readonly #onDeath: (error: unknown) => void;

  constructor(options: PGliteOptions, onDeath: (error: unknown) => void) {
    super(options);
    this.#onDeath = onDeath;
  }

  override isInTransaction(): boolean {
    return this.#amidStatement || super.isInTransaction();
  }

  override async execProtocolRawStream(...[message, options]: Parameters<PGlite["execProtocolRawStream"]>): Promise<void> {
    if (this.#dead) throw new Error("the database's backend has died");
    const hear = (data: Uint8Array) => {
      options.onRawData(data);
      const said = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      if (LAST_WORDS.some((w) => said.includes(w, 0, "latin1"))) this.#die(new Error(lastWords(said)));
    };
    try {
      await super.execProtocolRawStream(message, { ...options, onRawData: hear });
    } catch (error) {
      // An error of SQL is an answer; what is thrown is the end of the WebAssembly program.
      this.#die(error);
      throw error;
    }
    const type = message[0] ?? 0;
    if (OPENS.has(type)) this.#amidStatement = true;
    else if (CLOSES.has(type)) this.#amidStatement = false;
  }

  /** Called by the server with ROLLBACK when a connection dies in its turn: a backend that waits for a Sync would not hear it. */
  override async exec(...args: Parameters<PGlite["exec"]>): ReturnType<PGlite["exec"]> {
    if (this.#dead) return [];
    if (this.#amidStatement) {
      await this.runExclusive(() => super.execProtocolRawStream(SYNC, { onRawData: () => undefined }));
      this.#amidStatement = false;
    }
    return super.exec(...args);
  }

  /**
   * Copies the data directory as it is between two statements, no transaction being open, after everything was written to it. Most of it
   * is copied before that, while everybody goes on; then everybody waits while the files that changed meanwhile are copied again.
   */
  async copyTo(folder: string): Promise<void> {
    const from = this.dataDir;
    if (from === undefined) throw new Error("a database in memory has no files to copy");
    const copy = new FolderCopy(from, folder);
    await copy.begin();
    for (let left = COPY_PATIENCE_MS; left > 0; left -= COPY_LOOK_MS) {
      const done = await this.runExclusive(async () => {
        if (this.isInTransaction()) return false;
        await this.#ask("CHECKPOINT");
        // The log from where recovery would begin. Later files are old ones that wait to be written over.
        const log = await this.#ask(
          "SELECT '<' || redo_wal_file || ' ' || pg_walfile_name(pg_current_wal_insert_lsn()) || '>' FROM pg_control_checkpoint()",
        );
        const [, first, last] = /<([0-9A-F]{24}) ([0-9A-F]{24})>/.exec(log) ?? [];
        if (first === undefined || last === undefined) throw new Error("the database does not say where its log begins");
        copy.finish((path) => {
          const name = basename(path);
          if (basename(dirname(path)) === "pg_wal" && /^[0-9A-F]{24}$/.test(name)) return name >= first && name <= last;
          return name !== "postmaster.pid";
        });
        return true;
      });
      if (done) return;
      await pause(COPY_LOOK_MS);
    }
    throw new Error("no copy of the store was made: some client keeps a transaction open");
  }

  /** A statement between those of the clients, whose turns the caller holds. Answers the raw text of the answer. */
  async #ask(sql: string): Promise<string> {
    const text = Buffer.from(`${sql}\0`);
    const message = Buffer.alloc(5 + text.length);
    message.write("Q", "latin1");
    message.writeInt32BE(4 + text.length, 1);
    text.copy(message, 5);
    let answer = "";
    await super.execProtocolRawStream(message, {
      onRawData: (data) => {
        answer += Buffer.from(data).toString("latin1");
      },
    });
    if (answer.startsWith("E")) throw new Error(`${sql}: ${lastWords(Buffer.from(answer, "latin1"))}`);
    return answer;
  }

  #die(error: unknown): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#onDeath(error);
  }
}

/** The sentence in an error's answer: its fields are a letter and a text that ends in a zero. */
function lastWords(answer: Buffer): string {
  const from = answer.indexOf("\0M", 0, "latin1");
  return from < 0 ? "the database's backend gave up" : answer.toString("utf8", from + 2, answer.indexOf(0, from + 2));
}
