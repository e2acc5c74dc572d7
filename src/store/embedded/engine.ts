import { PGlite } from "@electric-sql/pglite";

const code = (letter: string) => letter.charCodeAt(0);
/** Messages of the extended protocol that leave the backend in the middle of something until a Sync comes. */
const OPENS = new Set(["P", "B", "D", "E", "C", "H"].map(code));
const CLOSES = new Set(["S", "Q", "X"].map(code));
const SYNC = new Uint8Array([code("S"), 0, 0, 0, 4]);

/**
 * PGlite has one backend, and pglite-socket lets another connection's message in between the Parse and the Bind of a statement:
 * both use the unnamed statement, so the first would run with the second's text. The server keeps a connection's turn while
 * `isInTransaction()`; we let it also say yes between the first message of a statement and its Sync.
 */
export class Engine extends PGlite {
  #amidStatement = false;

  override isInTransaction(): boolean {
    return this.#amidStatement || super.isInTransaction();
  }

  override async execProtocolRawStream(...args: Parameters<PGlite["execProtocolRawStream"]>): Promise<void> {
    const type = args[0][0] ?? 0;
    await super.execProtocolRawStream(...args);
    if (OPENS.has(type)) this.#amidStatement = true;
    else if (CLOSES.has(type)) this.#amidStatement = false;
  }

  /** Called by the server with ROLLBACK when a connection dies in its turn: a backend that waits for a Sync would not hear it. */
  override async exec(...args: Parameters<PGlite["exec"]>): ReturnType<PGlite["exec"]> {
    if (this.#amidStatement) {
      await this.runExclusive(() => super.execProtocolRawStream(SYNC, { onRawData: () => undefined }));
      this.#amidStatement = false;
    }
    return super.exec(...args);
  }
}
