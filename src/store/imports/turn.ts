import { setTimeout as pause } from "node:timers/promises";
import type { Prisma, PrismaClient } from "../client/client.ts";

/** A holder that is not heard of for this long has died. Longer than any single statement takes. */
const TURN_MS = 60_000;
const RENEW_MS = 5_000;
const ASK_AGAIN_MS = 40;

/**
 * The turn of one import in its scope (a store, or a fact that belongs to none). Whoever compares with what is there, shows, sweeps
 * or undoes holds it, so two imports of one store never do so at once. A row, not a lock: the embedded store's locks exclude nobody.
 */
export class Turn {
  readonly #prisma: PrismaClient;
  readonly scope: string;
  readonly importId: number;
  #renewed: number;

  private constructor(prisma: PrismaClient, scope: string, importId: number) {
    this.#prisma = prisma;
    this.scope = scope;
    this.importId = importId;
    this.#renewed = performance.now();
  }

  /** The turn if nobody has it. Turns are also kept apart inside one import: a sweep and an undo of it are two holders. */
  static async attempt(prisma: PrismaClient, scope: string, importId: number): Promise<Turn | undefined> {
    const rows = await prisma.$queryRaw<unknown[]>`
      INSERT INTO import_turn (scope, import_id, until) VALUES (${scope}, ${importId}, clock_timestamp() + ${TURN_MS} * interval '1 millisecond')
      ON CONFLICT (scope) DO UPDATE SET import_id = excluded.import_id, until = excluded.until WHERE import_turn.until < clock_timestamp()
      RETURNING scope`;
    return rows.length === 0 ? undefined : new Turn(prisma, scope, importId);
  }

  /** Waits for the turn; the one before holds it for as long as its file needs. */
  static async take(prisma: PrismaClient, scope: string, importId: number): Promise<Turn> {
    for (;;) {
      const turn = await Turn.attempt(prisma, scope, importId);
      if (turn !== undefined) return turn;
      await pause(ASK_AGAIN_MS);
    }
  }

  /** Between two steps: says that the holder lives. Throws when the turn was taken away meanwhile. */
  async keep(): Promise<void> {
    if (performance.now() - this.#renewed < RENEW_MS) return;
    await this.assert(this.#prisma);
    this.#renewed = performance.now();
  }

  /** Renews the turn inside a transaction, and so locks its row until that ends. */
  async assert(client: PrismaClient | Prisma.TransactionClient): Promise<void> {
    const kept = await client.$executeRaw`
      UPDATE import_turn SET until = clock_timestamp() + ${TURN_MS} * interval '1 millisecond'
      WHERE scope = ${this.scope} AND import_id = ${this.importId} AND until > clock_timestamp()`;
    if (kept !== 1) throw new Error(`import ${this.importId} lost its turn in ${this.scope}: it was not heard of for ${TURN_MS / 1000} s`);
  }

  async giveBack(): Promise<void> {
    await this.#prisma.$executeRaw`DELETE FROM import_turn WHERE scope = ${this.scope} AND import_id = ${this.importId}`;
  }
}
