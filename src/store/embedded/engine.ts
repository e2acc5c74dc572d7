import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

const code = (letter: string) => letter.charCodeAt(0);
/** Messages of the extended protocol that leave the backend in the middle of something until a Sync comes. */
const OPENS = new Set(["P", "B", "D", "E", "C", "H"].map(code));
const CLOSES = new Set(["S", "Q", "X"].map(code));
const SYNC = new Uint8Array([code("S"), 0, 0, 0, 4]);
/** In an error's answer: the backend gave up, for instance when a full disk takes no more of the log. */
const LAST_WORDS = ["VPANIC\0", "VFATAL\0"];

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
